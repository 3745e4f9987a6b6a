"""What is told about people and programs."""

from wtforms import EmailField, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from admin.work import OfficeForm
from pantbox.places.organisations import Role, Scope
from pantbox.places.people import PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN

LANGUAGE_CHOICES = {"da": "Dansk", "en": "English", "de": "Deutsch"}
_long_enough = Length(PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX, "office-password-length")


class UserForm(OfficeForm):
    """A person who may log in."""

    name = StringField(
        "office-name", [InputRequired("office-needed"), Length(max=200, message="office-too-long")]
    )
    email = EmailField(
        "office-email", [InputRequired("office-needed"), Length(max=200, message="office-too-long")]
    )
    role = SelectField(
        "office-role",
        choices={role.value: f"office-role-{role.value}" for role in Role},
        default=Role.ORGANISER.value,
    )
    language = SelectField("office-language", choices=LANGUAGE_CHOICES)
    password = PasswordField(
        "office-first-password",
        [InputRequired("office-needed"), _long_enough],
        description="office-first-password-hint",
        render_kw={"autocomplete": "new-password"},
    )


class PasswordForm(OfficeForm):
    """Another password for oneself."""

    current = PasswordField(
        "office-current-password",
        [InputRequired("office-needed")],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        "office-new-password",
        [InputRequired("office-needed"), _long_enough],
        description="office-first-password-hint",
        render_kw={"autocomplete": "new-password"},
    )


class TokenForm(OfficeForm):
    """A program's key."""

    label = StringField(
        "office-token-label",
        [InputRequired("office-needed"), Length(max=200, message="office-too-long")],
        description="office-token-label-hint",
    )
    scopes = SelectMultipleField(
        "office-scopes",
        choices={scope.value: f"office-scope-{scope.value.replace(':', '-')}" for scope in Scope},
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

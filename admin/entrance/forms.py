"""What people say of themselves at the entrance."""

from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from admin.work import OfficeForm


class LoginForm(OfficeForm):
    """An address and its password."""

    email = EmailField(
        "office-email",
        [InputRequired("office-needed"), Length(max=200, message="office-too-long")],
        render_kw={"autocomplete": "username", "autofocus": True},
    )
    password = PasswordField(
        "office-password",
        [InputRequired("office-needed"), Length(max=200, message="office-too-long")],
        render_kw={"autocomplete": "current-password"},
    )

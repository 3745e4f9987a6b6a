"""What an organiser tells about a print run.

Paper is read by guests and crew, not by whoever prints it, so it has a language of its own. The forms stand on one page:
fields of one name have different ids.
"""

from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from admin.people.forms import LANGUAGE_CHOICES
from admin.work import OfficeForm

SLIPS_MAX = 5_000
TAGS_MAX = 800


class SlipsForm(OfficeForm):
    """New slips, with nothing on them yet."""

    count = IntegerField(
        "office-slips-count",
        [InputRequired("office-needed"), NumberRange(1, SLIPS_MAX, "office-number-wrong")],
        default=100,
    )
    paper = SelectField(
        "office-paper",
        choices={"a4": "office-paper-a4", "80": "office-paper-80", "58": "office-paper-58"},
    )
    language = SelectField("office-paper-language", choices=LANGUAGE_CHOICES, id="slips-language")


class TagsForm(OfficeForm):
    """New tags."""

    kind = SelectField("office-tag-kind", choices={"crate": "office-crate", "bag": "office-bag"})
    count = IntegerField(
        "office-tags-count",
        [InputRequired("office-needed"), NumberRange(1, TAGS_MAX, "office-number-wrong")],
        default=8,
        id="tags-count",
    )
    contents = StringField(
        "office-tag-contents",
        [Length(max=80, message="office-too-long")],
        description="office-tag-contents-hint",
    )
    language = SelectField("office-paper-language", choices=LANGUAGE_CHOICES, id="tags-language")


class CrewForm(OfficeForm):
    """New slips of the crew: a name a line, or how many."""

    holders = TextAreaField(
        "office-crew-holders",
        [InputRequired("office-needed"), Length(max=40_000, message="office-too-long")],
        description="office-crew-holders-hint",
    )
    language = SelectField("office-paper-language", choices=LANGUAGE_CHOICES, id="crew-language")

"""What an organiser tells about a print run."""

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

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


class TagsForm(OfficeForm):
    """New tags."""

    kind = SelectField("office-tag-kind", choices={"crate": "office-crate", "bag": "office-bag"})
    count = IntegerField(
        "office-tags-count",
        [InputRequired("office-needed"), NumberRange(1, TAGS_MAX, "office-number-wrong")],
        default=8,
    )
    contents = StringField(
        "office-tag-contents",
        [Length(max=80, message="office-too-long")],
        description="office-tag-contents-hint",
    )

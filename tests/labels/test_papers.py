"""Everything printed is read back by another's reader: QR codes and bar codes, off the page as a printer prints it."""

import time
from datetime import date

import pytest
import zxingcpp
from PIL import Image

from pantbox.labels.crates import tags_a4
from pantbox.labels.documents import Slip, SlipRun, Tag, TypeOnSign, Voucher
from pantbox.labels.rules import BoxRules, BoxSign, Section, StallRules, StallSign
from pantbox.labels.sheet import SHEETS, LabelSheet
from pantbox.labels.signs import box_sign, stall_sign
from pantbox.labels.slips import slips_a4, slips_roll
from pantbox.labels.voucher import voucher_a6, voucher_roll
from tests.labels.printed import labels, pages, read

QR, BARS = zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128
HOST = "HTTPS://PANTBOX.EXAMPLE"
TYPES = tuple(
    TypeOnSign({"da": "Kop", "en": "Cup", "de": "Becher"}, picture, 500 * (number + 1))
    for number, picture in enumerate(("small-cup", "medium-cup", "mug", "bowl", "tray"))
)
RUN = SlipRun("Kildeparken", "Nordfest")
LANGUAGES = ("da", "en", "de")


def slips(count: int) -> list[Slip]:
    """Slips with codes of 16 signs."""
    codes = [f"{number:04d}ABCDEFGH{number:04d}" for number in range(count)]
    return [Slip(number, code, f"{HOST}/S/{code}") for number, code in enumerate(codes, 1)]


VOUCHER = Voucher(
    "7K3M9Q2R5T8W1XYZ", f"{HOST}/V/7K3M9Q2R5T8W1XYZ", 12_350, "Kildeparken", "Nordfest", date(2029, 10, 1)
)


def page(pdf: bytes, dots_per_inch: int = 300) -> Image.Image:
    """The only page."""
    (only,) = pages(pdf, dots_per_inch)
    return only


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("printer", "dots"), [(voucher_a6, 300), (voucher_roll, 203)])
def test_a_vouchers_code_and_bars_are_read(printer, dots, language):
    picture = page(printer(VOUCHER, language), dots)

    assert read(picture, QR) == [VOUCHER.link]
    assert read(picture, BARS) == [f"V{VOUCHER.code}"]


def test_every_slip_of_a_sheet_is_read_both_ways():
    many = slips(23)

    printed = pages(slips_a4(many, RUN, "da"))

    assert sorted(text for sheet in printed for text in read(sheet, QR)) == sorted(s.link for s in many)
    assert sorted(text for sheet in printed for text in read(sheet, BARS)) == sorted(
        f"S{slip.code}" for slip in many
    )


@pytest.mark.parametrize("roll_mm", [58, 80])
def test_slips_off_a_receipt_printer_are_read_both_ways(roll_mm):
    many = slips(3)

    printed = pages(slips_roll(many, RUN, "en", roll_mm=roll_mm), 203)

    assert [read(slip, QR) for slip in printed] == [[slip.link] for slip in many]
    assert [read(slip, BARS) for slip in printed] == [[f"S{slip.code}"] for slip in many]


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_are_read(language):
    way = Section("no-phone", "desk", "Ingen telefon?", ("Tag det med til pantkassen.",))
    rules = BoxRules("Det tager vi imod", ("Scan", "Læg i", "Vælg"), way, "Aflever senest 5. oktober 2026.")
    box = BoxSign(
        f"{HOST}/B/7K3M9Q",
        "7K3M9Q",
        4,
        "Ved indgangen",
        "Kildeparken",
        "Nordfest",
        TYPES,
        dict.fromkeys(LANGUAGES, rules),
    )
    stall = StallSign(
        f"{HOST}/K/9QRT2W", "9QRT2W", 12, "Suppe & Søn", "Kildeparken", "Nordfest", TYPES,
        dict.fromkeys(LANGUAGES, StallRules("Du får hele din pant igen i enhver pantboks.")),
    )  # fmt: skip

    assert read(page(box_sign(box, language)), QR) == [box.link]
    assert read(page(stall_sign(stall, language)), QR) == [stall.link]


def test_tags_of_crates_and_bags_are_read_both_ways():
    tags = [
        Tag("crate" if n % 2 else "bag", f"77{n:06d}", f"{HOST}/T/77{n:06d}", "Nordfest") for n in range(9)
    ]

    printed = pages(tags_a4(tags, "da"))

    assert sorted(text for sheet in printed for text in read(sheet, QR)) == sorted(t.link for t in tags)
    assert sorted(text for sheet in printed for text in read(sheet, BARS)) == sorted(
        f"{'C' if tag.kind == 'crate' else 'G'}{tag.tag}" for tag in tags
    )


@pytest.mark.parametrize("slug", SHEETS)
def test_every_label_of_a_full_sheet_is_read(slug):
    geometry = SHEETS[slug]
    many = labels(geometry.per_page)

    printed = page(LabelSheet(geometry).pdf(many), geometry.dots_per_inch)

    assert read(printed) == sorted(label.link for label in many)


def test_ten_thousand_labels_are_a_file_one_can_send():
    began = time.process_time()

    pdf = LabelSheet(SHEETS["avery-l4732"]).pdf(labels(10_000))

    assert len(pdf) < 4_500_000
    assert pdf.count(b"/Type /Page\n") == 125
    assert time.process_time() - began < 60  # about 10 s: what would be a minute is drawn wrongly

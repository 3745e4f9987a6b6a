"""Whatever a scanner makes of our codes, we read the same thing; whatever is not ours is refused with its reason."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantbox.containers.codes import Code, CodeKind, Unproven, read_code
from pantbox.containers.grai import Grai, asset_of, check_digit
from pantbox.containers.serials import check_sign, human_code, is_genuine, new_serial, read_human_code, shown
from pantbox.errors import BadInput
from pantbox.keys import CROCKFORD, Keys

KEYS = Keys("a secret of at least thirty-two signs")
ASSET = asset_of("952000", 7)
SERIAL = new_serial(KEYS, ASSET, "7K3M9QX")
GRAI = str(Grai(ASSET, SERIAL))
CONTAINER = Code(CodeKind.CONTAINER, SERIAL, ASSET)


@pytest.mark.parametrize(
    "text",
    [
        f"HTTPS://PANT.EXAMPLE/8003/{GRAI}",
        f"https://pant.example/8003/{GRAI.lower()}",
        f"http://127.0.0.1:8000/8003/{GRAI}\n",
        f"(8003){GRAI}",
        f"]C18003{GRAI}",
        f"]d28003{GRAI}",
        f"]Q3\x1d8003{GRAI}\x1d",
        f"8003{GRAI}\r\n",
        f"HTTPSÆ--PANT.EXAMPLE-8003-{GRAI}",
        f"HTTPSÖ--MIN-PANT.EXAMPLE-8003-{GRAI}",
    ],
)
def test_a_container_is_read_in_any_usual_form(text):
    assert read_code(text, KEYS) == CONTAINER


@pytest.mark.parametrize("typed", ["{0}-{1}", "{0} {1}", "{0}{1}\n"])
def test_the_short_code_is_read_as_people_type_it(typed):
    code = human_code(SERIAL)

    assert read_code(typed.format(code[:4].lower(), code[4:]), KEYS) == Code(CodeKind.HUMAN, code)


def test_common_misreadings_of_the_short_code_are_mended():
    code = "0" + "1" * 6
    code += check_sign(code)

    assert read_human_code(code.replace("0", "O").replace("1", "l")) == code
    assert shown(code) == f"{code[:4]}-{code[4:]}"


@given(place=st.integers(0, 7), sign=st.sampled_from(CROCKFORD))
def test_one_wrong_sign_in_a_short_code_is_noticed(place, sign):
    code = human_code(SERIAL)
    wrong = code[:place] + sign + code[place + 1 :]

    assert read_human_code(wrong) == (code if wrong == code else None)


def test_other_codes_of_ours_are_told_apart():
    assert read_code("HTTPS://X.EXAMPLE/S/" + "A" * 16, KEYS) == Code(CodeKind.SLIP, "A" * 16)
    assert read_code("https://x.example/v/" + "b" * 16, KEYS) == Code(CodeKind.VOUCHER, "B" * 16)
    assert read_code("V" + "B" * 16, KEYS) == Code(CodeKind.VOUCHER, "B" * 16)
    assert read_code("HTTPS://X.EXAMPLE/B/7K3M9Q?C=123456", KEYS) == Code(CodeKind.STATION, "7K3M9Q")
    assert read_code("C-1234", KEYS) == Code(CodeKind.CRATE, "1234")
    assert read_code("G0042", KEYS) == Code(CodeKind.BAG, "0042")
    assert read_code(f"(8003)0{ASSET}", KEYS) == Code(CodeKind.TYPE, "", ASSET)


@pytest.mark.parametrize(
    "text", ["", "hello", "HTTPS://X.EXAMPLE/", "5701234567890", "\x00", "A" * 5000, "(8003)1234", "🥣"]
)
def test_what_is_not_ours_is_an_unknown_code(text):
    with pytest.raises(BadInput) as refused:
        read_code(text, KEYS)

    assert refused.value.code == "unknown_code"


@given(place=st.integers(0, 15), sign=st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_a_serial_with_any_sign_changed_is_a_forgery(place, sign):
    changed = SERIAL[:place] + sign + SERIAL[place + 1 :]

    assert is_genuine(KEYS, Grai(ASSET, changed)) is (changed == SERIAL)


def test_a_serial_of_one_type_is_a_forgery_on_another():
    with pytest.raises(BadInput, match="forged_code"):
        read_code(f"(8003)0{asset_of('952000', 8)}{SERIAL}", KEYS)


def test_a_strangers_container_is_no_forgery_of_ours():
    theirs = "02112345678900ABC"  # a valid GRAI of GS1's own test vectors

    with pytest.raises(Unproven) as refused:
        read_code(f"(8003){theirs}", KEYS)

    assert refused.value.asset == "2112345678900"
    assert refused.value.why(is_our_type=False, company_prefix="952000") == "foreign_operator"


def test_without_our_tag_a_code_is_forged_only_where_its_type_is_ours():
    unproven = Unproven(ASSET)

    assert unproven.why(is_our_type=True, company_prefix="952000") == "forged_code"
    assert unproven.why(is_our_type=False, company_prefix="952000") == "unknown_code"
    assert unproven.why(is_our_type=False, company_prefix="5712345") == "foreign_operator"


def test_a_crates_link_says_of_which_host_it_is():
    assert read_code("https://elsewhere.example:8443/c/12345", KEYS) == Code(
        CodeKind.CRATE, "12345", host="ELSEWHERE.EXAMPLE:8443"
    )
    assert read_code("C-12345", KEYS) == Code(CodeKind.CRATE, "12345")


def test_a_wrong_check_digit_is_noticed():
    wrong = str((int(ASSET[-1]) + 1) % 10)

    with pytest.raises(BadInput, match="unknown_code"):
        Grai.parse(f"0{ASSET[:-1]}{wrong}{SERIAL}")


def test_the_check_digit_is_that_of_the_gs1_specification():
    assert check_digit("629104150021") == "3"


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_and_never_breaks(text):
    with suppress(BadInput):
        read_code(text, KEYS)

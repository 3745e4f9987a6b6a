"""Everything that reads what strangers write: it reads it, or says no in its own words, and never stumbles."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from admin.amounts import end_of_day, read_ore, write_ore
from admin.work import lines_of
from pantbox.api.models import Moment, Name, OreAmount, RowId, Text, Typed
from pantbox.api.pages import PageWanted, cursor, id_after, uuid_after
from pantbox.cards import looks_like_a_card_number
from pantbox.containers.codes import CodeKind, read_code
from pantbox.containers.grai import Grai, asset_of
from pantbox.containers.serials import is_genuine, new_serial, read_human_code
from pantbox.errors import BadInput, NotAllowed, PantboxError
from pantbox.keys import CROCKFORD, Keys, same
from pantbox.places.device_keys import SIGNS, device_key, sign
from pantbox.refunds.claims import check_claim, claim_of
from pantbox.refunds.codes import hash_of
from pantbox.refunds.tickets import message, read_ticket
from pantbox.web.logs import redacted
from tests.api.town import Town
from tests.hostile import examples

KEYS = Keys("a secret of at least thirty-two signs")
ASSET = asset_of("952000", 7)
GRAI = str(Grai(ASSET, new_serial(KEYS, ASSET, "7K3M9QX")))
VISIT = UUID("019be3b8-7a00-7000-8000-000000000000")
TICKET = f"T7.3.{sign(device_key(KEYS, 7), message(VISIT, 3))}"

NAMES = ("scans", "id", "kind", "code", "at", "clock", "visit", "quantity", "offset_ms", "x")

usual = settings(max_examples=examples(150), deadline=None, database=None, derandomize=True)
over_http = settings(
    max_examples=examples(40),
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
anything = st.text(max_size=300)
nearly = st.builds(
    lambda text, place, sign: text[:place] + sign + text[place + 1 :],
    st.sampled_from([
        f"HTTPS://PANT.EXAMPLE/8003/{GRAI}", f"(8003){GRAI}", f"]C18003{GRAI}", "VABCD2345ABCD2345", "S-ABCD2345ABCD2345", "KABCD2345ABCD2345",
        f"HTTPS://PANT.EXAMPLE/R/{VISIT.hex.upper()}#{TICKET}", "C-000123", "7K3M-9QXA", "HTTPSÆ--PANT.EXAMPLE-8003-" + GRAI,
    ]),
    st.integers(0, 90),
    st.one_of(st.characters(), st.sampled_from(["", "\x1d", "//", "#", "?", "%", "ß", "İ", "ﬁ"])),
)  # fmt: skip
"""One sign away from something of ours."""
texts = st.one_of(anything, nearly)


@contextmanager
def refused_only_as(*codes: str) -> Iterator[None]:
    """Anything else that is raised inside is a stumble."""
    try:
        yield
    except BadInput as refused:
        if refused.code not in codes:
            raise


@usual
@given(texts)
def test_any_text_is_a_code_or_is_refused_with_its_reason(text: str) -> None:
    with refused_only_as("unknown_code", "forged_code"):
        code = read_code(text, KEYS)
        assert code.kind in CodeKind
        if code.kind is CodeKind.CONTAINER:
            assert is_genuine(KEYS, Grai(code.asset, code.value))


@usual
@given(st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=14, max_size=40))
def test_a_guessed_serial_is_refused_from_its_bytes(serial: str) -> None:
    with pytest.raises(BadInput):
        read_code(f"8003{Grai(ASSET, serial)}", KEYS)


@usual
@given(texts)
def test_any_text_has_a_hash_to_look_a_bearer_up_by_or_is_a_card(text: str) -> None:
    with refused_only_as("looks_like_a_card_number"):
        assert len(hash_of(text, KEYS)) == 64


@usual
@given(st.one_of(anything, st.builds(
    lambda place, sign: TICKET[:place] + sign + TICKET[place + 1 :], st.integers(0, len(TICKET)), st.characters()
)))  # fmt: skip
def test_nothing_but_its_own_claim_or_ticket_opens_a_visit(claim: str) -> None:
    told = claim.strip().upper()
    if told in (claim_of(KEYS, VISIT), TICKET):
        return
    with pytest.raises(NotAllowed):
        check_claim(KEYS, VISIT, claim)


def test_half_a_sign_is_a_wrong_guess_like_any_other() -> None:
    """Found by a long run: it was an error of ours before."""
    with pytest.raises(NotAllowed):
        check_claim(KEYS, VISIT, "\ud800" + TICKET[1:])
    assert not same("\udfff", "secret")


def test_a_ticket_says_neither_another_number_nor_another_visit() -> None:
    assert read_ticket(KEYS, VISIT, TICKET)
    assert read_ticket(KEYS, VISIT, TICKET.replace("T7.3.", "T7.4.")) is None
    assert read_ticket(KEYS, VISIT, TICKET.replace("T7.", "T8.")) is None
    assert read_ticket(KEYS, UUID(int=1), TICKET) is None
    assert read_ticket(KEYS, VISIT, "T7.3." + CROCKFORD[0] * SIGNS) is None


@usual
@given(anything)
def test_a_cursor_is_one_of_ours_or_is_refused(text: str) -> None:
    wanted = PageWanted.model_construct(after=text)
    for read in (id_after, uuid_after):
        with refused_only_as("cursor_wrong"):
            read(wanted)


@usual
@given(number=st.integers(1, 10**18 - 1), uuid=st.uuids())
def test_a_cursor_leads_back_to_where_it_came_from(number: int, uuid: UUID) -> None:
    assert id_after(PageWanted(after=cursor(number))) == number
    assert uuid_after(PageWanted(after=cursor(uuid))) == uuid


@usual
@given(st.one_of(anything, st.from_regex(r"\s*\d{1,9}([.,]\d{0,3})?\s*(kr\.?)?", fullmatch=True)))
def test_a_typed_amount_is_read_to_the_ore_or_not_at_all(text: str) -> None:
    with suppress(ValueError):
        ore = read_ore(text)
        assert 0 <= ore < 10**9
        assert read_ore(write_ore(ore)) == ore


@usual
@given(
    value=st.one_of(
        anything, st.integers(), st.floats(), st.booleans(), st.none(), st.binary(max_size=20), st.datetimes()
    )
)
def test_no_field_of_the_api_stumbles(value: object) -> None:
    for kind in (Moment, Name, OreAmount, RowId, Text, Typed):
        adapter: TypeAdapter[object] = TypeAdapter(kind)
        with suppress(ValidationError, PantboxError):
            assert adapter.validate_python(value) is not None


@usual
@given(st.datetimes(timezones=st.timezones()).map(datetime.isoformat))
def test_any_moment_is_one_in_utc_or_no_time_at_all(told: str) -> None:
    with suppress(ValidationError):
        moment = TypeAdapter(Moment).validate_python(told)
        assert moment.tzinfo is UTC


@usual
@given(day=st.dates(), zone=st.sampled_from(["Europe/Copenhagen", "Atlantic/Azores", "Europe/Moscow"]))
def test_the_end_of_any_day_is_a_moment(day: date, zone: str) -> None:
    with suppress(BadInput) if day.year in (1, 9999) else nullcontext():
        assert end_of_day(day, zone).tzinfo is UTC


@usual
@given(anything)
def test_what_people_type_never_stumbles(text: str) -> None:
    read_human_code(text)
    looks_like_a_card_number(text)
    redacted(text)
    same(text, "secret")
    assert all(lines_of(text))


@over_http
@given(
    header=st.sampled_from(["Accept-Language", "If-None-Match", "Range", "Accept", "Accept-Encoding", "Cookie", "If-Modified-Since",
                            "X-Forwarded-For", "Content-Length", "Transfer-Encoding", "Host", "Content-Type", "Authorization"]),
    value=st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=200),
    path=st.sampled_from(["/status", "/", "/api/v1/station", "/admin/login", "/design/tokens.css", "/api/v1/status"]),
)  # fmt: skip
def test_no_header_brings_any_page_down(town: Town, header: str, value: str, path: str) -> None:
    with suppress(ValueError):  # no client could send it
        headers = {"Authorization": f"Bearer {town.tokens['desk']}"} | {header: value}
        with town.client.get(path, headers=headers) as answer:
            assert answer.status_code < 500


anything_in_json: st.SearchStrategy[object] = st.deferred(
    lambda: (
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30)
        | st.lists(anything_in_json, max_size=4)
        | st.dictionaries(st.sampled_from(NAMES), anything_in_json, max_size=5)
    )
)  # fmt: skip


@over_http
@given(body=anything_in_json)
def test_no_json_brings_the_door_down(town: Town, body: object) -> None:
    assert town.post("/scans", body, "soup").status_code < 500


@over_http
@given(text=texts)
def test_no_address_with_a_code_in_it_brings_a_page_down(town: Town, text: str) -> None:
    for path in ("/v/", "/s/", "/8003/", "/b/", "/vendor/", "/r/", "/api/v1/vouchers/"):
        with suppress(UnicodeEncodeError):  # lone surrogates are no address
            assert town.client.get(f"{path}{text.replace('/', '%2F').replace('?', '%3F')}").status_code < 500

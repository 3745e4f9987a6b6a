"""A voucher or a slip on the screen: what is on it, how it came there, and its codes for the stall's scanner.

Whoever knows the code holds it. Any code that is none gets one and the same answer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from kiosk.guest.blueprint import guest
from kiosk.guest.rules import facts_here
from kiosk.guest.seen import notice_seen
from pantbox.clock import last_whole_day
from pantbox.errors import BadInput, NotFound
from pantbox.labels.code128 import code128_svg
from pantbox.labels.documents import Voucher
from pantbox.labels.qr import qr_svg
from pantbox.labels.voucher import voucher_a6
from pantbox.places.events import Event
from pantbox.refunds.bearer_history import bearer_moves
from pantbox.refunds.bearers import BearerView, look_up
from pantbox.refunds.codes import code_of
from pantbox.refunds.tables import BearerKind
from pantbox.rulebook.short import bearer_lines
from pantbox.web import core, language
from pantbox.web.guessing import guesses_bounded, sender

LETTERS = {BearerKind.VOUCHER: "V", BearerKind.SLIP: "S"}


@guest.get("/v/<code>")
@guest.get("/V/<code>")
@guest.get("/s/<code>")
@guest.get("/S/<code>")
def bearer_page(code: str) -> ResponseReturnValue:
    """What is on a voucher or slip. Raises `NotFound("bearer_unknown")`."""
    with _looking_up(code) as (session, bearer):
        event = session.get_one(Event, bearer.event_id)
        printed = _printed(bearer)
        return render_template(
            "guest/bearer.html",
            bearer=bearer,
            event=event,
            notice=notice_seen(session, event),
            use=list(bearer_lines(facts_here(session, event), language())),
            moves=bearer_moves(session, bearer.id),
            code=printed,
            # Markup: our own makers of pictures escape what they are told.
            qr=Markup(qr_svg(_link(bearer, printed))),  # noqa: S704
            bars=Markup(code128_svg(LETTERS[bearer.kind] + printed)),  # noqa: S704
        )


@guest.get("/v/<code>/pdf")
def voucher_pdf(code: str) -> ResponseReturnValue:
    """A voucher to keep or print, with what is left on it. Raises `NotFound("bearer_unknown")`."""
    with _looking_up(code) as (session, bearer):
        event = session.get_one(Event, bearer.event_id)
        printed = _printed(bearer)
        voucher = Voucher(
            code=printed,
            link=_link(bearer, printed),
            amount_ore=bearer.left_ore,
            event=event.name,
            organisation=bearer.organisation_name,
            valid_until=_last_day(bearer, event),
            currency=event.currency,
        )
    answer = Response(voucher_a6(voucher, language()), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="pant-{bearer.number}.pdf"'
    return answer


@contextmanager
def _looking_up(code: str) -> Iterator[tuple[Session, BearerView]]:
    """A session that reads, and the bearer of this code. Raises `NotFound("bearer_unknown")`."""
    with core().database.reading() as session:
        with guesses_bounded(sender()) as may_look:
            try:
                bearer = look_up(session, core().keys, code, may_look=may_look)
            except BadInput as error:
                # A card number typed here is no code either, and is not worth a sentence of its own on this page.
                raise NotFound("bearer_unknown") from error
        yield session, bearer


def _printed(bearer: BearerView) -> str:
    return code_of(core().keys, bearer.kind, bearer.id)


def _link(bearer: BearerView, code: str) -> str:
    return f"{core().settings.base_url}/{LETTERS[bearer.kind]}/{code}".upper()


def _last_day(bearer: BearerView, event: Event) -> date | None:
    return last_whole_day(bearer.valid_until, event.timezone) if bearer.valid_until else None

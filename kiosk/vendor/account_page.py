"""What a vendor owes, live, and every item it is made of. The link is the secret; only its hash is stored."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.vendor.blueprint import vendor
from pantbox.containers.types import ContainerType
from pantbox.places.events import Event
from pantbox.places.setup import vendor_by_link
from pantbox.reports.vendor_account import vendor_account
from pantbox.reports.vendor_items import AccountPage, account_items
from pantbox.reports.vendor_papers import VendorPapers, vendor_papers
from pantbox.rulebook.notice import notice_of
from pantbox.web import core, language
from pantbox.web.guessing import guesses_bounded, sender

ITEMS_A_PAGE = 50


@vendor.get("/vendor/<link>")
def vendor_page(link: str) -> ResponseReturnValue:
    """The account of one vendor. Raises `NotFound("vendor_link_unknown")`, the one answer to any guess."""
    after = request.args.get("after", type=UUID)
    with core().database.reading() as session:
        with guesses_bounded(sender()) as may_look:
            owner = vendor_by_link(session, link, may_look=may_look)
        page = account_items(session.connection(), owner.id, after=after, limit=ITEMS_A_PAGE)
        account = vendor_account(session.connection(), owner.id)
        papers = vendor_papers(session, owner.event_id, [stall.station_id for stall in account.stalls])
        event = session.get_one(Event, owner.event_id)
        return render_template(
            "vendor/account.html",
            link=link,
            vendor=owner,
            event=event,
            notice=notice_of(session, event, base_url=core().settings.base_url, language=language()),
            total=account.total,
            stalls=account.stalls,
            stall_names={stall.station_id: stall.name for stall in account.stalls},
            type_names=_type_names(session, page, papers),
            papers=papers,
            page=page,
            is_newest=after is None,
        )


def _type_names(session: Session, page: AccountPage, papers: VendorPapers) -> dict[int, str]:
    wanted = {item.type_id for item in page.items if item.type_id is not None} | papers.type_ids
    types = session.scalars(select(ContainerType).where(ContainerType.id.in_(wanted)))
    return {one.id: one.name(language()) for one in types}

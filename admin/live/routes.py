"""The live page."""

from flask.typing import ResponseReturnValue

from admin.live import bags, charts, continuity, imports
from admin.live.blueprint import bp
from admin.work import event_named, is_fragment, page, reading
from pantbox.circulation.bags import bags_of, counts_of
from pantbox.places.continuity import ContinuityReason, limits_of, loosened, usual
from pantbox.places.imports import current_import
from pantbox.reports.live import live
from pantbox.web import core

__all__ = ["bp", "continuity", "home", "imports"]


@bp.get("/")
def home(slug: str) -> ResponseReturnValue:
    """How the event stands. The page asks for its own inner part again every few seconds."""
    session = reading()
    event = event_named(session, slug)
    now = live(session.connection(), event.id, core().clock())
    template = "office/live_part.html" if is_fragment() else "office/live.html"
    return page(
        template,
        event=event,
        live=now,
        limits=limits_of(event),
        loose=loosened(usual(event.offline_redeem_ore, event.unseen_per_period_max)),
        scan_import=current_import(session, event.id, core().clock()),
        import_form=imports.ImportForm(),
        reasons=[reason.value for reason in ContinuityReason],
        bags=bags.by_box(bags_of(counts_of(session.connection(), event.id))),
        chart=charts.by_hour(now.by_hour, event.timezone),
    )

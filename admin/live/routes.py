"""The live page."""

from collections.abc import Iterable
from dataclasses import replace

from flask.typing import ResponseReturnValue

from admin.live import bags, charts, continuity, imports
from admin.live.blueprint import bp
from admin.work import event_named, is_fragment, page, reading
from pantbox.circulation.bags import bags_of, counts_of
from pantbox.places.continuity import ContinuityReason, limits_of, loosened, usual
from pantbox.places.imports import current_import
from pantbox.places.job_runs import last_lived
from pantbox.reports.live import live
from pantbox.reports.plausibility import Figure, FigureName
from pantbox.reports.plausibility_facts import figures, hints
from pantbox.reports.plausibility_sentences import sentence
from pantbox.reports.work_alerts import work_alerts
from pantbox.web import core, translator

__all__ = ["bp", "continuity", "home", "imports"]


@bp.get("/")
def home(slug: str) -> ResponseReturnValue:
    """How the event stands. The page asks for its own inner part again every few seconds, and for the hints every minute:
    those look at each bag and container of two days."""
    session = reading()
    event = event_named(session, slug)
    moment, connection = core().clock(), session.connection()
    now = live(connection, event.id, moment)
    renews_itself = is_fragment()
    return page(
        "office/live_part.html" if renews_itself else "office/live.html",
        event=event,
        live=replace(now, alerts=(*work_alerts(connection, event.id, moment), *now.alerts)),
        worker_lived_at=last_lived(connection),
        limits=limits_of(event),
        loose=loosened(usual(event.offline_redeem_ore, event.unseen_per_period_max)),
        scan_import=current_import(session, event.id, core().clock()),
        import_form=imports.ImportForm(),
        reasons=[reason.value for reason in ContinuityReason],
        bags=bags.by_box(bags_of(counts_of(session.connection(), event.id))),
        chart=charts.by_hour(now.by_hour, event.timezone),
        hints=() if renews_itself else _told(hints(connection, event.id, moment)),
    )


@bp.get("/plausibility")
def plausibility(slug: str) -> ResponseReturnValue:
    """Which figures stand out, and all of them; to the live page only the former, of the last two days."""
    session = reading()
    event = event_named(session, slug)
    moment, connection = core().clock(), session.connection()
    if is_fragment():
        return page("office/live_hints.html", event=event, hints=_told(hints(connection, event.id, moment)))
    found = figures(connection, event.id, moment)
    groups = {name: _told(one for one in found if one.name is name) for name in FigureName}
    return page("office/plausibility.html", event=event, groups=groups)


def _told(found: Iterable[Figure]) -> list[tuple[Figure, str]]:
    """Each with its sentence if it is marked, those first and the largest of them before the others."""
    told = [(one, sentence(one, translator()) if one.is_marked else "") for one in found]
    return sorted(told, key=lambda pair: (not pair[0].is_marked, -pair[0].count))

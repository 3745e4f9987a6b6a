"""What the rules of an event follow from, as plain values, and where they come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pantbox.clock import last_whole_day
from pantbox.containers.types import ContainerType
from pantbox.labels.documents import TypeOnSign
from pantbox.places.closures import in_use
from pantbox.places.continuity import ContinuityReason, Limits, limits_of, usual
from pantbox.places.events import Event, Rail, TermsRow, UnseenPolicy
from pantbox.places.stations import Station, StationKind


@dataclass(frozen=True, slots=True)
class Places:
    """How many places of each kind take something back. `screens`: boxes that have one."""

    boxes: int = 0
    screens: int = 0
    desks: int = 0
    stalls: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the sentences follow from. `limits` hold now; `usual` are the event's own. `status_link` has no scheme."""

    types: tuple[TypeOnSign, ...]
    places: Places
    limits: Limits
    usual: Limits
    phone_per_half_hour_max: int
    rails: frozenset[str]
    status_link: str
    unseen_policy: UnseenPolicy = UnseenPolicy.PAY
    causes: tuple[str, ...] = ()
    return_until: date | None = None
    trip_days_max: int | None = None
    going_on: ContinuityReason | None = None
    currency: str = "DKK"
    own: Mapping[str, str] = field(default_factory=dict)


def facts_of(session: Session, event: Event, *, base_url: str) -> Facts:
    """The facts of an event as it is set up now. Three statements."""
    return facts_from(event, types_of(session, event), places_of(session, event), base_url=base_url)


def facts_from(event: Event, types: tuple[TypeOnSign, ...], places: Places, *, base_url: str) -> Facts:
    """The facts, where types and places are at hand."""
    until = event.return_until
    return Facts(
        types=tuple(sorted(types, key=lambda one: -one.deposit_ore)),
        places=places,
        limits=limits_of(event),
        usual=usual(event.offline_redeem_ore, event.unseen_per_period_max),
        phone_per_half_hour_max=event.phone_per_half_hour_max,
        rails=frozenset(event.rails),
        status_link=f"{base_url}/status".split("://")[-1],
        unseen_policy=UnseenPolicy(event.unseen_policy),
        causes=tuple(str(cause["name"]) for cause in event.causes),
        return_until=last_whole_day(until, event.timezone) if until else None,
        trip_days_max=event.trip_days_max,
        going_on=ContinuityReason(event.continuity_reason) if event.continuity_reason else None,
        currency=event.currency,
        own=dict(event.rules),
    )


def types_of(session: Session, event: Event) -> tuple[TypeOnSign, ...]:
    """What is taken back for how much, by the newest terms."""
    newest = session.scalar(
        select(TermsRow).where(TermsRow.event_id == event.id).order_by(TermsRow.version.desc()).limit(1)
    )
    deposits = {int(type_id): ore for type_id, ore in newest.deposits.items()} if newest else {}
    kinds = session.scalars(
        select(ContainerType).where(ContainerType.id.in_(deposits)).order_by(ContainerType.id)
    )
    return tuple(TypeOnSign(kind.names, kind.picture, deposits[kind.id]) for kind in kinds)


def places_of(session: Session, event: Event) -> Places:
    """Counted by kind."""
    rows = session.execute(
        select(Station.kind, Station.has_screen, func.count())
        .where(Station.event_id == event.id, in_use())
        .group_by(Station.kind, Station.has_screen)
    ).all()

    def count(kind: StationKind) -> int:
        return sum(n for told, _screen, n in rows if told == kind)

    screens = sum(n for kind, has_screen, n in rows if kind == StationKind.PANT_BOX and has_screen)
    return Places(
        count(StationKind.PANT_BOX), screens, count(StationKind.CASH_DESK), count(StationKind.STALL)
    )


def has_desk(facts: Facts) -> bool:
    """Whether somebody pays cash here: only then may a sentence send anybody there."""
    return facts.places.desks > 0 and Rail.CASH in facts.rails

"""A report as JSON. The names are a contract: people script against them, so they stay. Money is whole øre, times are UTC."""

from datetime import datetime
from typing import Any

from pantbox.i18n import Translator
from pantbox.places.stations import StationKind
from pantbox.reports.climate import Effect
from pantbox.reports.curve import Curve
from pantbox.reports.definitions import definition
from pantbox.reports.flow import Loss
from pantbox.reports.intervals import Share
from pantbox.reports.model import BoxLine, Cohort, EventReport, Later, Money, StallLine, TypeLine
from pantbox.reports.return_rate import ReturnRate
from pantbox.reports.single_use import Avoided
from pantbox.seals.sealing import Head

Json = dict[str, Any]


def as_json(report: EventReport, language: str = "en") -> Json:
    """Everything the report says. Definitions are sentences in `language`; their keys are beside them."""
    return _Writer(Translator(language)).report(report)


def _sealed(head: Head | None) -> Json:
    """What `pantbox audit --since` is asked with later."""
    if head is None:
        return {"head": None, "block": None, "at": None}
    return {"head": head.hash, "block": head.number, "at": _time(head.sealed_at)}


class _Writer:
    def __init__(self, words: Translator) -> None:
        self.words = words

    def report(self, report: EventReport) -> Json:
        return {
            "event": self.event(report),
            "generated_at": _time(report.generated_at),
            "sealed": _sealed(report.sealed),
            "grade": report.grade.value,
            "scan_coverage": report.scan_coverage,
            "totals": _cohort(report.cohort) | {"forfeited": report.cohort.totals.forfeited},
            **self.rates(report),
            **self.uses(report),
            "by_type": [self.type(line) for line in report.by_type],
            "by_station": self.stations(report),
            **self.groups(report),
            "guests": self.guests(report),
            "money": _money(report.money),
            "later": _later(report.later),
            "assumptions": [self.assumption(one) for one in report.assumptions],
        }

    def rates(self, report: EventReport) -> Json:
        dwell, flow = report.dwell, report.flow
        return {
            "return_rate": self.rate(report.rate),
            "curve": self.curve(report.curve),
            "dwell_seconds": {"median": dwell.median_seconds, "p90": dwell.p90_seconds}
            | self.defined("dwell-median"),
            "flow": {"returns": flow.returns, "issues": flow.issues, "ratio": flow.ratio}
            | self.defined("flow"),
            "recovery_rate": _share(report.recovery) | self.defined("recovery"),
            "loss_rate": _loss(report.loss) | self.defined("loss"),
        }

    def uses(self, report: EventReport) -> Json:
        return {
            "trips": report.trips,
            "rotations": self.rotations(report),
            "fleet": report.fleet,
            "fleet_turn": report.fleet_turn,
            "single_use": _avoided(report.single_use) | self.defined("single-use"),
            "climate": _effect(report.climate) | self.defined("climate"),
        }

    def groups(self, report: EventReport) -> Json:
        return {
            "by_vendor": [
                {"id": line.id, "vendor": line.name, "stalls": line.stalls, **_cohort(line.cohort),
                 "taken_back": line.taken_back, "refills": line.refills, "return_rate": self.rate(line.rate)}
                for line in report.by_vendor
            ],
            "by_hour": [
                {"hour": _time(line.hour), "issues": line.issues, "returns": line.returns, **_cohort(line.cohort)}
                for line in report.by_hour
            ],
            "by_day": [
                {"begins_at": _time(line.begins_at), **_cohort(line.cohort), "curve": self.curve(line.curve)}
                for line in report.by_day
            ],
        }  # fmt: skip

    def guests(self, report: EventReport) -> Json:
        donating = report.guests.donating
        return {
            "visits": report.guests.visits,
            "donating": donating.count,
            "donating_share": donating.value,
            "donating_low": donating.low,
            "donating_high": donating.high,
        } | self.defined("donating")

    def defined(self, metric: str) -> Json:
        return {"definition": definition(metric, self.words), "definition_key": f"metric-{metric}"}

    def event(self, report: EventReport) -> Json:
        event = report.event
        return {
            "id": event.id,
            "slug": event.slug,
            "name": event.name,
            "timezone": event.timezone,
            "currency": event.currency,
            "starts_at": _time(event.starts_at),
            "ends_at": _time(event.ends_at),
            "return_until": _time(event.return_until),
            "closed_at": _time(event.closed_at),
            "causes": [{"key": cause["key"], "name": cause["name"]} for cause in event.causes],
        }

    def rate(self, rate: ReturnRate) -> Json:
        window = rate.window
        return {
            "value": rate.value,
            "low": rate.low,
            "high": rate.high,
            "count": rate.share.count,
            "n": rate.n,
            "is_bound": rate.is_bound,
            "scan_coverage": rate.scan_coverage,
            "unseen": rate.unseen,
            "grade": rate.grade.value,
            "window": {
                "issued_from": _time(window.issued_from),
                "issued_until": _time(window.issued_until),
                "counted_until": _time(window.counted_until),
                "closed": window.closed,
            },
            "definition": self.words.text(rate.definition),
            "definition_key": rate.definition,
        }

    def curve(self, curve: Curve) -> Json:
        return {
            "n": curve.n,
            "watched_minutes": curve.watched_minutes,
            "steps": [
                {
                    "within_minutes": step.within_minutes,
                    "at_risk": step.at_risk,
                    **step.parts,
                    "still_out": step.still_out,
                    "low": step.low,
                    "high": step.high,
                }
                for step in curve.steps
            ],
        } | self.defined("curve")

    def rotations(self, report: EventReport) -> Json:
        turns = report.rotations
        metric = "rotations-estimated" if turns.estimated else "rotations"
        return {
            "count": turns.count,
            "units": turns.units,
            "average": turns.average,
            "estimated": turns.estimated,
        } | self.defined(metric)

    def type(self, line: TypeLine) -> Json:
        return {
            "type": line.slug,
            "id": line.id,
            "names": line.names,
            **_cohort(line.cohort),
            "return_rate": self.rate(line.rate),
            "curve": self.curve(line.curve),
            "dwell_seconds": {"median": line.dwell.median_seconds, "p90": line.dwell.p90_seconds},
            "recovery_rate": _share(line.recovery),
            "loss_rate": _loss(line.loss),
            "fleet": line.fleet,
            "used": line.used,
            "rotations": {
                "count": line.rotations.count,
                "average": line.rotations.average,
                "estimated": line.rotations.estimated,
            },
            "refills": line.refills,
            "single_use": _avoided(line.single_use),
            "climate": _effect(line.climate),
            "planned_uses": line.planned_uses,
            "uses_written_off": line.written_off,
            "break_even": {"uses": _finite(line.break_even_uses), "share_past": line.past_break_even},
        }

    def stations(self, report: EventReport) -> list[Json]:
        boxes = {line.id: line for line in report.by_box}
        stalls = [self.stall(line, boxes.get(line.id)) for line in report.by_stall]
        others = [
            {"id": line.id, "kind": line.kind.value, "number": line.number, "name": line.name, **_box(line)}
            for line in report.by_box
            if line.kind is not StationKind.STALL
        ]
        return [*stalls, *others]

    def stall(self, line: StallLine, box: BoxLine | None) -> Json:
        return {
            "id": line.id,
            "kind": StationKind.STALL.value,
            "number": line.number,
            "name": line.name,
            "vendor_id": line.vendor_id,
            "vendor": line.vendor,
            **_cohort(line.cohort),
            "return_rate": self.rate(line.rate),
            "refills": line.refills,
            **(_box(box) if box else _box(BoxLine(line.id, StationKind.STALL, 0, "", 0, 0, 0, 0, 0))),
        }

    def assumption(self, told: Any) -> Any:
        """An organiser's sentence as it stands; ours by its key, with the sentence."""
        key = told.get("key") if isinstance(told, dict) else None
        return {"key": key, "text": self.words.text(key)} if key else told


def _cohort(cohort: Cohort) -> Json:
    totals = cohort.totals
    return {
        "issued": totals.issued,
        "returned": totals.returned,
        "collected": totals.collected,
        "seen_again": totals.seen_again,
        "lost": totals.lost,
        "written_off": totals.written_off,
        "forfeited": totals.forfeited,
        "out": totals.out,
        "unseen": cohort.unseen,
    }


def _box(line: BoxLine) -> Json:
    return {
        "taken": line.taken,
        "taken_unseen": line.unseen,
        "bags": line.bags,
        "counted": line.counted,
        "claimed": line.claimed,
        "counted_to_claimed": line.counted_to_claimed,
    }


def _share(share: Share) -> Json:
    return {"value": share.value, "low": share.low, "high": share.high, "count": share.count, "n": share.n}


def _avoided(avoided: Avoided) -> Json:
    return {"pieces": avoided.pieces, "grams": avoided.grams, "weighed_pieces": avoided.weighed_pieces}


def _effect(effect: Effect | None) -> Json:
    if effect is None:
        return {"grams_co2e": None, "low": None, "high": None, "sources": [], "weak": None, "left_out": []}
    return {
        "grams_co2e": effect.grams_co2e,
        "low": effect.low,
        "high": effect.high,
        "sources": list(effect.sources),
        "weak": effect.weak,
        "left_out": list(effect.left_out),
    }


def _money(money: Money) -> Json:
    return {
        "collected_ore": money.collected_ore,
        "refunded_ore": money.refunded_ore,
        "donated_ore": money.donated_ore,
        "held_ore": money.held_ore,
        "payable_ore": money.payable_ore,
        "unclaimed_ore": money.unclaimed_ore,
        "forfeited_ore": money.forfeited_ore,
        "unclaimed_by_how": money.unclaimed_by_how,
        "unseen_ore": money.unseen_ore,
        "disputed_ore": money.disputed_ore,
        "lost_ore": money.lost_ore,
        "between_events_ore": money.between_events_ore,
        "vouchers_out_ore": money.vouchers_out_ore,
        "donated_by_cause": money.donated_by_cause,
        "balances_ore": money.balances,
        "came_in_ore": money.came_in,
        "went_ore": money.went,
    }


def _loss(loss: Loss) -> Json:
    return {"declared": _share(loss.declared), "not_back": _share(loss.not_back)}


def _later(later: Later | None) -> Json | None:
    if later is None:
        return None
    changed = _cohort(Cohort(later.totals, later.unseen))
    return changed | {"told_late": later.told_late, "money": later.money}


def _finite(number: float | None) -> float | None:
    """JSON has no infinity: what never breaks even has no figure, and share_past 0."""
    return number if number is not None and number != float("inf") else None


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None

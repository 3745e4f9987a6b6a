"""What runs gave, as a table in Markdown."""

from typing import Any

from soak.plan import AT_COMMIT, ON_THE_WIRE, TIMED

OTHERS = ("told_to_try_again", "die_in_migration", "two_leaders", "outbox_line_lost", "outbox_line_damaged")


def table(found: dict[str, Any]) -> str:
    """Runs and their faults, or bugs and what found them."""
    return _bugs(found) if found["what"] == "bugs" else _runs(found)


def _runs(found: dict[str, Any]) -> str:
    databases = ", ".join(f"{number} on {name}" for name, number in sorted(found["databases"].items()))
    lines = [
        f"{found['runs']} runs ({databases}), {found['level']}, seeds from {found['first_seed']}, {found['seconds']:.0f} s:"
        f" {found['answers']:,} answers held, {found['scans']:,} of them to scans; all was back and sent within"
        f" {found['back_seconds_max']} s; {len(found['failed'])} runs broke a promise.",
        "",
        "| fault | times |",
        "|---|---:|",
    ]
    for name in (*TIMED, *AT_COMMIT, *ON_THE_WIRE, *OTHERS):
        lines.append(f"| {name.replace('_', ' ')} | {found['faults'].get(name, 0):,} |")
    lines += ["", "| must be 0 | times | of |", "|---|---:|---:|"]
    lines += [f"| {name} | {one['times']:,} | {one['of']:,} |" for name, one in found["counters"].items()]
    for failed in found["failed"]:
        lines += ["", f"Seed {failed['seed']}:", *(f"- {one}" for one in failed["complaints"])]
    return "\n".join(lines)


def _bugs(found: dict[str, Any]) -> str:
    lines = ["| deliberate bug | found by seed | runs | how |", "|---|---:|---:|---|"]
    for bug in found["bugs"]:
        how = bug["by"] or "**not found**"
        lines.append(f"| {bug['told']} | {bug['seed'] or '–'} | {bug['tried']} | {how[:160]} |")
    return "\n".join(lines)

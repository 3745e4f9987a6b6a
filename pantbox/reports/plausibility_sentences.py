"""Figures of plausibility in words, and as JSON. The names are a contract; times are UTC."""

from typing import Any

from pantbox.i18n import Translator
from pantbox.reports.plausibility import Figure, FigureName

PERCENT = 100


def sentence(figure: Figure, words: Translator) -> str:
    """What the figure says, for who has never heard of it."""
    subject = figure.subject
    key = f"hint-{figure.name.replace('_', '-')}"
    if figure.name is FigureName.COUNTED:
        key += "-less" if figure.count <= figure.n else "-more"
    scale = 1 if figure.name is FigureName.USES else PERCENT
    return words.text(
        key,
        place=subject.station,
        bag=subject.bag or "",
        container=subject.container,
        count=figure.count,
        n=figure.n,
        off=abs(figure.count - figure.n),
        share="" if figure.value is None else f" ({round(figure.value * PERCENT)} %)",
        usual=round((figure.usual or 0) * scale),
    )


def as_json(figure: Figure, words: Translator) -> dict[str, Any]:
    """Everything about it, and of what is marked the sentence."""
    subject = figure.subject
    return {
        "name": figure.name.value,
        "station_id": subject.station_id,
        "station": subject.station or None,
        "bag": subject.bag,
        "container_id": subject.container_id,
        "container": subject.container or None,
        "at": subject.at.isoformat() if subject.at else None,
        "count": figure.count,
        "n": figure.n,
        "value": None if figure.value is None else float(figure.value),
        "at_least": figure.at_least,
        "at_most": figure.at_most,
        "usual": None if figure.usual is None else float(figure.usual),
        "marked": figure.is_marked,
        "hint": sentence(figure, words) if figure.is_marked else None,
    }

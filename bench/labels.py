"""QR codes as we make them, beside zxing-cpp's writer; and 10,000 labels as a PDF for a printer.

Ours is Python and gives a matrix to draw; zxing-cpp is C++ and gives a picture. It is a yardstick, not what we would use.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

import zxingcpp

from bench.spread import ratio, spread, table
from pantbox.labels.qr import qr_matrix
from pantbox.labels.sheet import SHEETS, Label, LabelSheet

ROUNDS = 5
CODES = 500
LABELS = 10_000
GOALS = {"seconds": 15.0, "megabytes": 5.0}
LINK = "HTTPS://PANT.EXAMPLE/8003/00952000000001{:016X}"


def bench() -> dict[str, Any]:
    """Codes per second of both, round by round; then a PDF."""
    links = [LINK.format(number * 7919) for number in range(CODES)]
    ours: list[float] = []
    theirs: list[float] = []
    for _round in range(ROUNDS):
        ours.append(_per_second(links, qr_matrix))
        theirs.append(
            _per_second(
                links, lambda link: zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode).to_image()
            )
        )
    began = time.perf_counter()
    pdf = LabelSheet(SHEETS["avery-l4732"]).pdf(_labels())
    return {
        "bench": "labels",
        "rounds": ROUNDS,
        "ours_per_second": spread(ours),
        "zxing_per_second": spread(theirs),
        "ratio": ratio(ours, theirs),
        "labels": LABELS,
        "seconds": time.perf_counter() - began,
        "megabytes": len(pdf) / 1e6,
        "goals": GOALS,
    }


def _per_second(links: list[str], make: Callable[[str], object]) -> float:
    began = time.perf_counter()
    for link in links:
        make(link)
    return len(links) / (time.perf_counter() - began)


def _labels() -> Iterator[Label]:
    for number in range(LABELS):
        yield Label(LINK.format(number), f"{number:04d}-ABCD", "Skål", "Pantbox")


def told(found: dict[str, Any]) -> str:
    """As a table."""
    codes = table(
        (f"QR codes per second, median of {found['rounds']} rounds", "pantbox", "zxing-cpp", "ratio"),
        [("one core", found["ours_per_second"], found["zxing_per_second"], found["ratio"])],
    )
    goals = found["goals"]
    sheet = table(
        (f"{found['labels']:,} labels as PDF", "measured", "goal"),
        [(name, found[name], goals[name]) for name in goals],
    )
    return "\n".join([*codes, *sheet])

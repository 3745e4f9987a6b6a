"""SQL that reports need and that the two databases spell differently."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, case
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from pantbox.reports.age_bins import BEYOND, STRETCHES

MINUTES_PER_HOUR = 60


class minute_of(FunctionElement[int]):
    """The whole minute, counted from 1970, that a moment falls in."""

    name = "minute_of"
    type = BigInteger()
    inherit_cache = True


@compiles(minute_of, "postgresql")
def _on_postgresql(element: minute_of, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(floor(date_part('epoch', {compiler.process(element.clauses, **kw)}) / 60) AS BIGINT)"


@compiles(minute_of, "sqlite")
def _on_sqlite(element: minute_of, compiler: SQLCompiler, **kw: Any) -> str:
    return f"(CAST(strftime('%s', {compiler.process(element.clauses, **kw)}) AS INTEGER) / 60)"


def age_bin(age_minutes: ColumnElement[int]) -> ColumnElement[int]:
    """The published bin of an age in whole minutes: `age_bins.bin_of`, done by the database."""
    first = STRETCHES[0]
    return case(
        (age_minutes < first.start, first.first),
        *(
            (age_minutes < stretch.stop, stretch.first + (age_minutes - stretch.start) / stretch.width)
            if stretch.width == 1
            else (age_minutes < stretch.stop, stretch.first + (age_minutes - stretch.start) // stretch.width)
            for stretch in STRETCHES
        ),
        else_=BEYOND,
    )

"""Every table of the house, known to `Base.metadata` once this is loaded.

For migrations, schema checks, and for finding what names a row."""

from importlib import import_module

ROOMS = (
    "pantbox.places.installation",
    "pantbox.places.job_runs",
    "pantbox.places.organisations",
    "pantbox.places.events",
    "pantbox.places.imports",
    "pantbox.places.printed",
    "pantbox.places.vendors",
    "pantbox.places.stations",
    "pantbox.places.crates",
    "pantbox.places.positions",
    "pantbox.places.devices",
    "pantbox.places.stays",
    "pantbox.places.contacts",
    "pantbox.places.crew",
    "pantbox.places.crew_menu",
    "pantbox.places.guessing",
    "pantbox.containers.types",
    "pantbox.containers.containers",
    "pantbox.ledger.accounts",
    "pantbox.ledger.transfers",
    "pantbox.ledger.pools",
    "pantbox.circulation.tables",
    "pantbox.circulation.quarantine",
    "pantbox.refunds.tables",
    "pantbox.stock.tables",
    "pantbox.reports.tables",
    "pantbox.seals.tables",
)


def load() -> None:
    """Import every room that has tables."""
    for room in ROOMS:
        import_module(room)

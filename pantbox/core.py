"""What every door is handed: the settings, the database, the clock and the keys of one installation."""

from dataclasses import dataclass

from pantbox.clock import Clock, now
from pantbox.db import Database
from pantbox.keys import Keys
from pantbox.settings import Settings


@dataclass(frozen=True, slots=True)
class Core:
    """One running installation. Tests and simulations give it a clock of their own."""

    settings: Settings
    database: Database
    keys: Keys
    clock: Clock = now


def create_core(settings: Settings, clock: Clock = now) -> Core:
    """An installation on the database that `settings` name. Does not migrate it: see `pantbox.db.upgrade`."""
    return Core(
        settings=settings,
        database=Database(settings.database_url, wait_seconds_max=settings.database_wait_seconds),
        keys=Keys(settings.secret_key),
        clock=clock,
    )

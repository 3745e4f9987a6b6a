"""What every door is handed: the settings, the database, the clock and the keys of one installation."""

from dataclasses import dataclass

from pantbox.clock import Clock
from pantbox.db import Database
from pantbox.keys import Keys
from pantbox.settings import Settings
from pantbox.signatures import signing_keys


@dataclass(frozen=True, slots=True)
class Core:
    """One running installation. Its clock is its database's; tests and simulations give it one of their own."""

    settings: Settings
    database: Database
    keys: Keys
    clock: Clock


def create_core(settings: Settings, clock: Clock | None = None) -> Core:
    """An installation on the database that `settings` name. Does not migrate it: see `pantbox.db.upgrade`."""
    keys = Keys(settings.secret_key)
    database = Database(
        settings.database_url, wait_seconds_max=settings.database_wait_seconds, signing=signing_keys(keys)
    )
    return Core(settings, database, keys, clock or database.now)

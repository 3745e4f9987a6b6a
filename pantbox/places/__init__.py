"""Places: organisations, their events, vendors, stations and the devices that stand there."""

# Whatever writes a price, a paper or a device's token has this package loaded, and signs it.
from pantbox.seals import written_rows as _written_rows  # noqa: F401

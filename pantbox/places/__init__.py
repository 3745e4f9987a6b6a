"""Places: organisations, their events, vendors, stations and the devices that stand there."""

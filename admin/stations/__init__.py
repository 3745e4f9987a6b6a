"""Stations, their vendors, and the devices that stand there."""

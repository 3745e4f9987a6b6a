"""The event report: page, CSV, JSON."""

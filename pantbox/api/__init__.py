"""The API, `/api/v1`: one file per resource, each of which only parses, calls and answers."""

from flask import Flask


def register(app: Flask) -> None:
    """Add the API to an app."""
    del app

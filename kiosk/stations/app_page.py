"""The page every station runs: stall, pant box, cash desk, wash and store. The paired device's kind decides which."""

from flask import render_template

from kiosk.stations.blueprint import stations


@stations.get("/")
def app_page() -> str:
    """The station app."""
    return render_template("stations/app.html")

"""The blueprint of the station app."""

from flask import Blueprint

stations = Blueprint("stations", __name__, url_prefix="/k", template_folder="templates")

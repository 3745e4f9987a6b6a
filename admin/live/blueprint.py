"""The blueprint of the live page."""

from flask import Blueprint

bp = Blueprint("live", __name__, url_prefix="/events/<slug>", template_folder="templates")

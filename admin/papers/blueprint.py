"""The blueprint of an event's papers."""

from flask import Blueprint

bp = Blueprint("papers", __name__, url_prefix="/events/<slug>/papers", template_folder="templates")
PDF = "application/pdf"

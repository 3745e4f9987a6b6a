"""The blueprint of the demo's first page."""

from flask import Blueprint

demo = Blueprint("demo", __name__, template_folder="templates")

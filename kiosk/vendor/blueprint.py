"""The blueprint of the vendor's page."""

from flask import Blueprint

vendor = Blueprint("vendor", __name__, template_folder="templates")

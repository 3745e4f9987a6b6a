"""The blueprint of the guest's pages."""

from flask import Blueprint

guest = Blueprint("guest", __name__, template_folder="templates")

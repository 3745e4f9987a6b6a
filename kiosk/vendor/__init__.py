"""A vendor's own account, live, behind a private link that needs no password. Read only."""

from kiosk.vendor import account_page
from kiosk.vendor.blueprint import vendor

__all__ = ["account_page", "vendor"]

"""Vouchers and slips, as the doors need them: made, looked up, redeemed, revoked."""

from pantbox.refunds.bearer_history import BearerMove, bearer_moves
from pantbox.refunds.finding import BearerView, look_up
from pantbox.refunds.making import make_slips, revoke_slips
from pantbox.refunds.redeeming import Redeemed, redeem

__all__ = [
    "BearerMove",
    "BearerView",
    "Redeemed",
    "bearer_moves",
    "look_up",
    "make_slips",
    "redeem",
    "revoke_slips",
]

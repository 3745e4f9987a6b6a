"""What the devices of each kind of station may ask. The only place that says it; `guard` reads it.

A device is never more than what it stands at: a box pays nothing out at a desk, a stall takes nothing into the store.
What a scan of one kind means at a station is decided where scans are recorded.
"""

from collections.abc import Mapping
from typing import Final

from pantbox.places.stations import StationKind

EVERY: Final = frozenset(StationKind)
SUPPLY: Final = frozenset({StationKind.STALL, StationKind.STORE, StationKind.WASH})
AT_DESK: Final = frozenset({StationKind.CASH_DESK})
AT_BOX: Final = frozenset({StationKind.PANT_BOX})
AT_STALL: Final = frozenset({StationKind.STALL})
TAKES_VOUCHERS: Final = AT_STALL | AT_DESK

RIGHTS: Final[Mapping[str, frozenset[StationKind]]] = {
    "api.send_scans": EVERY,
    "api.beat": EVERY,
    "api.station": EVERY,
    "api.station_scans": EVERY,
    "api.move_device": EVERY,
    "api.read": EVERY,
    "api.look_code_up": EVERY,
    "api.tell_state": AT_BOX,
    "api.tell_place": AT_BOX,
    "api.open_menu": AT_BOX,
    "api.show_again": AT_BOX,
    "api.hand_in": EVERY,  # each is answered by itself, and credited to a stall only
    "api.redeem_code": TAKES_VOUCHERS,
    "api.redeem_voucher": TAKES_VOUCHERS,
    "api.pay_slip": TAKES_VOUCHERS,
    "api.desk": AT_DESK,
    "api.earlier": AT_DESK,
    "api.pay_earlier": AT_DESK,
    "api.put_in": AT_DESK,
    "api.take_out": AT_DESK,
    "api.count": AT_DESK,
    "api.credit": AT_DESK,
    "api.held": AT_DESK,
    "api.let_pay": AT_DESK,
    "api.let_not_pay": AT_DESK,
    "api.logistics": SUPPLY,
    "api.send_delivery": SUPPLY,
    "api.confirm_delivery": SUPPLY,
    "api.withdraw_delivery": SUPPLY,
    "api.ask_for_more": AT_STALL,
    "api.want_no_more": AT_STALL,
    "api.close_station": AT_STALL,
}
"""By endpoint, for all that devices may ask."""

WHERE_IT_STOOD_THEN: Final = frozenset(
    {
        "api.send_scans", "api.hand_in", "api.close_station", "api.send_delivery", "api.confirm_delivery",
        "api.withdraw_delivery", "api.ask_for_more", "api.want_no_more", "api.open_menu", "api.show_again",
    }
)  # fmt: skip
"""What a device that was moved may tell of a station it stood at, by the header `Pantbox-Station`: what it did there then."""

OF_THE_DEVICE_ITSELF: Final = frozenset({"api.beat", "api.move_device", "api.read", "api.look_code_up"})
"""What has nothing to do with where a device stood: the header is not read."""

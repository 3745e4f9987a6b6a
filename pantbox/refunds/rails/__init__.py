"""Rails: the ways by which a visit's money reaches the guest, one file each.

A rail does what is its own (makes a voucher, finds a slip, counts coins) and says what to book. The request, the lock,
the bounds and the booking are the same for all; see `pantbox.refunds.refund`.
"""

from collections.abc import Callable

from pantbox.places.events import Rail
from pantbox.refunds.rails import cash, donation, slip, voucher
from pantbox.refunds.rails.going import Going, Gone

RAILS: dict[Rail, Callable[[Going], Gone]] = {
    Rail.DONATION: donation.pay,
    Rail.SLIP: slip.pay,
    Rail.CASH: cash.pay,
    Rail.VOUCHER: voucher.pay,
}
"""In the order their rows are locked: slips, then a till, then the series of vouchers' numbers, which all vouchers share."""

"""What guests open with their own phone: a container's page, a box's, their refund, a voucher, a slip, all the boxes.

The law of this room: nobody logs in. A page tells what its link alone gives a right to know, and no more: a container's
never says whether this one has money on it now, and a wrong code gets the same answer whatever is wrong with it.
"""

from kiosk.guest import bearer_page, box_page, container_page, refund_page, status_page
from kiosk.guest.blueprint import guest

__all__ = ["bearer_page", "box_page", "container_page", "guest", "refund_page", "status_page"]

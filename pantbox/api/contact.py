"""Notes that a device was in contact, after each request of it that was answered.

Not after scans and look-ups of containers, which are the scans' path, nor after a redemption: their own rows say as much.
"""

from flask import Response, request
from sqlalchemy.exc import SQLAlchemyError

from pantbox.api.blueprint import api
from pantbox.api.callers import DOOR, DeviceCaller, caller_so_far
from pantbox.places.contacts import note_contact
from pantbox.web import core

SCANS_PATH = {DOOR, "api.look_code_up", "api.read"}
REDEMPTIONS = {"api.redeem_code", "api.redeem_voucher", "api.pay_slip"}
NOT_ANSWERED = 429
"""This, and what the server failed at: a device takes them for silence, and asks again."""


@api.after_request
def _note(response: Response) -> Response:
    if request.endpoint in SCANS_PATH:
        return response
    was_answered = response.status_code < 500 and response.status_code != NOT_ANSWERED
    has_own_row = request.endpoint in REDEMPTIONS and response.status_code == 200
    if was_answered and not has_own_row:
        was_in_contact()
    return response


def was_in_contact() -> None:
    """Note that the device which asks is answered. If that cannot be written down, it counts as not in contact."""
    caller = caller_so_far()
    if not isinstance(caller, DeviceCaller) or caller.revoked_at is not None:
        return
    here = core()
    try:
        here.database.retrying(
            lambda session: note_contact(session, caller.organisation_id, caller.device_id, here.clock()),
            caller.organisation_id,
        )
    except SQLAlchemyError:
        return  # what was asked is done, and its answer must not hang on this

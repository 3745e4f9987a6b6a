"""Becoming a station's device, and saying now and then that one is still there."""

from typing import Annotated

from pydantic import Field

from pantbox.api.blueprint import api
from pantbox.api.callers import Who, device, open_to
from pantbox.api.models import Moment, Output, Text, TolerantInput, Word
from pantbox.api.station_models import StationState
from pantbox.api.station_view import station_state
from pantbox.places.device_keys import told_key
from pantbox.places.devices import Device
from pantbox.places.pairing import Beat, heartbeat, pair
from pantbox.web import core
from pantbox.web.guessing import guesses_bounded, sender


class PairIn(TolerantInput):
    """The code an organiser shows, and what the device wants to be called."""

    code: Text
    name: Text = ""


class PairOut(StationState):
    """The device's token and its key to sign tickets with, told this once, and all it must know to begin."""

    token: str
    device_key: str
    """32 bytes, base64url. A browser keeps it so that no script can read it again."""


class HeartbeatIn(TolerantInput):
    """What a device says of itself. `sent_everything_until`: all it scanned up to then has been sent."""

    sent_everything_until: Moment | None = None
    outbox: Annotated[int, Field(ge=0, lt=2**31)] = 0
    battery: Annotated[int, Field(ge=0, le=100)] | None = None
    version: Word | None = None


class HeartbeatOut(Output):
    """Our time, for the device to measure its clock by."""

    server_time: Moment


@api.post("/pair")
@api.input(PairIn, arg_name="told")
@api.output(PairOut)
def pair_device(told: PairIn) -> PairOut:
    """Make this device a station's.

    The code works once, for 15 minutes.
    """
    now = core().clock()
    with guesses_bounded(sender()) as may_look, core().database.transaction() as session:
        paired = pair(session, told.code, name=told.name, now=now, may_look=may_look)
        state = station_state(session, paired.device, paired.device.station_id, now)
        key = told_key(core().keys, paired.device.id)
        return PairOut(token=paired.token, device_key=key, **dict(state))


@api.post("/heartbeat")
@api.input(HeartbeatIn, arg_name="beat")
@api.output(HeartbeatOut)
@open_to(Who.DEVICE)
def beat(beat: HeartbeatIn) -> HeartbeatOut:
    """Say that the device is there, and up to when it has sent everything."""
    now, caller = core().clock(), device()
    with core().database.transaction(caller.organisation_id) as session:
        told = Beat(beat.sent_everything_until, beat.outbox, beat.battery, beat.version)
        heartbeat(session.get_one(Device, caller.device_id), told, now)
    return HeartbeatOut(server_time=now)

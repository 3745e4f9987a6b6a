"""The station app's one page, and the worker that keeps it on its device.

The law of this room: a page knows nothing and nobody. Who a browser is, the paired device says with its token to the
API; what a station may do, the API decides.
"""

from kiosk.stations import app_page, worker
from kiosk.stations.blueprint import stations

__all__ = ["app_page", "stations", "worker"]

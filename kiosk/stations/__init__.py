"""The station app's one page, and the pictures of codes its screens show.

The law of this room: a page knows nothing and nobody. Who a browser is, the paired device says with its token to the
API; what a station may do, the API decides.
"""

from kiosk.stations import app_page, pictures, worker
from kiosk.stations.blueprint import stations

__all__ = ["app_page", "pictures", "stations", "worker"]

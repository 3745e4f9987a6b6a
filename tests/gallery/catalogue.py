"""Every page and screen there is, and the walk that comes by it."""

from tests.gallery import station_views, web_views
from tests.gallery.views import Walk

WALKS: dict[str, Walk] = {
    "stall": station_views.stall,
    "bar": station_views.bar,
    "bar-answers": station_views.bar_answers,
    "stall-running-out": station_views.stall_running_out,
    "box": station_views.box,
    "boxes-that-take-nothing": station_views.boxes_that_take_nothing,
    "desk": station_views.desk,
    "wash": station_views.wash,
    "store": station_views.store,
    "beginnings-and-ends": station_views.beginnings_and_ends,
    "in-emergency": station_views.in_emergency,
    "guests": web_views.guests,
    "phone": web_views.phone,
    "office": web_views.office,
    "empty-office": web_views.empty_office,
    "closed-office": web_views.closed_office,
}

"""Visits, as the doors need them: claims, a guest's own phone, and what a visit came to."""

from pantbox.refunds.box_codes import changing_code
from pantbox.refunds.claims import check_claim, check_ticket, claim_of
from pantbox.refunds.phones import PhoneVisit, keep_open, open_phone_visit
from pantbox.refunds.views import RefundView, VisitItem, VisitView, visit_view

__all__ = [
    "PhoneVisit",
    "RefundView",
    "VisitItem",
    "VisitView",
    "changing_code",
    "check_claim",
    "check_ticket",
    "claim_of",
    "keep_open",
    "open_phone_visit",
    "visit_view",
]

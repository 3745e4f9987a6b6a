"""Clean containers between store and stalls: deliveries, requests, what is left where, and closing a stall.

Papers (a delivery, a request, a closing) are rows of their own. What they move goes through the one door as scans with a
quantity, in the same transaction, so that books and papers never differ.
"""

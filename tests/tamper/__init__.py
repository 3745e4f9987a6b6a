"""Rows changed behind the product's back, one at a time: which of them the audit notices, and by which promise."""

"""A day at a festival told in scans and payments; the books are proven after each step."""

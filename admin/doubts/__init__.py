"""Returns in doubt: those that wait for somebody to decide, and those that two claim."""

"""The event now: renews itself every few seconds."""

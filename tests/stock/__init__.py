"""Stock: what is left, and how long it lasts."""

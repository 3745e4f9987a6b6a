"""Where everything is now, and the history of any container."""

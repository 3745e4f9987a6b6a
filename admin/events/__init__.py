"""Events: the list, setting one up from nothing, its readiness, its settings and rulebook."""

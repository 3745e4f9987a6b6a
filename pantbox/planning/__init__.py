"""Planning: a festival played before it happens. People and devices of a scenario, against the real front doors."""

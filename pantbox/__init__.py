"""Pantbox: deposits on reusable take-away packaging, from the printed code to the published return rate."""

__version__ = "0.1.0"

"""Containers: their types, batches, printed codes, and what a scanner's text means."""

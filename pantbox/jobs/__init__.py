"""Scheduled work: one file per job, each safe to run twice and at once. Any number of workers may run, one leads."""

"""Scheduled jobs, one file each. Every job is safe to run twice, and at the same time; see `schedule` for who runs them."""

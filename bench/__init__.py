"""Benchmarks, each beside a rival written by hand for the same work. Ratios travel between machines, numbers do not."""

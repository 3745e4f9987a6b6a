"""Tests of the benches, in miniature."""

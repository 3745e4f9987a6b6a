"""Whole ways through the house, walked in a real browser with a camera that sees real paper."""

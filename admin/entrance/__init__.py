"""The entrance: logging in and out."""

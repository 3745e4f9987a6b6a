"""Sealed blocks: what was written is hashed into a chain after commit, so that a later change of it is noticed."""

"""People who may log in, programs that may ask, and the log of who changed what."""

"""Pages for guests and vendors, asked by a client and looked at in a browser."""

"""The database's schema, step by step. Installed with the package, so that a server can check and upgrade its own."""

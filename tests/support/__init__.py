"""What tests stand on: a real PostgreSQL, a real Chromium, a camera that sees what a test holds before it, a server."""

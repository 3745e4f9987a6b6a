"""Devices: where each stood, moving one, what revoked ones left behind, and what waits in quarantine."""

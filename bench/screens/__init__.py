"""What a person waits for at a screen, part by part: each measures in a real Chromium and returns rows."""

"""Paper for an event: signs for stalls and boxes, slips, tags of crates and bags."""

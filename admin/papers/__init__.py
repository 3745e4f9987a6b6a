"""Paper for an event: signs for stalls and boxes, the poster and the stalls' card, slips of guests and crew, tags."""

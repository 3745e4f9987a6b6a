"""One rulebook per event: what is taken back where, how much, how and until when, written once and said everywhere.

The law of this room: a sentence follows from what the event has set (`facts.py`), never from a text somebody keeps up to
date by hand; only the organiser's own words are theirs. The same sections go to screens, the API, posters and cards.
"""

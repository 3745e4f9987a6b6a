"""Circulation: what scans mean, and the one door through which all of them come in.

`fold.py` and `verdicts.py` are pure: the rulebook itself. `recorder.py` is the door: it locks the containers, asks the
pure part, and writes scans, trips, transfers and states as sets in one transaction.
"""

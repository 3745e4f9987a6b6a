"""Reports: what happened, said so that anyone can check it. This room only reads.

The law of this room: every published number has a definition, a numerator, a denominator, a window and an uncertainty
(`docs/metrics.md`). Estimators are pure and know no database; `event_report` and `live` gather what they need by SQL.
"""

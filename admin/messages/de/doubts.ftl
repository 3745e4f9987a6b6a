# Held and contested returns.

office-nav-doubts = Zweifelsfälle
office-waiting = Wartet auf eine Entscheidung
office-waiting-hint = Den Sack zählen oder den Behälter ansehen. Das Gewählte wird auf einmal bezahlt oder abgelehnt.
office-nothing-waits = Nichts wartet.
office-nothing-contested = Nichts ist umstritten.
office-choose = Wählen
office-container = Behälter
office-why = Warum
office-why-issue-unseen = Ausgabe nicht gescannt
office-why-awaiting-issue = Wartet auf die Scans des Standes
office-why-awaiting-scan = Wartet auf einen Scan
office-why-limit-reached = Über der Grenze eines Besuchs
office-hold-pay = Auszahlen
office-hold-refuse = Ablehnen
office-holds-paid = Rückgaben bezahlt: { $count }.
office-holds-refused = Rückgaben abgelehnt: { $count }.
office-contested-returns = Umstrittene Rückgaben
office-contested-means = Zwei haben dasselbe Pfand beansprucht. Wer den Behälter in der Hand hat, bekommt es immer; war ein Telefon schneller, wird das als Verlust gebucht.
office-claim-paid = Bezahlt an
office-claim-other = Der andere
office-outcome = Ergebnis
office-paid-twice = Zweimal bezahlt
office-paid-once = Nur einer bezahlt
office-log-holds-released = Wartende Rückgaben bezahlt
office-log-holds-refused = Wartende Rückgaben abgelehnt

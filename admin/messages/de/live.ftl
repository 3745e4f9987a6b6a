# The live page.

office-live-now = Live
office-as-of = { $time } Uhr, erneuert sich selbst
office-of-them-unseen = davon { $count } ohne gescannte Ausgabe
office-rate-so-far = Rückgabequote bisher
office-rate-note = { $interval } % · Scanquote { $coverage }
office-alerts = Beachten
office-more-alerts = { $count } weitere
office-no-alerts = Gerade braucht nichts Aufmerksamkeit.
office-unseen-share = Vergessen
office-unseen-share-means = Anteil der Rückgaben dieses Standes, deren Ausgabe er nicht gescannt hatte. Der Gast bekam das Pfand; der Stand schuldet es.
office-bags-down = Säcke
office-bags-items = gezählt: { $count }
office-silent = Stumm

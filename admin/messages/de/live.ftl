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
office-undone = Rückgängig
office-undone-too-late = Zu spät rückgängig
office-sent-on = Weitergeschickt
office-unseen-share-means = Anteil der Rückgaben dieses Standes, deren Ausgabe er nicht gescannt hatte. Der Gast bekam das Pfand; der Stand schuldet es.
office-bags-down = Säcke
office-bags-items = gezählt: { $count }
office-silent = Stumm

office-continuity = Notbetrieb: wenn etwas ausfällt
office-continuity-lead = Ein Schalter lockert einige Grenzen sofort auf allen Bildschirmen, bis du ihn wieder ausschaltest. Jedes Pfand wird weiterhin nur einmal ausgezahlt. Es steht im Protokoll.
office-continuity-loose = Stände nehmen ohne Netz bis zu { $offline } von jedem Gutschein; die Pfandkasse zahlt bis zu { $unreadable } unlesbare je Gast; bis zu { $unseen } vergessene Ausgaben werden je Station und Tag ausgezahlt.
office-continuity-what = Was fällt aus?
office-continuity-network = Das Netz
office-continuity-printers = Die Drucker
office-continuity-payments = Die Zahlungen
office-continuity-begin = Notbetrieb einschalten
office-continuity-end = Es geht wieder: ausschalten
office-continuity-on = Notbetrieb seit { $since }: { $reason } ausgefallen.
office-continuity-done-on = Der Notbetrieb läuft, und jeder Bildschirm sagt es.
office-continuity-done-off = Die Grenzen sind wieder wie üblich.

office-import = Import früherer Scans
office-import-lead = Wenn ein Programm Scans früherer Tage nachreicht, zum Beispiel aus einem anderen System. Sie schalten ihn bis zu einer Zeit Ihrer Wahl ein; es steht im Protokoll.
office-import-means = Solange er eingeschaltet ist, zählt, was Programme mit ihrem Schlüssel senden, zu den Zeiten, die sie angeben, und alte Rückgaben werden ausgezahlt. Sonst werden Rückgaben, die älter als zehn Minuten sind, aufgehoben und warten.
office-import-until = Bis
office-import-until-hint = Höchstens 7 Tage ab jetzt. Sie können ihn früher ausschalten.
office-import-begin = Import einschalten
office-import-end = Import ausschalten
office-import-on = Der Import früherer Scans ist bis { $until } eingeschaltet.
office-import-begun = Der Import ist eingeschaltet.
office-import-ended = Der Import ist ausgeschaltet. Was inzwischen gesendet wurde, zählt weiter so.

# The live page.

office-live-now = Live
office-as-of = { $time } Uhr, erneuert sich selbst
office-worker-lived = Jobs liefen zuletzt { $time }
office-beside-them-unseen =
    { $count ->
        [one] Außerdem kam 1 zurück, die kein Stand als ausgegeben gescannt hatte.
       *[other] Außerdem kamen { $count } zurück, die kein Stand als ausgegeben gescannt hatte.
    }
office-sum-of = { $issued } ausgegeben, davon:
office-sum-returned = zurück
office-sum-collected = eingesammelt
office-sum-seen-again = ohne Rückgabe wieder gesehen
office-sum-lost = verloren
office-sum-written-off = abgeschrieben
office-sum-forfeited = nicht rechtzeitig zurückgebracht
office-sum-out = jetzt draußen
office-rate-so-far = Rückgabequote bisher
office-rate-at-closing = Rückgabequote zum Abschluss
office-rate-note = { $interval } % · Scanquote { $coverage } · { $grade }
office-rate-note-bound = Scanquote { $coverage } · { $grade }
office-alerts = Beachten
office-more-alerts = { $count } weitere
office-no-alerts = Gerade braucht nichts Aufmerksamkeit.
office-not-begun = Die Veranstaltung hat nicht begonnen, es wird noch nichts überwacht.
office-over = Die Veranstaltung ist vorbei, es wird nichts mehr überwacht.
office-pair-devices = Geräte koppeln
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

office-hints = Fällt auf
office-hints-means = Hinweise, keine Fehler: Es kann einen guten Grund geben. Zuerst vor Ort fragen.
office-hints-more = { $count } weitere, und alle Zahlen
office-plausible = Was auffällt
office-plausible-all = Alle Zahlen, die verglichen werden
office-plausible-rule = Ein Ort wird markiert, wenn dort mindestens zehn Dinge geschahen, es mehr als das Dreifache des Üblichen bei mindestens fünf anderen ist, und mehr, als der Zufall bei einem von tausend bewirkt.
office-plausible-too-few = zu wenig zum Vergleichen
office-plausible-up-to = bis { $most }
office-plausible-subject = Wovon
office-plausible-count = Anzahl
office-plausible-of = Von
office-plausible-share = Anteil
office-plausible-usual = Üblich
office-plausible-range = Plausibel
office-plausible-marked = fällt auf
office-plausible-none = Noch nichts zu vergleichen.
office-plausible-counted = In Säcken gezählt
office-plausible-counted-means = Behälter, die in einem Sack gezählt wurden, von denen, die zurückkamen, während er in seiner Box hing. Er fällt auf, wenn so viel mehr als einer von zwanzig fehlen oder zu viel sind, dass der Zufall es bei weniger als einem von tausend Säcken bewirkt, und mindestens zehn. Fehlen welche: Jemand scannte, was nicht im Sack ist, oder es wurde falsch gezählt. Sind es zu viele: Gäste warfen ohne Scan ein, oder ein Sack wurde ohne Scan gewechselt.
office-plausible-uses = Wie oft ein Behälter an einem Tag benutzt wurde
office-plausible-uses-means = Benutzungen eines Behälters von einer Ruhezeit zur nächsten, vor denen er weder gewaschen noch geliefert wurde, von allen in dieser Zeit. Gezeigt wird, was öfter benutzt wurde als der meistbenutzte es sollte, neben allen anderen desselben Tages.
office-plausible-take-backs = Zurückgenommen
office-plausible-take-backs-means = Behälter, die ein Stand zurücknahm, von denen, die er ausgab. Ein Stand, der viel mehr zurücknimmt als andere, scannt vielleicht, was Gäste noch haben, oder steht nur dort, wo sie essen.
office-plausible-undos = Rückgängig gemacht
office-plausible-undos-means = Ausgaben, die ein Stand rückgängig machte oder es versuchte, von allen, die er scannte. Jede nimmt ein Pfand von seinem Konto.
office-plausible-unseen = Nicht ausgegeben
office-plausible-unseen-means = Rückgaben ohne gescannte Ausgabe, von allen Rückgaben dort. Stände in der Nähe vergessen vielleicht das Scannen, oder jemand scannt Behälter, die nie ausgegeben waren.
office-plausible-contested = Zweimal zurückgebracht
office-plausible-contested-means = Rückgaben, nach denen jemand den Behälter zu einer Box oder Kasse brachte, auch wo das noch wartet, von allen Rückgaben dort. Ein Bild eines Behälters sieht für eine Kamera gleich aus.
office-plausible-refills = Nachfüllungen
office-plausible-refills-means = Nachfüllungen, von dem, was der Stand ausgab, neben anderen Ständen, die nachfüllen. Vielleicht zahlt der Gast ein Pfand, das nicht gescannt wird.
office-plausible-offline = Ohne Netz
office-plausible-offline-means = Gutscheine und Pfandscheine, die ein Stand nach eigener Angabe ohne Netz annahm, von allen, die er annahm. Sein Netz mag schlecht sein: Andere Geräte daneben wissen es.

# Die eigene Seite des Standbetreibers: was ausgegeben, zurückgenommen, eingelöst wurde und geschuldet ist.

vendor-title = Pfandkonto
vendor-lead = Läuft von selbst mit. Nur wer den Link hat, kann es sehen.
vendor-owed = Sie schulden
vendor-owed-to-you = Sie bekommen
vendor-owed-text = Pfand, das in Ihre Kasse kam, abzüglich dessen, was Sie zurückgegeben haben.
vendor-issued = Ausgegeben
vendor-taken-back = Am Stand zurückgenommen
vendor-refills = Nachgefüllt
vendor-refills-text = Derselbe Behälter noch einmal gefüllt: kein neues Pfand.
vendor-unseen = Vergessene Ausgaben
vendor-unseen-text = Anderswo zurückgegeben, ohne dass Ihr Stand sie hinausgescannt hatte.
vendor-undecided = Strittig, nicht entschieden
vendor-undecided-text = Gäste, die Behälter in der Hand hatten, die Sie zurückgenommen hatten, haben ihr Pfand bekommen. Der Veranstalter entscheidet, wer es trägt.
vendor-disputed = Gegen den Stand entschieden
vendor-corrections = Korrekturen
vendor-undone = Rückgängig gemachte Ausgaben
vendor-undone-too-late = Zu spät rückgängig gemacht
vendor-sent-on = Weitergeschickte Gäste
vendor-redeemed = Gutscheine eingelöst
vendor-pieces = { $pieces ->
    [one] 1 Stück
   *[other] { $pieces } Stück
}
vendor-papers = { $papers ->
    [one] 1 Einlösung
   *[other] { $papers } Einlösungen
}
vendor-stalls = Je Stand
vendor-stall = Stand
vendor-stall-name = Stand { $number } · { $name }
vendor-items = Alle Posten
vendor-items-none = Noch nichts.
vendor-at = Zeit
vendor-what = Was
vendor-amount = Betrag
vendor-more = Mehr zeigen
vendor-newest = Zu den neuesten
vendor-crates = Kisten geliefert
vendor-crates-text = Pfand für volle Kisten, abzüglich des Zurückgezählten.
vendor-settled = Abgerechnet
vendor-number = Nr. { $number }
vendor-what-handed-out = Ausgegeben
vendor-what-crates = Kisten
vendor-what-taken-back = Zurückgenommen
vendor-what-redeemed = Eingelöst
vendor-what-settled = Abgerechnet
vendor-what-disputed = Strittig
vendor-what-other = Anderes
vendor-as-of = Stand { $at }
vendor-deliveries = Lieferungen
vendor-delivery-way = Von und nach
vendor-delivery-sent = { $count } geschickt, noch nicht gezählt
vendor-delivery-differs = { $sent } geschickt, { $counted } gezählt
vendor-delivery-beyond-pool = { $count } über den Topf hinaus zurückgezählt
vendor-closings = Geschlossen
vendor-closing-till = In der Kasse
vendor-closing-expected = Nach den Scans
vendor-closing-stock = Sauberer Bestand gezählt

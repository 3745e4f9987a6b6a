# Die erste Seite der Demo.

demo-title = Pantbox · ausprobieren
demo-badge = { $event }, der letzte Tag
demo-headline = Ein Gang durch ein Festival mit Pfand
demo-lead = Fünf Tage im Kildepark wurden von simulierten Gästen, Ständen und Boxen gespielt. Jetzt bist du dran: Gib eine Schale aus, gib sie zurück, erhalte das Pfand und sieh dir die Zahlen des Veranstalters an.
demo-begin = Rundgang beginnen
demo-see-codes = Codes zeigen
demo-issued = ausgegeben
demo-returned = wieder da
demo-out = jetzt bei Gästen

demo-walk-title = Sechs Plätze zum Ausprobieren
demo-walk-text = Jeder Knopf öffnet einen Platz in einem neuen Tab. Halte einen Code von unten vor die Kamera, oder kopiere den kurzen Code und gib ihn dort ein.
demo-open = { $station } öffnen
demo-stall-title = An einem Stand
demo-stall-text = Scanne eine Schale und einen Becher aus „Bereit zur Ausgabe“. Die Summe ist das Pfand für die Kasse. Scanne dasselbe noch einmal und sieh, was passiert.
demo-box-title = An einer Pantbox
demo-box-text = Scanne, was du gerade ausgegeben hast, oder etwas „Bei Gästen“. Nimm einen Gutschein, lade das Geld auf einen Pfandschein oder spende es.
demo-phone-title = Mit dem eigenen Handy
demo-phone-text = Diese Box hat nur ein Schild. Gäste scannen selbst, bis zu vier Stück werden sofort bezahlt.
demo-phone-open = Seite des Gastes öffnen
demo-desk-title = An der Pfandkasse
demo-desk-text = Scanne oder tippe den Gutschein und zahle ihn aus. Die Kasse sieht auch, was noch wartet.
demo-vendor-title = Der Standbetreiber
demo-vendor-text = Ein privater Link ohne Passwort: ausgegeben, zurückgenommen und geschuldet, Zeile für Zeile.
demo-office-title = Der Veranstalter
demo-office-text = Live, Umlauf, Einrichtung und der Bericht mit einer ehrlichen Rückgabequote. Melde dich an mit:
demo-office-open = Büro öffnen
demo-email = E-Mail
demo-password = Passwort

demo-codes-title = Codes zum Hochhalten
demo-codes-text = Zeige sie auf einem Bildschirm und scanne mit einem anderen Gerät, oder drücke auf den kurzen Code, um ihn zu kopieren.
demo-in-stock = Bereit zur Ausgabe
demo-with-guests = Bei Gästen
demo-none-out = Gerade ist alles zu Hause. Gib zuerst etwas aus.
demo-curious = Für Neugierige
demo-codes-used = Lade die Seite neu, wenn die Codes benutzt sind: Dann stehen hier neue.
demo-code-of = QR-Code: { $what }
demo-copy = Code kopieren
demo-copied = Kopiert
demo-word-slip = Pfandschein
demo-word-returned = Zurückgegeben
demo-word-forged = Gefälscht
demo-word-crew = Eine Personalkarte
demo-hint-slip = Leer. Lade an der Box eine Auszahlung darauf.
demo-hint-returned = Heute zurückgegeben. Versuche es noch einmal.
demo-hint-forged = Gefälschter Code. Wird ohne Nachschlagen abgelehnt.
demo-hint-crew = Öffnet das Personalmenü einer Box.

demo-more-title = Mehr zu sehen
demo-status = Die Boxen, für alle
demo-api = Die API
demo-container = Die Seite eines Bechers
demo-simulated = Das Festival ist simuliert. Lösche den Ordner der Demo, um es neu zu spielen.

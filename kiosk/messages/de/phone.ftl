# Rückgabe mit dem eigenen Telefon, und was dann mit dem Geld geschehen soll.

phone-box = Box { $number }{"\u00A0"}· { $name }
phone-state-open = Offen
phone-state-nearly-full = Fast voll
phone-state-full = Voll
phone-state-out-of-order = Außer Betrieb
phone-state-closed = Geschlossen
phone-on-map = { $name } auf einer Karte zeigen
phone-all-boxes = Alle Boxen ansehen
phone-next-boxes = Boxen in der Nähe, die annehmen
phone-next-none = Zurzeit nimmt keine andere Box an. Die Pfandkasse hilft.
phone-not-now = Diese Box nimmt gerade nichts an. Gehen Sie zu einer anderen; Ihr Pfand ist dasselbe.
phone-not-running = Hier wird zurzeit nichts angenommen.
phone-no-network = Wir erreichen das Netz nicht. Bitte gleich noch einmal versuchen.

phone-box-code = Der Code auf dem Bildschirm der Box
phone-box-code-hint = Acht Ziffern, die jede Minute wechseln. Sie zeigen, dass Sie hier stehen, und das Geld gehört Ihnen sofort. Wer den QR-Code auf dem Bildschirm scannt, muss nichts tippen.
phone-box-code-known = Der Code vom Bildschirm der Box ist schon dabei. Sie müssen nichts tippen.
phone-box-code-not-read = An diese Box wurden gerade zu viele falsche Codes geschickt, darum konnte Ihrer nicht geprüft werden. Machen Sie ruhig weiter: Das Geld kommt, wenn die Box gezählt ist. Oder scannen Sie am Bildschirm der Box.
phone-skip-hint = Sie sehen den Code nicht? Dann wartet das Geld, bis die Box gezählt ist.
phone-skip = Ohne Code weiter
phone-begin = Behälter scannen
phone-known = { $visits ->
    [one] Ihre frühere Rückgabe auf diesem Telefon
   *[other] Ihre { $visits } früheren Rückgaben auf diesem Telefon
}

phone-scan-title = Behälter scannen
phone-scan-lead = Den Code auf dem Behälter vor die Kamera halten, einen nach dem anderen.
phone-scanned = Gescannt, das Neueste zuerst
phone-container = Behälter
phone-camera-label = Das Bild der Kamera
phone-camera-again = Noch einmal
phone-camera-denied = Die Seite darf die Kamera nicht benutzen. Erlauben Sie es im Browser, oder tippen Sie den Code unten ein.
phone-camera-missing = Hier ist keine Kamera. Tippen Sie den Code unten ein.
phone-camera-busy = Ein anderes Programm benutzt die Kamera. Schließen Sie es, oder tippen Sie den Code unten ein.
phone-camera-insecure = Die Kamera geht nur über eine sichere Verbindung. Tippen Sie den Code unten ein.
phone-camera-failed = Die Kamera geht nicht. Tippen Sie den Code unten ein.
phone-type = Code stattdessen eintippen
phone-type-label = Der kurze Code auf dem Behälter
phone-type-send = OK
phone-read-again = Schon gescannt
phone-read-slip = Pfandschein gelesen
phone-slip-noted = Das Geld kann am Ende auf Ihren Pfandschein.
phone-sum = Ihr Pfand bisher: { $amount }
phone-pieces = { $pieces ->
    [one] 1 Stück
   *[other] { $pieces } Stück
}
phone-done = Fertig
phone-waiting = Wartet
phone-waiting-text = Wartet auf das Netz. Er ist nicht vergessen.
phone-offline = { $waiting ->
    [one] Das Netz ist schwach. 1 Scan wartet und wird von selbst gesendet.
   *[other] Das Netz ist schwach. { $waiting } Scans warten und werden von selbst gesendet.
}
phone-accepted-text = In die Box werfen.
phone-accepted-unseen = Der Stand hat das Scannen vergessen. Ihr Pfand bekommen Sie trotzdem.
phone-duplicate = Schon gescannt
phone-duplicate-text = Er ist einmal gezählt. In die Box werfen.
phone-held = Wartet
phone-rejected = Kein Pfand

phone-reason-unknown-code = Den kennen wir nicht. Ist er von uns, trotzdem einwerfen oder an der Pfandkasse zeigen.
phone-reason-forged-code = Dieser Code ist nicht echt: Er sieht aus wie einer von uns, aber wir haben ihn nicht gemacht. Gern trotzdem einwerfen; hier ist kein Pfand darauf.
phone-reason-foreign-operator = Er gehört zu einem anderen Pfandsystem. Dort zurückgeben; hier können wir nicht dafür zahlen.
phone-reason-already-returned = Er wurde schon zurückgegeben. Trotzdem einwerfen. Haben Sie ihn in der Hand, zahlt die Pfandkasse.
phone-reason-already-returned-there = Er wurde um { $at } bei { $place } zurückgegeben. Trotzdem einwerfen oder an der Pfandkasse zeigen.
phone-reason-not-issued = Kein Stand hat ihn ausgegeben. Trotzdem einwerfen oder an der Pfandkasse fragen.
phone-reason-box-or-desk = Werfen Sie ihn in eine Box, oder zeigen Sie ihn an der Pfandkasse: Dort wird er angesehen.
phone-reason-undo-too-late = Das lässt sich nicht mehr rückgängig machen. Die Pfandkasse hilft gern.
phone-reason-issue-unseen = Der Stand hat das Scannen vergessen. Ihr Pfand bekommen Sie trotzdem.
phone-reason-malformed = Der Code war nicht lesbar. Scannen Sie ihn noch einmal.
phone-reason-device-revoked = Das Gerät dieser Box ist gesperrt. Was es gescannt hat, sehen wir uns an; die Pfandkasse hilft.
phone-reason-retired-container = Er ist außer Gebrauch. Trotzdem einwerfen.
phone-reason-awaiting-issue = Uns fehlt der Scan des Standes. Einwerfen; das Geld kommt hier auf die Seite.
phone-reason-awaiting-scan = Einwerfen. Das Geld kommt, wenn der Sack gezählt ist.
phone-reason-limit-reached = Einwerfen. Die Pfandkasse gibt das Geld frei, oder es kommt, wenn der Sack gezählt ist.
phone-reason-clock-out-of-range = Die Uhr des Telefons geht falsch. Stellen Sie sie, und versuchen Sie es noch einmal.
phone-reason-event-closed = Die Veranstaltung ist vorbei. Bitte an der Pfandkasse fragen.
phone-reason-station-may-not = Das geht hier nicht. Bitte an der Pfandkasse fragen.
phone-reason-ticket-desk-only = Die Box, die diesen Beleg gab, ist gesperrt. Zeige ihn an einer Pfandkasse: dort wird er ausgezahlt.
phone-reason-box-full = Die Box ist voll geworden. Gehen Sie zu einer anderen; Ihr Pfand ist dasselbe.
phone-reason-box-closed = Die Box nimmt gerade nichts an. Gehen Sie zu einer anderen.
phone-reason-box-code-wrong = Der Code passt nicht. Sehen Sie noch einmal nach: Er wechselt jede Minute.
phone-reason-phone-wrong = Mit der Seite stimmt etwas nicht. Schließen Sie sie, und scannen Sie den Code der Box noch einmal.
phone-reason-id-reused = Mit der Seite stimmt etwas nicht. Schließen Sie sie, und scannen Sie den Code der Box noch einmal.
phone-reason-token-unknown = Die Zeit an der Box ist um. Was gescannt war, ist gesichert; beim Rest hilft die Pfandkasse.
phone-reason-too-many-requests = Das ging etwas schnell. Kurz warten und noch einmal versuchen.
phone-reason-too-many-typed = Sie haben fünf Codes getippt. Den Rest bitte mit der Kamera scannen, am Bildschirm der Box oder an der Pfandkasse.
phone-reason-too-many-misses = Hier wurden gerade zu viele falsche Codes getippt. Den Code bitte mit der Kamera scannen oder eine Minute warten.
phone-reason-bearer-unknown = Diesen Pfandschein kennen wir nicht. Scannen Sie einen anderen.
phone-reason-bearer-revoked = Dieser Pfandschein ist gesperrt. Scannen Sie einen anderen.
phone-reason-visit-has-less = So viel ist nicht mehr da. Sehen Sie, was übrig ist.
phone-reason-amount-not-in-coins = Wählen Sie einen Betrag in ganzen 50 Øre.
phone-reason-looks-like-a-card-number = Das sieht aus wie eine Kartennummer. Die brauchen wir nicht.
phone-reason-rail-not-here = Diesen Weg gibt es hier nicht. Wählen Sie einen anderen.
phone-reason-other = Das ging nicht. Den Behälter einwerfen und an der Pfandkasse fragen.

phone-drop = { $pieces ->
    [one] In die Box werfen
   *[other] Alle { $pieces } in die Box werfen
}
phone-drop-text = Auch die ohne Pfand: Sie werden gespült und wieder benutzt. Sie bekommen { $amount } Pfand.
phone-dropped = Sie sind in der Box
phone-more = Mehr scannen

phone-loading = Ihr Pfand wird geholt …
phone-refund-title = Ihr Pfand
phone-refund-done-title = Erledigt
phone-refund-done = Das ganze Geld ist ausgegeben. Danke fürs Zurückgeben.
phone-refund-later-title = Das Geld kommt später
phone-refund-nothing = Diesmal war kein Pfand dabei. Danke, dass Sie trotzdem zurückgegeben haben.
phone-refund-held = { $held ->
    [one] 1 Stück wartet. Das Geld kommt hier von selbst, wenn der Sack gezählt ist, oder die Pfandkasse gibt es frei.
   *[other] { $held } Stück warten. Das Geld kommt hier von selbst, wenn der Sack gezählt ist, oder die Pfandkasse gibt es frei.
}
phone-refund-contested = { $contested ->
    [one] Jemand anderes hat 1 davon auch zurückgegeben. Sie behalten Ihr Geld; der Veranstalter sieht nach.
   *[other] Andere haben { $contested } davon auch zurückgegeben. Sie behalten Ihr Geld; der Veranstalter sieht nach.
}
phone-refund-waiting-title = Ihre Scans sind noch nicht da
phone-refund-waiting = Die Box hat gerade kein Netz. Das Geld kommt hier von selbst. Lassen Sie die Seite offen, oder öffnen Sie sie später wieder.
phone-refund-promised = Der Beleg gilt für { $count } Stück.
phone-refund-missing = { $missing ->
    [one] 1 Stück ist von der Box noch nicht angekommen. Das Geld kommt hier von selbst.
   *[other] { $missing } Stück sind von der Box noch nicht angekommen. Das Geld kommt hier von selbst.
}
phone-refund-wrong-title = Der Link ist nicht vollständig
phone-refund-wrong = Öffnen Sie ihn noch einmal, bis ganz zum Ende. Die Pfandkasse hilft auch.

phone-choose = Wie möchten Sie es haben?
phone-back = Zurück
phone-pay-again = Das Netz ist ausgefallen. Noch einmal drücken: Das Geld geht nur einmal hinaus.
phone-way-voucher = Gutschein
phone-way-voucher-text = { $amount } zum Bezahlen an den Ständen, sofort
phone-way-slip = Auf einen Pfandschein
phone-way-slip-text = { $amount } auf einem Schein, den man weitergeben kann
phone-way-cash = Bar an der Pfandkasse
phone-way-cash-text = { $amount } auf die Hand
phone-way-donation = Spenden
phone-way-donation-text = Alles oder etwas von { $amount } für einen guten Zweck
phone-way-later = Später entscheiden
phone-way-later-text = Das Geld wartet auf dieser Seite
phone-later-text = Das Geld bleibt, wo es ist. Das Telefon merkt sich die Seite; Sie finden sie wieder, wenn Sie eine Box scannen oder den Link sichern. Sie haben drei Jahre Zeit.

phone-voucher-where = An allen Ständen hier damit bezahlen, ganz oder in Teilen, oder an der Pfandkasse auszahlen lassen.
phone-voucher-when = Sie haben ihn sofort.
phone-voucher-until = Er gilt drei Jahre.
phone-voucher-take = Gutschein über { $amount } holen
phone-voucher-title = Gutschein Nr. { $number }
phone-voucher-of = Übrig von { $amount }
phone-voucher-qr = QR-Code für den Stand
phone-voucher-show = Den Code beim Bezahlen zeigen. Er gehört dem, der ihn hat.
phone-voucher-valid = Gültig bis einschließlich { $day }
phone-voucher-open = Für sich öffnen
phone-print = Drucken
phone-pdf = Als PDF sichern

phone-donate-cause = Wofür?
phone-donate-how-much = Wie viel?
phone-donate-all = Alles, { $amount }
phone-donate-half = Die Hälfte, { $amount }
phone-donate-part = Oder ein anderer Betrag in Kronen
phone-donate-final = Eine Spende lässt sich nicht zurücknehmen. Der Rest gehört weiter Ihnen.
phone-donate-give = { $amount } spenden

phone-slip-text = Einen Pfandschein scannen. Das Geld ist sofort darauf: drei Jahre so gut wie Bargeld, an allen Ständen und der Pfandkasse.
phone-slip-type = Oder die 16 Zeichen des Scheins eintippen
phone-slip-read = Der Pfandschein mit dem Ende { $end }
phone-slip-put = { $amount } darauf laden
phone-slip-other = Ein anderer Pfandschein

phone-cash-text = Zeigen Sie diesen Code an der Pfandkasse, dann bekommen Sie { $amount } sofort auf die Hand. Bis dahin ist das Geld hier.
phone-cash-qr = QR-Code zum Scannen an der Pfandkasse
phone-cash-where = Hier ist die Pfandkasse
phone-cash-rounded = Bargeld wird auf ganze 50 Øre gerundet. Das Geld wartet drei Jahre.

phone-gone-title = Das haben Sie bekommen
phone-gone-donation = Gespendet an { $cause }. Danke.
phone-gone-slip = Auf Pfandschein Nr. { $number }
phone-gone-cash = Bar ausgezahlt
phone-items = { $pieces ->
    [one] 1 Stück zurückgegeben
   *[other] { $pieces } Stück zurückgegeben
}
phone-item-contested = Jemand anderes hat ihn auch zurückgegeben. Sie behalten Ihr Geld.
phone-keep-title = Später wiederkommen
phone-keep-text = Dieses Telefon merkt sich die Seite. Sichern oder teilen Sie den Link, wenn jemand anderes das Geld haben soll: Es gehört dem, der ihn hat.
phone-keep-share = Link teilen oder sichern

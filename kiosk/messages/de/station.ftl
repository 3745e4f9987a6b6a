# The station app: stall, pant box, cash desk, wash and store.

language-choice = Sprache
starting = Einen Moment …
close = Schließen
cancel = Abbrechen
back = Zurück
undo = Rückgängig
no = Halt
held = Wartet
thanks = Danke!
finish = Fertig
actions = Aktionen
container = Behälter
voucher = Gutschein
slip = Pfandschein
ticket = Beleg
pieces = { $count ->
    [one] { $count } Stück
   *[other] { $count } Stück
}
offline = Kein Netz{ $count ->
    [0] {""}
   *[other] {" "}· { $count } warten
}

camera-wake = Kamera einschalten
camera-again = Tippen, um es noch einmal zu versuchen
camera-denied = Die Kamera ist nicht erlaubt. Erlaube sie in den Einstellungen des Browsers, oder nimm einen Handscanner.
camera-missing = Hier ist keine Kamera. Nimm einen Handscanner, oder tippe den Code.
camera-busy = Die Kamera wird gerade anders benutzt.
camera-insecure = Die Kamera braucht eine sichere Verbindung (https).
camera-failed = Die Kamera antwortet nicht.

code-type = Code tippen
code-title = Code tippen
code-hint = Acht Zeichen auf dem Behälter, oder die sechzehn auf einem Gutschein oder Pfandschein.
code-hint-box = Der Code steht unter dem Etikett: acht Zeichen, vier und vier. Ist er gar nicht lesbar, zahlt die Pfandkasse.
code-keys = Zeichen
code-typed = Was du getippt hast
code-erase = Löschen
code-use = Code nehmen
amount-too-much = Es sind nur noch { $left } übrig.

pair-title = Dieses Gerät koppeln
pair-how = Scanne den Kopplungscode von der Seite „Personen und Geräte“ des Veranstalters, oder tippe ihn.
pair-type = Die acht Zeichen unter dem Kopplungscode.
pair-busy = Wird gekoppelt …

notices-title = Das Gerät
notices-open = { $count ->
    [0] Das Gerät
    [one] 1 Hinweis
   *[other] { $count } Hinweise
}
device-sent = { $count ->
    [0] Netz: alles ist gesendet
   *[other] Netz: { $count } werden gesendet
}
rulebook = Regeln
device-kept = Funktioniert auch ohne Netz
device-not-kept-yet = Funktioniert noch nicht ohne Netz. Lasst die Seite kurz offen, solange es eins gibt.
device-never-kept = Funktioniert nur mit Netz: die Adresse ist nicht sicher (https).
device-no-tickets = Dieses Gerät kann ohne Netz keine Belege ausstellen: nehmt Pfandscheine. Die Adresse ist nicht sicher (https).
device-battery = Akku { $percent } %
device-charging = Akku { $percent } %, lädt
device-newer = Neue Version: neu starten
device-full = Vollbild
device-not-full = Vollbild verlassen
crash-title = Auf dem Bildschirm ging etwas schief
crash-safe = Alles Gescannte ist gespeichert und wird gesendet.
crash-restart = Neu starten
crash-restarts-in = Sek. bis zum Neustart
starting-no-network = Noch gibt es kein Netz. Das Gerät versucht es von selbst wieder.
pair-install-first = Zuerst Pantbox zum Home-Bildschirm hinzufügen (Teilen-Knopf, „Zum Home-Bildschirm“) und das Gerät von dort aus koppeln. Sonst kann der Browser löschen, was er gespeichert hat.
outbox-full = Das Gerät hat keinen Platz für weitere Scans. Sucht ein Netz, bevor ihr weiterscannt.
outbox-nearly-full = { $count } Scans warten, und für viele mehr ist kein Platz. Sucht ein Netz.
outbox-not-lasting = Der Browser behält nicht, was ihr scannt. Schließt die Seite nicht, und nutzt kein privates Fenster.
install-why = Fügt Pantbox zum Startbildschirm hinzu. Sonst kann der Browser Scans löschen, die nach einer Woche nicht gesendet sind.
install-do = Zum Startbildschirm
install-how = Öffnet das Menü des Browsers, und wählt „Zum Startbildschirm“.
troubles-why = { $count ->
    [one] Ein Scan wurde abgelehnt, nachdem ihr weitergemacht hattet.
   *[other] { $count } Scans wurden abgelehnt, nachdem ihr weitergemacht hattet.
}
troubles-seen = Gesehen
scan-count = Gezählt
scan-retire = Aussortiert
scan-lost = Verloren
scan-write_off = Abgeschrieben
scan-undo = Rückgängig
scan-empty = Neuer Sack

continuity-network = Notbetrieb seit { $since } Uhr: Das Netz fällt aus.
continuity-printers = Notbetrieb seit { $since } Uhr: Die Drucker fallen aus.
continuity-payments = Notbetrieb seit { $since } Uhr: Zahlungen fallen aus.
continuity-stall = Gebt aus wie immer. Ohne Netz dürft ihr bis zu { $sum } von jedem Gutschein und Pfandschein annehmen.
continuity-desk = Bis zu { $count } unlesbare je Gast dürfen nach Art ausgezahlt werden.
continuity-box = Bis zu { $count } ohne Scan eines Stands werden sofort ausgezahlt.

revoked-title = Dieses Gerät ist gesperrt
revoked-waits = Es hat noch { $count } Scans abzugeben. Lass es an, bis es Netz gibt.
revoked-done = Alles ist abgegeben. Das Gerät kann neu gekoppelt werden.
revoked-pair = Neu koppeln

stall-order = Diese Bestellung
stall-sum = Pfand eintippen
stall-sum-back = Pfand zurückgeben
stall-guest-ends = nächster Gast in { $seconds } s
stall-previous = Gast davor: { $count } Stk., { $sum }
stall-came-back = kam zurück
stall-next = Nächster Gast
stall-take-back = Rücknahme
stall-swap = Tauschen
stall-undo = Rückgängig
stall-undo-one = { $name } { $code } rückgängig machen
stall-undone = Rückgängig
stall-day = Heute gescannt
stall-day-empty = Heute wurde noch nichts gescannt.
stall-handed-out = Ausgegeben
stall-refill-for = Nachfüllen · { $sum }
stall-taken-back = Zurückgenommen
stall-swapped = Getauscht
stall-swap-half = Der alte gab kein Pfand
stall-swap-full = Der Gast zahlt für den neuen das volle Pfand. Für den alten gibt es vielleicht Pfand an einer Pfandbox oder der Pfandkasse: bitte gib ihn zurück.
stall-send-on = Zu Box oder Pfandkasse
stall-counted-already = Schon gezählt
stall-take-another = Nimm einen anderen
stall-here-already = Das Gerät ist hier
stall-not-for-here = Das kann der Stand nicht brauchen. Zeig dem Gast die Pfandkasse.
stall-mode-take-back = Rücknahme: Gast bekommt Pfand
stall-mode-swap-old = Tauschen: scanne den alten
stall-mode-swap-new = Tauschen: scanne den neuen
stall-mode-ends = Abbrechen ({ $seconds } s)
stall-out-already = { $code } ist schon draußen
stall-again = Noch einmal ausgeben
stall-nothing = Nichts
stall-question-ends = Scanne einfach den nächsten. Die Frage verschwindet in { $seconds } s, und nichts wird gebucht.

redeem-on-it = Guthaben
redeem-all = Alles nehmen: { $sum }
redeem-part = Oder einen Teil
redeem-use = Nehmen
redeem-left = { $left } übrig
redeem-empty = Es ist nichts mehr darauf.

move-title = Gerät umstellen?
move-text = Das Gerät gehört ab jetzt zu { $name }, und alles, was es scannt.
move-do = Hierher stellen

scan-issue = Ausgegeben
scan-refill = Nachgefüllt
scan-return = Zurückgenommen
scan-swap = Getauscht
scan-wash = Gewaschen
scan-receive = Angenommen
scan-collect = Eingesammelt
scan-dispatch = Ausgeliefert

verdict-waiting = Wartet
verdict-held = Wartet
verdict-rejected = 0 kr.
verdict-duplicate = Gezählt

box-title = Hier abgeben
box-step-scan = Code vor die Kamera halten
box-step-drop = Behälter in die Box legen
box-step-money = Wählen, wie du dein Pfand bekommst
box-deposits = Pfand
box-slip-hint = Hast du einen Pfandschein? Scanne ihn zuerst, dann kommt dein Pfand darauf.
box-cannot-read = Code selbst tippen
box-today = { $count ->
    [0] Mach heute den Anfang
    [one] { $count } heute hier zurückgegeben
   *[other] { $count } heute hier zurückgegeben
}
box-until = Rückgabe bis { $day }
box-changing-code = Code für dein Telefon:
box-changing-code-qr = QR-Code für dein Telefon
box-total = { $count ->
    [0] Dein Pfand
    [one] Dein Pfand · { $count } Stück
   *[other] Dein Pfand · { $count } Stück
}
box-scan-now = Halte den Code auf dem Behälter vor die Kamera.
box-scan-more = Scanne den nächsten, oder drücke Fertig.
box-list = Was du zurückgegeben hast
box-done = Fertig
box-done-in = s bis fertig
box-parks-in = s, dann heben wir das Geld für dich auf
box-ends-in = s, dann schließt der Bildschirm
box-drop-it = Leg ihn in die Box
box-counted-already = Ist gezählt
box-held = Wartet
box-no-money = Kein Pfand auf diesem
box-sorry = Das ging nicht
box-not-this = Nicht dieser Code
box-not-this-how = Halte den Code auf dem Behälter vor die Kamera.
box-voucher-elsewhere = Nimm den Gutschein an einem Stand, oder hol das Geld an der Pfandkasse.
box-slip-first = Scanne jetzt deine Behälter
box-slip-only = Scanne zuerst einen Pfandschein
box-slip-only-how = Es gibt kein Netz. Nimm einen Pfandschein an der Box und scanne ihn zuerst: dein Pfand kommt darauf.
box-goes-on-slip = Kommt auf Pfandschein { $number }, auf dem { $sum } stehen
box-without-slip = Ohne Pfandschein
box-waits-network = Wir haben es und warten auf das Netz. Bleib einen Moment.
box-returned-at = Um { $time } zurückgegeben: { $station }
box-take-first = Nimm zuerst dein Geld
box-take-first-how = Drücke „Ich habe ihn“ auf dem Bildschirm.
box-not-now = Die Box nimmt gerade nichts an
box-closed-next = Der Bildschirm zeigt, wo die nächste Box ist.
box-is-full = Die Box ist voll
box-is-closed = Die Box ist geschlossen
box-next = Nächste offene Box: { $name } (Nr. { $number })
box-next-desk = Geh zur Pfandkasse. Dort bekommst du dein Pfand.
box-money-safe = Dein Pfand ist sicher: du kannst es an jeder Box bekommen.

choice-yours = Dein Pfand
choice-title = Wie möchtest du es haben?
choice-more-time = Mehr Zeit
way-voucher = Gutschein
    .how = Für Essen und Trinken an allen Ständen
way-slip = Pfandschein
    .how = Auf einen Pfandschein buchen
way-cash = Bar
    .how = An der Pfandkasse
way-donation = Spenden
    .how = Alles oder einen Teil
way-later = Später entscheiden
    .how = Code mit dem Telefon mitnehmen
slip-scan = Scanne den Pfandschein
slip-scan-how = Die Scheine hängen an der Box. Das Geld gehört, wer den Schein hat.
donate-title = Wie viel möchtest du geben?
donate-how = Den Rest bekommst du danach, wie du willst.
donate-all = Alles: { $sum }
donated = { $sum } für { $cause }
paid-slip = Auf deinem Pfandschein
paid-slip-total = Auf Pfandschein { $number } stehen jetzt { $sum }
paid-donation = Gespendet an { $cause }
voucher-qr = QR-Code des Gutscheins
voucher-bars = Strichcode des Gutscheins
voucher-how = Fotografiere den Code. Er gilt an jedem Stand, ganz oder in Teilen.
voucher-have = Ich habe ihn
voucher-until = Gültig bis einschließlich { $day }.
voucher-bearer = Gilt für alle, die den Code haben.
ticket-qr = QR-Code des Belegs
ticket-for = { $count ->
    [one] Für { $count } Stück
   *[other] Für { $count } Stück
}
ticket-cash = Bar an der Pfandkasse
    .how = Fotografiere den Code und zeig ihn an der Pfandkasse. Das Geld bleibt deins, bis du es holst.
ticket-later = Später entscheiden
    .how = Scanne den Code mit deinem Telefon. Dort wählst du, wie du das Geld möchtest.
ticket-held = Wir prüfen es
    .how = Fotografiere den Code. Er wird zu Geld, wenn wir nachgesehen haben, oder sofort an der Pfandkasse.

box-many = Viele auf einmal
box-many-count = Stück angenommen
box-many-sum = { $sum } insgesamt
box-many-up-to = Bis zu { $sum }
box-many-how = Stark. Scanne einfach weiter, wir zählen mit. Am Ende auf „Fertig“ tippen.
box-more-rows = … und { $count } weitere
box-received = Angenommen
box-up-to = Bis zu, für { $count } Stück
box-goes-on-your-slip = Kommt auf deinen Pfandschein
box-way = { $metres } m Richtung { $direction }
direction-n = Norden
direction-ne = Nordosten
direction-e = Osten
direction-se = Südosten
direction-s = Süden
direction-sw = Südwesten
direction-w = Westen
direction-nw = Nordwesten
paid-promise = Kommt auf deinen Pfandschein
paid-promise-how = { $count } Stück angenommen. Das Geld ist auf dem Schein, sobald das Netz wieder da ist. Pass gut auf ihn auf.
ticket-received = Angenommen. Hier ist dein Beleg
    .how = Fotografiere den Code. Er wird von selbst zu Geld, sobald das Netz wieder da ist: an der Pfandkasse oder auf deinem Telefon.
ticket-up-to = Bis zu, für { $count } Stück
ticket-choose-now = Jetzt auswählen
staff-done-later = Hier gespeichert. Wird gesendet, sobald Netz da ist.
staff-fill = Voll
staff-fill-unknown = unbekannt
staff-today = Heute angenommen
staff-unsent = Noch nicht gesendet
staff-moved = Box wurde versetzt
staff-moved-how = Wo steht die Box jetzt? Die Karte zeigt den neuen Ort, der alte bleibt gespeichert. Du kannst auch das Schild scannen, das dort hängt.
staff-moved-here = Wo dieses Gerät ist
staff-moved-to = Bei Box { $number } · { $name }
staff-moved-nowhere = Das Gerät weiß nicht, wo es ist. Wähle eine Box in der Nähe.
staff-fullscreen = Vollbild
staff-restart = Neu starten
staff-title = Personal · { $name }
staff-recent = Die letzten fünf
staff-recent-none = Keine in den letzten 24 Stunden
staff-shown = noch einmal gezeigt { $time }
staff-opened-about = Personalmenü geöffnet
staff-shown-about = Auszahlung noch einmal gezeigt
staff-new-bag = Neuer Sack
staff-bag-hint = Neuer Sack: scanne das Etikett des vollen Sacks, dann lässt er sich verfolgen.
staff-full = Box ist voll
staff-out-of-order = Außer Betrieb
staff-open = Box öffnen
staff-done = Gespeichert
fill-open = Die Box ist offen.
fill-nearly-full = Die Box ist bald voll.
fill-full = Die Box ist voll.
fill-out-of-order = Die Box ist außer Betrieb.
fill-closed = Die Box ist geschlossen.

desk-idle = Scanne, was der Gast mitbringt
desk-idle-how = Beleg, Gutschein, Pfandschein oder Behälter.
desk-containers = { $count ->
    [one] { $count } Behälter
   *[other] { $count } Behälter
}
desk-ticket = { $count ->
    [one] Beleg für { $count } Behälter
   *[other] Beleg für { $count } Behälter
}
desk-pay = Auszahlen
desk-pay-all = { $sum } bar auszahlen
desk-part = Ein Teil
desk-part-how = Wie viel möchte der Gast?
desk-hand-over = Gib dem Gast das Geld
desk-paid = { $sum } sind ausgezahlt
desk-not-this = Das kann hier nicht ausgezahlt werden.
desk-release = { $count ->
    [one] Ich habe ihn gesehen: zahle den wartenden aus
   *[other] Ich habe sie gesehen: zahle die { $count } wartenden aus
}
desk-released = Freigegeben
desk-i-hold = { $count ->
    [one] Ich habe ihn in der Hand: { $sum } auszahlen
   *[other] Ich habe alle { $count } in der Hand: { $sum } auszahlen
}
desk-claimed = Ein Telefon oder ein Stand hat ihn vorher beansprucht. Hast du ihn in der Hand, drück auf den Knopf.
desk-claimed-at = Um { $time } hat ihn { $station } beansprucht. Hast du ihn in der Hand, drück auf den Knopf.
desk-decided-already = Das ist schon entschieden.
desk-earlier = Zweimal bezahlt: Pfand von { $station } um { $time }
desk-earlier-pay = Auch auszahlen: { $sum }
desk-earlier-paid = Früheres Pfand dazugezählt
desk-offline-slip = Bitte den Gast, Gutschein oder Beleg aufzuheben. Beide gelten später genauso, der Gutschein auch am Stand.
desk-offline-ticket = Nimm Behälter an: scanne sie. Sie werden hier notiert und gesendet, das Geld gehört dem Gast, sobald das Netz wieder da ist.
desk-offline-not = Gutscheine, Zettel und Belege lassen sich nicht nachsehen und jetzt nicht auszahlen.
desk-noted = Notiert
desk-noted-how = Das Geld gehört dem Gast, sobald das Netz wieder da ist.
desk-offline = Ohne Netz zahlt die Kasse kein Bargeld
desk-missing = { $count ->
    [one] { $count } ist von der Box noch nicht angekommen. Der Rest kann jetzt gezahlt werden.
   *[other] { $count } sind von der Box noch nicht angekommen. Der Rest kann jetzt gezahlt werden.
}
desk-early-looks = Wir sehen alle vier Sekunden wieder nach.
desk-early-slip = Zahle nicht nach dem, was auf dem Beleg steht: Das Geld ginge zweimal hinaus.
desk-early-hold = Hat der Gast die Behälter noch, scanne sie hier und zahle sie jetzt.
desk-early-keep = Bitte den Gast, den Beleg aufzuheben. Er wird von selbst zu Geld, hier oder am Telefon.
desk-early-why = Der Beleg ist echt. Die Scans der Box sind noch nicht da, darum kennt niemand den Betrag.
desk-early = Beleg für { $count ->
    [one] { $count } Behälter
   *[other] { $count } Behälter
}
desk-contested = Hat ein fremdes Telefon Pfand für etwas beansprucht, das der Gast in der Hand hat? Scanne es: Wer es hält, bekommt das Geld.
desk-unreadable = Unlesbar
desk-unreadable-how = Sind weder Etikett noch Kurzcode lesbar, zahle nach Art. Höchstens { $count } je Gast.
desk-unreadable-limit = Höchstens { $count } Unlesbare je Gast.
till = Die Kasse
till-float-in = Wechselgeld rein
till-float-out = Geld raus
till-count = Kasse zählen
till-book = Buchen
till-booked = { $sum } sind gebucht.
till-right = Die Kasse stimmt.
till-short = Es fehlen { $sum }.
till-over = Es sind { $sum } zu viel.

depot-work = Was machst du?
work-deliveries = Lieferungen
work-wash = Waschen
work-receive = Herein
work-collect = Gesammelt
work-stock = Lager zählen
work-bag = Säcke
work-sort = Aussortiert
depot-wash = Jetzt gewaschen
depot-wash-how = Ein Druck für einen Korb. Einzelne lassen sich scannen.
depot-receive = Jetzt angenommen
depot-receive-how = Was hereinkam, gezählt oder gescannt.
depot-collect = Jetzt gesammelt
depot-collect-how = Von Tischen, aus Eimern und vom Boden.
depot-stock = Im Lager
depot-stock-how = Was du zählst, ist ab jetzt da.
depot-bag = Im Sack
depot-bag-how = Erst die Marke des Sacks scannen, dann zählen, was darin war.
depot-bag-first = Scanne die Marke des Sacks.
depot-bag-type = Marke eintippen
depot-bag-hint = Die Nummer auf der Marke, ohne G.
depot-bag-open = Sack { $tag }
depot-bag-done = Nächster Sack
depot-sort = Jetzt aussortiert
depot-sort-how = Sag warum, dann zähle.
depot-waiting = wartet
depot-by-type = Nach Art zählen
depot-booked = { $count } gebucht
depot-book = { $count ->
    [0] Buchen
   *[other] { $count } buchen
}
depot-books-itself = Bucht von selbst in { $seconds } s
depot-count-by-hand = Hier zählst du nach Art.
depot-not-this = Das geht hier nicht.
sort-why = Warum?
sort-damaged = Beschädigt
sort-contaminated = Zu schmutzig
sort-foreign = Nicht unsere
sort-rubbish = Müll
rack = Korb
crate = Kiste
count-more = Eins mehr: { $name }
count-less = Eins weniger: { $name }
count-rack = +{ $count } Korb: { $name }
count-crate = +{ $count } Kiste: { $name }
stock-lasts = reicht etwa { $minutes } Min.
stock-left = noch { $count }
store-pack = Neue Lieferung
store-quiet = Niemand wartet auf etwas.
store-asked = Bestellt
store-fill = Packen
store-running-out = Wird knapp
store-coming = Unterwegs hierher
store-count = Zählen
store-count-from = Von { $name }
store-count-how = Zähle, was kam. Deine Zählung gilt.
store-was-sent = geschickt: { $count }
store-all-there = Alles ist da
store-confirm-count = Meine Zählung bestätigen
store-confirmed = Gezählt
store-going = Unterwegs hinaus
store-withdraw = Zurücknehmen
store-withdraw-one = Die Lieferung an { $name } zurücknehmen
store-withdrawn = Zurückgenommen
store-differing = Anders gezählt
store-difference = { $name }: { $sent } geschickt, { $counted } gezählt
store-beyond-pool = { $name }: { $count } über den Topf hinaus zurückgezählt
store-here = Im Lager
store-to = An
store-choose = Wählen, oder das Schild scannen
store-crates-of = Gescannte Kisten enthalten
store-crate = Kiste { $tag }
store-pack-first = Erst „Neue Lieferung“ drücken
store-not-there = Dorthin geht keine Lieferung.
store-send = { $count ->
    [0] Schicken
   *[other] { $count } schicken
}
store-sent = Unterwegs: { $station }

reason-unknown-code = Diesen Code kennen wir nicht. Ist er von woanders? Gib ihn dem Personal.
reason-malformed = Der Scan war nicht lesbar. Scanne noch einmal.
reason-forged-code = Der Code ist nicht echt. Behalte ihn und zeig ihn im Zweifel dem Personal.
reason-foreign-operator = Er gehört zu einem anderen Pfandsystem und kann hier nicht zurück.
reason-already-returned = Er wurde schon zurückgegeben. Leg ihn trotzdem in die Box, dann wird er gewaschen.
reason-box-or-desk = Dieser Stand kann nicht sehen, dass Pfand fällig ist. Bitte den Gast zu einer Pfandbox oder zur Pfandkasse schicken: dort sehen wir ihn uns an. Hier nichts auszahlen.
reason-retired-container = Er ist aus dem Verkehr gezogen. Leg ihn beiseite und nimm einen anderen.
reason-not-issued = Er wurde hier nicht ausgegeben. Frag an der Pfandkasse.
reason-issue-unseen = Der Stand hat vergessen, ihn zu scannen. Du bekommst dein Pfand trotzdem.
reason-event-closed = Die Veranstaltung ist geschlossen.
reason-station-may-not = Das kann dieser Platz nicht.
reason-moving-is-off = Hier ziehen Geräte nicht per Schild um. Bitte das Büro.
reason-ticket-desk-only = Die Box, die diesen Beleg gab, ist gesperrt. Zeige ihn an einer Pfandkasse.
reason-crew-slip-unknown = Diese Personalkarte ist nicht bekannt.
reason-clock-out-of-range = Die Uhr des Geräts geht falsch. Stell sie und versuch es noch einmal.
reason-awaiting-issue = Wir warten auf die Scans eines Stands. Dein Beleg wird zu Geld.
reason-awaiting-scan = Das Geld kommt, wenn der Sack gezählt ist, oder sofort an der Pfandkasse.
reason-undo-too-late = Das geht nicht mehr rückgängig: Es ist von einem anderen Tag, oder der Behälter wurde seitdem anderswo gesehen.
reason-limit-reached = So viele, die kein Stand gescannt hat, sieht sich die Pfandkasse an. Dein Beleg gilt dort.
reason-too-many-typed = Es wurden viele Codes getippt. Bitte den Rest scannen.
reason-too-many-misses = Es wurden gerade zu viele falsche Codes getippt. Bitte eine Minute warten.
reason-id-reused = Der Scan kam zweimal auf verschiedene Weise. Scanne noch einmal.
reason-box-full = Die Box ist voll.
reason-no-network = Gerade ist kein Netz da. Versuch es gleich noch einmal.
reason-no-earlier-deposit = Es gibt kein früheres Pfand auszuzahlen, oder es ist schon ausgezahlt.
reason-bearer-unknown = Diesen Code kennen wir nicht.
reason-bearer-empty = Es ist nichts mehr darauf.
reason-bearer-has-less = Es ist weniger darauf, als du nehmen willst.
reason-bearer-expired = Die drei Jahre sind um. Eine Pfandkasse zahlt ihn noch ein Jahr lang bar aus.
reason-bearer-revoked = Er ist gesperrt. Frag an der Pfandkasse, dort hilft man.
reason-amount-wrong = Dieser Betrag passt nicht.
reason-amount-not-in-coins = Der Betrag geht nicht in 50 Øre auf.
reason-visit-has-less = Es ist weniger übrig, als du möchtest.
reason-visit-unknown = Diesen Beleg haben wir noch nicht. Versuch es gleich noch einmal.
reason-claim-wrong = Der Beleg ist nicht echt.
reason-rail-not-here = Diese Art gibt es hier nicht.
reason-idempotency-key-reused = Bitte noch einmal versuchen.
reason-pairing-code-unknown = Der Code ist falsch, benutzt oder zu alt. Bitte den Veranstalter um einen neuen.
reason-device-revoked = Das Gerät ist gesperrt. Bitte den Veranstalter, es neu zu koppeln.
reason-storage-refused = Das Gerät konnte den Scan nicht speichern. Versucht es noch einmal, oder schreibt ihn auf Papier.
reason-other = Das ging nicht ({ $code }). Versuch es noch einmal, oder frag das Personal.

stall-supply = Vorrat
stall-more = Mehr
stall-more-how = Anderer Stand? Dessen Schild scannen.
stall-send-more = Nachschub
stall-runs-out = in etwa { $minutes } Min. weg
stall-is-out = ist aus
stall-out-just-now = Eben ausgegeben, und das zählt nur einmal.
stall-no-answer = Noch keine Antwort
stall-no-answer-how = Noch kein Geld geben. Die Antwort kommt auf diesen Bildschirm.
stall-ask-elsewhere = Nicht ohne Netz
stall-ask-elsewhere-how = Dieses Gerät hat es heute nicht ausgegeben. Den Gast zu einer Rückgabebox schicken.

put-back = Zurücklegen
put-back-mode = Zurücklegen: scanne Unverkauftes
put-back-how = Eins nach dem anderen scannen, dann einmal drücken.
put-back-do = { $count ->
    [0] Zurücklegen
   *[other] { $count } zurücklegen
}
put-back-done = Zurückgelegt
put-back-in-stock = Ist im Vorrat
put-back-nothing = Nichts zurückgelegt
put-back-nothing-how = Am Ende hat niemand gedrückt. Bitte noch einmal scannen.

more-asked = Bestellt
more-asked-about = { $quantity } × { $name }
more-title = Wie viele: { $name }?
more-send-one = Nachschub: { $name }
more-left-unknown = Wird hier nicht gezählt
more-state-waiting = { $quantity } bestellt, geht raus, sobald Netz da ist
more-state-open = { $quantity } bestellt
more-state-sent = { $quantity } unterwegs
more-on-its-way = Unterwegs zu { $name }: { $what }
more-count = Lieferung zählen: { $what }
more-send-back = Zurückschicken
more-send-back-how = Zählen, was sauber zurückgeht. Das Lager zählt nach, und dessen Zahl gilt.
more-send-back-do = { $count } zurückschicken
more-no-store = Noch kein Lager
more-no-store-how = Noch einmal versuchen, wenn einmal Netz da war.

close-title = Stand schließen
close-count = Die sauberen Behälter zählen, die übrig sind.
close-on = Weiter
close-till = Pfand in der Kasse, gesamt
close-send = Stand schließen:
close-no-till = Ohne die Zahl der Kasse
close-waits = { $count ->
    [one] 1 wartet auf das Senden
   *[other] { $count } warten auf das Senden
}
close-progress = Gesendet
close-stay = Die Seite offen lassen, bis „Feierabend“ da steht.
close-offline = Kein Netz. Die Differenz der Kasse wird heute Abend gezeigt. Das Telefon dort wieder öffnen, wo Netz ist, sonst fehlen die Zahlen von heute.
close-leave = Weiterarbeiten
close-safe = Alles gesendet. Feierabend!
close-unknown = Alles ist gesendet. Der Unterschied konnte hier nicht gezeigt werden; der Veranstalter sieht ihn.
close-again = Noch einmal zählen
close-as-it-is = So lassen: alles ist gesendet
close-stock-differs = Der Bestand stimmt nicht
close-till-counted = Kasse: { $counted } gezählt, { $expected } gescannt
close-counted = { $name }: { $counted } gezählt
close-period = Von { $since } bis { $until }
close-period-first = Von der Öffnung des Standes bis { $until }
close-expected = Gescannt: { $sum }
close-difference = { $name }: { $counted } gezählt, { $expected } erwartet

redeem-offline = Ohne Netz sieht der Stand nicht, was darauf ist. Höchstens { $sum } von jedem nehmen.
redeem-how-much = Wie viel?
redeem-taken-offline = Ohne Netz genommen. Der Stand bekommt das Geld, sobald Netz da ist.
redeem-taken = Hier benutzt
redeem-taken-how = Er wurde schon ohne Netz genommen. Warten, bis Netz da ist.
redeem-needs-network = Nicht ohne Netz
redeem-needs-network-how = Hier geht das nur mit Netz. Später versuchen oder den Gast zur Pfandkasse schicken.
redeem-ticket-offline = Eine Quittung gilt nur mit Netz.
redeem-early = Noch kein Geld
redeem-early-how = Die Scans der Box sind noch nicht da ({ $count } St.). Etwas später noch einmal versuchen.
redeem-press-again = Noch einmal drücken. Es wird nur einmal bezahlt.
redeem-about = Ohne Netz genommen: { $sum }
redeem-credited = Der Stand bekommt { $sum }.
redeem-waits = { $sum } mehr kommen von selbst, sobald Geld darauf kommt.

move-unknown = Das Gerät kennt dieses Schild nicht
move-unknown-how = Versuch es noch einmal, sobald Netz da ist.
move-about = Umgestellt zu { $name }
move-off = Das Büro zieht Geräte um
move-off-how = Hier ziehen Geräte nicht per Schild um. Bitte das Büro, oder nimm das Gerät des Standes.
reason-redeemed-short = Es war weniger darauf, als die Veranstaltung deckt. Der Rest ist der Verlust des Standes.
reason-not-on-it = Es wurde weniger darauf gebucht, als der Stand dafür gegeben hat.
reason-redeemed-here = Es war an diesem Stand schon benutzt. Bezahlt wird, was noch darauf war.
reason-was-online = Das Gerät hatte Netz und hätte fragen können. Bezahlt wird, was noch darauf war.
reason-over-the-limit = Es war mehr, als ein Stand bei dieser Veranstaltung ohne Netz nehmen darf.
reason-type-unknown = Diese Art von Behälter wird hier nicht benutzt.
reason-count-refused = Die Zählung konnte nicht gebucht werden. Bitte noch einmal versuchen.
reason-stalls-hand-out-differently = Ein Stand gibt kistenweise aus, der andere scannt. Bitte die Lieferung zurücknehmen und über das Lager schicken.

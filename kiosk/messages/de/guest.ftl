# Seiten, die Gäste auf dem eigenen Telefon öffnen, ohne Skript: Behälter, Boxen, Gutscheine und Pfandscheinen.

guest-foot = Pfand auf Mehrwegverpackung. Keine Anmeldung, keine App.
guest-foot-container = Mehrwegverpackung. Teil eines Pfandsystems, in dem sie gespült und wieder benutzt wird.

going-title = Notbetrieb
going-since = Notbetrieb seit { $since }

guest-box-open = Offen
guest-box-nearly-full = Fast voll
guest-box-full = Voll
guest-box-out-of-order = Außer Betrieb
guest-box-closed = Geschlossen
guest-box-screen-off = Bildschirm aus: mit dem Handy zurückgeben
guest-box-name = Box { $number }{"\u00A0"}· { $name }
guest-box-on-map = { $name } auf einer Karte zeigen
guest-box-needs-script = Zum Zurückgeben mit dem Telefon muss JavaScript eingeschaltet sein. Sonst hilft die Pfandkasse, oder das Geld kommt auf einen Pfandschein.

guest-nearest = Nächste zuerst zeigen
guest-nearest-found = Die nächsten stehen zuerst. Wo Sie sind, bleibt auf Ihrem Telefon.
guest-nearest-denied = Wir sehen nicht, wo Sie sind. Die Boxen stehen nach Nummer.
guest-find-box = Eine Box finden
guest-no-boxes = Zurzeit sind keine Pfandboxen in Betrieb.

guest-container-of = Mehrwegverpackung von { $organisation }
guest-container-deposit = Pfand für diese Art
guest-container-trips = Runden bisher
guest-container-retired = Dieser hier ist verschlissen. Geben Sie ihn wie jeden anderen zurück, dann wird er aussortiert.

guest-no-container-title = Den kennen wir nicht
guest-no-container-text = Der Code ist nicht von unserer Verpackung. Vielleicht gehört er zu einem anderen Pfandsystem.
guest-foreign-title = Er gehört zu einem anderen Pfandsystem
guest-foreign-text = Bitte dort zurückgeben. Hier ist kein Pfand darauf.
guest-forged-title = Dieser Code ist nicht echt
guest-forged-text = Er sieht aus wie einer von uns, aber wir haben ihn nicht gemacht. Deshalb können wir kein Pfand dafür zahlen.
guest-no-container-do = Klebt er auf echter Verpackung? Bringen Sie sie zur Pfandkasse, dort sieht man nach.

guest-refund-title = Ihr Pfand
guest-refund-needs-script = Um Ihr Pfand hier zu sehen und zu bekommen, muss JavaScript eingeschaltet sein. Sonst hilft die Pfandkasse.

guest-status-title = Pfandboxen
guest-status-lead = Wo Sie gerade zurückgeben können.
guest-status-open = { $open } von { $boxes } nehmen an
guest-status-none = Zurzeit läuft keine Veranstaltung.
guest-status-at = Stand { $at }
guest-plan-label = Plan der Boxen bei { $event }, Norden ist oben
guest-plan-takes-none = Nimmt nichts an
guest-metres = { $metres } m

guest-voucher-title = Gutschein
guest-slip-title = Pfandschein
guest-bearer-number = Nr. { $number }
guest-bearer-until = Gültig bis einschließlich { $day }
guest-bearer-where = Gilt bei allen Veranstaltungen von { $organisation }, an Ständen und Pfandkassen.
guest-bearer-revoked = Gesperrt. Bitte an der Pfandkasse fragen.
guest-bearer-spent = Aufgebraucht. Es waren { $amount } darauf.
guest-bearer-empty = Es ist noch kein Geld darauf. An der Pfandbox scannen, dann kommt Ihr Pfand darauf.
guest-bearer-qr = QR-Code zum Scannen am Stand
guest-bearer-cash = So gut wie Bargeld.
guest-bearer-pdf = Als PDF sichern oder drucken
guest-moves-title = Was geschehen ist
guest-moves-none = Noch nichts.
guest-move-on = Aufgeladen: { $place }
guest-move-off = Benutzt: { $place }

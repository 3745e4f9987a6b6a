# Das Regelbuch: was wo zurückgenommen wird, für wie viel, wie und bis wann. Dieselben Worte auf Bildschirm, Papier und im API.

rulebook-title = So geht das Pfand
rulebook-poster-title = Zurückbringen. Pfand zurück.
rulebook-poster-find = Finde eine Box
rulebook-crib-title = Für den Stand
rulebook-crib-back = Wenn etwas klemmt
rulebook-own = Vom Veranstalter

rulebook-what = Das nehmen wir zurück
rulebook-what-type = { $name }: { $deposit }
rulebook-what-broken = Leer genügt: Ausspülen ist nicht nötig. Auch gesprungen oder verbogen, wenn der Code lesbar ist.
rulebook-where = Hier gibst du es ab
rulebook-where-boxes =
    { $boxes ->
        [one] An der Pfandbox.
       *[other] An einer der { $boxes } Pfandboxen.
    }
rulebook-where-desks =
    { $desks ->
        [one] An der Pfandkasse, bei einem Menschen.
       *[other] An einer der { $desks } Pfandkassen, bei einem Menschen.
    }
rulebook-where-stalls = An einem Stand, wenn du gegen ein neues tauschst.
rulebook-who = Wer bekommt das Pfand?
rulebook-who-bearer = Wer es zurückbringt. Du musst es nicht selbst bezahlt haben.
rulebook-who-pay = Hat der Stand das Scannen vergessen? Du bekommst dein Pfand trotzdem.
rulebook-who-hold-then-pay = Hat der Stand das Scannen vergessen? Dann kann es bis zu 2 Stunden dauern, bis das Pfand dir gehört.
rulebook-who-hold-then-refuse = Hat der Stand das Scannen vergessen? Dann warten wir bis zu 2 Stunden auf den Stand, bevor wir antworten.
rulebook-money = So bekommst du es
rulebook-money-voucher = Gutschein auf dem Handy: bezahle damit an den Ständen, ganz oder zum Teil.
rulebook-money-slip = Pfandzettel aus Papier: scanne ihn zuerst, dann sammelt sich dein Pfand darauf, gern den ganzen Abend.
rulebook-money-cash = Bargeld an der Pfandkasse, auch für Gutschein oder Pfandzettel.
rulebook-money-donation = Spende es an { $causes }.
rulebook-money-valid = Gutscheine und Pfandzettel gelten drei Jahre und für jeden, der sie hat. Pass auf sie auf wie auf Bargeld.
rulebook-until = Bis wann?
rulebook-until-date = Gib es spätestens am { $date } ab.
rulebook-until-days =
    { $days ->
        [one] Spätestens am Tag, nachdem du es bekommen hast.
       *[other] Spätestens { $days } Tage, nachdem du es bekommen hast.
    }
rulebook-until-open = Es gibt keinen letzten Tag.
rulebook-phone = Box ohne Bildschirm
rulebook-phone-scan = Scanne das Schild mit deinem Handy und dann, was du einwirfst.
rulebook-phone-bound = Bis zu { $count } Stück pro Handy und halbe Stunde werden sofort bezahlt. Der Rest, wenn der Sack gezählt ist.
rulebook-phone-desk = Die Pfandkasse zahlt alles sofort.
rulebook-no-phone = Kein Handy?
rulebook-no-phone-desk = Bring es zur Pfandkasse.
rulebook-no-phone-slip = Scanne einen Pfandzettel an einer Box mit Bildschirm, dann kommt das Pfand darauf.
rulebook-trouble = Wenn etwas klemmt
rulebook-trouble-unreadable = Der Code ist nicht lesbar? Tippe die Zeichen darunter ein.
rulebook-trouble-by-type = Die auch nicht? Die Pfandkasse zahlt nach Sorte, bis zu { $count } pro Person.
rulebook-trouble-full = Ist die Box voll oder außer Betrieb? Die nächste steht auf { $link }.
rulebook-trouble-network = Kein Netz? Die Box nimmt trotzdem an. Dein Beleg wird zu Geld.

rulebook-going = Es geht weiter
rulebook-going-network = Das Netz hakt. Gib ab wie sonst: alles wird gezählt, auch wenn es später ankommt.
rulebook-going-printers = Die Drucker haken. Nimm dein Handy oder einen Pfandzettel.
rulebook-going-payments = Die Auszahlungen haken. Heb deinen Beleg auf: er ist in einer Stunde genauso gut.
rulebook-going-offline = Stände nehmen Gutscheine und Pfandzettel bis { $amount } ohne Netz.
rulebook-going-unreadable = Die Pfandkasse zahlt bis zu { $count } unlesbare Stück pro Person.
rulebook-going-unseen = Bis zu { $count } Stück, die ein Stand nicht gescannt hat, werden je Besuch sofort bezahlt.

rulebook-stall-hand-out = Ausgeben
rulebook-stall-hand-out-scan = Scanne jedes Stück beim Füllen. Immer nur eins vor der Kamera.
rulebook-stall-hand-out-sum = Tippe die Summe vom Bildschirm als Pfand in die Kasse.
rulebook-stall-hand-out-next = Tippe „Nächster Gast“ oder warte 20 Sekunden.
rulebook-stall-swap = Tauschen und zurücknehmen
rulebook-stall-swap-old = Scanne das gebrauchte: der Bildschirm fragt. „Tauschen“: scanne dann das neue. Nimm oder gib die Differenz.
rulebook-stall-swap-back = „Zurücknehmen“: gib dem Gast, was der Bildschirm sagt.
rulebook-stall-swap-aside = Lege Gebrauchtes getrennt. Es muss gewaschen werden.
rulebook-stall-undo = Rückgängig
rulebook-stall-undo-how = Falsch? Tippe „Rückgängig“ in der Zeile oder öffne später „Heute gescannt“.
rulebook-stall-undo-device = Das geht von jedem Handy des Stands.
rulebook-stall-voucher = Gutschein und Pfandzettel
rulebook-stall-voucher-scan = Scanne den Code und wähle den Betrag. Der Rest bleibt darauf.
rulebook-stall-voucher-paid = Ihr bekommt das Geld mit der Abrechnung. Gib nie Bargeld dafür.
rulebook-stall-voucher-offline = Ohne Netz: höchstens { $amount } je Code.
rulebook-stall-voucher-online = Ohne Netz: erst, wenn der Bildschirm wieder verbunden ist.
rulebook-stall-network = Kein Netz?
rulebook-stall-network-on = Scanne weiter. Das Handy hebt alles auf und sendet es später von selbst.
rulebook-stall-network-tab = Lass die Seite offen und das Handy am Strom.
rulebook-stall-broken = Lässt es sich nicht scannen?
rulebook-stall-broken-code = Tippe die acht Zeichen unter dem Code ein oder nimm ein anderes Stück.
rulebook-stall-broken-dead = Handy tot? Scanne das Schild des Stands mit einem anderen dieser Veranstaltung.
rulebook-stall-forgot = Scannen vergessen?
rulebook-stall-forgot-who = Der Gast bekommt sein Pfand trotzdem, und es steht in eurer Abrechnung. Also jedes Mal scannen.
rulebook-stall-until = Letzter Tag für Rückgaben: { $date }.

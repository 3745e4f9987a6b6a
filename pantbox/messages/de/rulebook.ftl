# Das Regelbuch: was wo zurückgenommen wird, für wie viel, wie und bis wann. Dieselben Worte auf Bildschirm, Papier und im API.

rulebook-title = So geht das Pfand
rulebook-poster-title = Zurückbringen. Pfand zurück.
rulebook-poster-find = Boxen und alle Regeln
rulebook-crib-title = Für den Stand
rulebook-crib-back = Wenn etwas klemmt
rulebook-own = Vom Veranstalter

rulebook-what = Das nehmen wir zurück
rulebook-what-type = { $name }: { $deposit }
rulebook-what-broken = Leer genügt: Ausspülen ist nicht nötig. Auch gesprungen oder verbogen, wenn der Code lesbar ist.
rulebook-where = Hier geben Sie es ab
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
rulebook-where-stalls = An einem Stand, beim Tausch gegen ein neues.
rulebook-who = Wer bekommt das Pfand?
rulebook-who-bearer = Wer es zurückbringt. Sie müssen es nicht selbst bezahlt haben.
rulebook-who-pay = Hat der Stand das Scannen vergessen? Sie bekommen Ihr Pfand trotzdem.
rulebook-who-hold = Hat der Stand das Scannen vergessen? Dann wartet das Pfand, bis der Sack gezählt ist. Die Pfandkasse hilft sofort.
rulebook-money = So bekommen Sie es
rulebook-money-voucher = Gutschein auf dem Handy: damit an den Ständen bezahlen, ganz oder zum Teil.
rulebook-money-slip = Pfandschein aus Papier: zuerst scannen, dann sammelt sich das Pfand darauf, gern den ganzen Abend.
rulebook-money-cash = Bargeld an der Pfandkasse, auch für Gutschein oder Pfandschein.
rulebook-money-donation = Spende an { $causes }.
rulebook-money-valid = Gutscheine und Pfandscheine gelten drei Jahre, bei allen Veranstaltungen desselben Veranstalters und für jeden, der sie hat. Hüten Sie sie wie Bargeld.
rulebook-until = Bis wann?
rulebook-until-date = Rückgabe bis { $date }.
rulebook-until-days =
    { $days ->
        [one] Spätestens am Tag, nachdem Sie es bekommen haben.
       *[other] Spätestens { $days } Tage, nachdem Sie es bekommen haben.
    }
rulebook-until-open = Es gibt keinen letzten Tag.
rulebook-phone = Box ohne Bildschirm
rulebook-phone-scan = Das Schild mit dem Handy scannen, dann alles, was hineinkommt.
rulebook-phone-bound = Bis zu { $count } Stück pro Handy und halbe Stunde werden sofort bezahlt. Der Rest, wenn der Sack gezählt ist.
rulebook-phone-desk = Die Pfandkasse zahlt alles sofort.
rulebook-no-phone = Kein Handy?
rulebook-no-phone-desk = Zur Pfandkasse bringen.
rulebook-no-phone-slip = Einen Pfandschein an einer Box mit Bildschirm scannen, dann kommt das Pfand darauf.
rulebook-trouble = Wenn etwas klemmt
rulebook-trouble-unreadable = Der Code ist nicht lesbar? Die Zeichen darunter eintippen.
rulebook-trouble-by-type = Die auch nicht? Die Pfandkasse zahlt nach Sorte, bis zu { $count } pro Person.
rulebook-trouble-full = Ist die Box voll oder außer Betrieb? Die nächste steht auf { $link }.
rulebook-trouble-network = Kein Netz? Die Box nimmt trotzdem an. Ihr Beleg wird zu Geld.

rulebook-going = Es geht weiter
rulebook-going-network = Das Netz hakt. Geben Sie ab wie sonst: Alles wird gezählt, auch wenn es später ankommt.
rulebook-going-printers = Die Drucker haken. Benutzen Sie Ihr Handy oder einen Pfandschein.
rulebook-going-payments = Die Auszahlungen haken. Heben Sie Ihren Beleg auf: Er ist in einer Stunde genauso gut.
rulebook-going-offline = Stände nehmen Gutscheine und Pfandscheine bis { $amount } ohne Netz.
rulebook-going-unreadable = Die Pfandkasse zahlt bis zu { $count } unlesbare Stück pro Person.
rulebook-going-unseen = Bis zu { $count } Stück, die ein Stand nicht gescannt hat, werden an jeder Station sofort bezahlt.

rulebook-stall-hand-out = Ausgeben
rulebook-stall-hand-out-scan = Scannt jedes Stück beim Füllen. Immer nur eins vor der Kamera.
rulebook-stall-hand-out-sum = Tippt die Summe vom Bildschirm als Pfand in die Kasse.
rulebook-stall-hand-out-next = Tippt „Nächster Gast“ oder wartet 20 Sekunden.
rulebook-stall-swap = Tauschen und zurücknehmen
rulebook-stall-swap-old = Scannt das gebrauchte: Der Bildschirm fragt. „Tauschen“: dann das neue scannen. Nehmt oder gebt die Differenz.
rulebook-stall-swap-back = „Rücknahme“: Gebt dem Gast, was der Bildschirm sagt.
rulebook-stall-swap-aside = Legt Gebrauchtes getrennt. Es muss gewaschen werden.
rulebook-stall-undo = Rückgängig
rulebook-stall-undo-how = Falsch? Tippt „Rückgängig“ in der Zeile oder öffnet später „Heute gescannt“.
rulebook-stall-voucher = Gutschein und Pfandschein
rulebook-stall-voucher-scan = Scannt den Code und wählt den Betrag. Der Rest bleibt darauf.
rulebook-stall-voucher-paid = Ihr bekommt das Geld mit der Abrechnung. Gebt nie Bargeld dafür.
rulebook-stall-voucher-offline = Ohne Netz: höchstens { $amount } je Code.
rulebook-stall-voucher-online = Ohne Netz: erst, wenn der Bildschirm wieder verbunden ist.
rulebook-stall-network = Kein Netz?
rulebook-stall-network-on = Scannt weiter. Das Handy hebt alles auf und sendet es später von selbst.
rulebook-stall-network-tab = Lasst die Seite offen und das Handy am Strom.
rulebook-stall-broken = Lässt es sich nicht scannen?
rulebook-stall-broken-code = Tippt die acht Zeichen unter dem Code ein oder nehmt ein anderes Stück.
rulebook-stall-broken-dead = Handy tot? Scannt das Schild des Stands mit einem anderen dieser Veranstaltung.
rulebook-stall-forgot = Scannen vergessen?
rulebook-stall-forgot-who = Der Gast bekommt sein Pfand trotzdem, und es steht in eurer Abrechnung. Also jedes Mal scannen.
rulebook-stall-forgot-waits = Der Gast muss auf sein Pfand warten. Scannt jedes Mal.
rulebook-stall-until = Letzter Tag für Rückgaben: { $date }.

# In einer Zeile: auf der Seite eines Behälters, an der Box, auf Schildern, auf dem Plakat. { $place }: wohin Gäste zuerst gehen.
rulebook-short =
    { $place ->
        [box] Leer an einer Pfandbox abgeben und wählen, wie das Pfand ausgezahlt wird.
        [desk] Leer an der Pfandkasse abgeben und das Pfand bekommen.
       *[stall] Leer an einem Stand abgeben und das Pfand bekommen.
    }
rulebook-back-at =
    { $place ->
        [box] Das ganze Pfand gibt es an jeder Pfandbox zurück.
        [desk] Das ganze Pfand gibt es an der Pfandkasse zurück.
       *[stall] Das ganze Pfand gibt es an den Ständen zurück.
    }
rulebook-step-scan = Den Code mit dem Handy scannen
rulebook-step-drop = Den Behälter scannen und einwerfen
rulebook-step-money = Wählen, wie das Pfand ausgezahlt wird
rulebook-no-phone-here = Einen Pfandschein am Bildschirm der Box scannen, dann kommt das Pfand darauf.
rulebook-use-stalls = An den Ständen damit bezahlen, ganz oder in Teilen.
rulebook-use-desk = Das Geld an der Pfandkasse holen.
rulebook-use-show = Den Code nur beim Bezahlen zeigen: Er gilt für jeden, der ihn hat.
rulebook-poster-where =
    { $place ->
        [both] Zur Pfandbox oder zur Pfandkasse bringen
        [box] Zur Pfandbox bringen
        [desk] Zur Pfandkasse bringen
       *[stall] An einen Stand bringen
    }
rulebook-poster-who = Wer zurückbringt, bekommt das Pfand
rulebook-poster-money = Als { $ways }
rulebook-poster-away = Es geht an { $causes }
rulebook-poster-no-phone =
    { $way ->
        [desk] Kein Handy? Zur Pfandkasse
       *[slip] Kein Handy? Einen Pfandschein nehmen
    }
rulebook-way-voucher = Gutschein
rulebook-way-slip = Pfandschein
rulebook-way-cash = Bargeld

rulebook-stall-day = Nachschub, zurück, Schluss
rulebook-stall-day-supply = „Vorrat“: Nachschub bestellen und zählen, was kommt.
rulebook-stall-day-back = „Zurücklegen“: scannen, was nicht verkauft wurde.
rulebook-stall-day-close = „Mehr“, „Stand schließen“: Sauberes zählen, auf „Alles gesendet. Feierabend!“ warten.

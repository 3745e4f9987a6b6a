# Was jede Zahl bedeutet: Definition, Zähler, Nenner und Zeitraum, zum Anzeigen neben ihr.

metric-return-rate-name = Rückgabequote
metric-return-rate = Anteil der Verpackungen, die Stände bei der Ausgabe in der ganzen Veranstaltung gescannt haben und die bis zum genannten Zeitpunkt zurückgescannt waren. Zähler: die zurückgegebenen. Nenner: die ausgegebenen. Mit Wilsons 95-%-Intervall.
metric-return-rate-bound-name = Rückgabequote, als Spanne
metric-return-rate-bound = Anteil der Verpackungen, die Stände bei der Ausgabe in der ganzen Veranstaltung gescannt haben und die bis zum genannten Zeitpunkt zurückgescannt waren. Mehr als 5 % der Rückgaben hatten keine gescannte Ausgabe, insgesamt oder an einem Stand; die Spanne reicht deshalb von der Quote, wenn die vergessenen halb so oft zurückkamen, bis zu der, wenn alle zurückkamen. Zähler: die zurückgegebenen. Nenner: die ausgegebenen.
metric-scan-coverage-name = Scan-Abdeckung
metric-scan-coverage = Anteil aller Rückgaben bis zum genannten Zeitpunkt, deren Ausgabe ein Stand gescannt hatte. Zähler: Rückgaben mit gescannter Ausgabe. Nenner: alle Rückgaben. Unter 95 %, insgesamt oder an einem Stand, der mehr als 1 % ausgab, wird eine Rückgabequote als Spanne angegeben.
metric-grade-name = Note
metric-grade = Worauf die Zahlen beruhen. A: jedes Stück hinaus und zurück gescannt, und mindestens 95 % der Rückgaben hatten eine gescannte Ausgabe, insgesamt und an jedem Stand, der mehr als 1 % ausgab. A, unvollständig: dasselbe mit mehr vergessenen Scans, und die Quote ist eine Spanne. B: Ausgaben gezählt, Rückgaben gescannt: eine Quote und Nutzungen, aber keine Zeit draußen. C: nur Zählungen: ein Schwund.
metric-curve-name = Rückgabequote nach Alter
metric-curve = Anteil der ausgegebenen Verpackungen, der innerhalb einer Zeit zurück war, nach dem Verfahren von Aalen und Johansen: was noch draußen ist, zählt so lange, wie es beobachtet wurde; eingesammelt, wiedergesehen, verloren und abgeschrieben sind eigene Enden. Zähler und Nenner: Nutzungen unter Risiko bei jedem Alter. Ganze Veranstaltungstage; Alter in veröffentlichten Stufen; 95-%-Intervall durch Log-log-Transformation.
metric-issued-name = Ausgegeben
metric-issued = Verpackungen, die Stände bei der Ausgabe gescannt haben, in der ganzen Veranstaltung.
metric-returned-name = Zurückgegeben
metric-returned = Von den ausgegebenen Verpackungen die, deren Rückgabe an einer Box, einer Kasse oder einem Stand gescannt wurde.
metric-collected-name = Eingesammelt
metric-collected = Von den ausgegebenen Verpackungen die, die das Personal eingesammelt hat oder die ohne Rückgabe in der Spülküche auftauchten.
metric-seen-again-name = Wiedergesehen
metric-seen-again = Von den ausgegebenen Verpackungen die, die wieder ausgegeben wurden, ohne dass dazwischen eine Rückgabe gescannt war.
metric-lost-name = Verloren
metric-lost = Von den ausgegebenen Verpackungen die, die als verloren gemeldet sind.
metric-written-off-name = Abgeschrieben
metric-written-off = Von den ausgegebenen Verpackungen die, die abgeschrieben wurden, auch weil der letzte Rückgabetag vorbei war.
metric-forfeited-name = Letzter Tag vorbei
metric-forfeited = Von den abgeschriebenen die, deren letzter Rückgabetag vorbei war. Das ist eine Frist und kein Verlust.
metric-out-name = Noch draußen
metric-out = Ausgegebene Verpackungen, von denen bis zum genannten Zeitpunkt nichts mehr gesehen wurde.
metric-unseen-name = Vergessene Scans
metric-unseen = Rückgaben, deren Ausgabe kein Stand gescannt hatte. Der Gast bekommt sein Pfand trotzdem. Sie gehören nicht zur Rückgabequote.
metric-flow-name = Durchfluss
metric-flow = Rückgaben ÷ Ausgaben in derselben Zeit. Das mischt Verpackungen aus verschiedenen Stunden und kann über 100 % liegen, ist also keine Rückgabequote. Zähler: alle Rückgaben der Veranstaltung. Nenner: gescannte Ausgaben der Veranstaltung.
metric-recovery-name = Wiederfindungsquote
metric-recovery = Anteil der in der ganzen Veranstaltung ausgegebenen Verpackungen, der nach Hause kam, wer auch immer ihn brachte. Zähler: zurückgegeben oder eingesammelt. Nenner: ausgegeben. Mit Wilsons 95-%-Intervall.
metric-loss-name = Schwund
metric-loss = Zwischen zwei Enden, von allen Nutzungen der ganzen Veranstaltung. Von: was als verloren, kaputt oder ausgemustert gemeldet ist. Bis: alles, was bis zum genannten Zeitpunkt nicht zurück war, auch wessen letzter Tag vorbei war, was für sich kein Verlust ist. Zähler: als verloren gemeldet; nicht zurück. Nenner: Nutzungen.
metric-dwell-median-name = Zeit draußen, Median
metric-dwell-median = Die Hälfte der zurückgekommenen Verpackungen war innerhalb dieser Zeit zurück, abgelesen an der Rückgabekurve der ganzen Veranstaltung, abgerundet auf deren veröffentlichte Alter.
metric-dwell-p90-name = Zeit draußen, 90 %
metric-dwell-p90 = Neun von zehn zurückgekommenen Verpackungen waren innerhalb dieser Zeit zurück, abgelesen an der Rückgabekurve der ganzen Veranstaltung, abgerundet auf deren veröffentlichte Alter.
metric-trips-name = Nutzungen
metric-trips = Nutzungen einer Verpackung in der ganzen Veranstaltung, bei der Ausgabe gezählt: gescannte Ausgaben, und Rückgaben, deren Ausgabe niemand gescannt hat.
metric-rotations-name = Umläufe
metric-rotations = Nutzungen, nach denen die Verpackung für die nächste bereit war, in der Spülküche gezählt, in der ganzen Veranstaltung. Durchschnitt: Umläufe ÷ in Umlauf gebrachte Verpackungen.
metric-rotations-estimated-name = Umläufe (geschätzt)
metric-rotations-estimated = Nutzungen, nach denen die Verpackung für die nächste bereit war. Spülgänge wurden nicht gescannt; ein Umlauf zeigt sich deshalb an der nächsten Ausgabe: Nutzungen weniger benutzte Verpackungen, in der ganzen Veranstaltung. Durchschnitt: Umläufe ÷ in Umlauf gebrachte Verpackungen.
metric-fleet-turn-name = Nutzungen pro Tag
metric-fleet-turn = Wie oft eine Verpackung pro Tag benutzt wurde. Zähler: Nutzungen. Nenner: Verpackungen dieser Sorten × Veranstaltungstage mit Ausgabe.
metric-single-use-name = Vermiedenes Einweg
metric-single-use = Einwegstücke, die nicht benutzt wurden: eines je Ausgabe, also je Nutzung und je Nachfüllung in der ganzen Veranstaltung. Gewicht: Ausgaben × Gewicht des Stücks, das eine Nutzung ersetzt, für die Sorten, bei denen es bekannt ist.
metric-climate-name = Klimawirkung
metric-climate = Ausgaben (Nutzungen und Nachfüllungen) × Einwegstück, weniger Herstellung und Lebensende, Spülgänge und Transport, in g CO₂e für die ganze Veranstaltung. Herstellung und Lebensende werden über die geplanten Nutzungen jeder Sorte abgeschrieben: eine Nutzung trägt ihren Anteil, eine verlorene oder vorzeitig ausgemusterte Verpackung ihren Rest, und über die geplanten hinaus trägt sie nichts. Darum ändert kein Einkauf und keine andere Veranstaltung die Zahl. Von niedrig bis hoch nach den Enden der Spanne jedes Faktors. Unter null heißt: es hat mehr gekostet als gespart.
metric-planned-uses-name = Geplante Nutzungen
metric-planned-uses = Über wie viele Nutzungen Herstellung und Lebensende einer Verpackung abgeschrieben werden. Ein Plan, keine Messung; ohne ihn gibt es keine Klimawirkung.
metric-break-even-name = Ausgeglichen nach
metric-break-even = Nutzungen, nach denen eine Verpackung sich ausgeglichen hat: Herstellung und Lebensende ÷ was eine Nutzung nach Spülen und Transport spart. Und der Anteil des Bestands, der in seinem Leben so oft benutzt wurde.
metric-counted-to-claimed-name = Gezählt ÷ gescannt
metric-counted-to-claimed = Die Probe auf jede Rückgabequote. Zähler: in den Säcken einer Box gezählte Stücke. Nenner: an der Box gescannte Rückgaben, solange diese Säcke in ihr hingen.
metric-guests-name = Besuche
metric-guests = Rückgaben von Gästen an einem Ort, zusammengenommen, mit mindestens einem Pfand, in der ganzen Veranstaltung.
metric-donating-name = Spendende Gäste
metric-donating = Anteil der Besuche mit mindestens einem Pfand in der ganzen Veranstaltung, bei denen etwas davon oder alles gespendet wurde. Zähler: Besuche mit Spende. Nenner: Besuche. Mit Wilsons 95-%-Intervall.
metric-told-late-name = Spät gemeldet
metric-told-late = Scans von vor dem Abschluss, die ein Gerät danach gemeldet hat. Sie zählen, aber nicht in den Zahlen zum Abschluss, die damals niemand kennen konnte.
metric-collected-ore-name = Pfand eingenommen
metric-collected-ore = Pfand, das Stände für ausgegebene Verpackungen genommen haben, weniger zurückgelegte. Direkt aus den Büchern, zum genannten Zeitpunkt.
metric-refunded-ore-name = Ausgezahlt
metric-refunded-ore = Pfand, das Gäste bekommen haben: Gutscheine und Pfandzettel, Bargeld, Waren. Ohne Spenden. Direkt aus den Büchern, zum genannten Zeitpunkt.
metric-donated-ore-name = Gespendet
metric-donated-ore = Pfand, das Gäste gespendet haben. Direkt aus den Büchern, zum genannten Zeitpunkt.
metric-held-ore-name = Einbehalten
metric-held-ore = Pfand für Verpackungen, die draußen sind, und für Kisten an Ständen. Direkt aus den Büchern, zum genannten Zeitpunkt.
metric-payable-ore-name = Noch nicht abgeholt
metric-payable-ore = Pfand für zurückgegebene Verpackungen, bei denen der Gast noch nicht gewählt hat, wie er es bekommt. Direkt aus den Büchern, zum genannten Zeitpunkt.
metric-unclaimed-ore-name = Nicht eingefordert
metric-unclaimed-ore = Pfand für Verpackungen, die nach Hause kamen oder verloren gingen, ohne dass jemand das Geld wollte. Eine späte Forderung wird noch bezahlt. Direkt aus den Büchern, zum genannten Zeitpunkt.
metric-forfeited-ore-name = Verfallen
metric-forfeited-ore = Vom nicht eingeforderten Pfand das, dessen letzter Tag vorbei war. Direkt aus den Büchern, zum genannten Zeitpunkt.
metric-unseen-ore-name = Für vergessene Scans gezahlt
metric-unseen-ore = Pfand, das Gäste für Verpackungen bekamen, deren Ausgabe kein Stand gescannt hatte. Direkt aus den Büchern, zum genannten Zeitpunkt.
metric-disputed-ore-name = Mit Ständen strittig
metric-disputed-ore = Pfand, das ein Gast bekam, obwohl ein Stand die Verpackung schon zurückgenommen hatte. Wer es trägt, entscheidest du. Direkt aus den Büchern, zum genannten Zeitpunkt.
metric-lost-ore-name = Gebuchte Verluste
metric-lost-ore = Was das System verloren hat: Pfand, das zweimal gezahlt wurde, weil zwei es forderten, das vor dem Zurücknehmen einer Rückgabe gezahlt war, fehlendes Bargeld. Direkt aus den Büchern, zum genannten Zeitpunkt.
metric-between-events-ore-name = Zwischen Veranstaltungen
metric-between-events-ore = Pfand für Verpackungen anderer Veranstaltungen, das hier gezahlt wurde und das sie schulden, weniger das, was anderswo für Verpackungen dieser gezahlt wurde. Direkt aus den Büchern, zum genannten Zeitpunkt.
metric-vouchers-out-ore-name = Gutscheine im Umlauf
metric-vouchers-out-ore = Geld auf Gutscheinen und Pfandzetteln, das noch nicht benutzt wurde. Direkt aus den Büchern, zum genannten Zeitpunkt.

assumption-as-of-closing = Alle Zahlen gelten zum Abschluss: was bis dahin bekannt war, mit den Preisen, dem Bestand, den geplanten Nutzungen und Faktoren dieser Zeit. Was später bekannt wurde, steht daneben und ändert keine davon.
assumption-still-counting = Die Veranstaltung ist nicht abgeschlossen: Verpackungen kommen noch zurück, und die Rückgabequote wächst noch.
assumption-forgotten-half = Das untere Ende der Spanne nimmt an, dass Verpackungen mit vergessener Ausgabe mindestens halb so oft zurückkommen wie andere.
assumption-unseen-not-in-the-rate = Rückgaben, deren Ausgabe kein Stand gescannt hatte, gehören nicht zur Rückgabequote.
assumption-rotations-estimated = Umläufe zeigen sich an der nächsten Ausgabe, denn Spülgänge wurden nicht gescannt.
assumption-climate-planned-uses = Herstellung und Lebensende werden über die geplanten Nutzungen jeder Sorte abgeschrieben. Das ist ein Plan und keine Messung.
assumption-climate-weak = Einige Klimafaktoren sind abgeleitet oder stammen von einer interessierten Seite.
assumption-climate-without-transport = Transport ist nicht Teil der Klimawirkung, denn kein Faktor ist bekannt.
assumption-climate-not-all-types = Einige Sorten haben keine Klimafaktoren oder keine geplanten Nutzungen und darum keine Klimawirkung, und es gibt keine Summe.

alert-device-silent = { $station }: von einem Gerät ist seit { $number } Minuten nichts zu hören
alert-box-full = { $station } ist voll
alert-box-nearly-full = { $station } ist zu { $number } % voll
alert-stall-forgets = { $station } hat { $number } % der Ausgaben nicht gescannt
alert-outbox-filling = { $station }: { $number } Scans warten auf einem Gerät
alert-battery-low = { $station }: ein Gerät hat noch { $number } % Akku
alert-worker-never = Noch kein geplanter Job ist gelaufen: Nichts wird geschlossen, verfällt oder kommt auf Pfandscheine. Bitte der Person, die den Server betreibt, sagen, dass pantbox worker fehlt.
alert-worker-silent = Seit { $number } Minuten ist kein geplanter Job gelaufen: Nichts wird geschlossen, verfällt oder kommt auf Pfandscheine. Bitte der Person sagen, die den Server betreibt.
alert-job-failing =
    { $station ->
        [closing] Pfand, dessen letzter Tag vorbei ist, konnte nicht verfallen, und zwar
        [slips] Geld konnte nicht auf Pfandscheine gebracht werden, und zwar
       *[other] Der Job { $station } ist gescheitert, und zwar
    } { $number }-mal nacheinander. Wer den Server betreibt, findet den Grund in seinem Log.
alert-stalls-without-device =
    { $number ->
        [one] 1 Stand hat kein Gerät und kann nicht scannen: { $station }
       *[other] { $number } Stände haben kein Gerät und können nicht scannen: { $station }
    }
alert-boxes-without-device =
    { $number ->
        [one] 1 Pfandbox hat kein Gerät, nur ihr Schild gilt: { $station }
       *[other] { $number } Pfandboxen haben kein Gerät, nur ihre Schilder gelten: { $station }
    }
alert-desks-without-device =
    { $number ->
        [one] 1 Pfandkasse hat kein Gerät und kann nicht auszahlen: { $station }
       *[other] { $number } Pfandkassen haben kein Gerät und können nicht auszahlen: { $station }
    }
alert-held =
    { $number ->
        [one] 1 Rückgabe wartet auf eine Entscheidung
       *[other] { $number } Rückgaben warten auf eine Entscheidung
    }
alert-contested =
    { $number ->
        [one] 1 Rückgabe ist umstritten
       *[other] { $number } Rückgaben sind umstritten
    }
alert-disputed =
    { $number ->
        [one] 1 Auszahlung ist mit einem Stand strittig
       *[other] { $number } Auszahlungen sind mit Ständen strittig
    }. Entscheiden, wer sie trägt.
alert-unseen-bound =
    { $number ->
        [one] { $station }: 1 Rückgabe wartet, weil kein Stand die Ausgabe gescannt hat
       *[other] { $station }: { $number } Rückgaben warten, weil kein Stand die Ausgaben gescannt hat
    }. Die Stände sollen scannen, was sie ausgeben; was wartet, wird beim Zählen des Sacks bezahlt oder an der Pfandkasse.
alert-box-claims = { $station }: { $number } zurückgegeben, seit der Sack gewechselt wurde: die Box ist voll. Sack wechseln und zählen; ab dem Doppelten dessen, was sie fasst, kommt das Geld erst mit der Zählung.
alert-stock-running-out = { $station }: etwas reicht nur noch { $number } Minuten
alert-delivery-unconfirmed = { $station }: eine Lieferung von vor { $number } Minuten ist nicht gezählt
alert-till-short = { $station } schloss mit { $number } Kr. zu wenig Pfand
alert-till-over = { $station } schloss mit { $number } Kr. zu viel Pfand
alert-stock-short = { $station } schloss, { $number } saubere Behälter fehlten

hint-counted-less = { $place }, Sack { $bag }: { $count } gezählt, { $n } gescannt. Es fehlen { $off }.
hint-counted-more = { $place }, Sack { $bag }: { $count } gezählt, nur { $n } gescannt. { $off } sind zu viel.
hint-uses = { $container }: an einem Tag { $count } Mal mehr benutzt, ohne dass es davor gewaschen oder geliefert wurde; andere { $usual }.
hint-take-backs = { $place }: { $count } zurückgenommen, { $n } ausgegeben{ $share }; andere Stände { $usual } %.
hint-undos = { $place }: { $count } von { $n } Ausgaben rückgängig gemacht{ $share }; andere Stände { $usual } %.
hint-unseen = { $place }: { $count } von { $n } Rückgaben ohne Ausgabe{ $share }; andere { $usual } %.
hint-contested = { $place }: { $count } von { $n } Rückgaben kamen anderswo noch einmal zurück{ $share }; andere { $usual } %.
hint-refills = { $place }: { $count } Mal nachgefüllt, { $n } ausgegeben{ $share }; andere Stände, die nachfüllen, { $usual } %.
hint-offline = { $place }: { $count } von { $n } Gutscheinen ohne Netz angenommen{ $share }; andere Stände { $usual } %.

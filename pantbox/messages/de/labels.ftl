# Paper: labels, slips, vouchers, signs and tags.

labels-number = Nr. { $number }
labels-valid-until = Gültig bis einschließlich { $date }
labels-slip-valid = Drei Jahre gültig ab dem letzten Aufladen

labels-slip-title = Pfandschein
labels-slip-as-cash = So gut wie Bargeld
labels-slip-how = Den Schein an der Pfandbox scannen, dann wird das Pfand gutgeschrieben. Damit an den Ständen bezahlen oder das Geld an der Pfandkasse abholen. Er gilt für alle, die ihn haben: gut aufbewahren.

labels-voucher-title = Gutschein
labels-voucher-code = Code
labels-voucher-where = Damit an allen Ständen bezahlen, ganz oder in Teilen, oder das Geld an der Pfandkasse abholen.
labels-voucher-where-named = Damit bezahlen bei { $where }, ganz oder in Teilen, oder das Geld an der Pfandkasse abholen.
labels-voucher-bearer = Gilt für alle, die ihn haben. Den Code nur beim Bezahlen zeigen.

labels-box-title = Hier zurückgeben
labels-box-name = Box { $number }
labels-box-code = Code der Box

labels-stall-title = Pfand auf dem Geschirr
labels-stall-name = Stand { $number }
labels-stall-scan = Für das Personal: den Code scannen, um das Handy auf diesen Stand zu stellen.

labels-crate = Kiste
labels-bag = Sack
labels-tag-found = Gefunden? Bitte bei { $organisation } abgeben.
labels-crew = Personal
labels-crew-how = Öffnet das Personalmenü der Box. Hüte sie wie einen Schlüssel.

# Paper: labels, slips, vouchers, signs and tags.

labels-number = Nr. { $number }
labels-valid-until = Gælder til og med { $date }
labels-slip-valid = Gælder i tre år fra sidste gang, der kom penge på

labels-slip-title = Pantbillet
labels-slip-as-cash = Lige så god som kontanter
labels-slip-how = Scan billetten ved pantboksen, så lægges din pant på den. Betal med den i boderne, eller få pengene i pantkassen. Den gælder for den, der har den: pas godt på den.

labels-voucher-title = Værdibevis
labels-voucher-code = Kode
labels-voucher-where = Betal med det i alle boder, helt eller delvis, eller få pengene i pantkassen.
labels-voucher-where-named = Betal med det hos { $where }, helt eller delvis, eller få pengene i pantkassen.
labels-voucher-bearer = Gælder for den, der har det. Vis kun koden, når du betaler.

labels-box-title = Aflever her
labels-box-name = Boks { $number }
labels-box-code = Boksens kode

labels-stall-title = Pant på emballagen
labels-stall-name = Bod { $number }
labels-stall-scan = For bodens personale: scan koden for at stille telefonen til denne bod.

labels-crate = Kasse
labels-bag = Sæk
labels-tag-found = Fundet? Giv den til { $organisation }.
labels-crew = Personale
labels-crew-how = Åbner boksens personalemenu. Pas på det som på en nøgle.

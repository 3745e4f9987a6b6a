# Aflevering med egen telefon, og hvad der så skal ske med pengene.

phone-box = Boks { $number }{"\u00A0"}· { $name }
phone-state-open = Åben
phone-state-nearly-full = Næsten fuld
phone-state-full = Fuld
phone-state-out-of-order = Ude af drift
phone-state-closed = Lukket
phone-on-map = Vis { $name } på et kort
phone-all-boxes = Se alle bokse
phone-next-boxes = Nærmeste bokse, der tager imod
phone-next-none = Ingen andre bokse tager imod lige nu. Pantkassen hjælper dig.
phone-not-now = Boksen tager ikke imod lige nu. Gå til en anden; din pant er den samme.
phone-not-running = Her tages der ikke imod lige nu.
phone-no-network = Vi kan ikke få fat i nettet. Prøv igen om lidt.

phone-box-code = Koden på boksens skærm
phone-box-code-hint = Otte cifre, der skifter hvert minut. De viser, at du står her, så pengene er dine med det samme. Du slipper for at taste, hvis du scanner QR-koden på skærmen.
phone-box-code-known = Koden fra boksens skærm er med. Du skal ikke taste noget.
phone-box-code-not-read = Der er lige nu sendt for mange forkerte koder til denne boks, så din kunne ikke tjekkes. Scan bare videre: pengene kommer, når boksen er talt op. Eller scan din emballage på boksens egen skærm.
phone-skip-hint = Kan du ikke se koden? Så venter pengene, til boksen er talt op.
phone-skip = Fortsæt uden kode
phone-begin = Scan din emballage
phone-known = { $visits ->
    [one] Din tidligere aflevering på denne telefon
   *[other] Dine { $visits } tidligere afleveringer på denne telefon
}

phone-scan-title = Scan din emballage
phone-scan-lead = Hold koden på emballagen op foran kameraet, én ad gangen.
phone-scanned = Scannet, det nyeste først
phone-container = Emballage
phone-camera-label = Kameraets billede
phone-camera-again = Prøv igen
phone-camera-denied = Siden må ikke bruge kameraet. Giv lov i browserens indstillinger, eller tast koden herunder.
phone-camera-missing = Her er ikke noget kamera. Tast koden herunder.
phone-camera-busy = Et andet program bruger kameraet. Luk det, eller tast koden herunder.
phone-camera-insecure = Kameraet virker kun over en sikker forbindelse. Tast koden herunder.
phone-camera-failed = Kameraet vil ikke. Tast koden herunder.
phone-type = Tast koden i stedet
phone-type-label = Den korte kode på emballagen
phone-type-send = OK
phone-read-again = Den er scannet
phone-read-slip = Pantbillet læst
phone-slip-noted = Pengene kan lægges på din pantbillet til sidst.
phone-sum = Din pant indtil nu: { $amount }
phone-pieces = { $pieces ->
    [one] 1 stykke
   *[other] { $pieces } stykker
}
phone-done = Færdig
phone-waiting = Venter
phone-waiting-text = Venter på nettet. Den er ikke glemt.
phone-offline = { $waiting ->
    [one] Nettet driller. 1 scanning venter og bliver sendt af sig selv.
   *[other] Nettet driller. { $waiting } scanninger venter og bliver sendt af sig selv.
}
phone-accepted-text = Læg den i boksen.
phone-accepted-unseen = Boden glemte at scanne den. Du får din pant alligevel.
phone-duplicate = Allerede scannet
phone-duplicate-text = Den er talt med én gang. Læg den i boksen.
phone-held = Venter
phone-rejected = Ingen pant

phone-reason-unknown-code = Den kender vi ikke. Er den fra os, så læg den i boksen alligevel, eller vis den i pantkassen.
phone-reason-forged-code = Koden er ikke ægte: den ligner en af vores, men vi har ikke lavet den. Læg den gerne i boksen alligevel; her er der ingen pant på den.
phone-reason-foreign-operator = Den hører til et andet pantsystem. Aflever den dér; her kan vi ikke betale for den.
phone-reason-already-returned = Den er afleveret før. Læg den i boksen alligevel. Har du den i hånden, får du pengene i pantkassen.
phone-reason-already-returned-there = Den blev afleveret kl. { $at } ved { $place }. Læg den i boksen alligevel, eller vis den i pantkassen.
phone-reason-not-issued = Ingen bod har udleveret den. Læg den i boksen alligevel, eller spørg i pantkassen.
phone-reason-box-or-desk = Læg den i en pantboks, eller vis den ved pantkassen: dér ser vi på den.
phone-reason-undo-too-late = Den kan ikke fortrydes længere. Spørg gerne ved pantkassen.
phone-reason-issue-unseen = Boden glemte at scanne den. Du får din pant alligevel.
phone-reason-malformed = Koden kunne ikke læses. Scan den igen.
phone-reason-device-revoked = Boksens enhed er spærret. Det, den scannede, ser vi på; pantkassen hjælper.
phone-reason-retired-container = Den er taget ud af brug. Læg den i boksen alligevel.
phone-reason-awaiting-issue = Vi mangler bodens scanning. Læg den i boksen; pengene kommer her på siden.
phone-reason-awaiting-scan = Læg den i boksen. Pengene kommer, når sækken er talt op.
phone-reason-limit-reached = Læg den i boksen. Pantkassen frigiver pengene, eller de kommer, når sækken er talt op.
phone-reason-clock-out-of-range = Telefonens ur går forkert. Stil det, og prøv igen.
phone-reason-event-closed = Arrangementet er slut. Spørg i pantkassen.
phone-reason-station-may-not = Det kan man ikke her. Spørg i pantkassen.
phone-reason-ticket-desk-only = Boksen, som gav kvitteringen, er lukket ude. Vis den i en pantkasse: der bliver den betalt.
phone-reason-box-full = Boksen er blevet fuld. Gå til en anden; din pant er den samme.
phone-reason-box-closed = Boksen tager ikke imod lige nu. Gå til en anden.
phone-reason-box-code-wrong = Koden passer ikke. Se efter igen: den skifter hvert minut.
phone-reason-phone-wrong = Noget er galt med siden. Luk den, og scan boksens kode igen.
phone-reason-id-reused = Noget er galt med siden. Luk den, og scan boksens kode igen.
phone-reason-token-unknown = Tiden ved boksen er gået. Det, du nåede at scanne, er gemt; resten hjælper pantkassen med.
phone-reason-too-many-requests = Det gik lidt hurtigt. Vent et øjeblik, og prøv igen.
phone-reason-too-many-typed = Du har tastet fem koder. Scan resten med kameraet, eller brug boksens skærm eller pantkassen.
phone-reason-too-many-misses = Der er tastet for mange forkerte koder her lige nu. Scan koden med kameraet, eller vent et minut.
phone-reason-bearer-unknown = Den pantbillet kender vi ikke. Scan en anden.
phone-reason-bearer-revoked = Den pantbillet er spærret. Scan en anden.
phone-reason-visit-has-less = Beløbet er ikke længere til rådighed. Se, hvad der er tilbage.
phone-reason-amount-not-in-coins = Vælg et beløb i hele 50 øre.
phone-reason-looks-like-a-card-number = Det ligner et kortnummer. Det skal vi ikke bruge.
phone-reason-rail-not-here = Den måde findes ikke her. Vælg en anden.
phone-reason-other = Det kunne ikke lade sig gøre. Læg emballagen i boksen, og spørg i pantkassen.

phone-drop = { $pieces ->
    [one] Læg den i boksen
   *[other] Læg alle { $pieces } i boksen
}
phone-drop-text = Også dem uden pant: de bliver vasket og brugt igen. Du får { $amount } i pant.
phone-dropped = De ligger i boksen
phone-more = Scan flere

phone-loading = Henter din pant …
phone-refund-title = Din pant
phone-refund-done-title = Sådan
phone-refund-done = Alle pengene er givet ud. Tak, fordi du afleverede.
phone-refund-later-title = Pengene kommer senere
phone-refund-nothing = Der var ingen pant på denne gang. Tak, fordi du afleverede alligevel.
phone-refund-held = { $held ->
    [one] 1 stykke venter. Pengene kommer her af sig selv, når sækken er talt op, eller frigives i pantkassen.
   *[other] { $held } stykker venter. Pengene kommer her af sig selv, når sækken er talt op, eller frigives i pantkassen.
}
phone-refund-contested = { $contested ->
    [one] En anden har også afleveret 1 af dem. Du beholder dine penge; arrangøren ser på det.
   *[other] Andre har også afleveret { $contested } af dem. Du beholder dine penge; arrangøren ser på det.
}
phone-refund-waiting-title = Vi har ikke fået dine scanninger endnu
phone-refund-waiting = Boksen mangler net lige nu. Pengene kommer her af sig selv. Lad siden være åben, eller åbn den igen senere.
phone-refund-promised = Kvitteringen er for { $count } stk.
phone-refund-missing = { $missing ->
    [one] 1 stykke er ikke nået frem fra boksen endnu. Pengene kommer her af sig selv.
   *[other] { $missing } stykker er ikke nået frem fra boksen endnu. Pengene kommer her af sig selv.
}
phone-refund-wrong-title = Linket er ikke helt
phone-refund-wrong = Åbn det igen, hele vejen til enden. Pantkassen kan også hjælpe.

phone-choose = Hvordan vil du have den?
phone-back = Tilbage
phone-pay-again = Nettet svigtede. Tryk igen: pengene går kun ud én gang.
phone-way-voucher = Værdibevis
phone-way-voucher-text = { $amount } at betale med i boderne, med det samme
phone-way-slip = På en pantbillet
phone-way-slip-text = { $amount } på en billet, du kan give videre
phone-way-cash = Kontant i pantkassen
phone-way-cash-text = { $amount } i hånden
phone-way-donation = Giv den væk
phone-way-donation-text = Alt eller noget af { $amount } til et godt formål
phone-way-later = Beslut senere
phone-way-later-text = Pengene venter her på siden
phone-later-text = Pengene bliver, hvor de er. Telefonen husker siden; du finder den igen ved at scanne en boks eller gemme linket. Du kan vente i tre år.

phone-voucher-where = Betal med det i alle boder her, helt eller delvis, eller få pengene i pantkassen.
phone-voucher-when = Du har det med det samme.
phone-voucher-until = Det gælder i tre år.
phone-voucher-take = Få et værdibevis på { $amount }
phone-voucher-title = Værdibevis nr. { $number }
phone-voucher-of = Tilbage af { $amount }
phone-voucher-qr = QR-kode til boden
phone-voucher-show = Vis koden, når du betaler. Den gælder for den, der har den.
phone-voucher-valid = Gælder til og med { $day }
phone-voucher-open = Åbn for sig
phone-print = Udskriv
phone-pdf = Gem som PDF

phone-donate-cause = Til hvad?
phone-donate-how-much = Hvor meget?
phone-donate-all = Alt, { $amount }
phone-donate-half = Halvdelen, { $amount }
phone-donate-part = Eller et andet beløb i kroner
phone-donate-final = En gave kan ikke fortrydes. Resten er stadig din.
phone-donate-give = Giv { $amount }

phone-slip-text = Scan en pantbillet. Så er pengene på den med det samme: lige så god som kontanter i tre år, i alle boder og i pantkassen.
phone-slip-type = Eller tast billettens 16 tegn
phone-slip-read = Pantbilletten, der ender på { $end }
phone-slip-put = Læg { $amount } på den
phone-slip-other = En anden pantbillet

phone-cash-text = Vis koden i pantkassen, så får du { $amount } i hånden med det samme. Indtil da er pengene her.
phone-cash-qr = QR-kode, som pantkassen scanner
phone-cash-where = Her er pantkassen
phone-cash-rounded = Kontanter rundes af til hele 50 øre. Pengene venter i tre år.

phone-gone-title = Det har du fået
phone-gone-donation = Givet til { $cause }. Tak.
phone-gone-slip = Lagt på pantbillet nr. { $number }
phone-gone-cash = Udbetalt kontant
phone-items = { $pieces ->
    [one] 1 stykke afleveret
   *[other] { $pieces } stykker afleveret
}
phone-item-contested = En anden har også afleveret den. Du beholder dine penge.
phone-keep-title = Kom tilbage senere
phone-keep-text = Telefonen husker denne side. Gem eller del linket, hvis en anden skal have pengene: de gælder for den, der har det.
phone-keep-share = Del eller gem linket

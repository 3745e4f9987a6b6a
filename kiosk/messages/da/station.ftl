# The station app: stall, pant box, cash desk, wash and store.

language-choice = Sprog
starting = Et øjeblik …
close = Luk
cancel = Annullér
back = Tilbage
undo = Fortryd
no = Stop
held = Afventer
thanks = Tak!
finish = Færdig
actions = Handlinger
container = Emballage
voucher = Værdibevis
slip = Pantbillet
ticket = Kvittering
pieces = { $count ->
    [one] { $count } stk.
   *[other] { $count } stk.
}
offline = Intet netværk{ $count ->
    [0] {""}
   *[other] {" "}· { $count } venter
}

camera-wake = Tænd kameraet
camera-again = Tryk for at prøve igen
camera-denied = Kameraet er ikke tilladt. Giv lov i browserens indstillinger, eller brug en håndscanner.
camera-missing = Her er intet kamera. Brug en håndscanner, eller skriv koden.
camera-busy = Kameraet bruges af noget andet.
camera-insecure = Kameraet kræver en sikker forbindelse (https).
camera-failed = Kameraet svarer ikke.

code-type = Skriv koden
code-title = Skriv koden
code-hint = Otte tegn på emballagen, eller de seksten på et værdibevis eller en pantbillet.
code-hint-box = Koden står under mærket: otte tegn, fire og fire. Kan den slet ikke læses, får du pengene i pantkassen.
code-keys = Tegn
code-typed = Det, du har skrevet
code-erase = Slet
code-use = Brug koden
amount-too-much = Der er kun { $left } tilbage.

pair-title = Par denne enhed
pair-how = Scan parringskoden fra arrangørens side „Personer og enheder“, eller skriv den.
pair-type = De otte tegn under parringskoden.
pair-busy = Parrer …

notices-title = Enheden
notices-open = { $count ->
    [0] Enheden
    [one] 1 ting at vide
   *[other] { $count } ting at vide
}
device-sent = { $count ->
    [0] Netværk: alt er sendt
   *[other] Netværk: sender { $count }
}
rulebook = Regler
device-kept = Virker også uden netværk
device-not-kept-yet = Virker endnu ikke uden netværk. Lad siden stå åben lidt, mens der er netværk.
device-never-kept = Virker kun med netværk: adressen er ikke sikker (https).
device-no-tickets = Denne enhed kan ikke lave kvitteringer uden netværk: brug pantbilletter. Adressen er ikke sikker (https).
device-battery = Batteri { $percent } %
device-charging = Batteri { $percent } %, lader op
device-newer = Ny version: start igen
device-full = Fuld skærm
device-not-full = Forlad fuld skærm
crash-title = Noget gik galt på skærmen
crash-safe = Alt, der er scannet, er gemt og bliver sendt.
crash-restart = Start igen
crash-restarts-in = sek. til den starter selv
starting-no-network = Der er ikke noget netværk endnu. Enheden prøver igen af sig selv.
pair-install-first = Føj først Pantbox til hjemmeskærmen (del-knappen, „Føj til hjemmeskærm“), og par enheden derfra. Ellers kan browseren slette, hvad den har gemt.
outbox-full = Enheden har ikke plads til flere scanninger. Find et netværk, før I scanner videre.
outbox-nearly-full = { $count } scanninger venter, og der er ikke plads til mange flere. Find et netværk.
outbox-not-lasting = Browseren gemmer ikke det, I scanner. Luk ikke siden, og brug ikke privat vindue.
install-why = Føj Pantbox til hjemmeskærmen. Ellers kan browseren slette scanninger, der ikke er sendt efter en uge.
install-do = Føj til hjemmeskærmen
install-how = Åbn browserens menu, og vælg „Føj til hjemmeskærm“.
troubles-why = { $count ->
    [one] Én scanning blev afvist, efter at I var gået videre.
   *[other] { $count } scanninger blev afvist, efter at I var gået videre.
}
troubles-seen = Jeg har set det
scan-count = Talt
scan-retire = Taget ud af brug
scan-lost = Mistet
scan-write_off = Afskrevet
scan-undo = Fortrudt
scan-empty = Ny sæk

continuity-network = Nøddrift siden kl. { $since }: netværket svigter.
continuity-printers = Nøddrift siden kl. { $since }: printerne svigter.
continuity-payments = Nøddrift siden kl. { $since }: betalingerne svigter.
continuity-stall = Udlevér som altid. Uden netværk må I tage op til { $sum } af hvert værdibevis og hver pantbillet.
continuity-desk = Op til { $count } ulæselige for hver gæst må udbetales efter typen.
continuity-box = Op til { $count } uden scanning fra en bod udbetales med det samme.

revoked-title = Enheden er spærret
revoked-waits = Den venter på at aflevere { $count } scanninger. Lad den være tændt, til der er netværk.
revoked-done = Alt er afleveret. Enheden kan pares igen.
revoked-pair = Par igen

stall-order = Denne bestilling
stall-sum = Pant at slå ind
stall-sum-back = Pant at give tilbage
stall-guest-ends = næste gæst om { $seconds } s
stall-previous = forrige gæst: { $count } stk., { $sum }
stall-came-back = kom tilbage
stall-next = Næste gæst
stall-take-back = Tag retur
stall-swap = Byt
stall-undo = Fortryd
stall-undo-one = Fortryd { $name } { $code }
stall-undone = Fortrudt
stall-day = Dagens scanninger
stall-day-empty = Der er ikke scannet noget endnu i dag.
stall-handed-out = Udleveret
stall-refill-for = Genopfyld · { $sum }
stall-taken-back = Taget retur
stall-swapped = Byttet
stall-swap-half = Det gamle gav ingen pant
stall-swap-full = Gæsten betaler fuld pant for den nye. Den gamle giver måske pant ved en pantboks eller pantkassen, så giv den venligst tilbage.
stall-send-on = Til pantboks eller pantkasse
stall-counted-already = Er talt med
stall-take-another = Tag en anden
stall-here-already = Enheden er her
stall-not-for-here = Det kan boden ikke bruge. Vis gæsten hen til pantkassen.
stall-mode-take-back = Tag retur: gæsten får pant
stall-mode-swap-old = Byt: scan den gamle
stall-mode-swap-new = Byt: scan den nye
stall-mode-ends = Annullér ({ $seconds } s)
stall-out-already = { $code } er allerede ude
stall-again = Udlevér igen
stall-nothing = Ingenting
stall-question-ends = Scan bare den næste. Spørgsmålet går væk om { $seconds } s, og intet bogføres.

redeem-on-it = Står på
redeem-all = Brug det hele: { $sum }
redeem-part = Eller en del
redeem-use = Brug
redeem-left = { $left } tilbage
redeem-empty = Der er ikke mere på.

move-title = Flyt enheden?
move-text = Enheden stilles til { $name }. Alt, der scannes fra nu af, hører til dér.
move-do = Flyt hertil

scan-issue = Udleveret
scan-refill = Genopfyldt
scan-return = Taget retur
scan-swap = Byttet
scan-wash = Vasket
scan-receive = Modtaget
scan-collect = Samlet ind
scan-dispatch = Sendt ud

verdict-waiting = Venter
verdict-held = Afventer
verdict-rejected = 0 kr.
verdict-duplicate = Talt med

box-title = Aflevér her
box-step-scan = Hold koden foran kameraet
box-step-drop = Læg emballagen i boksen
box-step-money = Vælg, hvordan du får din pant
box-deposits = Pant
box-slip-hint = Har du en pantbillet? Scan den først, så lægges din pant på den.
box-cannot-read = Skriv koden selv
box-today = { $count ->
    [0] Vær den første i dag
    [one] { $count } afleveret her i dag
   *[other] { $count } afleveret her i dag
}
box-until = Aflevér senest { $day }
box-changing-code = Kode til din telefon:
box-changing-code-qr = QR-kode til din telefon
box-total = { $count ->
    [0] Din pant
    [one] Din pant · { $count } stk.
   *[other] Din pant · { $count } stk.
}
box-scan-now = Hold koden på emballagen foran kameraet.
box-scan-more = Scan den næste, eller tryk Færdig.
box-list = Det, du har afleveret
box-done = Færdig
box-done-in = sek. til færdig
box-parks-in = sek. til pengene gemmes
box-ends-in = sek. til skærmen lukkes
box-drop-it = Læg den i boksen
box-counted-already = Den er talt med
box-held = Afventer
box-no-money = Ingen pant på denne
box-sorry = Det gik ikke
box-not-this = Ikke den kode
box-not-this-how = Hold koden på emballagen foran kameraet.
box-voucher-elsewhere = Brug værdibeviset i en bod, eller få pengene i pantkassen.
box-slip-first = Scan nu din emballage
box-slip-only = Scan først en pantbillet
box-slip-only-how = Der er intet netværk. Tag en pantbillet ved boksen, og scan den først: så får du din pant på den.
box-goes-on-slip = Lægges på pantbillet { $number }, hvor der står { $sum }
box-without-slip = Uden pantbillet
box-waits-network = Vi har modtaget det og venter på netværket. Bliv her et øjeblik.
box-returned-at = Afleveret kl. { $time } ved { $station }
box-take-first = Tag dine penge først
box-take-first-how = Tryk „Jeg har den“ på skærmen.
box-not-now = Boksen tager ikke imod nu
box-closed-next = Se på skærmen, hvor den næste boks er.
box-is-full = Boksen er fuld
box-is-closed = Boksen er lukket
box-next = Nærmeste åbne boks: { $name } (nr. { $number })
box-next-desk = Gå til pantkassen. Dér får du din pant.
box-money-safe = Din pant er sikker: du kan aflevere i enhver boks.

choice-yours = Din pant
choice-title = Hvordan vil du have den?
choice-more-time = Mere tid
way-voucher = Værdibevis
    .how = Til mad og drikke i alle boder
way-slip = Pantbillet
    .how = Læg den på en pantbillet
way-cash = Kontant
    .how = Hentes i pantkassen
way-donation = Giv den
    .how = Det hele eller en del
way-later = Bestem senere
    .how = Tag koden med på din telefon
slip-scan = Scan pantbilletten
slip-scan-how = Billetterne sidder ved boksen. Pengene gælder for den, der har billetten.
donate-title = Hvor meget vil du give?
donate-how = Resten får du bagefter, som du vil.
donate-all = Alt: { $sum }
donated = { $sum } til { $cause }
paid-slip = Lagt på din pantbillet
paid-slip-total = På pantbillet { $number } står nu { $sum }
paid-donation = Givet til { $cause }
voucher-qr = Værdibevisets QR-kode
voucher-bars = Værdibevisets stregkode
voucher-how = Tag et billede af koden. Brug den i alle boder, helt eller delvis.
voucher-have = Jeg har den
voucher-until = Gælder til og med { $day }.
voucher-bearer = Gælder for den, der har koden.
ticket-qr = Kvitteringens QR-kode
ticket-for = { $count ->
    [one] For { $count } stk.
   *[other] For { $count } stk.
}
ticket-cash = Kontant i pantkassen
    .how = Tag et billede af koden, og vis den i pantkassen. Pengene er dine, til du henter dem.
ticket-later = Bestem senere
    .how = Scan koden med din telefon. Dér vælger du, hvordan du vil have pengene.
ticket-held = Vi tjekker det
    .how = Tag et billede af koden. Den bliver til penge, når vi har set efter, eller i pantkassen med det samme.

box-many = Mange på én gang
box-many-count = Stk. modtaget
box-many-sum = { $sum } i alt
box-many-up-to = Op til { $sum }
box-many-how = Flot. Scan bare løs, vi tæller med. Tryk Færdig til sidst.
box-more-rows = … og { $count } til
box-received = Modtaget
box-up-to = Op til, for { $count } stk.
box-goes-on-your-slip = Lægges på din pantbillet
box-way = { $metres } m mod { $direction }
direction-n = nord
direction-ne = nordøst
direction-e = øst
direction-se = sydøst
direction-s = syd
direction-sw = sydvest
direction-w = vest
direction-nw = nordvest
paid-promise = Lægges på din pantbillet
paid-promise-how = { $count } stk. modtaget. Pengene står på billetten, så snart netværket er tilbage. Pas godt på den.
ticket-received = Modtaget. Her er din kvittering
    .how = Tag et billede af koden. Den bliver til penge af sig selv, når netværket er tilbage: i pantkassen eller på din telefon.
ticket-up-to = Op til, for { $count } stk.
ticket-choose-now = Vælg nu
staff-done-later = Gemt her. Sendes, når der er netværk.
staff-fill = Fyldt
staff-fill-unknown = ukendt
staff-today = Modtaget i dag
staff-unsent = Ikke sendt endnu
staff-moved = Boksen er flyttet
staff-moved-how = Hvor står boksen nu? Kortet viser det nye sted, det gamle gemmes. Du kan også scanne skiltet, der hænger dér.
staff-moved-here = Hvor enheden er nu
staff-moved-to = Ved boks { $number } · { $name }
staff-moved-nowhere = Enheden kan ikke se, hvor den er. Vælg en boks i nærheden.
staff-fullscreen = Fuld skærm
staff-restart = Genstart
staff-title = Personale · { $name }
staff-recent = De sidste fem
staff-recent-none = Ingen i det sidste døgn
staff-shown = vist igen { $time }
staff-opened-about = Personalemenuen åbnet
staff-shown-about = Udbetaling vist igen
staff-new-bag = Ny sæk
staff-bag-hint = Ny sæk: scan mærket på den fulde sæk, så kan den følges.
staff-full = Boksen er fuld
staff-out-of-order = Ude af drift
staff-open = Åbn boksen
staff-done = Gemt
fill-open = Boksen er åben.
fill-nearly-full = Boksen er snart fuld.
fill-full = Boksen er fuld.
fill-out-of-order = Boksen er ude af drift.
fill-closed = Boksen er lukket.

desk-idle = Scan det, gæsten har med
desk-idle-how = Kvittering, værdibevis, pantbillet eller emballage.
desk-containers = { $count ->
    [one] { $count } emballage
   *[other] { $count } emballager
}
desk-ticket = { $count ->
    [one] Kvittering for { $count } emballage
   *[other] Kvittering for { $count } emballager
}
desk-pay = Udbetal
desk-pay-all = Udbetal { $sum } kontant
desk-part = En del
desk-part-how = Hvor meget vil gæsten have?
desk-hand-over = Giv gæsten pengene
desk-paid = { $sum } er udbetalt
desk-not-this = Det kan ikke udbetales her.
desk-release = { $count ->
    [one] Jeg har set den: udbetal den, der afventer
   *[other] Jeg har set dem: udbetal de { $count }, der afventer
}
desk-released = Frigivet
desk-i-hold = { $count ->
    [one] Jeg har den i hånden: udbetal { $sum }
   *[other] Jeg har alle { $count } i hånden: udbetal { $sum }
}
desk-claimed = En telefon eller en bod har gjort krav på den før. Har du den i hånden, så tryk på knappen.
desk-claimed-at = Kl. { $time } gjorde { $station } krav på den. Har du den i hånden, så tryk på knappen.
desk-decided-already = Det er allerede afgjort.
desk-earlier = Betalt to gange: pant fra { $station } kl. { $time }
desk-earlier-pay = Udbetal også den: { $sum }
desk-earlier-paid = Tidligere pant lagt til
desk-offline-slip = Bed gæsten gemme sit værdibevis eller sin kvittering. De er lige så gode senere, værdibeviset også i en bod.
desk-offline-ticket = Tag imod emballage: Scan den. Den skrives ned her og sendes, og pengene er gæstens, når nettet er tilbage.
desk-offline-not = Værdibeviser, pantbilletter og kvitteringer kan ikke slås op og derfor ikke udbetales nu.
desk-noted = Skrevet ned
desk-noted-how = Pengene er gæstens, når nettet er tilbage.
desk-offline = Uden netværk betaler kassen ikke kontant
desk-missing = { $count ->
    [one] { $count } er ikke nået frem fra boksen endnu. Resten kan betales nu.
   *[other] { $count } er ikke nået frem fra boksen endnu. Resten kan betales nu.
}
desk-early-looks = Vi ser efter igen hvert fjerde sekund.
desk-early-slip = Betal ikke efter, hvad der står på kvitteringen: så er pengene ude to gange.
desk-early-hold = Har gæsten stadig emballagen, så scan den her og betal den nu.
desk-early-keep = Bed gæsten gemme kvitteringen. Den bliver til penge af sig selv, og kan hæves her eller på telefonen.
desk-early-why = Kvitteringen er ægte. Boksens scanninger er ikke nået frem endnu, så beløbet kendes ikke.
desk-early = Kvittering for { $count ->
    [one] { $count } emballage
   *[other] { $count } emballager
}
desk-contested = Har en anden telefon meldt en emballage, gæsten står med? Scan den her: Den, der har den i hånden, får pengene.
desk-unreadable = Ulæselig
desk-unreadable-how = Kan hverken mærkat eller kort kode læses, så betal efter slags. Højst { $count } til hver gæst.
desk-unreadable-limit = Højst { $count } ulæselige til hver gæst.
till = Kassen
till-float-in = Byttepenge ind
till-float-out = Penge ud
till-count = Tæl kassen
till-book = Bogfør
till-booked = { $sum } er bogført.
till-right = Kassen stemmer.
till-short = Der mangler { $sum }.
till-over = Der er { $sum } for meget.

depot-work = Hvad laver du?
work-deliveries = Leveringer
work-wash = Vask
work-receive = Ind
work-collect = Samlet ind
work-stock = Tæl lageret
work-bag = Sække
work-sort = Sorteret fra
depot-wash = Vasket nu
depot-wash-how = Ét tryk for en kurv. Enkelte kan scannes.
depot-receive = Modtaget nu
depot-receive-how = Det, der er kommet ind, talt eller scannet.
depot-collect = Samlet ind nu
depot-collect-how = Fra borde, spande og jorden.
depot-stock = På lageret
depot-stock-how = Det, du tæller, er det, der er fra nu af.
depot-bag = I sækken
depot-bag-how = Scan sækkens mærke først, og tæl så, hvad der var i den.
depot-bag-first = Scan sækkens mærke.
depot-bag-type = Tast mærket
depot-bag-hint = Nummeret på mærket, uden G.
depot-bag-open = Sæk { $tag }
depot-bag-done = Næste sæk
depot-sort = Sorteret fra nu
depot-sort-how = Sig hvorfor, og tæl.
depot-waiting = venter
depot-by-type = Tæl efter slags
depot-booked = { $count } bogført
depot-book = { $count ->
    [0] Bogfør
   *[other] Bogfør { $count }
}
depot-books-itself = Bogfører selv om { $seconds } s
depot-count-by-hand = Her tæller du efter slags.
depot-not-this = Det kan ikke bruges her.
sort-why = Hvorfor?
sort-damaged = Skadet
sort-contaminated = For snavset
sort-foreign = Ikke vores
sort-rubbish = Affald
rack = kurv
crate = kasse
count-more = Én { $name } mere
count-less = Én { $name } mindre
count-rack = +{ $count } kurv: { $name }
count-crate = +{ $count } kasse: { $name }
stock-lasts = rækker ca. { $minutes } min
stock-left = { $count } tilbage
store-pack = Ny levering
store-quiet = Ingen venter på noget.
store-asked = Bestilt
store-fill = Pak
store-running-out = Ved at slippe op
store-coming = På vej hertil
store-count = Tæl op
store-count-from = Fra { $name }
store-count-how = Tæl, hvad der kom. Det er dit tal, der gælder.
store-was-sent = sendt: { $count }
store-all-there = Det er her alt sammen
store-confirm-count = Bekræft mit tal
store-confirmed = Talt op
store-going = På vej ud
store-withdraw = Træk tilbage
store-withdraw-one = Træk leveringen til { $name } tilbage
store-withdrawn = Trukket tilbage
store-differing = Talt anderledes
store-difference = { $name }: { $sent } sendt, { $counted } talt
store-beyond-pool = { $name }: { $count } talt tilbage ud over puljen
store-here = På lageret
store-to = Til
store-choose = Vælg, eller scan skiltet
store-crates-of = Kasser, du scanner, er med
store-crate = Kasse { $tag }
store-pack-first = Tryk på Ny levering først
store-not-there = Der kan ingen levering gå til.
store-send = { $count ->
    [0] Send
   *[other] Send { $count }
}
store-sent = På vej til { $station }

reason-unknown-code = Den kode kender vi ikke. Er den fra et andet sted? Giv den til personalet.
reason-malformed = Scanningen kunne ikke læses. Scan igen.
reason-forged-code = Koden er ikke ægte. Behold den, og vis den til personalet, hvis du er i tvivl.
reason-foreign-operator = Den hører til et andet pantsystem og kan ikke afleveres her.
reason-already-returned = Den er afleveret før. Læg den i boksen alligevel, så bliver den vasket.
reason-box-or-desk = Her kan boden ikke se, at pant er til udbetaling. Send venligst gæsten til en pantboks eller pantkassen, så ser vi på det dér. Betal ikke noget her.
reason-retired-container = Den er taget ud af brug. Læg den til side, og tag en anden.
reason-not-issued = Den er ikke udleveret her. Spørg i pantkassen.
reason-issue-unseen = Boden glemte at scanne den. Du får din pant alligevel.
reason-event-closed = Arrangementet er lukket.
reason-station-may-not = Det kan denne plads ikke.
reason-moving-is-off = Her flyttes enheder ikke med skilt. Bed kontoret flytte enheden.
reason-ticket-desk-only = Boksen, som gav kvitteringen, er lukket ude. Vis den i en pantkasse.
reason-crew-slip-unknown = Personalekortet kendes ikke.
reason-clock-out-of-range = Enhedens ur går forkert. Stil uret, og prøv igen.
reason-awaiting-issue = Vi venter på en bods scanninger. Din kvittering bliver til penge.
reason-awaiting-scan = Pengene kommer, når sækken er talt op, eller med det samme i pantkassen.
reason-undo-too-late = Det kan ikke fortrydes længere: det er fra en anden dag, eller emballagen er set et andet sted siden.
reason-limit-reached = Så mange uden scanning fra en bod ser pantkassen på. Din kvittering gælder dér.
reason-too-many-typed = Der er tastet mange koder. Scan resten.
reason-too-many-misses = Der er tastet for mange forkerte koder lige nu. Vent et minut.
reason-id-reused = Scanningen kom to gange på hver sin måde. Scan igen.
reason-box-full = Boksen er fuld.
reason-no-network = Der er ikke noget netværk lige nu. Prøv igen om lidt.
reason-no-earlier-deposit = Der er ingen tidligere pant at betale, eller den er betalt.
reason-bearer-unknown = Den kode kender vi ikke.
reason-bearer-empty = Der er ikke mere på den.
reason-bearer-has-less = Der er mindre på, end du vil bruge.
reason-bearer-expired = De tre år er gået. En pantkasse udbetaler den kontant i et år mere.
reason-bearer-revoked = Den er spærret. Spørg i pantkassen, så hjælper de.
reason-amount-wrong = Beløbet passer ikke.
reason-amount-not-in-coins = Beløbet går ikke op i 50 øre.
reason-visit-has-less = Der er mindre tilbage, end du vil have.
reason-visit-unknown = Den kvittering har vi ikke fået endnu. Prøv igen om lidt.
reason-claim-wrong = Kvitteringen er ikke ægte.
reason-rail-not-here = Den måde findes ikke her.
reason-idempotency-key-reused = Prøv igen.
reason-pairing-code-unknown = Koden er forkert, brugt eller for gammel. Bed arrangøren om en ny.
reason-device-revoked = Enheden er spærret. Bed arrangøren om at parre den igen.
reason-storage-refused = Enheden kunne ikke gemme scanningen. Prøv igen, eller skriv den ned på papir.
reason-other = Det gik ikke ({ $code }). Prøv igen, eller spørg personalet.

stall-supply = Lager
stall-more = Mere
stall-more-how = Skifter I bod, så scan den nye bods skilt.
stall-send-more = Send flere
stall-runs-out = er væk om ca. { $minutes } min
stall-is-out = er der ikke flere af
stall-out-just-now = Udleveret for lidt siden, og det tæller kun én gang.
stall-no-answer = Intet svar endnu
stall-no-answer-how = Giv ikke pengene endnu. Svaret kommer her på skærmen.
stall-ask-elsewhere = Ikke uden netværk
stall-ask-elsewhere-how = Enheden har ikke selv udleveret den i dag. Vis gæsten hen til en pantboks.

put-back = Læg tilbage
put-back-mode = Læg tilbage: scan det, der ikke blev solgt
put-back-how = Scan en ad gangen, og tryk så én gang.
put-back-do = { $count ->
    [0] Læg tilbage
   *[other] Læg { $count } tilbage
}
put-back-done = Lagt tilbage
put-back-in-stock = Er på lager
put-back-nothing = Intet lagt tilbage
put-back-nothing-how = Der blev ikke trykket til sidst. Scan dem igen.

more-asked = Bestilt
more-asked-about = { $quantity } × { $name }
more-title = Hvor mange: { $name }?
more-send-one = Send flere: { $name }
more-left-unknown = Tælles ikke her
more-state-waiting = { $quantity } bestilt, sendes når der er netværk
more-state-open = { $quantity } bestilt
more-state-sent = { $quantity } på vej
more-on-its-way = På vej til { $name }: { $what }
more-count = Tæl levering: { $what }
more-send-back = Send tilbage
more-send-back-how = Tæl det rene, der går tilbage. Lageret tæller efter, og det er deres tal, der gælder.
more-send-back-do = Send { $count } tilbage
more-no-store = Intet lager endnu
more-no-store-how = Prøv igen, når der har været netværk.

close-title = Luk boden
close-count = Tæl den rene emballage, der er tilbage.
close-on = Videre
close-till = Pant i kassen i alt
close-send = Luk boden:
close-no-till = Uden kassens tal
close-waits = { $count ->
    [one] 1 venter på at blive sendt
   *[other] { $count } venter på at blive sendt
}
close-progress = Sendt
close-stay = Lad siden være åben, til der står „I kan gå hjem“.
close-offline = Intet netværk. Kassens forskel vises i aften. Åbn telefonen igen, hvor der er netværk, ellers er dagens tal ikke med.
close-leave = Arbejd videre
close-safe = I kan gå hjem
close-unknown = Alt er sendt. Forskellen kunne ikke vises her; arrangøren ser den.
close-again = Tæl igen
close-as-it-is = Lad det stå: alt er sendt
close-stock-differs = Lageret stemmer ikke
close-till-counted = Kassen: { $counted } talt, { $expected } scannet
close-counted = { $name }: { $counted } talt
close-period = Fra { $since } til { $until }
close-period-first = Fra boden åbnede til { $until }
close-expected = Scannet: { $sum }
close-difference = { $name }: { $counted } talt, { $expected } ventet

redeem-offline = Uden netværk ved boden ikke, hvad der står på. Tag højst { $sum } af hver.
redeem-how-much = Hvor meget?
redeem-taken-offline = Taget uden netværk. Boden får pengene, så snart der er netværk.
redeem-taken = Er brugt her
redeem-taken-how = Den er allerede taget uden netværk. Vent, til der er netværk.
redeem-needs-network = Ikke uden netværk
redeem-needs-network-how = Her tages den kun med netværk. Prøv lidt senere, eller vis gæsten hen til pantkassen.
redeem-ticket-offline = En kvittering kan kun bruges med netværk.
redeem-early = Ikke penge endnu
redeem-early-how = Boksens scanninger er ikke kommet ind ({ $count } stk.). Prøv igen lidt senere.
redeem-press-again = Tryk igen. Der betales kun én gang.
redeem-about = Taget uden netværk: { $sum }
redeem-credited = Boden får { $sum }.
redeem-waits = { $sum } mere kommer af sig selv, når der lægges penge på.

move-unknown = Det skilt kender enheden ikke
move-unknown-how = Prøv igen, når der er netværk.
move-about = Flyttet til { $name }
move-off = Kontoret flytter enheder
move-off-how = Her flyttes enheder ikke med skilt. Bed kontoret flytte enheden, eller brug bodens egen.
reason-redeemed-short = Der var mindre på, end arrangementet dækker. Resten er bodens tab.
reason-not-on-it = Der er lagt mindre på, end boden gav for det.
reason-redeemed-here = Det var allerede brugt ved denne bod, så kun det, der stadig stod på, betales.
reason-was-online = Enheden havde netværk og kunne have spurgt, så kun det, der stadig stod på, betales.
reason-over-the-limit = Det var mere, end arrangementet lader en bod tage uden netværk.
reason-type-unknown = Den slags emballage bruges ikke her.
reason-count-refused = Tællingen kunne ikke bogføres. Prøv igen.
reason-stalls-hand-out-differently = Den ene bod udleverer pr. kasse, og den anden scanner. Træk leveringen tilbage, og send den over lageret.

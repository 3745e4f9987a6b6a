# Sider, gæster åbner på deres egen telefon, uden script: emballage, bokse, værdibeviser og pantbilletter.

guest-foot = Pant på genbrugsemballage. Ingen tilmelding, ingen app.
guest-foot-container = Genbrugsemballage. Hører til i et pantsystem, hvor den vaskes og bruges igen.

going-title = Nøddrift
going-since = Nøddrift siden { $since }

guest-box-open = Åben
guest-box-nearly-full = Næsten fuld
guest-box-full = Fuld
guest-box-out-of-order = Ude af drift
guest-box-closed = Lukket
guest-box-screen-off = Skærmen er slukket: brug din telefon
guest-box-name = Boks { $number }{"\u00A0"}· { $name }
guest-box-on-map = Vis { $name } på et kort
guest-box-needs-script = For at aflevere med telefonen skal JavaScript være slået til. Ellers hjælper pantkassen dig, eller læg pengene på en pantbillet.

guest-nearest = Vis de nærmeste først
guest-nearest-found = De nærmeste står først. Hvor du er, bliver på din telefon.
guest-nearest-denied = Vi kan ikke se, hvor du er. Boksene står efter nummer.
guest-find-box = Find en boks
guest-no-boxes = Der er ingen pantbokse i brug lige nu.

guest-container-of = Genbrugsemballage fra { $organisation }
guest-container-deposit = Pant for denne slags
guest-container-trips = Ture indtil nu
guest-container-retired = Den her er slidt op. Aflever den som alle andre, så bliver den taget ud.

guest-no-container-title = Den kender vi ikke
guest-no-container-text = Koden er ikke fra vores emballage. Måske er den fra et andet pantsystem.
guest-foreign-title = Den hører til et andet pantsystem
guest-foreign-text = Aflever den dér. Her er der ingen pant på den.
guest-forged-title = Koden er ikke ægte
guest-forged-text = Den ligner en af vores, men vi har ikke lavet den. Derfor kan vi ikke betale pant for den.
guest-no-container-do = Står den på rigtig emballage? Tag den med til pantkassen, så ser de på den.

guest-refund-title = Din pant
guest-refund-needs-script = For at se og få din pant her skal JavaScript være slået til. Ellers hjælper pantkassen dig.

guest-status-title = Pantbokse
guest-status-lead = Hvor du kan aflevere lige nu.
guest-status-open = { $open } af { $boxes } tager imod
guest-status-none = Der er ingen arrangementer i gang lige nu.
guest-status-at = Set { $at }
guest-plan-label = Plan over boksene ved { $event }, nord er op
guest-plan-takes-none = Tager ikke imod
guest-metres = { $metres } m

guest-voucher-title = Værdibevis
guest-slip-title = Pantbillet
guest-bearer-number = nr. { $number }
guest-bearer-until = Gælder til og med { $day }
guest-bearer-where = Gælder ved alle arrangementer hos { $organisation }, i boder og pantkasser.
guest-bearer-revoked = Den er spærret. Spørg i pantkassen.
guest-bearer-spent = Den er brugt op. Der var { $amount } på den.
guest-bearer-empty = Der er ikke lagt penge på den endnu. Scan den ved pantboksen, så lægges din pant på den.
guest-bearer-qr = QR-kode, som boden scanner
guest-bearer-cash = Lige så god som kontanter.
guest-bearer-pdf = Gem eller udskriv som PDF
guest-moves-title = Hvad der er sket
guest-moves-none = Ikke noget endnu.
guest-move-on = Lagt på: { $place }
guest-move-off = Brugt: { $place }

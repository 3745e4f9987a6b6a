# Regelbogen: hvad der tages retur hvor, hvor meget, hvordan og indtil hvornår. Samme ord på skærme, i API'et og på papir.

rulebook-title = Sådan virker panten
rulebook-poster-title = Aflever. Få din pant.
rulebook-poster-find = Bokse og alle regler
rulebook-crib-title = Til boden
rulebook-crib-back = Når noget driller
rulebook-own = Fra arrangøren

rulebook-what = Det tager vi imod
rulebook-what-type = { $name }: { $deposit }
rulebook-what-broken = Tom er nok: du behøver ikke skylle. En revnet eller skæv tager vi også, hvis koden kan læses.
rulebook-where = Her afleverer du
rulebook-where-boxes =
    { $boxes ->
        [one] I pantboksen.
       *[other] I en af de { $boxes } pantbokse.
    }
rulebook-where-desks =
    { $desks ->
        [one] I pantkassen, hos et menneske.
       *[other] I en af de { $desks } pantkasser, hos et menneske.
    }
rulebook-where-stalls = I en bod, når du bytter til en ny.
rulebook-who = Hvem får panten?
rulebook-who-bearer = Den, der afleverer. Det behøver ikke være dig, der betalte den.
rulebook-who-pay = Glemte boden at scanne den? Du får din pant alligevel.
rulebook-who-hold = Glemte boden at scanne den? Så venter panten, til posen er talt op. Pantkassen kan hjælpe straks.
rulebook-money = Sådan får du den
rulebook-money-voucher = Værdibevis på telefonen: betal med det i boderne, helt eller delvis.
rulebook-money-slip = Pantbillet på papir: scan den først, så samles din pant på den, gerne hele aftenen.
rulebook-money-cash = Kontanter i pantkassen, også for et værdibevis eller en pantbillet.
rulebook-money-donation = Giv den til { $causes }.
rulebook-money-valid = Værdibeviser og pantbilletter gælder i tre år, ved alle arrangementer hos samme arrangør og for den, der har dem. Pas på dem som på kontanter.
rulebook-until = Indtil hvornår?
rulebook-until-date = Aflever senest { $date }.
rulebook-until-days =
    { $days ->
        [one] Senest dagen efter, at du fik den.
       *[other] Senest { $days } dage efter, at du fik den.
    }
rulebook-until-open = Der er ingen sidste dag.
rulebook-phone = Boks uden skærm
rulebook-phone-scan = Scan skiltet med din telefon, og scan så det, du lægger i.
rulebook-phone-bound = Op til { $count } stykker pr. telefon og halve time betales straks. Resten, når sækken er talt.
rulebook-phone-desk = I pantkassen får du det hele med det samme.
rulebook-no-phone = Ingen telefon?
rulebook-no-phone-desk = Tag det med til pantkassen.
rulebook-no-phone-slip = Scan en pantbillet på en boks med skærm, så lægges panten på den.
rulebook-trouble = Hvis noget driller
rulebook-trouble-unreadable = Kan koden ikke læses? Tast tegnene under den.
rulebook-trouble-by-type = Heller ikke dem? Pantkassen betaler efter slags, op til { $count } pr. person.
rulebook-trouble-full = Er boksen fuld eller i uorden? Se den næste på { $link }.
rulebook-trouble-network = Intet netværk? Boksen tager imod alligevel. Din kvittering bliver til penge.

rulebook-going = Nøddrift: vi kører videre
rulebook-going-network = Netværket driller. Aflever som ellers: alt bliver talt, også når det kommer senere.
rulebook-going-printers = Printerne driller. Brug din telefon eller en pantbillet.
rulebook-going-payments = Udbetalingerne driller. Gem din kvittering: den er lige så god om en time.
rulebook-going-offline = Boderne tager værdibeviser og pantbilletter op til { $amount } uden netværk.
rulebook-going-unreadable = Pantkassen betaler op til { $count } ulæselige stykker pr. person.
rulebook-going-unseen = Op til { $count } stykker, en bod glemte at scanne, betales straks ved hver station.

rulebook-stall-hand-out = Udlever
rulebook-stall-hand-out-scan = Scan hvert stykke, når du fylder det. Kun ét ad gangen foran kameraet.
rulebook-stall-hand-out-sum = Slå skærmens sum ind på kassen som pant.
rulebook-stall-hand-out-next = Tryk »Næste gæst«, eller vent 20 sekunder.
rulebook-stall-swap = Byt og tag retur
rulebook-stall-swap-old = Scan den brugte: skærmen spørger. »Byt«: scan så den nye. Tag eller giv forskellen.
rulebook-stall-swap-back = »Tag retur«: giv gæsten det, skærmen siger.
rulebook-stall-swap-aside = Læg brugte stykker for sig. De skal vaskes.
rulebook-stall-undo = Fortryd
rulebook-stall-undo-how = Forkert? Tryk »Fortryd« ved linjen, eller åbn »Dagens scanninger« senere på dagen.
rulebook-stall-voucher = Værdibevis og pantbillet
rulebook-stall-voucher-scan = Scan koden, og vælg beløbet. Resten bliver stående på den.
rulebook-stall-voucher-paid = I får pengene i afregningen. Giv aldrig kontanter for dem.
rulebook-stall-voucher-offline = Uden netværk: højst { $amount } pr. kode.
rulebook-stall-voucher-online = Uden netværk: kun når skærmen igen har forbindelse.
rulebook-stall-network = Intet netværk?
rulebook-stall-network-on = Scan videre. Telefonen gemmer alt og sender det selv bagefter.
rulebook-stall-network-tab = Lad siden være åben, og hold strøm på.
rulebook-stall-broken = Kan den ikke scannes?
rulebook-stall-broken-code = Tast de otte tegn under koden, eller tag et andet stykke.
rulebook-stall-broken-dead = Er telefonen død? Scan skiltet i boden med en anden, der hører til arrangementet.
rulebook-stall-forgot = Glemt at scanne?
rulebook-stall-forgot-who = Gæsten får sin pant alligevel, og den står på jeres afregning. Så scan hver gang.
rulebook-stall-forgot-waits = Gæsten må vente på sin pant. Scan hver gang.
rulebook-stall-until = Sidste dag for retur: { $date }.

# I én linje: på emballagens side, ved boksen, på skilte og på plakaten. { $place } er, hvor gæster først skal hen.
rulebook-short =
    { $place ->
        [box] Aflever den tom i en pantboks, og vælg, hvordan du får din pant.
        [desk] Aflever den tom i pantkassen, og få din pant.
       *[stall] Aflever den tom i en bod, og få din pant.
    }
rulebook-back-at =
    { $place ->
        [box] Du får hele din pant igen i enhver pantboks.
        [desk] Du får hele din pant igen i pantkassen.
       *[stall] Du får hele din pant igen i boderne.
    }
rulebook-step-scan = Scan koden med din telefon
rulebook-step-drop = Scan emballagen, og læg den i boksen
rulebook-step-money = Vælg, hvordan du får din pant
rulebook-no-phone-here = Scan en pantbillet på boksens skærm, så lægges panten på den.
rulebook-use-stalls = Betal med det i boderne, helt eller delvis.
rulebook-use-desk = Få pengene i pantkassen.
rulebook-use-show = Vis kun koden, når du betaler: den gælder for den, der har den.
rulebook-poster-where =
    { $place ->
        [both] Aflever i pantboksen eller i pantkassen
        [box] Aflever i pantboksen
        [desk] Aflever i pantkassen
       *[stall] Aflever i en bod
    }
rulebook-poster-who = Den, der afleverer, får panten
rulebook-poster-money = Vælg { $ways }
rulebook-poster-away = Den går til { $causes }
rulebook-poster-no-phone =
    { $way ->
        [desk] Ingen telefon? Gå til pantkassen
       *[slip] Ingen telefon? Brug en pantbillet
    }
rulebook-way-voucher = værdibevis
rulebook-way-slip = pantbillet
rulebook-way-cash = kontanter

rulebook-stall-day = Flere, tilbage og luk
rulebook-stall-day-supply = »Lager«: bed om flere, og tæl det, der kommer.
rulebook-stall-day-back = »Læg tilbage«: scan det, der ikke blev solgt.
rulebook-stall-day-close = »Mere«, »Luk boden«: tæl det rene, og vent på »I kan gå hjem«.

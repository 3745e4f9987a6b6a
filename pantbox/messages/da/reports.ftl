# Hvad hvert tal betyder: definition, tæller, nævner og tidsrum, til at vise ved siden af det.

metric-return-rate-name = Returrate
metric-return-rate = Andelen af den emballage, som boderne scannede ved udlevering i hele arrangementet, der var scannet tilbage på det angivne tidspunkt. Tæller: de returnerede. Nævner: de udleverede. Med Wilsons 95 %-interval.
metric-return-rate-bound-name = Returrate, som spænd
metric-return-rate-bound = Andelen af den emballage, som boderne scannede ved udlevering i hele arrangementet, der var scannet tilbage på det angivne tidspunkt. Over 5 % af returneringerne manglede en scannet udlevering, i alt eller ved en bod, så spændet går fra raten, hvis det glemte kom tilbage halvt så ofte, til raten, hvis alt det glemte kom tilbage. Tæller: de returnerede. Nævner: de udleverede.
metric-scan-coverage-name = Scanningsgrad
metric-scan-coverage = Andelen af alle returneringer på det angivne tidspunkt, hvor en bod havde scannet udleveringen. Tæller: returneringer med scannet udlevering. Nævner: alle returneringer. Under 95 %, i alt eller ved en bod, der udleverede over 1 %, vises en returrate som et spænd.
metric-grade-name = Karakter
metric-grade = Hvad tallene hviler på. A: hvert stykke er scannet ud og ind, og mindst 95 % af returneringerne havde en scannet udlevering, i alt og ved hver bod, der udleverede over 1 %. A, ufuldstændig: det samme med flere glemte scanninger, og raten er et spænd. B: udleveringer er talt, returneringer scannet: en rate og ture, men ingen tid ude. C: kun optællinger: et svind.
metric-curve-name = Returrate efter alder
metric-curve = Andelen af den udleverede emballage, der var tilbage inden for en given tid, efter Aalen–Johansens metode: emballage, der stadig er ude, tæller, så længe den er fulgt; indsamlet, set igen, tabt og afskrevet er slutninger for sig. Tæller og nævner: ture under risiko ved hver alder. Hele arrangementsdøgn; aldre i offentliggjorte trin; 95 %-interval ved log–log-transformation.
metric-issued-name = Udleveret
metric-issued = Emballage, som boderne scannede ved udlevering, i hele arrangementet.
metric-returned-name = Returneret
metric-returned = Af den udleverede emballage det, hvis returnering er scannet ved en boks, en kasse eller en bod.
metric-collected-name = Indsamlet
metric-collected = Af den udleverede emballage det, som personalet samlede ind, eller som dukkede op i vasken uden at være returneret.
metric-seen-again-name = Set igen
metric-seen-again = Af den udleverede emballage det, der blev udleveret igen, uden at en returnering imellem var scannet.
metric-lost-name = Tabt
metric-lost = Af den udleverede emballage det, der er meldt tabt.
metric-written-off-name = Afskrevet
metric-written-off = Af den udleverede emballage det, der er afskrevet, også fordi sidste dag for returnering var gået.
metric-forfeited-name = Over sidste dag
metric-forfeited = Af det afskrevne det, hvis sidste dag for returnering var gået. Det er en frist og ikke et tab.
metric-out-name = Stadig ude
metric-out = Udleveret emballage, som ikke var set igen på det angivne tidspunkt.
metric-unseen-name = Glemte udleveringer
metric-unseen = Returneringer, hvis udlevering ingen bod havde scannet. Gæsten får sin pant alligevel. De indgår ikke i returraten.
metric-flow-name = Strøm
metric-flow = Returneringer ÷ udleveringer i samme tid. Det blander emballage fra forskellige timer og kan blive over 100 %, så det er ikke en returrate. Tæller: alle returneringer i arrangementet. Nævner: scannede udleveringer i arrangementet.
metric-recovery-name = Genfindingsrate
metric-recovery = Andelen af den udleverede emballage i hele arrangementet, der kom hjem, uanset hvem der bragte den. Tæller: returneret eller indsamlet. Nævner: udleveret. Med Wilsons 95 %-interval.
metric-loss-name = Svind
metric-loss = Mellem to ender, af alle ture i hele arrangementet. Fra: det, der er meldt tabt, i stykker eller taget ud af brug. Til: alt, der ikke var tilbage på det angivne tidspunkt, også det, hvis sidste dag var gået, hvilket ikke i sig selv er et tab. Tæller: meldt tabt; ikke tilbage. Nævner: ture.
metric-dwell-median-name = Tid ude, median
metric-dwell-median = Halvdelen af den emballage, der kom tilbage, var tilbage inden for denne tid, aflæst på hele arrangementets returkurve og rundet ned til dens offentliggjorte aldre.
metric-dwell-p90-name = Tid ude, 90 %
metric-dwell-p90 = Ni ud af ti stykker emballage, der kom tilbage, var tilbage inden for denne tid, aflæst på hele arrangementets returkurve og rundet ned til dens offentliggjorte aldre.
metric-trips-name = Ture
metric-trips = Brug af emballage i hele arrangementet, talt ved udlevering: scannede udleveringer, og returneringer, hvis udlevering ingen scannede.
metric-rotations-name = Omløb
metric-rotations = Ture, hvorefter emballagen var klar til næste brug, talt i vasken, i hele arrangementet. Gennemsnit: omløb ÷ emballage sat i omløb.
metric-rotations-estimated-name = Omløb (anslået)
metric-rotations-estimated = Ture, hvorefter emballagen var klar til næste brug. Vask blev ikke scannet, så et omløb ses på den næste udlevering: ture minus brugt emballage, i hele arrangementet. Gennemsnit: omløb ÷ emballage sat i omløb.
metric-fleet-turn-name = Brug pr. dag
metric-fleet-turn = Hvor ofte et stykke emballage blev brugt pr. dag. Tæller: ture. Nævner: emballage af disse typer × arrangementsdøgn med udlevering.
metric-single-use-name = Undgået engangsemballage
metric-single-use = Stykker engangsemballage, der ikke blev brugt: ét for hver servering, altså hver tur og hver genopfyldning i hele arrangementet. Vægt: serveringer × vægten af det, én brug erstatter, for de typer, hvor den er kendt.
metric-climate-name = Klimaeffekt
metric-climate = Serveringer (ture og genopfyldninger) × engangsstykket, minus fremstilling og endeligt, vask og transport, i g CO₂e for hele arrangementet. Fremstilling og endeligt skrives af over hver types planlagte gange: en tur bærer sin andel, et stykke, der går tabt eller tages ud af brug før tid, det, der er tilbage af det, og ud over de planlagte gange bærer det intet. Så intet køb og intet andet arrangement ændrer tallet. Fra lav til høj ved enderne af hver faktors spænd. Under nul betyder, at det kostede mere, end det sparede.
metric-planned-uses-name = Planlagte gange
metric-planned-uses = Hvor mange gange et stykkes fremstilling og endeligt skrives af over. En plan og ikke en måling; uden den er der ingen klimaeffekt.
metric-break-even-name = Tjent hjem
metric-break-even = Antal gange, hvorefter et stykke emballage har tjent sig selv hjem: fremstilling og endeligt ÷ det, én brug sparer efter vask og transport. Og andelen af beholdningen, der har haft så mange ture i sit liv.
metric-counted-to-claimed-name = Talt ÷ scannet
metric-counted-to-claimed = Kontrollen med enhver returrate. Tæller: stykker talt i en boks’ sække. Nævner: returneringer scannet ved boksen, mens sækkene hang i den.
metric-guests-name = Besøg
metric-guests = Gæsters returneringer ét sted, lagt sammen, med mindst én pant, i hele arrangementet.
metric-donating-name = Gæster, der donerer
metric-donating = Andelen af besøg med mindst én pant i hele arrangementet, hvor noget af den eller det hele blev givet væk. Tæller: besøg med en donation. Nævner: besøg. Med Wilsons 95 %-interval.
metric-told-late-name = Meldt sent
metric-told-late = Scanninger fra før lukningen, som en enhed meldte efter den. De tæller, men ikke i tallene pr. lukningen, for dem kendte ingen da.
metric-collected-ore-name = Pant taget ind
metric-collected-ore = Pant, som boderne tog for den emballage, de udleverede, minus det, der blev lagt tilbage. Direkte fra regnskabet, på det angivne tidspunkt.
metric-refunded-ore-name = Udbetalt
metric-refunded-ore = Pant betalt til gæster: værdibeviser og pantbilletter, kontanter, varer. Uden donationer. Direkte fra regnskabet, på det angivne tidspunkt.
metric-donated-ore-name = Doneret
metric-donated-ore = Pant, som gæster gav væk. Direkte fra regnskabet, på det angivne tidspunkt.
metric-held-ore-name = Indestående
metric-held-ore = Pant for emballage, der er ude, og for kasser hos boderne. Direkte fra regnskabet, på det angivne tidspunkt.
metric-payable-ore-name = Endnu ikke hævet
metric-payable-ore = Pant for returneret emballage, hvor gæsten ikke har valgt, hvordan den skal udbetales. Direkte fra regnskabet, på det angivne tidspunkt.
metric-unclaimed-ore-name = Uafhentet
metric-unclaimed-ore = Pant for emballage, der kom hjem eller gik tabt, uden at nogen bad om pengene. Et sent krav bliver stadig betalt. Direkte fra regnskabet, på det angivne tidspunkt.
metric-forfeited-ore-name = Forfaldet
metric-forfeited-ore = Af den uafhentede pant den, hvis sidste dag var gået. Direkte fra regnskabet, på det angivne tidspunkt.
metric-unseen-ore-name = Betalt for glemte udleveringer
metric-unseen-ore = Pant betalt til gæster for emballage, hvis udlevering ingen bod havde scannet. Direkte fra regnskabet, på det angivne tidspunkt.
metric-disputed-ore-name = Omstridt med boder
metric-disputed-ore = Pant betalt til en gæst, selv om en bod allerede havde taget emballagen retur. Du afgør, hvem der bærer det. Direkte fra regnskabet, på det angivne tidspunkt.
metric-lost-ore-name = Bogførte tab
metric-lost-ore = Hvad ordningen tabte: pant betalt to gange, fordi to gjorde krav på den, betalt før returneringen blev fortrudt, manglende kontanter. Direkte fra regnskabet, på det angivne tidspunkt.
metric-between-events-ore-name = Mellem arrangementer
metric-between-events-ore = Pant for andre arrangementers emballage, der blev betalt her, og som de skylder, minus det, der blev betalt andre steder for dette arrangements. Direkte fra regnskabet, på det angivne tidspunkt.
metric-vouchers-out-ore-name = Værdibeviser ude
metric-vouchers-out-ore = Penge på værdibeviser og pantbilletter, der endnu ikke er brugt. Direkte fra regnskabet, på det angivne tidspunkt.

assumption-as-of-closing = Alle tal er pr. lukningen: det, der var kendt da, med den tids priser, beholdning, planlagte gange og faktorer. Hvad der blev kendt senere, står ved siden af og ændrer ingen af dem.
assumption-still-counting = Arrangementet er ikke lukket: emballage kommer stadig tilbage, og returraten vokser endnu.
assumption-forgotten-half = Spændets nederste ende antager, at emballage med glemt udlevering kommer mindst halvt så ofte tilbage som anden.
assumption-unseen-not-in-the-rate = Returneringer, hvis udlevering ingen bod havde scannet, indgår ikke i returraten.
assumption-rotations-estimated = Omløb ses på den næste udlevering, for vask blev ikke scannet.
assumption-climate-planned-uses = Fremstilling og endeligt skrives af over hver types planlagte gange. Det er en plan og ikke en måling.
assumption-climate-weak = Nogle klimafaktorer er afledte eller kommer fra en part i sagen.
assumption-climate-without-transport = Transport indgår ikke i klimaeffekten, for ingen faktor er kendt.
assumption-climate-not-all-types = Nogle typer har ingen klimafaktorer eller ingen planlagte gange og derfor ingen klimaeffekt, og der er ingen samlet.

alert-device-silent = { $station }: en enhed er ikke hørt i { $number } minutter
alert-box-full = { $station } er fuld
alert-box-nearly-full = { $station } er { $number } % fuld
alert-stall-forgets = { $station } glemte at scanne { $number } % af sine udleveringer
alert-outbox-filling = { $station }: { $number } scanninger venter på en enhed
alert-battery-low = { $station }: en enhed har { $number } % strøm tilbage
alert-worker-never = Der er endnu ikke kørt nogen planlagte jobs: intet bliver lukket, forfalder eller kommer på pantbilletter. Sig til den, der driver serveren, at pantbox worker mangler.
alert-worker-silent = Ingen planlagte jobs har kørt i { $number } minutter: intet bliver lukket, forfalder eller kommer på pantbilletter. Sig det til den, der driver serveren.
alert-job-failing =
    { $station ->
        [closing] Pant, hvis frist er udløbet, kunne ikke forfalde
        [slips] Penge kunne ikke lægges på pantbilletter
       *[other] Jobbet { $station } mislykkedes
    } { $number } gange i træk. Den, der driver serveren, finder grunden i dens log.
alert-stalls-without-device =
    { $number ->
        [one] 1 bod har ingen enhed og kan ikke scanne: { $station }
       *[other] { $number } boder har ingen enhed og kan ikke scanne: { $station }
    }
alert-boxes-without-device =
    { $number ->
        [one] 1 pantboks har ingen enhed, så kun skiltet virker: { $station }
       *[other] { $number } pantbokse har ingen enhed, så kun skiltene virker: { $station }
    }
alert-desks-without-device =
    { $number ->
        [one] 1 pantkasse har ingen enhed og kan ikke udbetale: { $station }
       *[other] { $number } pantkasser har ingen enhed og kan ikke udbetale: { $station }
    }
alert-held =
    { $number ->
        [one] 1 returnering venter på en afgørelse
       *[other] { $number } returneringer venter på en afgørelse
    }
alert-contested =
    { $number ->
        [one] 1 returnering er omstridt
       *[other] { $number } returneringer er omstridte
    }
alert-disputed =
    { $number ->
        [one] 1 udbetaling er omstridt med en bod
       *[other] { $number } udbetalinger er omstridt med boder
    }. Afgør, hvem der bærer dem.
alert-unseen-bound =
    { $number ->
        [one] { $station }: 1 returnering venter, fordi ingen bod scannede udleveringen
       *[other] { $station }: { $number } returneringer venter, fordi ingen bod scannede udleveringerne
    }. Få boderne til at scanne det, de rækker ud; det, der venter, bliver betalt ved optælling eller ved disken.
alert-box-claims = { $station }: { $number } afleveret siden sidste sækskift, og så er den fuld. Skift sækken, og tæl den: fra det dobbelte af dens plads venter pengene på, at sækken er talt op.
alert-stock-running-out = { $station }: noget rækker kun { $number } minutter endnu
alert-delivery-unconfirmed = { $station }: en levering, der blev sendt for { $number } minutter siden, er ikke talt op
alert-till-short = { $station } lukkede med { $number } kr. for lidt i pant
alert-till-over = { $station } lukkede med { $number } kr. for meget i pant
alert-stock-short = { $station } lukkede og manglede { $number } rene emballager

hint-counted-less = { $place }, sæk { $bag }: { $count } talt, { $n } scannet. Der mangler { $off }.
hint-counted-more = { $place }, sæk { $bag }: { $count } talt, kun { $n } scannet. Der er { $off } for mange.
hint-uses = { $container }: brugt { $count } gange mere på en dag uden vask eller levering forinden; andre { $usual }.
hint-take-backs = { $place }: { $count } taget tilbage, { $n } udleveret{ $share }; andre boder { $usual } %.
hint-undos = { $place }: { $count } af { $n } udleveringer fortrudt{ $share }; andre boder { $usual } %.
hint-unseen = { $place }: { $count } af { $n } returer var ikke udleveret{ $share }; andre { $usual } %.
hint-contested = { $place }: { $count } af { $n } returer kom tilbage en gang til et andet sted{ $share }; andre { $usual } %.
hint-refills = { $place }: { $count } genopfyldninger, { $n } udleveret{ $share }; andre boder, der fylder op, { $usual } %.
hint-offline = { $place }: { $count } af { $n } værdibeviser taget uden netværk{ $share }; andre boder { $usual } %.

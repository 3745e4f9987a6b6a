# The live page.

office-live-now = Lige nu
office-as-of = kl. { $time }, følger med af sig selv
office-of-them-unseen = heraf { $count } med glemt udlevering
office-rate-so-far = Returrate indtil nu
office-rate-note = { $interval } % · scanningsgrad { $coverage }
office-alerts = Hold øje med
office-more-alerts = { $count } mere
office-no-alerts = Intet kræver opmærksomhed lige nu.
office-unseen-share = Glemt
office-undone = Fortrudt
office-undone-too-late = Fortrudt for sent
office-sent-on = Sendt videre
office-unseen-share-means = Af de returneringer, der stammer fra boden, andelen, hvor boden ikke havde scannet udleveringen. Gæsten fik sin pant; boden skylder den.
office-bags-down = Sække
office-bags-items = talt: { $count }
office-silent = Tavs

office-continuity = Nøddrift: når noget svigter
office-continuity-lead = Én kontakt løsner nogle grænser på alle skærme med det samme, til du slår den fra igen. Hver pant udbetales stadig kun én gang. Det skrives i loggen.
office-continuity-loose = Boder tager op til { $offline } af hvert værdibevis uden netværk; pantkassen betaler op til { $unreadable } ulæselige for hver gæst; op til { $unseen } glemte udleveringer udbetales for hver station og dag.
office-continuity-what = Hvad svigter?
office-continuity-network = Netværket
office-continuity-printers = Printerne
office-continuity-payments = Betalingerne
office-continuity-begin = Slå nøddrift til
office-continuity-end = Det virker igen: slå nøddrift fra
office-continuity-on = Nøddrift siden { $since }: { $reason } svigter.
office-continuity-done-on = Nøddriften er slået til og står på alle skærme.
office-continuity-done-off = Grænserne er som normalt igen.

office-import = Import af tidligere scanninger
office-import-lead = Til når et program afleverer scanninger fra tidligere dage, for eksempel fra et andet system. Du slår det til indtil et tidspunkt, du selv vælger; det skrives i loggen.
office-import-means = Mens det er slået til, tæller det, programmer sender med deres nøgle, på de tidspunkter, de siger, og gamle returneringer udbetales. Ellers gemmes returneringer, der er mere end ti minutter gamle, og venter.
office-import-until = Indtil
office-import-until-hint = Højst 7 dage fra nu. Du kan slå det fra tidligere.
office-import-begin = Slå import til
office-import-end = Slå import fra
office-import-on = Import af tidligere scanninger er slået til indtil { $until }.
office-import-begun = Importen er slået til.
office-import-ended = Importen er slået fra. Det, der blev sendt imens, tæller, som det blev talt.

# The live page.

office-live-now = Lige nu
office-as-of = kl. { $time }, følger med af sig selv
office-worker-lived = Jobs kørte sidst { $time }
office-beside-them-unseen =
    { $count ->
        [one] Desuden kom 1 tilbage, som ingen bod havde scannet ud.
       *[other] Desuden kom { $count } tilbage, som ingen bod havde scannet ud.
    }
office-sum-of = { $issued } udleveret er:
office-sum-returned = tilbage
office-sum-collected = indsamlet
office-sum-seen-again = set igen uden retur
office-sum-lost = bortkommet
office-sum-written-off = afskrevet
office-sum-forfeited = ikke afleveret i tide
office-sum-out = ude nu
office-rate-so-far = Returrate indtil nu
office-rate-at-closing = Returrate pr. lukningen
office-rate-note = { $interval } % · scanningsgrad { $coverage } · { $grade }
office-rate-note-bound = Scanningsgrad { $coverage } · { $grade }
office-alerts = Hold øje med
office-more-alerts = { $count } mere
office-no-alerts = Intet kræver opmærksomhed lige nu.
office-not-begun = Arrangementet er ikke begyndt, så der holdes ikke øje endnu.
office-over = Arrangementet er slut, så der holdes ikke øje længere.
office-pair-devices = Par enheder
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

office-hints = Skiller sig ud
office-hints-means = Fingerpeg, ikke fejl: der kan være en god grund. Spørg først på stedet.
office-hints-more = { $count } til, og alle tal
office-plausible = Det, der skiller sig ud
office-plausible-all = Alle tal, der sammenlignes
office-plausible-rule = Et sted mærkes, når der er sket mindst ti ting, det er mere end tre gange det sædvanlige ved mindst fem andre, og mere end tilfældet ville gøre ved ét af tusind.
office-plausible-too-few = for lidt at sammenligne
office-plausible-up-to = op til { $most }
office-plausible-subject = Hvad
office-plausible-count = Antal
office-plausible-of = Ud af
office-plausible-share = Andel
office-plausible-usual = Sædvanligt
office-plausible-range = Rimeligt
office-plausible-marked = skiller sig ud
office-plausible-none = Der er intet at sammenligne endnu.
office-plausible-counted = Talt i sække
office-plausible-counted-means = Emballager talt i en sæk, ud af dem, der blev afleveret, mens den hang i sin boks. Den skiller sig ud, når der mangler eller er så mange flere end én af tyve for meget, at tilfældet gør det i færre end én sæk af tusind, og mindst ti. Mangler der: nogen scannede det, der ikke er i sækken, eller der blev talt forkert. Er der for mange: gæster smed dem i uden at scanne, eller en sæk blev skiftet uden scanning.
office-plausible-uses = Gange én emballage er brugt på en dag
office-plausible-uses-means = En emballages brug fra én hviletid til den næste uden vask eller levering forinden, ud af al dens brug dér. Vist er det, der er brugt oftere, end den mest brugte burde, ved siden af alle andre samme dag.
office-plausible-take-backs = Taget tilbage
office-plausible-take-backs-means = Emballager, en bod tog tilbage, ud af dem, den udleverede. En bod, der tager langt flere tilbage end andre, scanner måske det, gæsterne stadig har, eller står bare dér, hvor de spiser.
office-plausible-undos = Fortrudt
office-plausible-undos-means = Udleveringer, en bod fortrød eller prøvede at fortryde, ud af alle dens scanninger. Hver tager en pant af dens konto.
office-plausible-unseen = Ikke udleveret
office-plausible-unseen-means = Returer uden en scannet udlevering, ud af alle returer dér. Boder i nærheden glemmer måske at scanne, eller nogen scanner emballager, der aldrig var ude.
office-plausible-contested = Afleveret to gange
office-plausible-contested-means = Returer, hvor nogen bagefter kom med emballagen til en boks eller en pantkasse, også hvor den endnu venter, ud af alle returer dér. Et billede af en emballage ser ens ud for et kamera.
office-plausible-refills = Genopfyldninger
office-plausible-refills-means = Genopfyldninger, ud af det, boden udleverede, ved siden af andre boder, der genopfylder. Måske betaler gæsten en pant, der ikke scannes.
office-plausible-offline = Uden netværk
office-plausible-offline-means = Værdibeviser og pantbilletter, som en bod sagde, den tog uden netværk, ud af alle, den tog. Dens netværk kan være dårligt: andre enheder ved siden af ved det.

# Stadeholderens egen side: hvad der er udleveret, taget imod, indløst og skyldes.

vendor-title = Pantregnskab
vendor-lead = Følger med af sig selv. Kun den, der har linket, kan se det.
vendor-owed = Du skylder
vendor-owed-to-you = Du har til gode
vendor-owed-text = Pant, du har taget ind i din kasse, minus hvad du har givet tilbage.
vendor-issued = Udleveret
vendor-taken-back = Taget tilbage i boden
vendor-refills = Genopfyldt
vendor-refills-text = Samme beholder fyldt igen for samme gæst: ingen ny pant.
vendor-unseen = Glemte udleveringer
vendor-unseen-text = Afleveret et andet sted, uden at din bod havde scannet dem ud.
vendor-undecided = Omstridt, ikke afgjort
vendor-undecided-text = Gæster, der stod med emballage, du havde taget tilbage, har fået deres pant. Arrangøren afgør, hvem der bærer det.
vendor-disputed = Afgjort mod boden
vendor-corrections = Rettelser
vendor-undone = Fortrudte udleveringer
vendor-undone-too-late = Fortrudt for sent
vendor-sent-on = Gæster sendt videre
vendor-redeemed = Værdibeviser indløst
vendor-pieces = { $pieces ->
    [one] 1 stykke
   *[other] { $pieces } stykker
}
vendor-papers = { $papers ->
    [one] 1 indløsning
   *[other] { $papers } indløsninger
}
vendor-stalls = Per bod
vendor-stall = Bod
vendor-stall-name = Bod { $number } · { $name }
vendor-items = Alle poster
vendor-items-none = Ikke noget endnu.
vendor-at = Tid
vendor-what = Hvad
vendor-amount = Beløb
vendor-more = Vis flere
vendor-newest = Til de nyeste
vendor-crates = Kasser leveret
vendor-crates-text = Pant for fulde kasser, minus hvad der er talt tilbage.
vendor-settled = Afregnet
vendor-number = nr. { $number }
vendor-what-handed-out = Udleveret
vendor-what-crates = Kasser
vendor-what-taken-back = Taget tilbage
vendor-what-redeemed = Indløst
vendor-what-settled = Afregnet
vendor-what-disputed = Omstridt
vendor-what-other = Andet
vendor-as-of = Set { $at }
vendor-deliveries = Leveringer
vendor-delivery-way = Fra og til
vendor-delivery-sent = { $count } sendt, ikke talt endnu
vendor-delivery-differs = { $sent } sendt, { $counted } talt
vendor-delivery-beyond-pool = { $count } talt tilbage ud over puljen
vendor-closings = Lukket
vendor-closing-till = I kassen
vendor-closing-expected = Efter scanningerne
vendor-closing-stock = Ren beholdning talt

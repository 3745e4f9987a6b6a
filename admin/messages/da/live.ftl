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
office-unseen-share-means = Af de returneringer, der stammer fra boden, andelen, hvor boden ikke havde scannet udleveringen. Gæsten fik sin pant; boden skylder den.
office-bags-down = Sække
office-bags-items = talt: { $count }
office-silent = Tavs

# Held and contested returns.

office-nav-doubts = Tvivl
office-waiting = Venter på en afgørelse
office-waiting-hint = Tæl sækken, eller se emballagen. Det valgte betales eller afvises på én gang.
office-nothing-waits = Intet venter.
office-nothing-contested = Intet er omstridt.
office-choose = Vælg
office-container = Emballage
office-why = Hvorfor
office-why-issue-unseen = Udlevering ikke scannet
office-why-awaiting-issue = Venter på bodens scanninger
office-why-awaiting-scan = Venter på en scanning
office-why-limit-reached = Over grænsen for ét besøg
office-hold-pay = Betal
office-hold-refuse = Afvis
office-holds-paid = Returneringer betalt: { $count }.
office-holds-refused = Returneringer afvist: { $count }.
office-contested-returns = Omstridte returneringer
office-contested-means = To har gjort krav på den samme pant. Den, der står med emballagen, får altid sin pant; hvis en telefon nåede det først, bliver det bogført som et tab.
office-claim-paid = Betalt til
office-claim-other = Den anden
office-outcome = Udfald
office-paid-twice = Betalt to gange
office-paid-once = Kun den ene betalt
office-log-holds-released = Ventende returneringer betalt
office-log-holds-refused = Ventende returneringer afvist

# Held and contested returns.

office-nav-doubts = Doubts
office-waiting = Waiting for a decision
office-waiting-hint = Count the bag, or look at the container. What is chosen is paid or refused at once.
office-nothing-waits = Nothing waits.
office-nothing-contested = Nothing is contested.
office-choose = Choose
office-container = Container
office-why = Why
office-why-issue-unseen = Issue not scanned
office-why-awaiting-issue = Waits for the stall’s scans
office-why-awaiting-scan = Waits for a scan
office-why-limit-reached = Above the bound of one visit
office-hold-pay = Pay
office-hold-refuse = Refuse
office-holds-paid = Returns paid: { $count }.
office-holds-refused = Returns refused: { $count }.
office-contested-returns = Contested returns
office-contested-means = Two have claimed the same deposit. Whoever holds the container always gets it; if a phone was first, that is booked as a loss.
office-claim-paid = Paid to
office-claim-other = The other
office-outcome = Outcome
office-paid-twice = Paid twice
office-paid-once = Only one paid
office-log-holds-released = Held returns paid
office-log-holds-refused = Held returns refused

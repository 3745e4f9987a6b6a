# What each number means: its definition, numerator, denominator and window, to be shown beside it.

metric-return-rate-name = Return rate
metric-return-rate = Of the containers that stalls scanned when handing them out in the whole event, the share that was scanned back in by the time stated. Numerator: those returned. Denominator: those handed out. With Wilson’s 95 % interval.
metric-return-rate-bound-name = Return rate, as a bound
metric-return-rate-bound = Of the containers that stalls scanned when handing them out in the whole event, the share that was scanned back in by the time stated. More than 5 % of the returns had no scanned issue, in all or at a stall, so the span runs from the rate if forgotten containers came back half as often, to the rate if all of them did. Numerator: those returned. Denominator: those handed out.
metric-scan-coverage-name = Scan coverage
metric-scan-coverage = Of all returns by the time stated, the share whose issue a stall had scanned. Numerator: returns with a scanned issue. Denominator: all returns. Below 95 %, in all or at a stall that handed out more than 1 %, a return rate is given as a bound.
metric-grade-name = Grade
metric-grade = What the numbers rest on. A: every item scanned, out and back, and at least 95 % of the returns had a scanned issue, in all and at every stall that handed out more than 1 %. A, incomplete: the same with more forgotten scans, and the rate is a bound. B: issues counted, returns scanned: a rate and trips, but no time out. C: counts only: a loss.
metric-curve-name = Return rate by age
metric-curve = The share of the containers handed out that was back within a given time, by the Aalen–Johansen estimator: containers still out count for as long as they were watched; collected, seen again, lost and written off are ends of their own. Numerator and denominator: trips at risk at each age. Cohorts of whole event days; ages in published steps; 95 % interval by the log–log transform.
metric-issued-name = Handed out
metric-issued = Containers that stalls scanned when handing them out, in the whole event.
metric-returned-name = Returned
metric-returned = Of the containers handed out, those whose return was scanned at a box, a desk or a stall.
metric-collected-name = Collected
metric-collected = Of the containers handed out, those that staff picked up or that turned up at the wash without having been returned.
metric-seen-again-name = Seen again
metric-seen-again = Of the containers handed out, those handed out again without a return in between having been scanned.
metric-lost-name = Lost
metric-lost = Of the containers handed out, those declared lost.
metric-written-off-name = Written off
metric-written-off = Of the containers handed out, those written off, also because the last day for returning them had passed.
metric-forfeited-name = Past their last day
metric-forfeited = Of those written off, those whose last day for being returned had passed. It is a deadline and not a loss.
metric-out-name = Still out
metric-out = Containers handed out of which nothing had been seen by the time stated.
metric-unseen-name = Forgotten scans
metric-unseen = Returns whose issue no stall had scanned. The guest gets the deposit all the same. They are not part of the return rate.
metric-flow-name = Flow
metric-flow = Returns ÷ issues in the same time. It mixes containers from different hours and can pass 100 %, so it is not a return rate. Numerator: all returns in the event. Denominator: issues scanned in the event.
metric-recovery-name = Recovery rate
metric-recovery = Of the containers handed out in the whole event, the share that came home, whoever brought it. Numerator: returned or collected. Denominator: handed out. With Wilson’s 95 % interval.
metric-loss-name = Loss
metric-loss = Between two ends, of all trips in the whole event. From: those declared lost, broken or taken out of use. To: all that were not back by the time stated, also those whose last day had passed, which is no loss as such. Numerator: declared lost; not back. Denominator: trips.
metric-dwell-median-name = Time out, median
metric-dwell-median = Half of the containers that came back were back within this time, read off the return curve of the whole event, rounded down to its published ages.
metric-dwell-p90-name = Time out, 90 %
metric-dwell-p90 = Nine out of ten containers that came back were back within this time, read off the return curve of the whole event, rounded down to its published ages.
metric-trips-name = Trips
metric-trips = Uses of a container in the whole event, counted at issue: issues scanned, and returns whose issue nobody scanned.
metric-rotations-name = Rotations
metric-rotations = Trips after which the container was ready for its next use, counted at the wash, in the whole event. Average: rotations ÷ containers put into the system.
metric-rotations-estimated-name = Rotations (estimated)
metric-rotations-estimated = Trips after which the container was ready for its next use. Washes were not scanned, so a rotation is told from the next issue: trips less containers used, in the whole event. Average: rotations ÷ containers put into the system.
metric-fleet-turn-name = Fleet turn
metric-fleet-turn = How often a container was used per day. Numerator: trips. Denominator: containers of these types × event days with an issue.
metric-single-use-name = Single-use avoided
metric-single-use = Pieces of single-use packaging not used: one for each serving, that is each trip and each refill in the whole event. Weight: servings × the weight of the piece one use replaces, for the types of which it is known.
metric-climate-name = Climate effect
metric-climate = Servings (trips and refills) × single-use piece, less making and end of life, washes and transport, in g CO₂e for the whole event. Making and end of life are written off over the planned uses of each type: a trip bears its share, a container that is lost or taken out of use early what is left of it, and beyond its planned uses it bears nothing. So no purchase and no other event changes the figure. From low to high by the ends of every factor’s band. Below zero means that it cost more than it saved.
metric-planned-uses-name = Planned uses
metric-planned-uses = Over how many uses making and end of life of a container are written off. A plan, not a measurement; without it there is no climate effect.
metric-break-even-name = Break-even
metric-break-even = Uses after which a container has paid for itself: making and end of life ÷ what one use saves after washing and transport. And the share of the fleet that has made that many trips in its life.
metric-counted-to-claimed-name = Counted ÷ claimed
metric-counted-to-claimed = The check on every return rate. Numerator: items counted in the bags of a box. Denominator: returns scanned at the box while those bags hung in it.
metric-guests-name = Visits
metric-guests = Guests’ returns at one place, taken together, with at least one deposit, in the whole event.
metric-donating-name = Donating guests
metric-donating = Of the visits with at least one deposit in the whole event, the share in which some or all of it was given away. Numerator: visits with a donation. Denominator: visits. With Wilson’s 95 % interval.
metric-told-late-name = Told late
metric-told-late = Scans of before the closing that a device told after it. They count, but not in the figures as of the closing, which nobody could know then.
metric-collected-ore-name = Deposits collected
metric-collected-ore = Deposits that stalls took for containers they handed out, less what was put back. Straight from the ledger, as of the time stated.
metric-refunded-ore-name = Refunded
metric-refunded-ore = Deposits paid to guests: vouchers and slips, cash, goods. Without donations. Straight from the ledger, as of the time stated.
metric-donated-ore-name = Donated
metric-donated-ore = Deposits that guests gave away. Straight from the ledger, as of the time stated.
metric-held-ore-name = Held
metric-held-ore = Deposits of containers that are out, and of crates at stalls. Straight from the ledger, as of the time stated.
metric-payable-ore-name = Not asked for yet
metric-payable-ore = Deposits of containers that were returned, whose guests have not chosen how to get them. Straight from the ledger, as of the time stated.
metric-unclaimed-ore-name = Unclaimed
metric-unclaimed-ore = Deposits of containers that came home or were lost without anyone asking for the money. A late claim is still paid. Straight from the ledger, as of the time stated.
metric-forfeited-ore-name = Forfeited
metric-forfeited-ore = Of the unclaimed deposits, those whose last day had passed. Straight from the ledger, as of the time stated.
metric-unseen-ore-name = Paid for forgotten scans
metric-unseen-ore = Deposits paid to guests for containers whose issue no stall had scanned. Straight from the ledger, as of the time stated.
metric-disputed-ore-name = Disputed with stalls
metric-disputed-ore = Deposits paid to a guest although a stall had taken the container back already. You decide who bears it. Straight from the ledger, as of the time stated.
metric-lost-ore-name = Booked losses
metric-lost-ore = What the scheme lost: a deposit paid twice because two claimed it, paid before its return was undone, cash missing. Straight from the ledger, as of the time stated.
metric-between-events-ore-name = Between events
metric-between-events-ore = Deposits of other events’ containers that were paid here, which those events owe, less what was paid elsewhere for containers of this one. Straight from the ledger, as of the time stated.
metric-vouchers-out-ore-name = Vouchers out
metric-vouchers-out-ore = Money on vouchers and slips that has not been used yet. Straight from the ledger, as of the time stated.

assumption-as-of-closing = All figures are as of the closing: what was known by then, with the prices, fleet, planned uses and factors of that time. What became known later stands beside them and changes none of them.
assumption-still-counting = The event is not closed: containers still come back, and the return rate still grows.
assumption-forgotten-half = The lower bound of the return rate assumes that containers whose issue was forgotten come back at least half as often as others.
assumption-unseen-not-in-the-rate = Returns whose issue no stall had scanned are not part of the return rate.
assumption-rotations-estimated = Rotations are told from the next issue, for washes were not scanned.
assumption-climate-planned-uses = Making and end of life are written off over the planned uses of each type. That is a plan and no measurement.
assumption-climate-weak = Some climate factors are derived or come from an interested party.
assumption-climate-without-transport = Transport is not part of the climate effect, for no factor is known.
assumption-climate-not-all-types = Some types have no climate factors or no planned uses and so no climate effect, and there is no total.

alert-device-silent = { $station }: a device has not been heard from for { $number } minutes
alert-box-full = { $station } is full
alert-box-nearly-full = { $station } is { $number } % full
alert-stall-forgets = { $station } forgot to scan { $number } % of its issues
alert-outbox-filling = { $station }: { $number } scans are waiting on a device
alert-battery-low = { $station }: a device has { $number } % battery left
alert-worker-never = No scheduled job has run yet: nothing is closed, forfeited or put on slips. Tell whoever runs the server that pantbox worker is missing.
alert-worker-silent = No scheduled job has run for { $number } minutes: nothing is closed, forfeited or put on slips. Tell whoever runs the server.
alert-job-failing =
    { $station ->
        [closing] Deposits whose last day has passed could not be forfeited
        [slips] Money could not be put on slips
       *[other] The job { $station } failed
    } { $number } times in a row. Whoever runs the server finds the reason in its log.
alert-stalls-without-device =
    { $number ->
        [one] 1 stall has no device and cannot scan: { $station }
       *[other] { $number } stalls have no device and cannot scan: { $station }
    }
alert-boxes-without-device =
    { $number ->
        [one] 1 pant box has no device and only its sign works: { $station }
       *[other] { $number } pant boxes have no device and only their signs work: { $station }
    }
alert-desks-without-device =
    { $number ->
        [one] 1 cash desk has no device and cannot pay: { $station }
       *[other] { $number } cash desks have no device and cannot pay: { $station }
    }
alert-held =
    { $number ->
        [one] 1 return waits for a decision
       *[other] { $number } returns are waiting for a decision
    }
alert-contested =
    { $number ->
        [one] 1 return is contested
       *[other] { $number } returns are contested
    }
alert-disputed =
    { $number ->
        [one] 1 payment is disputed with a stall
       *[other] { $number } payments are disputed with stalls
    }. Decide who bears them.
alert-unseen-bound =
    { $number ->
        [one] { $station }: 1 return waits, because no stall scanned it out
       *[other] { $station }: { $number } returns wait, because no stall scanned them out
    }. Have the stalls scan what they hand out; those that wait are paid when the bag is counted, or at the desk.
alert-box-claims = { $station }: { $number } returned since the bag was changed, so it is full. Change the bag, and count it: from twice what it holds on, the money waits for the count.
alert-stock-running-out = { $station }: something is left for only { $number } minutes
alert-delivery-unconfirmed = { $station }: a delivery sent { $number } minutes ago has not been counted
alert-till-short = { $station } closed with { $number } kr. too little in deposits
alert-till-over = { $station } closed with { $number } kr. too much in deposits
alert-stock-short = { $station } closed with { $number } clean containers missing

hint-counted-less = { $place }, bag { $bag }: { $count } counted, { $n } claimed. { $off } are missing.
hint-counted-more = { $place }, bag { $bag }: { $count } counted, only { $n } claimed. { $off } are left over.
hint-uses = { $container }: used { $count } times more within a day with no wash and no delivery before; others { $usual }.
hint-take-backs = { $place }: { $count } taken back, { $n } handed out{ $share }; other stalls { $usual } %.
hint-undos = { $place }: { $count } of { $n } hand-outs undone{ $share }; other stalls { $usual } %.
hint-unseen = { $place }: { $count } of { $n } returns had no hand-out{ $share }; others { $usual } %.
hint-contested = { $place }: { $count } of { $n } returns were brought back a second time elsewhere{ $share }; others { $usual } %.
hint-refills = { $place }: { $count } refills, { $n } handed out{ $share }; other stalls that refill { $usual } %.
hint-offline = { $place }: { $count } of { $n } vouchers taken without network{ $share }; other stalls { $usual } %.

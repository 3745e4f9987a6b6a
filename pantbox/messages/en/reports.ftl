# What each number means: its definition, numerator, denominator and window, to be shown beside it.

metric-return-rate-name = Return rate
metric-return-rate = Of the containers that stalls scanned when handing them out in the whole event, the share that was scanned back in by the time stated. Numerator: those returned. Denominator: those handed out. With Wilson’s 95 % interval.
metric-return-rate-bound-name = Return rate, as a bound
metric-return-rate-bound = Of the containers that stalls scanned when handing them out in the whole event, the share that was scanned back in by the time stated. More than 5 % of the returns had no scanned issue, so the span runs from the rate if forgotten containers came back half as often, to the rate if all of them did. Numerator: those returned. Denominator: those handed out.
metric-scan-coverage-name = Scan coverage
metric-scan-coverage = Of all returns so far, the share whose issue a stall had scanned. Numerator: returns with a scanned issue. Denominator: all returns. Below 95 % a return rate is given as a bound.
metric-grade-name = Grade
metric-grade = What the numbers rest on. A: every item scanned, out and back. B: issues counted, returns scanned: a rate and trips, but no time out. C: counts only: a loss.
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
metric-out-name = Out now
metric-out = Containers handed out of which nothing has been seen since.
metric-unseen-name = Forgotten scans
metric-unseen = Returns whose issue no stall had scanned. The guest gets the deposit all the same. They are not part of the return rate.
metric-flow-name = Flow
metric-flow = Returns ÷ issues in the same time. It mixes containers from different hours and can pass 100 %, so it is not a return rate. Numerator: all returns in the event. Denominator: issues scanned in the event.
metric-recovery-name = Recovery rate
metric-recovery = Of the containers handed out in the whole event, the share that came home, whoever brought it. Numerator: returned or collected. Denominator: handed out. With Wilson’s 95 % interval.
metric-loss-name = Loss rate
metric-loss = Of the trips that have ended in the whole event, the share that ended in loss. Numerator: lost or written off. Denominator: all trips that have ended. With Wilson’s 95 % interval.
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
metric-climate = Servings (trips and refills) × single-use piece, less making and end of life of the containers made for it, their washes and transport, in g CO₂e for the whole event. From low to high by the ends of every factor’s band. Below zero means that it cost more than it saved.
metric-break-even-name = Break-even
metric-break-even = Uses after which a container has paid for itself: making and end of life ÷ what one use saves after washing and transport. And the share of the fleet that has made that many trips in its life.
metric-counted-to-claimed-name = Counted ÷ claimed
metric-counted-to-claimed = The check on every return rate. Numerator: items counted in the bags of a box. Denominator: returns scanned at the box while those bags hung in it.
metric-guests-name = Visits
metric-guests = Guests’ returns at one place, taken together, with at least one deposit, in the whole event.
metric-donating-name = Donating guests
metric-donating = Of the visits with at least one deposit in the whole event, the share in which some or all of it was given away. Numerator: visits with a donation. Denominator: visits. With Wilson’s 95 % interval.
metric-collected-ore-name = Deposits collected
metric-collected-ore = Deposits that stalls took for containers they handed out, less what was put back. Straight from the ledger, up to now.
metric-refunded-ore-name = Refunded
metric-refunded-ore = Deposits paid to guests: vouchers and slips, cash, goods. Without donations. Straight from the ledger, up to now.
metric-donated-ore-name = Donated
metric-donated-ore = Deposits that guests gave away. Straight from the ledger, up to now.
metric-held-ore-name = Held
metric-held-ore = Deposits of containers that are out, and of crates at stalls. Straight from the ledger, now.
metric-payable-ore-name = Not asked for yet
metric-payable-ore = Deposits of containers that were returned, whose guests have not chosen how to get them. Straight from the ledger, now.
metric-unclaimed-ore-name = Unclaimed
metric-unclaimed-ore = Deposits of containers that came home or were lost without anyone asking for the money. A late claim is still paid. Straight from the ledger, now.
metric-forfeited-ore-name = Forfeited
metric-forfeited-ore = Of the unclaimed deposits, those whose last day had passed. Straight from the ledger, now.
metric-unseen-ore-name = Paid for forgotten scans
metric-unseen-ore = Deposits paid to guests for containers whose issue no stall had scanned. Straight from the ledger, now.
metric-disputed-ore-name = Disputed with stalls
metric-disputed-ore = Deposits paid to a guest although a stall had taken the container back already. You decide who bears it. Straight from the ledger, now.
metric-lost-ore-name = Booked losses
metric-lost-ore = What the scheme lost: a deposit paid twice because two claimed it, paid before its return was undone, cash missing. Straight from the ledger, now.
metric-vouchers-out-ore-name = Vouchers out
metric-vouchers-out-ore = Money on vouchers and slips that has not been used yet. Straight from the ledger, now.

assumption-still-counting = The event is not closed: containers still come back, and the return rate still grows.
assumption-forgotten-half = The lower bound of the return rate assumes that containers whose issue was forgotten come back at least half as often as others.
assumption-unseen-not-in-the-rate = Returns whose issue no stall had scanned are not part of the return rate.
assumption-rotations-estimated = Rotations are told from the next issue, for washes were not scanned.
assumption-climate-weak = Some climate factors are derived or come from an interested party.
assumption-climate-without-transport = Transport is not part of the climate effect, for no factor is known.
assumption-climate-not-all-types = Some types have no climate factors and so no climate effect, and there is no total.

alert-device-silent = { $station }: a device has not been heard from for { $number } minutes
alert-box-full = { $station } is full
alert-box-nearly-full = { $station } is { $number } % full
alert-stall-forgets = { $station } forgot to scan { $number } % of its issues
alert-outbox-filling = { $station }: { $number } scans are waiting on a device
alert-battery-low = { $station }: a device has { $number } % battery left
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

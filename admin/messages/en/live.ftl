# The live page.

office-live-now = Live
office-as-of = { $time }, renews itself
office-worker-lived = Jobs last ran { $time }
office-beside-them-unseen =
    { $count ->
        [one] Beside them 1 came back that no stall had scanned out.
       *[other] Beside them { $count } came back that no stall had scanned out.
    }
office-sum-of = { $issued } handed out are:
office-sum-returned = back
office-sum-collected = collected
office-sum-seen-again = seen again without a return
office-sum-lost = lost
office-sum-written-off = written off
office-sum-forfeited = not returned in time
office-sum-out = out now
office-rate-so-far = Return rate so far
office-rate-at-closing = Return rate at the closing
office-rate-note = { $interval } % · scan coverage { $coverage } · { $grade }
office-rate-note-bound = Scan coverage { $coverage } · { $grade }
office-alerts = Look after
office-more-alerts = { $count } more
office-no-alerts = Nothing needs attention right now.
office-not-begun = The event has not begun, so nothing is watched yet.
office-over = The event is over, so nothing is watched any more.
office-pair-devices = Pair devices
office-unseen-share = Forgotten
office-undone = Undone
office-undone-too-late = Undone too late
office-sent-on = Sent on
office-unseen-share-means = Of the returns that came from the stall, the share whose issue it had not scanned. The guest got the deposit; the stall owes it.
office-bags-down = Bags
office-bags-items = counted: { $count }
office-silent = Silent

office-continuity = Emergency operation: when something fails
office-continuity-lead = One switch loosens some bounds on every screen at once, until you switch it off again. Each deposit still goes out only once. It is written in the log.
office-continuity-loose = Stalls take up to { $offline } of each voucher without network; the desk pays up to { $unreadable } unreadable ones per guest; up to { $unseen } forgotten issues are paid per station and day.
office-continuity-what = What is failing?
office-continuity-network = The network
office-continuity-printers = The printers
office-continuity-payments = Payments
office-continuity-begin = Switch emergency operation on
office-continuity-end = It works again: switch it off
office-continuity-on = Emergency operation since { $since }: { $reason } failing.
office-continuity-done-on = Emergency operation is on, and every screen says so.
office-continuity-done-off = The bounds are as usual again.

office-import = Import of past scans
office-import-lead = For when a program hands in scans of past days, for example from another system. You switch it on until a time of your choice; it is written in the log.
office-import-means = While it is on, what programs send with their key counts at the times they say, and old returns are paid. Otherwise returns more than ten minutes old are kept and wait.
office-import-until = Until
office-import-until-hint = At most 7 days from now. You can switch it off earlier.
office-import-begin = Switch the import on
office-import-end = Switch the import off
office-import-on = Import of past scans is on until { $until }.
office-import-begun = The import is on.
office-import-ended = The import is off. What was sent meanwhile stays as it was counted.

office-hints = Stands out
office-hints-means = Hints, not failures: there may be a good reason. Ask at the place first.
office-hints-more = { $count } more, and all figures
office-plausible = What stands out
office-plausible-all = All figures that are compared
office-plausible-rule = A place is marked when at least ten things happened there, it is more than three times what is usual at five or more others, and more than chance would make it in one of a thousand.
office-plausible-too-few = too little to compare
office-plausible-up-to = up to { $most }
office-plausible-subject = Of
office-plausible-count = Count
office-plausible-of = Out of
office-plausible-share = Share
office-plausible-usual = Usual
office-plausible-range = Plausible
office-plausible-marked = stands out
office-plausible-none = Nothing to compare yet.
office-plausible-counted = Counted in bags
office-plausible-counted-means = Containers counted in a bag, out of those returned while it hung in its box. It stands out when so many more than one in twenty are missing or left over that chance makes it in fewer than one bag of a thousand, and at least ten. Missing: somebody scanned what is not in the bag, or it was counted wrongly. Left over: guests threw in without scanning, or a bag was changed without a scan.
office-plausible-uses = Uses of one container in a day
office-plausible-uses-means = Uses of a container from one turnaround time to the next with no wash and no delivery before, out of all its uses then. Shown is what was used more often than the most used one should be, beside all others of the same day.
office-plausible-take-backs = Taken back
office-plausible-take-backs-means = Containers a stall took back, out of what it handed out. A stall that takes back far more than others may scan what guests still have, or may simply stand where they eat.
office-plausible-undos = Undone
office-plausible-undos-means = Hand-outs a stall undid or tried to, out of all it scanned. Each takes a deposit off its account.
office-plausible-unseen = Not handed out
office-plausible-unseen-means = Returns without a scanned hand-out, out of all returns there. Stalls nearby may forget to scan, or somebody scans containers that never were out.
office-plausible-contested = Brought back twice
office-plausible-contested-means = Returns for which somebody brought the container to a box or a desk afterwards, also where that one still waits, out of all returns there. A picture of a container looks the same to a camera.
office-plausible-refills = Refills
office-plausible-refills-means = Refills, out of what the stall handed out, beside other stalls that refill. A guest may be asked for a deposit that is not scanned.
office-plausible-offline = Without network
office-plausible-offline-means = Vouchers and slips a stall said it took without network, out of all it took. Its network may be bad: other devices beside it know.

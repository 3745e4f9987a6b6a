# The live page.

office-live-now = Live
office-as-of = { $time }, renews itself
office-of-them-unseen = of them { $count } not scanned out
office-rate-so-far = Return rate so far
office-rate-note = { $interval } % · scan coverage { $coverage }
office-alerts = Look after
office-more-alerts = { $count } more
office-no-alerts = Nothing needs attention right now.
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

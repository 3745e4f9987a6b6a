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

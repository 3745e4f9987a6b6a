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
office-unseen-share-means = Of the returns that came from the stall, the share whose issue it had not scanned. The guest got the deposit; the stall owes it.
office-bags-down = Bags
office-bags-items = counted: { $count }
office-silent = Silent

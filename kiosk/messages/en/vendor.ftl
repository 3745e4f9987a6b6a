# The vendor's own page: what was handed out, taken back, redeemed, and is owed.

vendor-title = Deposit account
vendor-lead = Keeps up by itself. Only who has the link can see it.
vendor-owed = You owe
vendor-owed-to-you = You are owed
vendor-owed-text = Deposits you took in your till, less what you gave back.
vendor-issued = Handed out
vendor-taken-back = Taken back at the stall
vendor-refills = Refilled
vendor-refills-text = The same container filled again for the same guest: no new deposit.
vendor-unseen = Unseen issues
vendor-unseen-text = Returned elsewhere without your stall having scanned them out.
vendor-undecided = Disputed, not decided
vendor-undecided-text = Guests who held containers you had taken back were paid their deposit. The organiser decides who bears it.
vendor-disputed = Decided against the stall
vendor-corrections = Corrections
vendor-undone = Issues undone
vendor-undone-too-late = Undone too late
vendor-sent-on = Guests sent on
vendor-redeemed = Vouchers redeemed
vendor-pieces = { $pieces ->
    [one] 1 piece
   *[other] { $pieces } pieces
}
vendor-papers = { $papers ->
    [one] 1 redemption
   *[other] { $papers } redemptions
}
vendor-stalls = By stall
vendor-stall = Stall
vendor-stall-name = Stall { $number } · { $name }
vendor-items = Every item
vendor-items-none = Nothing yet.
vendor-at = Time
vendor-what = What
vendor-amount = Amount
vendor-more = Show more
vendor-newest = To the newest
vendor-crates = Crates delivered
vendor-crates-text = Deposits for full crates, less what was counted back.
vendor-settled = Settled
vendor-number = no. { $number }
vendor-what-handed-out = Handed out
vendor-what-crates = Crates
vendor-what-taken-back = Taken back
vendor-what-redeemed = Redeemed
vendor-what-settled = Settled
vendor-what-disputed = Disputed
vendor-what-other = Other
vendor-as-of = As of { $at }
vendor-deliveries = Deliveries
vendor-delivery-way = From and to
vendor-delivery-sent = { $count } sent, not counted yet
vendor-delivery-differs = { $sent } sent, { $counted } counted
vendor-delivery-beyond-pool = { $count } counted back beyond the pool
vendor-closings = Closed
vendor-closing-till = In the till
vendor-closing-expected = By the scans
vendor-closing-stock = Clean stock counted

# The station app: stall, pant box, cash desk, wash and store.

language-choice = Language
starting = One moment …
close = Close
cancel = Cancel
back = Back
undo = Undo
no = Stop
held = Waiting
thanks = Thank you!
finish = Done
actions = Actions
container = Container
voucher = Voucher
slip = Deposit slip
ticket = Ticket
pieces = { $count ->
    [one] { $count } piece
   *[other] { $count } pieces
}
offline = No network{ $count ->
    [0] {""}
   *[other] {" "}· { $count } waiting
}

camera-wake = Wake the camera
camera-again = Tap to try again
camera-denied = The camera is not allowed. Allow it in the browser’s settings, or use a hand scanner.
camera-missing = There is no camera here. Use a hand scanner, or type the code.
camera-busy = Something else is using the camera.
camera-insecure = The camera needs a secure connection (https).
camera-failed = The camera does not answer.

code-type = Type the code
code-title = Type the code
code-hint = Eight characters on the container, or the sixteen on a voucher or slip.
code-hint-box = The code is below the label: eight characters, four and four. If it cannot be read at all, the cash desk pays you.
code-keys = Signs
code-typed = What you typed
code-erase = Erase
code-use = Use the code
amount-too-much = Only { $left } is left.

pair-title = Pair this device
pair-how = Scan the pairing code from the organiser’s page “People and devices”, or type it.
pair-type = The eight characters below the pairing code.
pair-busy = Pairing …

notices-title = The device
notices-open = { $count ->
    [0] The device
    [one] 1 thing to know
   *[other] { $count } things to know
}
device-sent = { $count ->
    [0] Network: everything is sent
   *[other] Network: sending { $count }
}
rulebook = Rules
device-kept = Also works without a network
device-not-kept-yet = Does not work without a network yet. Leave the page open a little while there is one.
device-never-kept = Works with a network only: the address is not secure (https).
device-no-tickets = This device cannot make tickets without a network: use slips. The address is not secure (https).
device-battery = Battery { $percent } %
device-charging = Battery { $percent } %, charging
device-newer = New version: restart
device-full = Full screen
device-not-full = Leave full screen
crash-title = Something went wrong on the screen
crash-safe = Everything scanned is kept and will be sent.
crash-restart = Start again
crash-restarts-in = s until it starts by itself
starting-no-network = There is no network yet. The device tries again by itself.
pair-install-first = First add Pantbox to the home screen (share button, “Add to Home Screen”), and pair the device from there. Otherwise the browser may delete what it has kept.
outbox-full = This device has no room for more scans. Find a network before you scan on.
outbox-nearly-full = { $count } scans are waiting and there is not room for many more. Find a network.
outbox-not-lasting = This browser does not keep what you scan. Do not close the page, and do not use a private window.
install-why = Add Pantbox to the home screen. Otherwise the browser may delete scans that were not sent within a week.
install-do = Add to the home screen
install-how = Open the browser's menu and choose “Add to home screen”.
troubles-why = { $count ->
    [one] One scan was refused after you had gone on.
   *[other] { $count } scans were refused after you had gone on.
}
troubles-seen = I have seen it
scan-count = Counted
scan-retire = Taken out of use
scan-lost = Lost
scan-write_off = Written off
scan-undo = Undone
scan-empty = New bag

continuity-network = Emergency operation since { $since }: the network is failing.
continuity-printers = Emergency operation since { $since }: the printers are failing.
continuity-payments = Emergency operation since { $since }: payments are failing.
continuity-stall = Hand out as always. Without network you may take up to { $sum } of each voucher and slip.
continuity-desk = Up to { $count } unreadable ones per guest may be paid by type.
continuity-box = Up to { $count } that no stall scanned are paid at once.

revoked-title = This device was blocked
revoked-waits = It still has { $count } scans to hand in. Leave it on until there is a network.
revoked-done = Everything is handed in. The device can be paired again.
revoked-pair = Pair again

stall-order = This order
stall-sum = Deposit to key in
stall-sum-back = Deposit to give back
stall-guest-ends = next guest in { $seconds } s
stall-previous = guest before: { $count } pcs, { $sum }
stall-came-back = came back
stall-next = Next guest
stall-take-back = Take back
stall-swap = Swap
stall-undo = Undo
stall-undo-one = Undo { $name } { $code }
stall-undone = Undone
stall-day = Today’s scans
stall-day-empty = Nothing was scanned yet today.
stall-handed-out = Handed out
stall-refill-for = Refill · { $sum }
stall-taken-back = Taken back
stall-swapped = Swapped
stall-swap-half = The old one gave no deposit
stall-swap-full = The guest pays the full deposit for the new one. The old one may be worth its deposit at a return box or the cash desk, so please hand it back.
stall-send-on = To a box or cash desk
stall-counted-already = Already counted
stall-take-another = Take another one
stall-here-already = The device is here
stall-not-for-here = The stall cannot use this. Show the guest to the cash desk.
stall-mode-take-back = Taking back: the guest gets the deposit
stall-mode-swap-old = Swap: scan the old one
stall-mode-swap-new = Swap: scan the new one
stall-mode-ends = Cancel ({ $seconds } s)
stall-out-already = { $code } is already out
stall-again = Hand out again
stall-nothing = Nothing
stall-question-ends = Just scan the next one. This question goes away in { $seconds } s, and nothing is booked.

redeem-on-it = On it
redeem-all = Use all: { $sum }
redeem-part = Or a part
redeem-use = Use
redeem-left = { $left } left
redeem-empty = Nothing is left on it.

move-title = Move the device?
move-text = The device goes to { $name }. All it scans from now on belongs there.
move-do = Move here

scan-issue = Handed out
scan-refill = Refilled
scan-return = Taken back
scan-swap = Swapped
scan-wash = Washed
scan-receive = Received
scan-collect = Collected
scan-dispatch = Sent out

verdict-waiting = Waiting
verdict-held = Waiting
verdict-rejected = 0 kr.
verdict-duplicate = Counted

box-title = Return here
box-step-scan = Hold the code before the camera
box-step-drop = Drop the container in the box
box-step-money = Choose how you get your deposit
box-deposits = Deposits
box-slip-hint = Have you a deposit slip? Scan it first, and your deposit goes onto it.
box-cannot-read = Type the code
box-today = { $count ->
    [0] Be the first today
    [one] { $count } returned here today
   *[other] { $count } returned here today
}
box-until = Return by { $day }
box-changing-code = Code for your phone:
box-changing-code-qr = QR code for your phone
box-total = { $count ->
    [0] Your deposit
    [one] Your deposit · { $count } piece
   *[other] Your deposit · { $count } pieces
}
box-scan-now = Hold the code on the container before the camera.
box-scan-more = Scan the next one, or press Done.
box-list = What you returned
box-done = Done
box-done-in = s until done
box-parks-in = s until your money is put away
box-ends-in = s until the screen closes
box-drop-it = Drop it in the box
box-counted-already = It is counted
box-held = Waiting
box-no-money = No deposit on this one
box-sorry = That did not work
box-not-this = Not that code
box-not-this-how = Hold the code on the container before the camera.
box-voucher-elsewhere = Use the voucher at a stall, or get the money at the cash desk.
box-slip-first = Now scan your containers
box-slip-only = Scan a slip first
box-slip-only-how = There is no network. Take a slip by the box and scan it first: your deposit goes onto it.
box-goes-on-slip = Goes onto slip { $number }, which holds { $sum }
box-without-slip = Without the slip
box-waits-network = We have received it and are waiting for the network. Stay a moment.
box-returned-at = Returned at { $time } at { $station }
box-take-first = Take your money first
box-take-first-how = Press “I have it” on the screen.
box-not-now = The box takes nothing now
box-closed-next = The screen shows where the next box is.
box-is-full = The box is full
box-is-closed = The box is closed
box-next = Nearest open box: { $name } (no. { $number })
box-next-desk = Go to the cash desk. You get your deposit there.
box-money-safe = Your deposit is safe: you can return at any box.

choice-yours = Your deposit
choice-title = How would you like it?
choice-more-time = More time
way-voucher = Voucher
    .how = For food and drink at all stalls
way-slip = Deposit slip
    .how = Put it onto a slip
way-cash = Cash
    .how = At the cash desk
way-donation = Give it
    .how = All or a part
way-later = Decide later
    .how = Take the code along on your phone
slip-scan = Scan the slip
slip-scan-how = The slips hang by the box. The money is whoever’s who has the slip.
donate-title = How much would you give?
donate-how = You get the rest afterwards, as you like.
donate-all = All: { $sum }
donated = { $sum } to { $cause }
paid-slip = Put onto your slip
paid-slip-total = Slip { $number } now holds { $sum }
paid-donation = Given to { $cause }
voucher-qr = The voucher’s QR code
voucher-bars = The voucher’s bar code
voucher-how = Take a picture of the code. Use it at any stall, whole or in parts.
voucher-have = I have it
voucher-until = Good until the end of { $day }.
voucher-bearer = Good for whoever has the code.
ticket-qr = The ticket’s QR code
ticket-for = { $count ->
    [one] For { $count } piece
   *[other] For { $count } pieces
}
ticket-cash = Cash at the desk
    .how = Take a picture of the code and show it at the cash desk. The money is yours until you fetch it.
ticket-later = Decide later
    .how = Scan the code with your phone. There you choose how you want the money.
ticket-held = We are checking
    .how = Take a picture of the code. It turns into money when we have looked, or at once at the cash desk.

box-many = Many at once
box-many-count = Pieces received
box-many-sum = { $sum } in all
box-many-up-to = Up to { $sum }
box-many-how = Well done. Just keep scanning, we count along. Press Done at the end.
box-more-rows = … and { $count } more
box-received = Received
box-up-to = Up to, for { $count ->
    [one] { $count } piece
   *[other] { $count } pieces
}
box-goes-on-your-slip = Goes onto your slip
box-way = { $metres } m to the { $direction }
direction-n = north
direction-ne = north-east
direction-e = east
direction-se = south-east
direction-s = south
direction-sw = south-west
direction-w = west
direction-nw = north-west
paid-promise = Goes onto your slip
paid-promise-how = { $count } received. The money is on the slip as soon as the network is back. Take good care of it.
ticket-received = Received. Here is your ticket
    .how = Take a picture of the code. It turns into money by itself when the network is back: at the cash desk or on your phone.
ticket-up-to = Up to, for { $count ->
    [one] { $count } piece
   *[other] { $count } pieces
}
ticket-choose-now = Choose now
staff-done-later = Saved here. Sent when there is a network.
staff-fill = Full
staff-fill-unknown = unknown
staff-today = Received today
staff-unsent = Not sent yet
staff-moved = Box was moved
staff-moved-how = Where does the box stand now? The map shows the new place, the old one is kept. You may also scan the sign that hangs there.
staff-moved-here = Where this device is
staff-moved-to = At box { $number } · { $name }
staff-moved-nowhere = The device cannot tell where it is. Choose a box nearby.
staff-fullscreen = Full screen
staff-restart = Restart
staff-title = Crew · { $name }
staff-recent = The last five
staff-recent-none = None in the last day
staff-shown = shown again { $time }
staff-opened-about = Crew menu opened
staff-shown-about = Payout shown again
staff-new-bag = New bag
staff-bag-hint = New bag: scan the tag of the full bag, so that it can be followed.
staff-full = Box is full
staff-out-of-order = Out of order
staff-open = Open the box
staff-done = Saved
fill-open = The box is open.
fill-nearly-full = The box is nearly full.
fill-full = The box is full.
fill-out-of-order = The box is out of order.
fill-closed = The box is closed.

desk-idle = Scan what the guest brought
desk-idle-how = Ticket, voucher, slip or containers.
desk-containers = { $count ->
    [one] { $count } container
   *[other] { $count } containers
}
desk-ticket = { $count ->
    [one] Ticket for { $count } container
   *[other] Ticket for { $count } containers
}
desk-pay = Pay
desk-pay-all = Pay { $sum } in cash
desk-part = A part
desk-part-how = How much does the guest want?
desk-hand-over = Give the guest the money
desk-paid = { $sum } has been paid
desk-not-this = This cannot be paid here.
desk-release = { $count ->
    [one] I have seen it: pay the one that waits
   *[other] I have seen them: pay the { $count } that wait
}
desk-released = Released
desk-i-hold = { $count ->
    [one] I hold it: pay { $sum }
   *[other] I hold all { $count }: pay { $sum }
}
desk-claimed = A phone or a stall claimed it before. If you hold it in your hand, press the button.
desk-claimed-at = It was claimed at { $time } at { $station }. If you hold it in your hand, press the button.
desk-decided-already = That has been decided already.
desk-earlier = Paid twice: deposit from { $station } at { $time }
desk-earlier-pay = Pay it too: { $sum }
desk-earlier-paid = Earlier deposit added
desk-offline-slip = Ask the guest to keep the voucher or ticket. Both are as good later, the voucher at a stall too.
desk-offline-ticket = Take containers: scan them. They are written down here and sent, and the money is the guest’s once the network is back.
desk-offline-not = Vouchers, slips and tickets cannot be looked up, so they cannot be cashed now.
desk-noted = Noted
desk-noted-how = The money is the guest’s once the network is back.
desk-offline = Without a network this desk pays no cash
desk-missing = { $count ->
    [one] { $count } has not reached us from the box yet. The rest can be paid now.
   *[other] { $count } have not reached us from the box yet. The rest can be paid now.
}
desk-early-looks = We look again every four seconds.
desk-early-slip = Do not pay by what the ticket says: the money would go out twice.
desk-early-hold = If the guest still has the containers, scan them here and pay them now.
desk-early-keep = Ask the guest to keep the ticket. It turns into money by itself, here or on a phone.
desk-early-why = The ticket is genuine. The box’s scans have not reached us yet, so nobody knows the sum.
desk-early = Ticket for { $count ->
    [one] { $count } container
   *[other] { $count } containers
}
desk-contested = Did somebody’s phone claim a container the guest holds? Scan it: whoever holds it gets the money.
desk-unreadable = Unreadable
desk-unreadable-how = If neither the label nor the short code can be read, pay by type. { $count } for each guest at most.
desk-unreadable-limit = { $count } unreadable ones for each guest at most.
till = The till
till-float-in = Float in
till-float-out = Money out
till-count = Count the till
till-book = Book
till-booked = { $sum } is booked.
till-right = The till is right.
till-short = { $sum } is missing.
till-over = There is { $sum } too much.

depot-work = What are you doing?
work-deliveries = Deliveries
work-wash = Wash
work-receive = In
work-collect = Collected
work-stock = Count the store
work-bag = Bags
work-sort = Sorted out
depot-wash = Washed now
depot-wash-how = One tap for a rack. Single ones can be scanned.
depot-receive = Received now
depot-receive-how = What came in, counted or scanned.
depot-collect = Collected now
depot-collect-how = From tables, bins and the ground.
depot-stock = In the store
depot-stock-how = What you count is what there is from now on.
depot-bag = In the bag
depot-bag-how = Scan the bag’s tag first, then count what was in it.
depot-bag-first = Scan the tag of the bag.
depot-bag-type = Type the tag
depot-bag-hint = The number on the tag, without G.
depot-bag-open = Bag { $tag }
depot-bag-done = Next bag
depot-sort = Sorted out now
depot-sort-how = Say why, then count.
depot-waiting = waiting
depot-by-type = Count by type
depot-booked = { $count } booked
depot-book = { $count ->
    [0] Book
   *[other] Book { $count }
}
depot-books-itself = Books itself in { $seconds } s
depot-count-by-hand = Here you count by type.
depot-not-this = This cannot be used here.
sort-why = Why?
sort-damaged = Damaged
sort-contaminated = Too dirty
sort-foreign = Not ours
sort-rubbish = Rubbish
rack = rack
crate = crate
count-more = One { $name } more
count-less = One { $name } less
count-rack = +{ $count } rack: { $name }
count-crate = +{ $count } crate: { $name }
stock-lasts = lasts about { $minutes } min
stock-left = { $count } left
store-pack = New delivery
store-quiet = Nobody waits for anything.
store-asked = Asked for
store-fill = Pack
store-running-out = Running out
store-coming = On the way here
store-count = Count
store-count-from = From { $name }
store-count-how = Count what came. Your count is what counts.
store-was-sent = sent: { $count }
store-all-there = It is all there
store-confirm-count = Confirm my count
store-confirmed = Counted
store-going = On the way out
store-withdraw = Take back
store-withdraw-one = Take the delivery to { $name } back
store-withdrawn = Taken back
store-differing = Counted differently
store-difference = { $name }: { $sent } sent, { $counted } counted
store-beyond-pool = { $name }: { $count } counted back beyond the pool
store-here = In the store
store-to = To
store-choose = Choose, or scan the sign
store-crates-of = Crates you scan are of
store-crate = Crate { $tag }
store-pack-first = Press New delivery first
store-not-there = No delivery can go there.
store-send = { $count ->
    [0] Send
   *[other] Send { $count }
}
store-sent = On its way to { $station }

reason-unknown-code = We do not know that code. Is it from somewhere else? Give it to the crew.
reason-malformed = The scan could not be read. Scan again.
reason-forged-code = The code is not genuine. Keep it and show it to the crew if in doubt.
reason-foreign-operator = It belongs to another deposit system and cannot be returned here.
reason-already-returned = It was returned before. Drop it in the box anyway, so that it gets washed.
reason-box-or-desk = This stall cannot see that a deposit is due. Please send the guest to a return box or the cash desk: they will look at it there. Pay nothing here.
reason-retired-container = It was taken out of use. Put it aside and take another one.
reason-not-issued = It was not handed out here. Ask at the cash desk.
reason-issue-unseen = The stall forgot to scan it. You get your deposit all the same.
reason-event-closed = The event is closed.
reason-station-may-not = This station cannot do that.
reason-moving-is-off = Devices are not moved by a sign here. Ask the office to move it.
reason-ticket-desk-only = The box that gave this ticket is shut out. Show it at a cash desk.
reason-crew-slip-unknown = This crew slip is not known.
reason-clock-out-of-range = The device’s clock is wrong. Set it and try again.
reason-awaiting-issue = We are waiting for a stall’s scans. Your ticket turns into money.
reason-awaiting-scan = The money comes when the bag has been counted, or at once at the cash desk.
reason-undo-too-late = It can no longer be undone: it is of another day, or the container has been seen elsewhere since.
reason-limit-reached = So many that no stall scanned are looked at by the cash desk. Your ticket is good there.
reason-too-many-typed = Many codes were typed. Please scan the rest.
reason-too-many-misses = Too many wrong codes were typed just now. Please wait a minute.
reason-id-reused = The scan came twice in different ways. Scan again.
reason-box-full = The box is full.
reason-no-network = There is no network just now. Try again in a moment.
reason-no-earlier-deposit = There is no earlier deposit to pay, or it was paid already.
reason-bearer-unknown = We do not know that code.
reason-bearer-empty = Nothing is left on it.
reason-bearer-has-less = There is less on it than you want to use.
reason-bearer-expired = Its three years are over. A cash desk pays it in cash for one more year.
reason-bearer-revoked = It is blocked. Ask at the cash desk; they will help.
reason-amount-wrong = That amount does not fit.
reason-amount-not-in-coins = The amount is not whole coins of 50 øre.
reason-visit-has-less = Less is left than you want.
reason-visit-unknown = We have not got that ticket yet. Try again in a moment.
reason-claim-wrong = The ticket is not genuine.
reason-rail-not-here = That way is not offered here.
reason-idempotency-key-reused = Please try again.
reason-pairing-code-unknown = The code is wrong, used or too old. Ask the organiser for a new one.
reason-device-revoked = The device is blocked. Ask the organiser to pair it again.
reason-storage-refused = This device could not keep the scan. Try again, or write it down on paper.
reason-other = That did not work ({ $code }). Try again, or ask the crew.

stall-supply = Stock
stall-more = More
stall-more-how = Moving to another stall? Scan its sign.
stall-send-more = Send more
stall-runs-out = gone in about { $minutes } min
stall-is-out = none left
stall-out-just-now = Handed out a moment ago, and that counts only once.
stall-no-answer = No answer yet
stall-no-answer-how = Do not give the money yet. The answer will come on this screen.
stall-ask-elsewhere = Not without network
stall-ask-elsewhere-how = This device did not hand it out today. Send the guest to a return box.

put-back = Put back
put-back-mode = Put back: scan what was not sold
put-back-how = Scan one after another, then press once.
put-back-do = { $count ->
    [0] Put back
   *[other] Put { $count } back
}
put-back-done = Put back
put-back-in-stock = In stock
put-back-nothing = Nothing put back
put-back-nothing-how = Nobody pressed at the end. Scan them again.

more-asked = Asked for
more-asked-about = { $quantity } × { $name }
more-title = How many: { $name }?
more-send-one = Send more: { $name }
more-left-unknown = Not counted here
more-state-waiting = { $quantity } asked for, goes out when there is a network
more-state-open = { $quantity } asked for
more-state-sent = { $quantity } on the way
more-on-its-way = On the way to { $name }: { $what }
more-count = Count delivery: { $what }
more-send-back = Send back
more-send-back-how = Count the clean ones that go back. The store counts too, and its figure holds.
more-send-back-do = Send { $count } back
more-no-store = No store yet
more-no-store-how = Try again once there was a network.

close-title = Close the stall
close-count = Count the clean containers that are left.
close-on = Next
close-till = Deposits in the till, total
close-send = Close the stall:
close-no-till = Without the till’s figure
close-waits = { $count ->
    [one] 1 is waiting to be sent
   *[other] { $count } are waiting to be sent
}
close-progress = Sent
close-stay = Keep this page open until it says “Safe to go home”.
close-offline = No network. The till’s difference is shown tonight. Open this phone again where there is a network, or today’s figures will be missing.
close-leave = Keep working
close-safe = Safe to go home
close-unknown = Everything is sent. The difference could not be shown here; the organiser sees it.
close-again = Count again
close-as-it-is = Leave it: everything is sent
close-stock-differs = The stock does not match
close-till-counted = Till: { $counted } counted, { $expected } scanned
close-counted = { $name }: { $counted } counted
close-period = From { $since } to { $until }
close-period-first = From the stall’s opening to { $until }
close-expected = Scanned: { $sum }
close-difference = { $name }: { $counted } counted, { $expected } expected

redeem-offline = Without a network the stall cannot see what is on it. Take at most { $sum } of each.
redeem-how-much = How much?
redeem-taken-offline = Taken without network. The stall gets the money once there is one.
redeem-taken = Used here
redeem-taken-how = It was already taken without network. Wait until there is one.
redeem-needs-network = Not without network
redeem-needs-network-how = It is only taken with a network here. Try later, or send the guest to the cash desk.
redeem-ticket-offline = A ticket can only be used with a network.
redeem-early = Not money yet
redeem-early-how = The box’s scans are not in yet ({ $count } pcs). Try again a little later.
redeem-press-again = Press again. It is paid only once.
redeem-about = Taken without network: { $sum }
redeem-credited = The stall gets { $sum }.
redeem-waits = { $sum } more comes by itself when money is put on it.

move-unknown = The device does not know that sign
move-unknown-how = Try again once there is a network.
move-about = Moved to { $name }
move-off = The office moves devices
move-off-how = Devices are not moved by a sign here. Ask the office to move it, or use the stall’s own.
reason-redeemed-short = There was less on it than the event covers. The rest is the stall’s loss.
reason-not-on-it = Less was put on it than the stall gave for it.
reason-redeemed-here = It was already used at this stall, so only what was still on it is paid.
reason-was-online = The device had a network and could have asked, so only what was still on it is paid.
reason-over-the-limit = It was more than the event lets a stall take without network.
reason-type-unknown = That type of container is not used here.
reason-count-refused = The count could not be booked. Try again.
reason-stalls-hand-out-differently = One stall hands out by the crate and the other scans. Take the delivery back and send it by way of the store.

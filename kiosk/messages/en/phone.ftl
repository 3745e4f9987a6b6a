# Returning with one's own phone, and what shall happen to the money then.

phone-box = Box { $number }{"\u00A0"}· { $name }
phone-state-open = Open
phone-state-nearly-full = Nearly full
phone-state-full = Full
phone-state-out-of-order = Out of order
phone-state-closed = Closed
phone-on-map = Show { $name } on a map
phone-all-boxes = See all boxes
phone-next-boxes = Nearby boxes that take returns
phone-next-none = No other box takes returns right now. The cash desk will help you.
phone-not-now = This box takes no returns right now. Go to another; your deposit is the same.
phone-not-running = Nothing is taken back here right now.
phone-no-network = We cannot reach the network. Please try again in a moment.

phone-box-code = The code on the box's screen
phone-box-code-hint = Eight digits that change every minute. They show that you stand here, so the money is yours at once. Scan the QR code on the screen, and there is nothing to type.
phone-box-code-known = The code of the box's screen came along. There is nothing to type.
phone-box-code-not-read = Too many wrong codes were sent to this box just now, so yours could not be checked. Do go on: the money comes when the box has been counted. Or scan your containers at the box's own screen.
phone-skip-hint = You cannot see the code? Then the money waits until the box has been counted.
phone-skip = Go on without a code
phone-begin = Scan your containers
phone-known = { $visits ->
    [one] Your earlier return on this phone
   *[other] Your { $visits } earlier returns on this phone
}

phone-scan-title = Scan your containers
phone-scan-lead = Hold the code on the container before the camera, one at a time.
phone-scanned = Scanned, the newest first
phone-container = Container
phone-camera-label = The camera's picture
phone-camera-again = Try again
phone-camera-denied = This page may not use the camera. Allow it in the browser's settings, or type the code below.
phone-camera-missing = There is no camera here. Type the code below.
phone-camera-busy = Another program is using the camera. Close it, or type the code below.
phone-camera-insecure = The camera only works over a secure connection. Type the code below.
phone-camera-failed = The camera does not work. Type the code below.
phone-type = Type the code instead
phone-type-label = The short code on the container
phone-type-send = OK
phone-read-again = Already scanned
phone-read-slip = Slip read
phone-slip-noted = The money can go onto your slip at the end.
phone-sum = Your deposit so far: { $amount }
phone-pieces = { $pieces ->
    [one] 1 piece
   *[other] { $pieces } pieces
}
phone-done = Done
phone-waiting = Waiting
phone-waiting-text = Waiting for the network. It is not forgotten.
phone-offline = { $waiting ->
    [one] The network is weak. 1 scan is waiting and will be sent by itself.
   *[other] The network is weak. { $waiting } scans are waiting and will be sent by themselves.
}
phone-accepted-text = Drop it in the box.
phone-accepted-unseen = The stall forgot to scan it. You get your deposit all the same.
phone-duplicate = Already scanned
phone-duplicate-text = It has been counted once. Drop it in the box.
phone-held = Waiting
phone-rejected = No deposit

phone-reason-unknown-code = We do not know this one. If it is ours, drop it in anyway, or show it at the cash desk.
phone-reason-forged-code = This code is not genuine: it looks like one of ours, but we did not make it. Do drop it in anyway; there is no deposit on it here.
phone-reason-foreign-operator = It belongs to another deposit system. Return it there; we cannot pay for it here.
phone-reason-already-returned = It was returned before. Drop it in anyway. If you hold it in your hand, the cash desk pays you.
phone-reason-already-returned-there = It was returned at { $at } at { $place }. Drop it in anyway, or show it at the cash desk.
phone-reason-not-issued = No stall handed it out. Drop it in anyway, or ask at the cash desk.
phone-reason-box-or-desk = Drop it in a return box, or show it at the cash desk: they will look at it there.
phone-reason-undo-too-late = It can no longer be undone. The cash desk is glad to help.
phone-reason-issue-unseen = The stall forgot to scan it. You get your deposit all the same.
phone-reason-malformed = The code could not be read. Scan it again.
phone-reason-device-revoked = The device of this box is blocked. What it scanned will be looked at; the cash desk helps.
phone-reason-retired-container = It has been taken out of use. Drop it in anyway.
phone-reason-awaiting-issue = We are missing the stall's scan. Drop it in; the money comes here on this page.
phone-reason-awaiting-scan = Drop it in. The money comes when the bag has been counted.
phone-reason-limit-reached = Drop it in. The cash desk releases the money, or it comes when the bag has been counted.
phone-reason-clock-out-of-range = The phone's clock is wrong. Set it, and try again.
phone-reason-event-closed = The event is over. Please ask at the cash desk.
phone-reason-station-may-not = That cannot be done here. Please ask at the cash desk.
phone-reason-ticket-desk-only = The box that gave this ticket is shut out. Show it at a cash desk: it is paid there.
phone-reason-box-full = The box has become full. Go to another; your deposit is the same.
phone-reason-box-closed = This box takes no returns right now. Go to another.
phone-reason-box-code-wrong = The code does not match. Look again: it changes every minute.
phone-reason-phone-wrong = Something is wrong with this page. Close it, and scan the box's code again.
phone-reason-id-reused = Something is wrong with this page. Close it, and scan the box's code again.
phone-reason-token-unknown = Your time at the box is over. What you had scanned is saved; the cash desk helps with the rest.
phone-reason-too-many-requests = That was a little fast. Wait a moment, and try again.
phone-reason-too-many-typed = You have typed five codes. Scan the rest with the camera, or use the box's screen or the cash desk.
phone-reason-too-many-misses = Too many wrong codes were typed here just now. Scan the code with the camera, or wait a minute.
phone-reason-bearer-unknown = We do not know that slip. Scan another.
phone-reason-bearer-revoked = That slip is blocked. Scan another.
phone-reason-visit-has-less = So much is no longer there. See what is left.
phone-reason-amount-not-in-coins = Choose an amount in whole 50 øre.
phone-reason-looks-like-a-card-number = That looks like a card number. We do not want it.
phone-reason-rail-not-here = That way does not exist here. Choose another.
phone-reason-other = That was not possible. Drop the container in, and ask at the cash desk.

phone-drop = { $pieces ->
    [one] Drop it in the box
   *[other] Drop all { $pieces } in the box
}
phone-drop-text = Those without a deposit too: they are washed and used again. You get { $amount } in deposits.
phone-dropped = They are in the box
phone-more = Scan more

phone-loading = Fetching your deposit …
phone-refund-title = Your deposit
phone-refund-done-title = All done
phone-refund-done = All the money has been given out. Thank you for returning.
phone-refund-later-title = The money comes later
phone-refund-nothing = There was no deposit this time. Thank you for returning anyway.
phone-refund-held = { $held ->
    [one] 1 piece is waiting. The money comes here by itself when the bag is counted, or is released at the cash desk.
   *[other] { $held } pieces are waiting. The money comes here by itself when the bag is counted, or is released at the cash desk.
}
phone-refund-contested = { $contested ->
    [one] Somebody else returned 1 of them too. You keep your money; the organiser looks into it.
   *[other] Others returned { $contested } of them too. You keep your money; the organiser looks into it.
}
phone-refund-waiting-title = We have not got your scans yet
phone-refund-waiting = The box has no network right now. The money comes here by itself. Leave this page open, or open it again later.
phone-refund-promised = The ticket is for { $count } pieces.
phone-refund-missing = { $missing ->
    [one] 1 piece has not arrived from the box yet. Its money comes here by itself.
   *[other] { $missing } pieces have not arrived from the box yet. Their money comes here by itself.
}
phone-refund-wrong-title = The link is not whole
phone-refund-wrong = Open it again, all the way to its end. The cash desk can help too.

phone-choose = How would you like it?
phone-back = Back
phone-pay-again = The network failed. Press again: the money goes out only once.
phone-way-voucher = Voucher
phone-way-voucher-text = { $amount } to pay with at the stalls, at once
phone-way-slip = Onto a slip
phone-way-slip-text = { $amount } on a slip you can pass on
phone-way-cash = Cash at the desk
phone-way-cash-text = { $amount } in your hand
phone-way-donation = Give it away
phone-way-donation-text = All or some of { $amount } to a good cause
phone-way-later = Decide later
phone-way-later-text = The money waits on this page
phone-later-text = The money stays where it is. The phone remembers this page; you find it again by scanning a box or by saving the link. You may take three years.

phone-voucher-where = Pay with it at all stalls here, in whole or in parts, or get the money at the cash desk.
phone-voucher-when = You have it at once.
phone-voucher-until = It is good for three years.
phone-voucher-take = Get a voucher for { $amount }
phone-voucher-title = Voucher no. { $number }
phone-voucher-of = Left of { $amount }
phone-voucher-qr = QR code for the stall
phone-voucher-show = Show the code when you pay. It belongs to whoever has it.
phone-voucher-valid = Good until the end of { $day }
phone-voucher-open = Open by itself
phone-print = Print
phone-pdf = Save as PDF

phone-donate-cause = To what?
phone-donate-how-much = How much?
phone-donate-all = All, { $amount }
phone-donate-half = Half, { $amount }
phone-donate-part = Or another amount in kroner
phone-donate-final = A gift cannot be undone. The rest is still yours.
phone-donate-give = Give { $amount }

phone-slip-text = Scan a slip. The money is on it at once: as good as cash for three years, at all stalls and the cash desk.
phone-slip-type = Or type the slip's 16 characters
phone-slip-read = The slip ending in { $end }
phone-slip-put = Put { $amount } on it
phone-slip-other = Another slip

phone-cash-text = Show this code at the cash desk, and you get { $amount } in your hand at once. Until then the money is here.
phone-cash-qr = QR code for the cash desk to scan
phone-cash-where = Here is the cash desk
phone-cash-rounded = Cash is rounded to whole 50 øre. The money waits for three years.

phone-gone-title = What you got
phone-gone-donation = Given to { $cause }. Thank you.
phone-gone-slip = Put on slip no. { $number }
phone-gone-cash = Paid in cash
phone-items = { $pieces ->
    [one] 1 piece returned
   *[other] { $pieces } pieces returned
}
phone-item-contested = Somebody else returned it too. You keep your money.
phone-keep-title = Come back later
phone-keep-text = This phone remembers the page. Save or share the link if somebody else shall have the money: it belongs to whoever has the link.
phone-keep-share = Share or save the link

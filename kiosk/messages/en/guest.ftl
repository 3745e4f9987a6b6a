# Pages guests open with their own phone, without a script: containers, boxes, vouchers and slips.

guest-foot = Deposits on reusable packaging. No sign-up, no app.
guest-foot-container = Reusable packaging. Part of a deposit system where it is washed and used again.

going-title = Emergency operation
going-since = Emergency operation since { $since }

guest-box-open = Open
guest-box-nearly-full = Nearly full
guest-box-full = Full
guest-box-out-of-order = Out of order
guest-box-closed = Closed
guest-box-screen-off = Screen off: use your phone
guest-box-name = Box { $number }{"\u00A0"}· { $name }
guest-box-on-map = Show { $name } on a map
guest-box-needs-script = To return with your phone, JavaScript must be on. Otherwise the cash desk will help you, or put the money on a slip.

guest-nearest = Show the nearest first
guest-nearest-found = The nearest come first. Where you are stays on your phone.
guest-nearest-denied = We cannot see where you are. The boxes are in order of number.
guest-find-box = Find a box
guest-no-boxes = No pant boxes are in use right now.

guest-container-of = Reusable packaging from { $organisation }
guest-container-deposit = Deposit for this kind
guest-container-trips = Trips so far
guest-container-retired = This one is worn out. Return it like any other, and it will be taken out.

guest-no-container-title = We do not know this one
guest-no-container-text = The code is not from our packaging. Perhaps it is from another deposit system.
guest-foreign-title = It belongs to another deposit system
guest-foreign-text = Please return it there. There is no deposit on it here.
guest-forged-title = This code is not genuine
guest-forged-text = It looks like one of ours, but we did not make it. So we cannot pay a deposit for it.
guest-no-container-do = Is it on real packaging? Take it to the cash desk, and they will have a look.

guest-refund-title = Your deposit
guest-refund-needs-script = To see and get your deposit here, JavaScript must be on. Otherwise the cash desk will help you.

guest-status-title = Pant boxes
guest-status-lead = Where you can return right now.
guest-status-open = { $open } of { $boxes } take returns
guest-status-none = No event is running right now.
guest-status-at = As of { $at }
guest-plan-label = Plan of the boxes at { $event }, north is up
guest-plan-takes-none = Takes no returns
guest-metres = { $metres } m

guest-voucher-title = Voucher
guest-slip-title = Slip
guest-bearer-number = no. { $number }
guest-bearer-until = Good until the end of { $day }
guest-bearer-where = Good at every event of { $organisation }, at stalls and cash desks.
guest-bearer-revoked = It is blocked. Please ask at the cash desk.
guest-bearer-spent = It is used up. There was { $amount } on it.
guest-bearer-empty = There is no money on it yet. Scan it at the pant box, and your deposit goes onto it.
guest-bearer-qr = QR code for the stall to scan
guest-bearer-cash = As good as cash.
guest-bearer-pdf = Save or print as PDF
guest-moves-title = What happened
guest-moves-none = Nothing yet.
guest-move-on = Put on: { $place }
guest-move-off = Used: { $place }

# Paper: labels, slips, vouchers, signs and tags.

labels-number = No. { $number }
labels-valid-until = Good until the end of { $date }
labels-slip-valid = Good for three years from when money was last put on it

labels-slip-title = Deposit slip
labels-slip-as-cash = As good as cash
labels-slip-how = Scan the slip at the deposit box and your deposit is put on it. Pay with it at the stalls, or get the money at the deposit desk. It is worth money to whoever holds it: take good care of it.

labels-voucher-title = Voucher
labels-voucher-code = Code
labels-voucher-where = Pay with it at any stall, in whole or in part, or get the money at the deposit desk.
labels-voucher-where-named = Pay with it at { $where }, in whole or in part, or get the money at the deposit desk.
labels-voucher-bearer = Worth money to whoever holds it. Show the code only when you pay.

labels-box-title = Return here
labels-box-name = Box { $number }
labels-box-code = Code of the box

labels-stall-title = Deposit on the packaging
labels-stall-name = Stall { $number }
labels-stall-scan = For the crew: scan the code to set the phone to this stall.

labels-crate = Crate
labels-bag = Bag
labels-tag-found = Found it? Give it to { $organisation }.
labels-crew = Crew
labels-crew-how = Opens the box's crew menu. Take care of it as of a key.

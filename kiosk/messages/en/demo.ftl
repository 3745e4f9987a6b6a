# The demo's first page.

demo-title = Pantbox · try it
demo-badge = { $event }, the last day
demo-headline = Walk through a festival with deposits
demo-lead = Five days in Kildeparken were played by simulated guests, stalls and boxes. Now it is your turn: hand out a bowl, hand it back, get the deposit, and see the numbers as the organiser does.
demo-begin = Begin the walk
demo-see-codes = See the codes
demo-issued = handed out
demo-returned = back again
demo-out = out with guests now

demo-walk-title = Six places to stand
demo-walk-text = Each button opens a station in a new tab. Hold a code from below before its camera, or copy the short code and type it there.
demo-open = Open { $station }
demo-stall-title = At a stall
demo-stall-text = Scan a bowl and a cup from “Ready to hand out”. The sum is the deposit to type into the till. Scan the same one again and see what happens.
demo-box-title = At a pant box
demo-box-text = Scan what you just handed out, or something “Out with guests”. Take a voucher, put the money on a slip, or give it away.
demo-phone-title = With your own phone
demo-phone-text = This box has only a sign. Guests scan for themselves, and up to four items are paid at once.
demo-phone-open = Open the guest’s page
demo-desk-title = At the cash desk
demo-desk-text = Scan or type the voucher and pay it out. The desk also sees what is waiting.
demo-vendor-title = The vendor
demo-vendor-text = A private link without a password: handed out, taken back and owed, line by line.
demo-office-title = The organiser
demo-office-text = Live, circulation, set-up, and the report with an honest return rate. Log in with:
demo-office-open = Open the office
demo-email = Email
demo-password = Password

demo-codes-title = Codes to hold up
demo-codes-text = Show them on one screen and scan with another device, or press the short code to copy it.
demo-in-stock = Ready to hand out
demo-with-guests = Out with guests
demo-none-out = Everything is home right now. Hand something out first.
demo-curious = For the curious
demo-codes-used = Reload the page when the codes are used: there will be new ones.
demo-code-of = QR code: { $what }
demo-copy = Copy the code
demo-copied = Copied
demo-word-slip = Slip
demo-word-returned = Handed back
demo-word-forged = Forged
demo-word-crew = A crew slip
demo-hint-slip = Empty. Put a refund on it at the box.
demo-hint-returned = Handed back today. Try to return it again.
demo-hint-forged = A forged code. Refused without a look-up.
demo-hint-crew = Opens the staff menu of a box.

demo-more-title = More to look at
demo-status = The boxes, for everybody
demo-api = The API
demo-container = A cup’s own page
demo-simulated = The festival is simulated. Delete the demo’s folder to play it anew.

# The rulebook: what is taken back where, how much, how and until when. The same words on screens, in the API and on paper.

rulebook-title = How the deposit works
rulebook-poster-title = Bring it back. Get your deposit.
rulebook-poster-find = Boxes and all rules
rulebook-crib-title = For the stall
rulebook-crib-back = When something goes wrong
rulebook-own = From the organiser

rulebook-what = What we take back
rulebook-what-type = { $name }: { $deposit }
rulebook-what-broken = Empty is enough: no need to rinse. Cracked or bent is fine too, if the code can be read.
rulebook-where = Where to bring it
rulebook-where-boxes =
    { $boxes ->
        [one] To the pant box.
       *[other] To any of the { $boxes } pant boxes.
    }
rulebook-where-desks =
    { $desks ->
        [one] To the cash desk, where a person helps you.
       *[other] To any of the { $desks } cash desks, where a person helps you.
    }
rulebook-where-stalls = To a stall, when you swap it for a new one.
rulebook-who = Who gets the deposit?
rulebook-who-bearer = Whoever brings it back. It need not be you who paid for it.
rulebook-who-pay = Did the stall forget to scan it? You get your deposit all the same.
rulebook-who-hold = Did the stall forget to scan it? Then the deposit waits until the bag is counted. The desk can help at once.
rulebook-money = How you get it
rulebook-money-voucher = A voucher on your phone: pay with it at the stalls, whole or in part.
rulebook-money-slip = A paper slip: scan it first, and your deposits gather on it, all night if you like.
rulebook-money-cash = Cash at the cash desk, for a voucher or a slip too.
rulebook-money-donation = Give it to { $causes }.
rulebook-money-valid = Vouchers and slips are good for three years, at every event of the same organiser and for whoever holds them. Look after them like cash.
rulebook-until = Until when?
rulebook-until-date = Bring it back by { $date }.
rulebook-until-days =
    { $days ->
        [one] By the day after you got it.
       *[other] Within { $days } days of getting it.
    }
rulebook-until-open = There is no last day.
rulebook-phone = Box without a screen
rulebook-phone-scan = Scan the sign with your phone, then scan what you drop in.
rulebook-phone-bound = Up to { $count } items per phone and half-hour are paid at once. The rest when the bag has been counted.
rulebook-phone-desk = The cash desk pays for everything at once.
rulebook-no-phone = No phone?
rulebook-no-phone-desk = Take it to the cash desk.
rulebook-no-phone-slip = Scan a paper slip at a box with a screen, and the deposit goes onto it.
rulebook-trouble = If something goes wrong
rulebook-trouble-unreadable = Cannot read the code? Type the characters below it.
rulebook-trouble-by-type = Not those either? The cash desk pays by type, up to { $count } per person.
rulebook-trouble-full = Is the box full or out of order? See the next one at { $link }.
rulebook-trouble-network = No network? The box takes it all the same. Your ticket becomes money.

rulebook-going = We keep things going
rulebook-going-network = The network is failing. Return as usual: everything is counted, even when it arrives later.
rulebook-going-printers = The printers are failing. Use your phone or a paper slip.
rulebook-going-payments = Payments are failing. Keep your ticket: it is just as good in an hour.
rulebook-going-offline = Stalls take vouchers and slips up to { $amount } without network.
rulebook-going-unreadable = The cash desk pays for up to { $count } unreadable items per person.
rulebook-going-unseen = Up to { $count } items a stall forgot to scan are paid at once at each station.

rulebook-stall-hand-out = Hand out
rulebook-stall-hand-out-scan = Scan each item as you fill it. Only one at a time before the camera.
rulebook-stall-hand-out-sum = Type the sum on the screen into your till as deposit.
rulebook-stall-hand-out-next = Tap “Next guest”, or wait 20 seconds.
rulebook-stall-swap = Swap and take back
rulebook-stall-swap-old = Scan the used one: the screen asks. “Swap”: then scan the new one. Take or give the difference.
rulebook-stall-swap-back = “Take back”: give the guest what the screen says.
rulebook-stall-swap-aside = Keep used items apart. They must be washed.
rulebook-stall-undo = Undo
rulebook-stall-undo-how = Wrong? Tap “Undo” on its line, or open “Today’s scans” later in the day.
rulebook-stall-voucher = Voucher and slip
rulebook-stall-voucher-scan = Scan the code and choose the amount. The rest stays on it.
rulebook-stall-voucher-paid = You are paid in your settlement. Never give cash for them.
rulebook-stall-voucher-offline = Without network: { $amount } per code at most.
rulebook-stall-voucher-online = Without network: only once the screen is connected again.
rulebook-stall-network = No network?
rulebook-stall-network-on = Go on scanning. The phone keeps everything and sends it by itself later.
rulebook-stall-network-tab = Leave the page open, and keep the phone charged.
rulebook-stall-broken = It will not scan?
rulebook-stall-broken-code = Type the eight characters below the code, or take another item.
rulebook-stall-broken-dead = Phone dead? Scan the stall’s sign with another one of this event.
rulebook-stall-forgot = Forgot to scan?
rulebook-stall-forgot-who = The guest gets the deposit all the same, and it goes on your settlement. So scan every time.
rulebook-stall-forgot-waits = The guest has to wait for the deposit. Scan every time.
rulebook-stall-until = Last day for returns: { $date }.

# In one line: on a container's page, at the box, on signs and on the poster. { $place } is where guests go first.
rulebook-short =
    { $place ->
        [box] Bring it back empty to a pant box and choose how you get your deposit.
        [desk] Bring it back empty to the cash desk and get your deposit.
       *[stall] Bring it back empty to a stall and get your deposit.
    }
rulebook-back-at =
    { $place ->
        [box] You get your whole deposit back at any pant box.
        [desk] You get your whole deposit back at the cash desk.
       *[stall] You get your whole deposit back at the stalls.
    }
rulebook-step-scan = Scan the code with your phone
rulebook-step-drop = Scan the container and drop it in
rulebook-step-money = Choose how you get your deposit
rulebook-no-phone-here = Scan a paper slip at the box’s screen, and the deposit goes onto it.
rulebook-use-stalls = Pay with it at the stalls, whole or in part.
rulebook-use-desk = Get the money at the cash desk.
rulebook-use-show = Show the code only when you pay: it is good for whoever has it.
rulebook-poster-where =
    { $place ->
        [both] Bring it to the box or the cash desk
        [box] Bring it to the pant box
        [desk] Bring it to the cash desk
       *[stall] Bring it to a stall
    }
rulebook-poster-who = Whoever brings it gets the deposit
rulebook-poster-money = Get it as { $ways }
rulebook-poster-away = It goes to { $causes }
rulebook-poster-no-phone =
    { $way ->
        [desk] No phone? Go to the cash desk
       *[slip] No phone? Use a paper slip
    }
rulebook-way-voucher = a voucher
rulebook-way-slip = a paper slip
rulebook-way-cash = cash

rulebook-stall-day = More, back and close
rulebook-stall-day-supply = “Stock”: ask for more, and count what comes.
rulebook-stall-day-back = “Put back”: scan what was not sold.
rulebook-stall-day-close = “More”, “Close the stall”: count the clean ones, wait for “Safe to go home”.

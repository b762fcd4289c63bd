claims-crumbs = You are here
claims-claim = Claim
claims-which-shop = In which shop
claims-sign-in-to-claim = Sign in to claim
claims-sign-in-to-choose = Sign in to add it to my 27th
claims-opens = Claims open { $at }.
claims-only-of-community = This offer is only for residents of { $community }.
claims-choose = Add to my 27th
claims-chosen = Added.
claims-forget = Remove it
claims-network-away = The network seems to be down. Tap again: nothing is claimed twice.
claims-show-code = Show the code
claims-walk-in-how = No claim needed: { $days }, go to { $shop } and show your member code.
claims-to-member-code = My member code
claims-my-day = My 27th
claims-my-day-lead = In walking order: by district and floor.
claims-to-print = Print on one page
claims-to-offers = See the offers
claims-none = Nothing claimed or planned yet.
claims-planned = Planned
claims-plan-look = See the offer
claims-plan-now = Can be claimed now.
claims-plan-walk-in = { $days }; show your member code in the shop.
claims-plan-gone = Taken down or ended early by the shop.
claims-ran-out = “{ $title }” ran out at { $at } and went back.
claims-again = Claim again
claims-today-done = Used, returned and expired today
claims-earlier = Earlier
claims-use-by = Use by { $until }
claims-code-how = Show this code to the clerk, who scans it or types it.
claims-code-life = Good until { $until }; a reload gives a new one.
claims-code-renew = New code
claims-held-until = Claimed, held until { $until }
claims-redeemed-at = Used { $at }
claims-released-at = Given back { $at }
claims-expired-at = Expired { $at }
claims-gives = What you get
claims-conditions = Conditions
claims-hours = Hours
claims-undone = The shop undid the redemption
claims-struck = The district’s officer undid the redemption
claims-release = Give back
claims-release-title = I cannot use it
claims-release-words = Somebody else can then claim it; so can you, while there are any.
claims-complain = Send
claims-complain-title = The shop did not give me the benefit
claims-complain-words = Say what happened. The district officer looks into it; the answer appears here.
claims-complain-what = What happened?
claims-complaint-waits = Received; the district officer is looking into it.
claims-complaint-upheld = Upheld: the shop should have given it to you.
claims-complaint-rejected = Not upheld: the shop was right.
claims-qr = QR code with the same content as the code below
claims-print-day = Member day
claims-print-hint = Use your browser’s print command, on A4 paper.
claims-print-how = Works without a phone: show this page in the shop, where the code is scanned or typed. Each code works once, on its day, in its shop.
claims-member-title = Member code
claims-member-lead = Some offers need no claim: show your member code in the shop.
claims-member-how = Show this code to the clerk. The clerk sees only whether an offer fits, not your name or number.
claims-member-first = First make a member code of your own.
claims-member-take = Make my code
claims-till-title = Till
claims-till-which = Which shop?
claims-till-code = Type or scan the customer’s code
claims-till-next = Next customer’s code
claims-till-hint = Claim or member code
claims-till-scan = Scan with the camera
claims-till-stop = Close the camera
claims-till-letters = Letters on a printed code: change the keyboard
claims-till-no-camera = The camera did not open; please type the code
claims-till-check = Check
claims-till-yes = Accepted
claims-till-undo-link = A mistake? Undo it
claims-till-member = A member: the visit is counted.
claims-till-member-again = Member code valid; this visit was counted within the last hour.
claims-till-none-fits = None of this shop’s offers fits this customer now
claims-till-no-walk-in = The shop has no walk-in offer at the moment.
claims-till-give = Give the benefit
claims-till-today = Recent redemptions
claims-till-nothing = Nothing has been redeemed lately. Redemptions are listed here and can be undone.
claims-to-till = Back to the till
claims-undo = Undo the redemption
claims-undo-title = Undo
claims-undo-why = Why (the customer will read it)
claims-undone-because = Reason: { $reason }
claims-undone-at = Undone { $at }
claims-redemptions-title = Redemptions
claims-redemptions-lead = What a shop can no longer undo itself is undone here. Times and offers only, never who.
claims-redemptions-count = { $count ->
        [one] once
       *[other] { $count } times
    }
claims-redemptions-on = Redemptions of { $day }, newest first
claims-redemptions-days = By day
claims-complaints-title = Complaints
claims-complaints-lead = “The shop did not give me the benefit”: look into it and give a reason; the resident and the shop will both read it.
claims-complaints-none = No complaint is waiting.
claims-complaints-settled = Settled
claims-complaint-about = Complaint about { $shop }
claims-complaint-offer = Offer
claims-complaint-shop = Shop
claims-complaint-at = Received
claims-complaint-words = The resident says
claims-complaint-claim = The claim
claims-complaint-verdict = Verdict
claims-to-redemption = The shop’s redemptions of that day
claims-verdict-upheld = Upheld: the shop should have given it
claims-verdict-rejected = Not upheld: the shop was right
claims-verdict-waits = Waiting
claims-settle = Settle
claims-settle-verdict = Verdict
claims-settle-why = Reason
claims-settle-help = The resident and the shop will read this sentence.
claims-told-undone = { $by ->
        [officer] The district’s officer undid a redemption at { $shop }
       *[shop] { $shop } undid a redemption
    }: { $reason }. Your claim is good again today.
claims-told-undone-too-late = { $by ->
        [officer] The district’s officer undid a redemption at { $shop }
       *[shop] { $shop } undid a redemption
    }: { $reason }. Its day is over; the claim cannot be used any more.
claims-told-undone-walk-in = { $by ->
        [officer] The district’s officer undid a redemption at { $shop }
       *[shop] { $shop } undid a redemption
    }: { $reason }. While the offer is on, show your member code once more.
claims-told-upheld = Your complaint about { $shop } was upheld: { $reason }
claims-told-rejected = Your complaint about { $shop } was not upheld; the shop was right: { $reason }
claims-told-shop-upheld = A complaint about { $shop } was upheld: { $reason }
claims-told-shop-rejected = A complaint about { $shop } was not upheld: { $reason }
done-claim-offer = Claimed. Show the code below in the shop.
done-release-claim = Given back.
done-choose-offer = Added to your 27th. Come back when claims open.
done-forget-offer = Removed.
done-take-member-code = Your member code is ready.
done-redeem-claim = Redeemed.
done-give-walk-in = Redeemed.
done-undo-redemption = Undone; the customer can use the claim again while the day lasts.
done-strike-redemption = The redemption is undone; the resident is told.
done-complain = Received; the district officer will look into it.
done-settle-complaint = Settled; the resident and the shop can read the reason.
refusal-not-started = It has not begun.
    .next = { $reader ->
        [clerk] It begins { $opens_at }; please ask the customer to come back then.
       *[resident] It begins { $opens_at }; you can add it to your 27th.
    }
refusal-ended = It is over.
    .next = { $reader ->
        [clerk] It ended { $ended_at }; please point the customer to other offers.
       *[resident] It ended { $ended_at }; see the other offers.
    }
refusal-withdrawn = { $reader ->
        [clerk] Your shop has taken this offer down.
       *[resident] The shop has taken this offer down.
    }
    .next = { $reader ->
        [clerk] Claims that were made stay good: redeem them; nobody else can have it.
       *[resident] Claims that were made stay good; otherwise see the other offers.
    }
refusal-not-approved = This offer is not approved yet.
    .next = Please look again in a few days.
refusal-sold-out = All are taken.
    .next = { $reader ->
        [clerk] Some may come back when they are returned or expire; the shop’s owner can add stock.
       *[resident] Some may come back when they are returned or expire; see the other offers too.
    }
refusal-sold-out-for-now = This batch is taken.
    .next = { $reader ->
        [clerk] The next comes { $back_at }; please ask the customer to come back then.
       *[resident] The next comes { $back_at }.
    }
refusal-limit-reached = { $reader ->
        [clerk] The limit is { $limit } each, and this customer has had theirs.
       *[resident] The limit is { $limit } each, and you have had yours.
    }
    .next = { $reader ->
        [clerk] Please point the customer to other offers.
       *[resident] See “My 27th”.
    }
refusal-already-held = { $reader ->
        [clerk] The customer holds it already and has not used it.
       *[resident] You hold it already and have not used it.
    }
    .next = { $reader ->
        [clerk] Please ask for the code in “My 27th”.
       *[resident] Show the code in the shop before { $until }; it is in “My 27th”.
    }
refusal-not-the-audience = This offer is only for { $audience ->
        [sixty_plus] residents of 60 and over
       *[community] residents of one community
    }.
    .next = { $reader ->
        [clerk] If the record is wrong, the customer can ask the district’s officer; or show the offers for everyone.
       *[resident] If your record is wrong, ask the district’s officer; or see the offers for everyone.
    }
refusal-proof-missing = { $needs ->
        [number] This offer needs a proven mobile number.
       *[person] This offer needs an identity shown at a counter.
    }
    .next = { $reader ->
        [clerk] Please send the customer with their document to the alliance’s space or a community counter; once is enough.
       *[resident] Please bring your document to the alliance’s space or a community counter; once is enough.
    }
refusal-chain-locked = { $reader ->
        [clerk] This offer goes across districts and is not unlocked for this customer.
       *[resident] This offer goes across districts and is not unlocked.
    }
    .next = { $reader ->
        [clerk] The customer first uses an offer or shows the member code in any member shop of another district today.
       *[resident] First use an offer or show your member code in any member shop of another district today.
    }
refusal-shop-suspended = { $reader ->
        [clerk] Your shop may not give benefits for now.
       *[resident] The shop may not give benefits for now.
    }
    .next = { $reader ->
        [clerk] Its owner can ask the district’s officer.
       *[resident] Please see other shops, or ask the district’s officer.
    }
refusal-walk-in-only = This offer needs no claim.
    .next = Go to the shop and show your member code.
refusal-not-held-any-more = { $state ->
        [redeemed] It has been used.
        [released] It was given back.
        [expired] It has expired.
       *[held] It has just changed.
    }
    .next = That was { $at }; please reload the page.
refusal-outside-hours = It is not given at this time of day.
    .next = It is given from { $next_at }.
refusal-wrong-shop = This claim is not for this shop.
    .next = Please send the customer to { $shop }.
refusal-already-redeemed = This one is used up.
    .next = { $just_now ->
        [1] It was redeemed { $at }, just now. If it is the same customer and the tap came twice, give the benefit; another customer cannot use this code.
       *[other] It was redeemed { $at }; the customer may have another in “My 27th”.
    }
refusal-hold-expired = It was not used in time and went back.
    .next = It expired { $at }; the customer can claim again while there are any.
refusal-released = The customer gave it back.
    .next = That was { $at }; the customer can claim again while there are any.
refusal-code-stale = This code is too old.
    .next = Please ask the customer to reload and show the new one.
refusal-no-code = No code was entered yet.
    .next = Scan or type the customer’s claim code or member code.
refusal-unknown-code = There is no such code.
    .next = Please check it: claims on a phone have 8 digits, member codes 9, printed codes 12 characters.
refusal-code-mistyped = One character was misread.
    .next = Printed codes have no 0, 1, I, L or O; please compare again.
refusal-claim-first = This offer is claimed first.
    .next = Please ask the customer to claim it on the phone and show its code.
refusal-clerk-without-right = You do not work this shop’s till.
    .next = Please ask the owner to add you as a clerk.
refusal-redemption-already-undone = It has been undone already.
    .next = That was { $at }.
refusal-undo-too-late = The shop can no longer undo it.
    .next = It could until { $until }; now please ask the district officer.
refusal-already-complained = You have complained already.
    .next = That was { $at }; the officer is looking into it.
refusal-complaint-too-late = It is too late for a complaint.
    .next = It was possible until { $until }; you can speak to the district officer.
refusal-complaint-already-settled = This is settled already.
    .next = That was { $at }.
refusal-complaint-without-verdict = Please choose a verdict.
refusal-claim-settings-out-of-range = One of the numbers is out of range.
    .next = A hold lasts 1 to 1,440 minutes, undoing at most 720 hours, complaints at most 365 days.

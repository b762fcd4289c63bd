member-day-title = Member day, { $day }
member-day-summary = The 27th of every month: offers in the three districts. Choose beforehand, claim on the day, use them in the shops.
member-day-eyebrow = Member day · { $day }
member-day-still = In
member-day-days = { $count ->
        [one] day
       *[other] days
    }
member-day-hours = { $count ->
        [one] hour
       *[other] hours
    }
member-day-minutes = { $count ->
        [one] minute
       *[other] minutes
    }
member-day-how = Claims open { $opens }; everything ends at { $closes } on the day. { $offers ->
        [one] One offer
       *[other] { $offers } offers
    }.
member-day-see-offers = See the offers, choose my 27th
member-day-calendar = Timetable
member-day-to-poster = Print the poster
member-day-offers = Offers of the member day
member-day-my-day = My 27th
member-day-months = Other months
member-day-phase-before = Registration has not opened yet
member-day-phase-enrolment = Shops are registering offers
member-day-phase-review = Under review
member-day-phase-ready = All is set
member-day-phase-open = It is today!
member-day-phase-over = Over
member-day-phase-reported = Over; the report is out
member-day-step-enrolment = Shops register offers
member-day-step-review = Registration closes; officers review
member-day-step-ready = The review ends
member-day-step-open = Residents claim and use
member-day-step-over = The day ends
member-day-step-reported = Shops read their report
member-day-back = Back to the member day
member-day-poster-name = Member day
member-day-poster-line = Three districts, one day
member-day-poster-districts = Wanda · Zhifu Xianjing · Haishang Shijie
member-day-poster-scan = Scan to see and claim the offers
member-day-none = 0
member-day-few = a few
member-day-most = most
member-day-count = { $count }
member-day-people = { $count }
member-day-report-shops = Another shop
member-day-report-title = Report of the member day
member-day-report-lead = { $shop }, { $day }
member-day-report-not-yet = The report is not out yet
member-day-report-from = It can be read from { $from }.
member-day-report-verdict = { $day } brought { $people } people, { $first } of them for the first time.
member-day-report-few = { $day } brought a few people, fewer than 5.
member-day-report-nobody = On { $day } nobody used an offer or showed a member code.
member-day-report-others = { $count } others together
member-day-told-report = The report of the member day on { $day } can be read now.
member-day-report-by-offer = “{ $name }” was used most
member-day-report-by-offer-few = Each offer was used by few people
member-day-report-by-hour = Most people came at { $hour }
member-day-report-by-hour-few = Few people came in each hour
member-day-report-honoured = Claims honoured so far: { $rate }
member-day-report-privacy = Counts and times only, nothing about persons. Counts under 5 are shown as “a few”, quiet hours and small offers are added up, so that nobody can be worked out.
member-day-unknown = Nothing is known of the member day of { $month }
member-day-unknown-next = See the coming one; earlier and later months are reached from there.
member-day-to-coming = See the coming member day

desks-title = Today
desks-lead = What waits for you, longest first.
desks-nothing = Nothing waits for you
desks-nothing-more = New applications, offers and complaints will appear here.

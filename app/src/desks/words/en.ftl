desks-title = Today
desks-lead = What is waiting for you, longest first.
desks-nothing = Nothing is waiting for you
desks-nothing-more = New applications, offers and complaints will appear here.

permits-title = Permissions
permits-lead = Which role may open each page and do each act. The table is made from the register that the portal itself obeys.
permits-marks = ● yes, ◐ only for one’s own shop, district or community, – no. Staff show their second factor first.
permits-what = Page or act
permits-visitor = Not signed in
permits-yes = ●
permits-own = ◐
permits-no = –

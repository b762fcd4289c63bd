desks-title = 今天
desks-lead = 等您办的事，等得最久的排在最前面。
desks-nothing = 没有等您办的事
desks-nothing-more = 有新的申请、优惠或投诉时，会出现在这里。

notices-title = 消息
notices-lead = 您办的事有了结果，都会在这里告诉您。
notices-none = 还没有消息
notices-none-next = 您办的事有了结果，会在这里告诉您。
notices-all = 全部消息
notices-new = 新
notices-read = 都看过了
done-read-notices = 已标为看过。

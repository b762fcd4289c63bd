notices-title = Messages
notices-lead = Answers to what you asked for or reported.
notices-none = No messages yet
notices-none-next = When something you asked for is decided, you will read it here.
notices-all = All messages
notices-new = New
notices-read = Mark all as read
done-read-notices = Marked as read.

notices-title = Notices
notices-lead = What became of the things you asked for or reported.
notices-none = No notices yet. When something you asked for is decided, you will read it here.
notices-all = All notices
notices-new = New
notices-read = I have read these
done-read-notices = Marked as read.

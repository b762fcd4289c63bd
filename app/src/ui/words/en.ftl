ui-errors-title = Not sent yet
ui-optional = (optional)
ui-choose = Please choose
ui-pager = Pages
ui-before = ‹ Previous
ui-after = Next ›
ui-see-numbers = See the numbers

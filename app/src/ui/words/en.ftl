ui-errors-title = Not sent yet
ui-optional = (optional)
ui-choose = Please choose

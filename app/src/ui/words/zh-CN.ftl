ui-errors-title = 还没有提交成功
ui-optional = （选填）
ui-choose = 请选择

ui-errors-title = 还没有提交成功
ui-optional = （选填）
ui-choose = 请选择
ui-pager = 翻页
ui-before = ‹ 上一页
ui-after = 下一页 ›
ui-see-numbers = 看数据

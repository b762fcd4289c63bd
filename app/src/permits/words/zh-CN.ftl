permits-title = 权限一览
permits-lead = 每个页面、每件事，哪种职责可以做。这张表由系统自己的登记生成，和实际执行的完全一样。
permits-marks = ● 可以　◐ 只限自己的商户、商圈或社区　– 不可以。工作人员还要先完成两步验证。
permits-what = 页面或事项
permits-visitor = 未登录
permits-yes = ●
permits-own = ◐
permits-no = –

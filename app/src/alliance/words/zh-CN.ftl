alliance-home-title = 三个商圈，一个商盟

claims-crumbs = 当前位置
claims-claim = 领取
claims-which-shop = 在哪家店用
claims-sign-in-to-claim = 登录后领取
claims-sign-in-to-choose = 登录，加入我的27日
claims-opens = { $at }开始领取。
claims-only-of-community = 这项优惠只给{ $community }的居民。
claims-choose = 加入我的27日
claims-chosen = 已加入
claims-forget = 移出我的27日
claims-network-away = 网络好像断了。再点一次就行，不会多领。
claims-show-code = 出示券码
claims-walk-in-how = 不用领取：{ $days }，到“{ $shop }”把会员码给店员看。
claims-to-member-code = 我的会员码
claims-my-day = 我的27日
claims-my-day-lead = 按商圈、楼层排好了顺序，照着走就行。
claims-to-print = 打印成一页纸
claims-to-offers = 去看优惠
claims-none = 还没有领取或加入的优惠。
claims-planned = 打算去的
claims-plan-look = 看优惠
claims-plan-now = 现在可以领取。
claims-plan-walk-in = { $days }，到店出示会员码。
claims-plan-gone = 商户已撤下或提前结束。
claims-ran-out = “{ $title }”{ $at }到期，已放回。
claims-again = 再领一份
claims-today-done = 今天用过、退回和过期的
claims-earlier = 以前的
claims-use-by = { $until }前用
claims-code-how = 请把这个码给店员看，扫码或念数字都行。
claims-code-life = { $until }前有效，过后刷新就有新码。
claims-code-renew = 换一个新码
claims-held-until = 已领取，保留到{ $until }
claims-redeemed-at = { $at }已使用
claims-released-at = { $at }已退回
claims-expired-at = { $at }已过期
claims-gives = 优惠内容
claims-conditions = 使用条件
claims-hours = 可用时段
claims-undone = 店里撤销了这次核销
claims-struck = 商圈专员撤销了这次核销
claims-release = 退回
claims-release-title = 用不上了，退回去
claims-release-words = 退回后别人可以领；名额还有的话，您也能重新领。
claims-complain = 提交
claims-complain-title = 这家店没给我优惠
claims-complain-words = 写下当时的情况，商圈专员会核实，处理结果写在这里。
claims-complain-what = 当时是什么情况
claims-complaint-waits = 您反映的情况已收到，商圈专员正在核实。
claims-complaint-upheld = 核实了：店里应该给您这份优惠。
claims-complaint-rejected = 核实了：店里的做法没有问题。
claims-qr = 二维码，内容和下面的券码一样
claims-print-day = 红星共赢 · 会员日
claims-print-hint = 用浏览器的“打印”，纸张选 A4。
claims-print-how = 没有手机也能用：到店把这张纸给店员看，扫码或输入 12 位券码。每个券码只能用一次，限当天、限这家店。
claims-member-title = 会员码
claims-member-lead = 有些优惠不用先领，到店出示会员码就行。
claims-member-how = 请把这个码给店员看。店员只看得到优惠适不适合您，看不到您的姓名和手机号。
claims-member-first = 第一次使用，先生成您的会员码。
claims-member-take = 生成会员码
claims-till-title = 收银台
claims-till-which = 请选择门店
claims-till-code = 输入或扫描顾客的码
claims-till-next = 下一位顾客的码
claims-till-hint = 券码或会员码
claims-till-scan = 用摄像头扫码
claims-till-stop = 关闭摄像头
claims-till-letters = 纸上的码有字母：换字母键盘
claims-till-no-camera = 没有打开摄像头，请输入数字
claims-till-check = 核销
claims-till-yes = 可以使用
claims-till-undo-link = 弄错了？撤销这次核销
claims-till-member = 会员码有效，已记下这次到店。
claims-till-member-again = 会员码有效，一小时内已经记过这次到店。
claims-till-none-fits = 本店的优惠，这位顾客现在都不能用
claims-till-no-walk-in = 本店现在没有出示会员码就能用的优惠。
claims-till-give = 给优惠
claims-till-today = 最近的核销
claims-till-nothing = 最近没有核销记录。核销以后会列在这里，弄错了可以撤销。
claims-to-till = 回收银台
claims-undo = 撤销核销
claims-undo-title = 撤销
claims-undo-why = 为什么撤销（顾客会看到）
claims-undone-because = 原因：{ $reason }
claims-undone-at = { $at }已撤销
claims-redemptions-title = 核销记录
claims-redemptions-lead = 店里过了时间不能自己撤销的，可以在这里撤销。只有时间和优惠，看不到是谁。
claims-redemptions-count = { $count } 次
claims-redemptions-on = { $day }的核销，最近的在前
claims-redemptions-days = 按日期
claims-complaints-title = 居民投诉
claims-complaints-lead = “这家店没给我优惠”：请核实后写明理由，居民和商户都会看到。
claims-complaints-none = 没有等待处理的投诉。
claims-complaints-settled = 已处理
claims-complaint-about = 投诉“{ $shop }”没给优惠
claims-complaint-offer = 优惠
claims-complaint-shop = 门店
claims-complaint-at = 投诉时间
claims-complaint-words = 居民说
claims-complaint-claim = 领取记录
claims-complaint-verdict = 处理
claims-to-redemption = 看店里当天的核销记录
claims-verdict-upheld = 居民反映属实，店里应当给
claims-verdict-rejected = 店里的做法没有问题
claims-verdict-waits = 等待处理
claims-settle = 结案
claims-settle-verdict = 核实结果
claims-settle-why = 理由
claims-settle-help = 居民和商户都会看到这句话。
claims-told-undone = { $by ->
        [officer] 商圈专员撤销了您在“{ $shop }”的一次核销
       *[shop] “{ $shop }”撤销了一次核销
    }：{ $reason }。您的券今天还能用。
claims-told-undone-too-late = { $by ->
        [officer] 商圈专员撤销了您在“{ $shop }”的一次核销
       *[shop] “{ $shop }”撤销了一次核销
    }：{ $reason }。当天已过，这张券不能再用。
claims-told-undone-walk-in = { $by ->
        [officer] 商圈专员撤销了您在“{ $shop }”的一次核销
       *[shop] “{ $shop }”撤销了一次核销
    }：{ $reason }。优惠还在的话，到店再出示一次会员码就行。
claims-told-upheld = 您投诉“{ $shop }”没给优惠，已核实属实：{ $reason }
claims-told-rejected = 您投诉“{ $shop }”没给优惠，已核实，店里的做法没有问题：{ $reason }
claims-told-shop-upheld = 有居民投诉“{ $shop }”没给优惠，已核实属实：{ $reason }
claims-told-shop-rejected = 有居民投诉“{ $shop }”没给优惠，已核实，店里没有问题：{ $reason }
done-claim-offer = 领取成功。到店出示下面的码就能用。
done-release-claim = 已退回。
done-choose-offer = 已加入我的27日，开始领取那天别忘了来。
done-forget-offer = 已移出。
done-take-member-code = 会员码已生成。
done-redeem-claim = 已核销。
done-give-walk-in = 已核销。
done-undo-redemption = 已撤销；当天之内，顾客的券可以再用。
done-strike-redemption = 已撤销这次核销，居民会收到通知。
done-complain = 已收到，商圈专员会核实。
done-settle-complaint = 已结案，居民和商户都能看到理由。
refusal-not-started = 还没有开始。
    .next = { $reader ->
        [clerk] { $opens_at }开始，请顾客到时候再来。
       *[resident] { $opens_at }开始，可以先加入“我的27日”。
    }
refusal-ended = 已经结束了。
    .next = { $reader ->
        [clerk] { $ended_at }结束；请顾客看看其他优惠。
       *[resident] { $ended_at }结束，看看其他优惠吧。
    }
refusal-withdrawn = { $reader ->
        [clerk] 本店已撤下这项优惠。
       *[resident] 商户已撤下这项优惠。
    }
    .next = { $reader ->
        [clerk] 之前领取的仍然有效，请照常核销；没领的不能再用。
       *[resident] 之前领取的仍然有效；没领的请看看其他优惠。
    }
refusal-not-approved = 这项优惠还没有通过审核。
    .next = 过几天再来看看。
refusal-sold-out = 已经领完了。
    .next = { $reader ->
        [clerk] 有人退回或过期会重新放出；店主也可以增加份数。
       *[resident] 有人退回或过期会重新放出，可以过一会儿再看；也看看其他优惠。
    }
refusal-sold-out-for-now = 这一批领完了。
    .next = { $reader ->
        [clerk] { $back_at }再放一批，请顾客到时候再来。
       *[resident] { $back_at }再放一批，到时候再来。
    }
refusal-limit-reached = { $reader ->
        [clerk] 每人限 { $limit } 份，这位顾客已经用满了。
       *[resident] 每人限 { $limit } 份，您已经领过了。
    }
    .next = { $reader ->
        [clerk] 请顾客看看其他优惠。
       *[resident] 在“我的27日”里能看到。
    }
refusal-already-held = { $reader ->
        [clerk] 这位顾客已经领了，还没有用。
       *[resident] 您已经领了，还没有用。
    }
    .next = { $reader ->
        [clerk] 请顾客打开“我的27日”，出示券码。
       *[resident] { $until }前到店出示券码；在“我的27日”里能找到。
    }
refusal-not-the-audience = 这项优惠只给{ $audience ->
        [sixty_plus] 60 岁以上的居民
       *[community] 指定社区的居民
    }。
    .next = { $reader ->
        [clerk] 资料有误的话，请顾客到商圈专员处更正；也可以介绍人人可用的优惠。
       *[resident] 资料有误的话，请到商圈专员处更正；也可以看看人人可用的优惠。
    }
refusal-proof-missing = { $needs ->
        [number] 这项优惠要先验证手机号。
       *[person] 这项优惠要先核实身份。
    }
    .next = { $reader ->
        [clerk] 请顾客带身份证到商圈或社区的服务台办理，一次就好。
       *[resident] 请带身份证到商圈或社区的服务台办理，一次就好。
    }
refusal-chain-locked = { $reader ->
        [clerk] 这是跨圈联动优惠，这位顾客还没有解锁。
       *[resident] 这是跨圈联动优惠，还没有解锁。
    }
    .next = { $reader ->
        [clerk] 请顾客当天先到另一个商圈的任意一家会员商户用一次优惠或出示会员码，再回来。
       *[resident] 当天先到另一个商圈的任意一家会员商户用一次优惠或出示会员码，再回来领。
    }
refusal-shop-suspended = { $reader ->
        [clerk] 本店暂时不能发放优惠。
       *[resident] 这家店暂时不能发放优惠。
    }
    .next = { $reader ->
        [clerk] 请店主向商圈专员了解情况。
       *[resident] 请看看其他商户，或向商圈专员了解情况。
    }
refusal-walk-in-only = 这项优惠不用领取。
    .next = 直接到店，出示会员码。
refusal-not-held-any-more = { $state ->
        [redeemed] 这份已经用过了。
        [released] 这份已经退回了。
        [expired] 这份已经过期了。
       *[held] 这份刚刚有了变化。
    }
    .next = 时间是{ $at }；请刷新页面看看。
refusal-outside-hours = 现在不在可用时段。
    .next = { $next_at }开始可以用。
refusal-wrong-shop = 这张券不是本店的。
    .next = 请顾客到“{ $shop }”使用。
refusal-already-redeemed = 这份已经用过了。
    .next = { $just_now ->
        [1] { $at }核销，就在刚才。是同一位顾客、只是按了两次的话，照常给优惠；换了一位顾客，这个码就不能再用。
       *[other] { $at }核销；请顾客打开“我的27日”，换一份还没用的。
    }
refusal-hold-expired = 这份过了保留时间，已经放回去了。
    .next = { $at }到期；还有份数的话，请顾客重新领取。
refusal-released = 这份顾客已经退回了。
    .next = { $at }退回；还有份数的话，请顾客重新领取。
refusal-code-stale = 这个码过期了。
    .next = 请顾客刷新页面，再出示新码。
refusal-no-code = 还没有输入码。
    .next = 请扫码，或输入顾客的券码或会员码。
refusal-unknown-code = 没有找到这个码。
    .next = 请核对数字再输一次：手机上的券码是 8 位，会员码是 9 位，纸上的是 12 位。
refusal-code-mistyped = 有一个字符看错了。
    .next = 纸上的码没有数字 0、1，也没有字母 I、L、O，请再对一遍。
refusal-claim-first = 这项优惠要先领取。
    .next = 请顾客在手机上领取，再出示券码。
refusal-clerk-without-right = 您不是这家店的店员。
    .next = 请店主在店铺页面把您加为店员。
refusal-redemption-already-undone = 这次核销已经撤销过了。
    .next = 撤销时间是{ $at }。
refusal-undo-too-late = 已过了店里可以撤销的时间。
    .next = { $until }前可以自己撤销；现在请联系商圈专员。
refusal-already-complained = 您已经投诉过了。
    .next = { $at }收到，请等商圈专员核实。
refusal-complaint-too-late = 投诉的时间已过。
    .next = { $until }前可以投诉；您可以直接联系商圈专员。
refusal-complaint-already-settled = 这件事已经结案了。
    .next = 结案时间是{ $at }。
refusal-complaint-without-verdict = 请选择核实结果。
refusal-claim-settings-out-of-range = 有一个数字不在范围内。
    .next = 保留时间 1 到 1440 分钟，撤销时间最多 720 小时，反映期限最多 365 天。

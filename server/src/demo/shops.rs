//! Shops of the demo town, with owners and clerks where somebody should be able to sign in, and what they give on the coming member day.

use super::{Filling, Somebody};
use app::backend::{AppError, new_id};
use app::merchants::{self, By};
use app::offers::found_offer;
use rules::DAY;
use rules::accounts::ProofKind;
use rules::districts::District;
use rules::member_day::{Calendar, CalendarSettings};
use rules::merchants::{Category, CreditCode, Hours, MerchantName, Phone, Span, Unit};
use rules::offers::{OfferForm, OfferState};
use rules::permits::Role;
use rules::registers::ShopRow;
use uuid::Uuid;

/// Name, district, category, unit, opening and closing hour, whether people of it can sign in.
const SHOPS: [(&str, District, Category, &str, u16, u16, bool); 13] = [
    ("示例子海鲜坊", District::Wanda, Category::Dining, "3F-301", 10, 21, true),
    ("示例子面包房", District::Wanda, Category::Dining, "1F-112", 8, 21, false),
    ("示例子童书馆", District::Wanda, Category::Leisure, "4F-406", 10, 21, false),
    ("示例子鞋服店", District::Wanda, Category::Retail, "2F-218", 10, 21, false),
    ("示例丑理发店", District::Xianjing, Category::LifeService, "1F-105", 9, 20, true),
    ("示例丑大药房", District::Xianjing, Category::Health, "1F-121", 8, 21, false),
    ("示例丑洗衣店", District::Xianjing, Category::LifeService, "B1-016", 9, 19, false),
    ("示例丑水饺铺", District::Xianjing, Category::Dining, "2F-233", 9, 21, false),
    ("示例寅书香阁", District::Haishang, Category::Leisure, "2F-214", 9, 21, true),
    ("示例寅眼镜店", District::Haishang, Category::Health, "1F-108", 9, 20, false),
    ("示例寅特产行", District::Haishang, Category::Retail, "1F-130", 9, 20, false),
    ("示例寅咖啡馆", District::Haishang, Category::Dining, "3F-302", 9, 21, false),
    ("示例寅健身房", District::Haishang, Category::Leisure, "5F-501", 9, 21, false),
];

/// These two, in two districts, belong to one firm.
const BAKERY: usize = 1;
const CAFE: usize = 11;

/// One shop that nobody has taken over yet.
const LISTED: (&str, District, Category, &str) = ("示例子裁缝店", District::Wanda, Category::LifeService, "3F-345");

/// The shops have been members for so many days.
const MEMBER_DAYS: i64 = 800;

/// Fills in shops and offers; gives the member shops in their order, each with its owner, where somebody can sign in as one.
pub(super) async fn fill(town: &mut Filling<'_>) -> Result<Vec<(Uuid, Option<Uuid>)>, AppError> {
    let by = By { person: Uuid::nil(), now: town.now.plus(-MEMBER_DAYS * DAY) };
    let mut shops = Vec::new();
    for (number, (name, district, category, unit, opens, closes, people)) in SHOPS.into_iter().enumerate() {
        let id = list(town, &by, number, (name, district, category, unit), Some((opens, closes))).await?;
        let shop = merchants::shop(town.tx, id).await?;
        merchants::record_take_over(town.tx, &shop, by).await?;
        let charter = app::districts::charter_in_force(town.tx).await?.number;
        app::districts::accept_charter(town.tx, id, charter, by.person, by.now).await??;
        let mut owner = None;
        if people {
            for role in [Role::MerchantOwner, Role::Clerk] {
                let who =
                    Somebody { role, place: Some(id), place_name: name.to_owned(), proof: ProofKind::Counter, community: None, birth_year: None };
                let person = town.enrol(who).await?;
                owner = owner.or(Some(person));
            }
        }
        shops.push((id, owner));
    }
    list(town, &by, SHOPS.len(), LISTED, None).await?;
    offers(town, &shops).await?;
    Ok(shops)
}

async fn list(
    town: &Filling<'_>,
    by: &By,
    number: usize,
    (name, district, category, unit): (&str, District, Category, &str),
    open: Option<(u16, u16)>,
) -> Result<Uuid, AppError> {
    let id = new_id(town.now);
    let unreadable = || AppError::broken(&format!("demo shop {name}"));
    let hours = open.and_then(|(opens, closes)| Hours::every_day(&[Span::new(opens * 60, closes * 60)?]).ok());
    let row = ShopRow {
        district,
        credit_code: credit_code(if number == CAFE { BAKERY } else { number }).ok_or_else(unreadable)?,
        name: MerchantName::parse(name).map_err(|_| unreadable())?,
        category: Some(category),
        unit: Unit::parse(unit).ok(),
        phone: Phone::parse(&format!("0535-66600{number:02}")).ok(),
        hours,
        contact: None,
        warnings: Vec::new(),
    };
    merchants::record_listing(town.tx, id, &row, *by).await?;
    Ok(id)
}

/// An invented code whose check character is right.
fn credit_code(number: usize) -> Option<CreditCode> {
    const CHARACTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    CHARACTERS.chars().find_map(|check| CreditCode::parse(&format!("92370602MA3DEM{number:03}{check}")).ok())
}

/// Shop, title, kind, its numbers or thing, what one gets, conditions, stock, and what is special.
type Row = (usize, &'static str, &'static str, [&'static str; 2], &'static str, &'static str, &'static str, &'static str);

const OFFERS: [Row; 20] = [
    (0, "家常海鲜，晚市可用", "spend_off", ["100", "20"], "堂食消费满100元立减20元", "每桌限用一份，酒水不参加", "60", ""),
    (0, "招牌鲅鱼水饺一份", "gift", ["鲅鱼水饺", ""], "到店就餐送鲅鱼水饺一份（12只）", "每桌一份，堂食", "30", "staged"),
    (1, "红豆包，每人一个", "gift", ["红豆包", ""], "现蒸红豆包一个", "到店领取，不外带", "80", "staged"),
    (2, "全场童书", "discount", ["8.5", ""], "全场图书八五折", "特价书除外", "", "unlimited"),
    (3, "秋冬新款直减", "off", ["30", ""], "单件满200元立减30元", "不与其他优惠同享", "40", ""),
    (4, "60岁以上居民免费剪发", "service", ["剪发", ""], "免费剪发一次", "只剪不烫不染，请带身份证", "30", "senior"),
    (4, "洗剪吹", "discount", ["7", ""], "洗剪吹七折", "不含染烫", "50", ""),
    (5, "免费量血压、测血糖", "service", ["健康检测", ""], "量血压、测血糖各一次", "空腹到店更准", "", "walk_in"),
    (6, "羽绒服洗护", "spend_off", ["60", "15"], "洗护满60元立减15元", "三日后取衣", "40", ""),
    (7, "水饺买一送一", "gift", ["同款水饺", ""], "任点一份水饺送同款一份", "堂食，每人一份", "50", "staged"),
    (8, "全场图书，再送书签", "discount", ["8.5", ""], "全场图书八五折，送书签一枚", "教材教辅除外", "", "walk_in"),
    (9, "免费验光、清洗眼镜", "service", ["验光", ""], "免费验光一次，清洗调校眼镜一副", "无其他条件", "40", ""),
    (10, "烟台特产礼盒", "spend_off", ["200", "40"], "特产礼盒满200元立减40元", "可邮寄，运费自理", "30", ""),
    (11, "逛完万达或仙境，来喝一杯", "gift", ["美式咖啡", ""], "中杯美式咖啡一杯", "当天先到另一个商圈的会员商户", "40", "chain"),
    (12, "体验课一节", "service", ["体验课", ""], "团课体验一节（45分钟）", "提前10分钟到店", "20", ""),
    (12, "月卡", "off", ["50", ""], "月卡立减50元", "新会员专享", "20", ""),
    (1, "生日蛋糕，两家店都能用", "off", ["20", ""], "生日蛋糕立减20元", "提前一天预订", "30", "sister"),
    (9, "配老花镜", "discount", ["8", ""], "老花镜八折", "不与其他优惠同享", "30", "community"),
    (3, "会员日运动鞋", "discount", ["9", ""], "运动鞋九折", "特价款除外", "", "monthly"),
    (6, "换季毛毯洗护", "discount", ["8", ""], "毛毯洗护八折", "三日后取衣", "200", "range"),
];

async fn offers(town: &Filling<'_>, shops: &[(Uuid, Option<Uuid>)]) -> Result<(), AppError> {
    let month = Calendar::coming(town.now, &CalendarSettings::default()).month.to_string();
    let community = app::districts::communities(town.tx).await?.last().map(|community| community.id.to_string()).unwrap_or_default();
    for row in OFFERS {
        let shop = shops[row.0].0;
        let mut form = form(&row, shop, &month, SHOPS[row.0].4, SHOPS[row.0].5);
        match row.7 {
            "sister" => form.shops.push(shops[CAFE].0.to_string()),
            "community" => (form.audience, form.community) = ("community".to_owned(), community.clone()),
            "monthly" => form.when = "every_month".to_owned(),
            "range" => {
                form.when = "range".to_owned();
                (form.first_day, form.last_day) = (town.now.day().to_string(), town.now.day().plus_days(20).to_string());
            }
            _ => {}
        }
        let terms = form.parse().map_err(|refused| AppError::broken(&format!("demo offer {}: {refused:?}", row.1)))?;
        found_offer(town.tx, shop, &terms, OfferState::Approved, Uuid::nil(), town.now).await?;
    }
    Ok(())
}

fn form(row: &Row, shop: Uuid, month: &str, opens: u16, closes: u16) -> OfferForm {
    let (_, title, kind, [first, second], gives, conditions, stock, special) = *row;
    let text = ToOwned::to_owned;
    let mut form = OfferForm {
        title: text(title),
        kind: text(kind),
        gives: text(gives),
        conditions: text(conditions),
        stock: text(stock),
        unlimited: stock.is_empty().then(|| text("on")),
        per_person: text("1"),
        audience: text(if special == "senior" { "sixty_plus" } else { "everyone" }),
        way: text(if special == "walk_in" { "walk_in" } else { "claim_first" }),
        chain: (special == "chain").then(|| text("on")),
        hours_from: format!("{opens:02}:00"),
        hours_until: format!("{closes:02}:00"),
        shops: vec![shop.to_string()],
        when: text("member_day"),
        month: text(month),
        ..OfferForm::default()
    };
    match kind {
        "spend_off" => (form.spend, form.off) = (text(first), text(second)),
        "discount" => form.discount = text(first),
        "off" => form.off = text(first),
        _ => form.item = text(first),
    }
    if special == "staged" {
        let half = stock.parse::<u32>().unwrap_or_default() / 2;
        (form.stage1_time, form.stage1_amount) = (text("00:00"), half.to_string());
        (form.stage2_time, form.stage2_amount) = (text("10:00"), half.to_string());
    }
    form
}

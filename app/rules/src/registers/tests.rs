//! The law of registers: untidy tables in, verdicts out.

use super::*;
use crate::districts::District;
use crate::merchants::MerchantState;
use crate::{Instant, Refusal};
use proptest::prelude::*;

/// A table written as text: rows by line, cells by `|`; `#` before a cell makes it a number.
fn sheet(name: &str, table: &str) -> Sheet {
    let cell = |text: &str| match text.trim_matches(' ') {
        "" => Cell::Empty,
        number if number.starts_with('#') => Cell::Number(number[1..].parse().expect("a number")),
        _ => Cell::Text(text.to_owned()),
    };
    let rows = table.trim_matches('\n').lines().map(|line| line.trim_start_matches(' ').split('|').map(cell).collect()).collect();
    Sheet { name: name.to_owned(), first_row: 1, rows, ..Sheet::default() }
}

fn read(sheets: &[Sheet]) -> Reading {
    read_register(sheets, &Scope::alliance()).expect("a register")
}

fn shops(reading: &Reading) -> Vec<&ShopRow> {
    reading.rows.iter().filter_map(|row| row.shop.as_ref().ok()).collect()
}

/// The first reason of every skipped line, with its row.
fn skipped(reading: &Reading) -> Vec<(u32, &'static str)> {
    reading.rows.iter().filter_map(|row| Some((row.place.row, row.shop.as_ref().err()?.first()?.reason().code))).collect()
}

const A: &str = "92370602JPFYHTRKH9";
const B: &str = "923706023J0X96WQFN";
const C: &str = "92370602HQEBALG6C7";

#[test]
fn titles_headings_and_totals_are_told_apart_from_shops() {
    let reading = read(&[sheet(
        "商户登记",
        &format!(
            "商圈联盟商户登记表|商圈联盟商户登记表
        填报单位：服务中心||||填报日期：|2026年11月3日
        序号|商户名称|所属商圈|业态|铺位号|营业时间|联系人|联系电话|统一社会信用代码
        #1|面包房|万达商圈|餐饮|3F-556|全天|陈店长|１３４４８１４７７４８|{A}

        #2|茶庄|芝罘仙境|零售|2F-1|9:00-21:30（周一休息）|吴先生|0535-6000000转27|{B}
        合计|2家
        注：本表一式两份
        填表人：张三||审核人：李四||||日期：|2026年11月3日"
        ),
    )]);
    let shops = shops(&reading);
    assert_eq!((reading.rows.len(), shops.len()), (2, 2));
    assert_eq!((shops[0].district, shops[1].district), (District::Wanda, District::Xianjing));
    assert_eq!(shops[1].phone.as_ref().map(ToString::to_string).as_deref(), Some("0535-6000000转27"));
    assert_eq!(shops[0].contact.as_deref(), Some("陈店长"));
    assert_eq!(reading.rows[1].place.to_string(), "商户登记!6");
}

#[test]
fn headings_come_in_any_order_and_wording() {
    for headings in [
        "税号|店铺名称（招牌）|*手机号码：|片区|行业类型|门店地址|经营时间",
        "统一社会信用代码/注册号|字号名称|负责人联系电话|商圈名称|主营业务|铺位位置|营业时段",
        "营业执照号码|经营户名称|联系号码|所在区域|经营业态|楼层/铺位|营业时间段",
        "社会信用代码|商铺名称|联系方式|所在商圈|经营范围|门牌号码|营业时间",
        "统一信用代码|单位名称|手机|商圈|业态|铺位号|经营时间",
        "信用代码|门头|负责人电话|所属商场|主营|经营场所|营业时间(夏季)",
        "Credit code|Shop name|Phone number|District|Category|Address|Opening hours",
    ] {
        let reading = read(&[sheet("", &format!("{headings}\n{A}|面包房|13448147748|海上|餐饮|1F-2|10:00-22:00"))]);
        let shops = shops(&reading);
        assert_eq!((shops[0].name.as_str(), shops[0].district), ("面包房", District::Haishang), "{headings}");
        assert!(shops[0].hours.is_some() && shops[0].unit.is_some() && shops[0].category.is_some() && shops[0].warnings.is_empty(), "{headings}");
    }
}

#[test]
fn two_rows_of_headings_are_one() {
    let table = format!("商户信息||||联系方式||证照\n店名|商圈|类别|位置|联系人|电话|信用代码\n面包房|万达|餐饮|1F-2|陈店长|13448147748|{A}");
    let below = format!("序号|商户名称|商圈|业态|联系方式||信用代码\n||||姓名|手机\n1|茶庄|万达|零售|吴先生|19903483189|{B}");
    let halves = format!("序号|商户名称|基本信息|||联系方式|\n||统一代码|业态|商圈|姓名|手机\n1|茶庄|{B}|零售|万达|吴先生|19903483189");
    for (table, contact, phone) in [(table, "陈店长", "13448147748"), (below, "吴先生", "19903483189"), (halves, "吴先生", "19903483189")] {
        let reading = read(&[sheet("", &table)]);
        let shops = shops(&reading);
        assert_eq!((shops.len(), shops[0].contact.as_deref()), (1, Some(contact)));
        assert_eq!(shops[0].phone.as_ref().map(|phone| phone.number().to_owned()).as_deref(), Some(phone));
    }
}

#[test]
fn the_district_comes_from_above_from_a_section_from_a_title_or_from_the_sheet() {
    let filled =
        read(&[sheet("", &format!("店名|商圈|电话|信用代码\n甲|万达商圈|13448147748|{A}\n乙||13448147748|{B}\n丙|海上世界|13448147748|{C}"))]);
    assert_eq!(shops(&filled).iter().map(|shop| shop.district).collect::<Vec<_>>(), [District::Wanda, District::Wanda, District::Haishang]);
    let sections =
        read(&[sheet("", &format!("店名|电话|信用代码\n一、万达商圈（1家）\n甲|13448147748|{A}\n小计|1\n二、芝罘仙境商圈\n乙|13448147748|{B}"))]);
    assert_eq!(shops(&sections).iter().map(|shop| shop.district).collect::<Vec<_>>(), [District::Wanda, District::Xianjing]);
    let table = |code: &str| format!("店名|电话|信用代码\n甲|13448147748|{code}");
    let titled = read(&[sheet("Sheet1", &format!("海上世界商圈商户登记表\n{}", table(A)))]);
    assert_eq!(shops(&titled)[0].district, District::Haishang);
    let sheets = read(&[sheet("万达", &table(A)), sheet("仙境", &table(A)), sheet("说明", "本表由商圈服务中心填报")]);
    assert_eq!(shops(&sheets).iter().map(|shop| shop.district).collect::<Vec<_>>(), [District::Wanda, District::Xianjing]);
    assert_eq!(sheets.sheets.iter().map(|sheet| sheet.lines).collect::<Vec<_>>(), [1, 1, 0]);
}

/// The districts of all shops, in order.
fn districts(sheets: &[Sheet]) -> Vec<District> {
    shops(&read(sheets)).iter().map(|shop| shop.district).collect()
}

#[test]
fn a_title_belongs_to_the_table_below_it_and_a_section_goes_on_over_repeated_headings() {
    let head = "店名|电话|信用代码";
    let two_titles = format!("万达商圈商户登记表\n{head}\n甲|13448147748|{A}\n\n海上世界商圈商户登记表\n{head}\n乙|13448147748|{B}");
    assert_eq!(districts(&[sheet("", &two_titles)]), [District::Wanda, District::Haishang]);
    let two_pages = format!("{head}\n一、万达商圈\n甲|13448147748|{A}\n{head}\n乙|13448147748|{B}");
    assert_eq!(districts(&[sheet("", &two_pages)]), [District::Wanda, District::Wanda]);
    let with_more = format!(
        "序号|{head}\n一|万达商圈（1家）|负责人：王某\n1|甲|13448147748|{A}\n二|芝罘仙境商圈\n1|乙|13448147748|{B}\n注：海上世界商圈另表登记\n2|丙|13448147748|{C}"
    );
    assert_eq!(districts(&[sheet("", &with_more)]), [District::Wanda, District::Xianjing, District::Xianjing]);
    let numbered = format!("序号|店名|电话|信用代码\n1|万达商圈（1家）\n1|甲|13448147748|{A}");
    assert_eq!(districts(&[sheet("", &numbered)]), [District::Wanda]);
    let titled_in_cells = format!("填报单位：海上世界商圈||日期：|2026年11月3日\n{head}\n甲|13448147748|{A}");
    assert_eq!(districts(&[sheet("", &titled_in_cells)]), [District::Haishang]);
}

#[test]
fn an_area_or_an_address_names_the_district_where_no_column_does() {
    let area = format!("店名|区域|电话|信用代码\n甲|万达广场|13448147748|{A}\n乙|海上世界|13448147748|{B}");
    assert_eq!(districts(&[sheet("", &area)]), [District::Wanda, District::Haishang]);
    let part_of_it = format!("店名|区域|电话|信用代码\n甲|A区|13448147748|{A}");
    assert_eq!(districts(&[sheet("芝罘仙境", &part_of_it)]), [District::Xianjing], "an area is no district");
    assert_eq!(skipped(&read(&[sheet("", &part_of_it)])), [(2, "unknown_district")]);
    let other = format!("店名|商圈|电话|信用代码\n甲|大悦城|13448147748|{A}");
    assert_eq!(skipped(&read(&[sheet("万达", &other)])), [(2, "unknown_district")], "a district that is none of ours stays one");
    let address = format!("店名|地址|电话|信用代码\n甲|西大街28号万达广场2F|13448147748|{A}");
    assert_eq!(districts(&[sheet("", &address)]), [District::Wanda]);
}

#[test]
fn what_was_not_taken_for_a_shop_is_told() {
    let table = format!(
        "序号|店名|商圈|电话|信用代码\n1|甲|万达|13448147748|{A}\n2||万达||\n|万达商圈小计|||1家\n3|共享之家|万达|13448147748|无\n4|乙|万达||\n|本表一式两份\n审核人：李某"
    );
    let reading = read(&[sheet("", &table)]);
    assert_eq!(skipped(&reading), [(5, "bad_credit_code"), (6, "bad_credit_code")]);
    let unread: Vec<_> = reading.sheets[0].unread.iter().map(|row| (row.row, row.text.as_str())).collect();
    assert_eq!(unread, [(4, "万达商圈小计 1家"), (7, "本表一式两份"), (8, "审核人：李某")]);
    let hidden = read_register(&[Sheet { name: "去年".into(), hidden: true, ..Sheet::default() }, sheet("", &table)], &Scope::alliance());
    assert!(hidden.expect("a register").sheets[0].hidden);
}

#[test]
fn failed_formulas_and_dates_are_neither_names_nor_units() {
    let table = format!(
        "店名|商圈|电话|信用代码|铺位|联系人\n#N/A|万达|13448147748|{A}|1F-1|\n乙|万达|13448147748|{B}|2026-03-12|#REF!\n丙|万达|13448147748|{C}|3月12日|无"
    );
    let reading = read(&[sheet("", &table.replace("#N/A", "\u{200b}#N/A").replace("#REF!", "\u{200b}#REF!"))]);
    assert_eq!(skipped(&reading), [(2, "missing_name")]);
    for shop in shops(&reading) {
        assert_eq!((shop.unit.clone(), shop.contact.clone()), (None, None));
        assert_eq!(shop.warnings.iter().map(|warning| warning.reason().code).collect::<Vec<_>>(), ["spoilt_unit"]);
    }
}

#[test]
fn what_programs_put_around_text_is_left_out() {
    let reading = read(&[sheet("", &format!("店名|商圈|电话|信用代码\n甲|万达|'13448147748|=\"{A}\"\n乙|万达|=\"0535-6000000\"|'{B}"))]);
    assert_eq!(shops(&reading).iter().map(|shop| shop.credit_code.as_str()).collect::<Vec<_>>(), [A, B]);
    assert!(shops(&reading).iter().all(|shop| shop.phone.is_some()));
}

#[test]
fn a_neighbours_telephone_gets_its_area_code_with_a_warning() {
    let reading = read(&[sheet(
        "",
        &format!("店名|商圈|电话|信用代码\n甲|万达|6000000|{A}\n乙|万达|#5356000000|{B}\n丙|万达|王某 600-0000转8|{C}\n丁|万达|1380000|{A}"),
    )]);
    let phones: Vec<_> = shops(&reading).iter().filter_map(|shop| shop.phone.as_ref()).map(ToString::to_string).collect();
    assert_eq!(phones, ["0535-6000000", "0535-6000000", "0535-6000000转8"]);
    assert!(shops(&reading).iter().all(|shop| matches!(&shop.warnings[..], [RowWarning::AreaAdded { .. }])));
    assert_eq!(skipped(&reading), [(5, "bad_phone")]);
}

#[test]
fn a_code_that_lost_its_digits_is_told_apart() {
    let reading = read(&[sheet(
        "",
        &format!(
            "店名|商圈|电话|信用代码\n甲|万达|13448147748|#9.23706024E17\n乙|万达|13448147748|9.23706E+17\n丙|万达|13448147748|\n丁|万达|13448147748|{}",
            &A[..15]
        ),
    )]);
    let problem = |row: &RowRead| {
        let reason = row.shop.as_ref().expect_err("skipped")[0].reason();
        reason.facts.iter().find(|(name, _)| *name == "problem").map(|(_, fact)| fact.clone())
    };
    let problems: Vec<_> = reading.rows.iter().filter_map(problem).collect();
    assert_eq!(problems, ["lost", "lost", "missing", "length"].map(|problem| crate::Fact::Text(problem.to_owned())));
}

#[test]
fn an_officer_of_one_district_imports_that_one() {
    let officer = Scope { districts: vec![District::Wanda] };
    let table = format!("店名|商圈|电话|信用代码\n甲|海上世界|13448147748|{A}\n乙|万达|13448147748|{B}");
    let reading = read_register(&[sheet("", &table)], &officer).expect("a register");
    assert_eq!(skipped(&reading), [(2, "other_district")]);
    let unnamed = read_register(&[sheet("", &format!("店名|电话|信用代码\n甲|13448147748|{A}"))], &officer).expect("a register");
    assert_eq!(shops(&unnamed)[0].district, District::Wanda);
    assert_eq!(skipped(&read(&[sheet("", &format!("店名|电话|信用代码\n甲|13448147748|{A}"))])), [(2, "unknown_district")]);
}

#[test]
fn every_reason_of_a_skipped_line_is_told() {
    let reading = read(&[sheet(
        "",
        &format!(
            "店名|商圈|电话|信用代码\n甲|万达|1380000|{A}\n乙|万达|13448147748|92370602JPFYHTRKH8\n|万达|13448147748|{B}\n丁|大悦城|13448147748|{B}\n戊|万达|13448147748|{B}\n己|万达|13448147748|{B}\n{}|万达|1|{C}",
            "长".repeat(41)
        ),
    )]);
    assert_eq!(
        skipped(&reading),
        [(2, "bad_phone"), (3, "bad_credit_code"), (4, "missing_name"), (5, "unknown_district"), (7, "duplicate"), (8, "name_too_long")]
    );
    let both: Vec<_> = reading.rows[6].shop.as_ref().expect_err("skipped").iter().map(|no| no.reason().code).collect();
    assert_eq!(both, ["name_too_long", "bad_phone"]);
}

#[test]
fn the_same_firm_may_have_a_shop_in_every_district() {
    let reading = read(&[sheet("", &format!("店名|商圈|电话|信用代码\n甲|万达|13448147748|{A}\n甲|海上|13448147748|{A}"))]);
    assert_eq!(shops(&reading).len(), 2);
}

#[test]
fn numbers_stored_as_numbers_are_digits_again() {
    let reading = read(&[sheet(
        "",
        &format!(
            "店名|商圈|电话|信用代码|楼层|铺位\n甲|万达|#15326229330|{A}|#3|#556\n乙|万达|1.5326229330E+10|{B}|B1|12\n丙|万达|15326229330.0|{C}\n丁|万达|#15326229330|#9.23706024E17"
        ),
    )]);
    let shops = shops(&reading);
    for shop in &shops {
        assert_eq!(shop.phone.as_ref().map(|phone| phone.number()), Some("15326229330"));
    }
    let units: Vec<_> = shops.iter().map(|shop| shop.unit.as_ref().map(|unit| (unit.to_string(), unit.floor()))).collect();
    assert_eq!(units, [Some(("3F-556".to_owned(), Some(3))), Some(("B1-12".to_owned(), Some(-1))), None]);
    assert_eq!(skipped(&reading), [(5, "bad_credit_code")]);
}

#[test]
fn what_can_wait_is_a_warning() {
    let reading = read(&[sheet(
        "",
        &format!(
            "店名|商圈|电话|手机|类别|营业时间|信用代码\n甲|万达|无||宇航|随缘|{A}\n乙|万达|0535-6000000|13448147748|餐饮|9:00-18:00，节假日休息|{B}"
        ),
    )]);
    let warnings = |place: usize| shops(&reading)[place].warnings.iter().map(|warning| warning.reason().code).collect::<Vec<_>>();
    assert_eq!(warnings(0), ["no_phone", "unknown_category", "unreadable_hours"]);
    assert_eq!(warnings(1), ["further_phones", "holidays_left_out"]);
}

#[test]
fn repeated_headings_may_change_the_order() {
    let reading =
        read(&[sheet("", &format!("店名|商圈|电话|信用代码\n甲|万达|13448147748|{A}\n\n信用代码|店名|商圈|电话\n{B}|乙|海上|13448147748"))]);
    assert_eq!(shops(&reading).iter().map(|shop| shop.name.as_str()).collect::<Vec<_>>(), ["甲", "乙"]);
}

#[test]
fn a_file_without_a_register_is_refused() {
    for table in ["", "说明", "姓名|年龄\n张三|#40"] {
        assert_eq!(read_register(&[sheet("", table)], &Scope::alliance()).map_err(|no| no.reason().code), Err("no_table"), "{table}");
    }
    assert_eq!(read_register(&[], &Scope::alliance()), Err(RegisterRefusal::NoTable));
}

fn known(row: &ShopRow) -> Existing {
    Existing {
        district: row.district,
        credit_code: row.credit_code.clone(),
        state: MerchantState::Listed,
        name: row.name.clone(),
        category: row.category.unwrap_or(crate::merchants::Category::Other),
        unit: row.unit.clone(),
        phone: row.phone.clone(),
        hours: row.hours.clone(),
        contact: row.contact.clone(),
        edited: Vec::new(),
    }
}

#[test]
fn importing_again_changes_nothing_and_never_what_the_owner_edited() {
    let table = |phone: &str, hours: &str| sheet("", &format!("店名|商圈|电话|营业时间|信用代码\n甲|万达|{phone}|{hours}|{A}"));
    let first = read(&[table("13448147748", "9:00-18:00")]);
    let mut merchant = known(shops(&first)[0]);
    assert_eq!(plan(first, &[merchant.clone()])[0].verdict, Verdict::Unchanged { kept: Vec::new() });
    merchant.edited = vec![ShopField::Hours];
    let planned = plan(read(&[table("0535-6000000", "10:00-18:00")]), &[merchant.clone()]);
    let Verdict::Change { writes, kept } = &planned[0].verdict else { panic!("{planned:?}") };
    assert_eq!((writes[0].field, writes[0].known.as_str(), writes[0].register.as_str()), (ShopField::Phone, "13448147748", "0535-6000000"));
    assert_eq!((kept[0].field, kept[0].register.as_str()), (ShopField::Hours, "每天 10:00–18:00"));
    let only_kept = plan(read(&[table("13448147748", "10:00-18:00")]), &[merchant.clone()]);
    assert!(matches!(&only_kept[0].verdict, Verdict::Unchanged { kept } if kept.len() == 1) && only_kept[0].warnings == [RowWarning::OwnerEdited]);
    let silent = plan(read(&[sheet("", &format!("店名|商圈|信用代码\n甲|万达|{A}"))]), &[merchant.clone()]);
    assert_eq!(silent[0].verdict, Verdict::Unchanged { kept: Vec::new() });
    for (state, code) in
        [(MerchantState::Left, "merchant_left"), (MerchantState::Applied, "application_pending"), (MerchantState::Declined, "application_declined")]
    {
        merchant.state = state;
        let planned = plan(read(&[table("13448147748", "")]), &[merchant.clone()]);
        assert!(matches!(&planned[0].verdict, Verdict::Skip { reasons } if reasons[0].reason().code == code), "{state:?}");
    }
}

#[test]
fn the_same_name_under_another_code_is_new_with_a_warning() {
    let reading =
        read(&[sheet("", &format!("店名|商圈|电话|信用代码\n茶 庄|万达|13448147748|{A}\n茶庄|万达|13448147748|{B}\n茶庄|海上|13448147748|{C}"))]);
    let planned = plan(reading, &[]);
    let warned: Vec<_> = planned.iter().map(|line| line.warnings.clone()).collect();
    assert_eq!(warned, [vec![], vec![RowWarning::SameNameOtherCode { other: A.to_owned() }], vec![]]);
    let counts = Counts::of(&planned);
    assert_eq!((counts.rows, counts.created, counts.skipped.len()), (3, 3, 0));
}

#[test]
fn a_slip_hands_over_once_and_in_time() {
    let now = Instant::parse("2026-11-20T09:00+08:00").expect("a moment");
    let good = SlipFacts { expires_at: now.plus(1), used_at: None, revoked: false, shop_waits: true, own_already: false, proven: true };
    assert_eq!(good.hands_over(now), Ok(()));
    for (facts, code) in [
        (SlipFacts { used_at: Some(now), ..good }, "slip_used"),
        (SlipFacts { expires_at: now, ..good }, "slip_expired"),
        (SlipFacts { revoked: true, ..good }, "slip_revoked"),
        (SlipFacts { shop_waits: false, ..good }, "shop_taken"),
        (SlipFacts { own_already: true, ..good }, "own_already"),
        (SlipFacts { proven: false, ..good }, "proof_missing_for_takeover"),
    ] {
        assert_eq!(facts.hands_over(now).map_err(|no| no.reason().code), Err(code));
    }
    let code = SlipCode::from_random(&[7; 16]).expect("enough bytes");
    assert_eq!(SlipCode::parse(&code.to_string().to_lowercase()), Ok(code));
    assert_eq!(SlipCode::from_random(&[255; 64]), None);
    assert_eq!(TakeoverForm::default().parse().map_err(|no| no.fields.len()), Err(2));
}

fn any_cell() -> impl Strategy<Value = Cell> {
    let words = prop::sample::select(vec![
        "店名",
        "商户名称",
        "商圈",
        "万达",
        "海上世界",
        "电话",
        "信用代码",
        "营业时间",
        "合计",
        "备注",
        "13448147748",
        A,
        B,
        "9:00-18:00",
        "1380000",
        "联系方式",
        "一、万达商圈",
        "",
    ]);
    prop_oneof![4 => words.prop_map(|word| Cell::Text(word.to_owned())), 1 => "\\PC{0,12}".prop_map(Cell::Text), 1 => any::<f64>().prop_map(Cell::Number), 1 => Just(Cell::Empty)]
}

proptest! {
    #[test]
    fn no_sheet_breaks_the_reader(rows in prop::collection::vec(prop::collection::vec(any_cell(), 0..8), 0..14), name in "\\PC{0,8}", first_row in any::<u32>()) {
        let sheets = [Sheet { name, first_row, rows, ..Sheet::default() }];
        if let Ok(reading) = read_register(&sheets, &Scope::alliance()) {
            let created = plan(reading.clone(), &[]);
            let merchants: Vec<Existing> = shops(&reading).into_iter().map(known).collect();
            prop_assert_eq!(Counts::of(&created).created as usize, merchants.len());
            let again = Counts::of(&plan(reading, &merchants));
            prop_assert_eq!((again.created, again.changed), (0, 0));
        }
    }
}

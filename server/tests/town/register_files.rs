//! Registers as offices really keep them: the two of the project, and more of the same kind.

use app::registers::read::read_file;
use proptest::prelude::*;
use rules::Refusal;
use rules::merchants::{Category, MerchantState};
use rules::registers::{Counts, Existing, Planned, RegisterRefusal, RowWarning, Scope, ShopRow, Verdict, plan, read_register};
use rust_xlsxwriter::{Format, Formula, Workbook};
use serde_json::Value;
use std::collections::BTreeMap;

const XLSX: &[u8] = include_bytes!("data/merchants-register.xlsx");
const CSV: &[u8] = include_bytes!("data/merchants-register.gbk.csv");
const EXPECTED: &str = include_str!("data/merchants-register.expected.json");

fn expected() -> Value {
    serde_json::from_str(EXPECTED).expect("json")
}

fn planned(bytes: &[u8], known: &[Existing]) -> Vec<Planned> {
    plan(read_register(&read_file(bytes).expect("a file"), &Scope::alliance()).expect("a register"), known)
}

fn listed(planned: &[Planned]) -> Vec<Existing> {
    let created = planned.iter().filter(|line| line.verdict == Verdict::Create).filter_map(|line| line.row.shop.as_ref().ok());
    created.map(existing).collect()
}

fn existing(row: &ShopRow) -> Existing {
    Existing {
        district: row.district,
        credit_code: row.credit_code.clone(),
        state: MerchantState::Listed,
        name: row.name.clone(),
        category: row.category.unwrap_or(Category::Other),
        unit: row.unit.clone(),
        phone: row.phone.clone(),
        hours: row.hours.clone(),
        contact: row.contact.clone(),
        edited: Vec::new(),
    }
}

fn figures(planned: &[Planned]) -> (u64, u64, BTreeMap<String, u64>) {
    let counts = Counts::of(planned);
    (counts.rows.into(), counts.created.into(), counts.skipped.into_iter().map(|(code, count)| (code, count.into())).collect())
}

#[test]
fn the_projects_registers_come_out_as_expected() {
    let expected = expected();
    for (name, bytes) in [("merchants-register.xlsx", XLSX), ("merchants-register.gbk.csv", CSV)] {
        let due = &expected[name];
        let skipped =
            due["skipped"].as_object().expect("object").iter().map(|(code, count)| (code.clone(), count.as_u64().expect("count"))).collect();
        let planned = planned(bytes, &[]);
        assert_eq!(figures(&planned), (due["rows"].as_u64().expect("rows"), due["created"].as_u64().expect("created"), skipped), "{name}");
        assert!(planned.iter().all(|line| line.warnings.is_empty()), "{name}");
    }
}

#[test]
fn both_registers_make_one_list_and_importing_again_changes_nothing() {
    let due = &expected()["both, one after the other"];
    let mut known = listed(&planned(XLSX, &[]));
    let second = planned(CSV, &known);
    let warned = second.iter().filter(|line| line.warnings.iter().any(|warning| matches!(warning, RowWarning::SameNameOtherCode { .. })));
    let codes: Vec<&str> = warned.filter_map(|line| line.row.shop.as_ref().ok()).map(|shop| shop.credit_code.as_str()).collect();
    let mut due_codes: Vec<&str> = due["warned_same_name_other_code"].as_array().expect("array").iter().filter_map(Value::as_str).collect();
    let mut sorted = codes.clone();
    sorted.sort_unstable();
    due_codes.sort_unstable();
    assert_eq!(sorted, due_codes);
    known.extend(listed(&second));
    assert_eq!(known.len() as u64, due["merchants"].as_u64().expect("merchants"));
    for bytes in [XLSX, CSV] {
        let again = Counts::of(&planned(bytes, &known));
        assert_eq!((again.created, again.changed), (0, 0));
    }
}

#[test]
fn untidy_cells_are_normalised() {
    let due = &expected()["normalised"];
    let known: Vec<Existing> = [XLSX, CSV].into_iter().flat_map(|bytes| listed(&planned(bytes, &[]))).collect();
    let shop = |code: &Value| known.iter().find(|shop| Some(shop.credit_code.as_str()) == code.as_str()).expect("listed");
    for case in ["full_width_phone", "spaced_phone", "landline_with_extension"] {
        let phone = shop(&due[case]["credit_code"]).phone.as_ref().expect("a telephone");
        assert_eq!((Some(phone.number()), phone.extension()), (due[case]["phone"].as_str(), due[case]["extension"].as_str()), "{case}");
    }
    shop(&due["full_width_lower_case_code"]);
    let short = &due["district_by_short_name"];
    assert_eq!(Some(shop(&short["credit_code"]).district.name()), short["district"].as_str());
    let padded = &due["padded_name"];
    assert_eq!(Some(shop(&padded["credit_code"]).name.as_str()), padded["name"].as_str());
    for case in expected()["hours"].as_array().expect("array") {
        let hours = shop(&case["credit_code"]).hours.as_ref().expect("hours").to_string();
        assert_eq!(Some(hours.as_str()), case["hours"].as_str());
    }
}

const TABLE: &str = "海上世界商圈商户登记表\n\n店名,手机,信用代码,营业时间\n面包房,13448147748,92370602JPFYHTRKH9,\"9:00-12:00,14:00-18:00\"\n茶庄,0535-6000000转27,923706023J0X96WQFN,全天\n合计,2家\n";

fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

#[test]
fn every_encoding_and_separator_of_an_office_is_read() {
    let gbk = encoding_rs::GB18030.encode(TABLE).0.into_owned();
    let marked = [b"\xef\xbb\xbf", TABLE.as_bytes()].concat();
    let tabs = TABLE.replace("\",\"", "\u{0}").replace("手机,", "手机\t").replace("店名,", "店名\t").replace("信用代码,", "信用代码\t");
    let tabs = tabs
        .replace("房,", "房\t")
        .replace("庄,", "庄\t")
        .replace("8,9", "8\t9")
        .replace("7,9", "7\t9")
        .replace("9,\"", "9\t\"")
        .replace("N,", "N\t");
    let semicolons = tabs.replace('\t', ";");
    let sep = format!("sep=;\r\n{semicolons}");
    let crlf = TABLE.replace('\n', "\r\n");
    let files = [
        TABLE.as_bytes().to_vec(),
        gbk,
        marked,
        utf16(TABLE, true, true),
        utf16(TABLE, false, true),
        utf16(TABLE, true, false),
        utf16(TABLE, false, false),
        tabs.into_bytes(),
        semicolons.into_bytes(),
        sep.into_bytes(),
        crlf.into_bytes(),
    ];
    for (place, bytes) in files.iter().enumerate() {
        let planned = planned(bytes, &[]);
        assert_eq!(figures(&planned), (2, 2, BTreeMap::new()), "file {place}");
        let hours = planned[0].row.shop.as_ref().expect("a shop").hours.as_ref().map(ToString::to_string);
        assert_eq!(hours.as_deref(), Some("every day 09:00-12:00 and 14:00-18:00"), "file {place}");
    }
    for ends in ["\n", "\r\n", "\r"] {
        let lines = format!("{}\n\n琴行,\"0535-\n6000001\",92370602HQEBALG6C7,全天", TABLE.trim_end());
        let rows: Vec<u32> = planned(lines.replace('\n', ends).as_bytes(), &[]).iter().map(|line| line.row.place.row).collect();
        assert_eq!(rows, [4, 5, 8], "as the office's program counts them, line ends {ends:?}");
    }
    let wrapped = TABLE.replace("手机,", "\"手机\n（微信同号）\",");
    assert_eq!(planned(wrapped.as_bytes(), &[])[0].row.place.row, 4, "lines inside a cell are no rows");
}

#[test]
fn merged_cells_several_sheets_numbers_and_hidden_sheets_are_understood() {
    let mut book = Workbook::new();
    let plain = Format::new();
    let sheet = book.add_worksheet().set_name("登记").expect("name");
    sheet.merge_range(0, 0, 0, 5, "商户登记表", &plain).expect("title");
    sheet.merge_range(1, 0, 2, 0, "商圈", &plain).expect("heading");
    sheet.merge_range(1, 1, 2, 1, "字号", &plain).expect("heading");
    sheet.merge_range(1, 2, 1, 3, "联系方式", &plain).expect("heading");
    sheet.write(2, 2, "姓名").expect("cell");
    sheet.write(2, 3, "手机号").expect("cell");
    sheet.merge_range(1, 4, 2, 4, "税号", &plain).expect("heading");
    sheet.merge_range(3, 0, 4, 0, "仙境", &plain).expect("district");
    for (row, name, code) in [(3, "面包房", "92370602JPFYHTRKH9"), (4, "茶庄", "923706023J0X96WQFN"), (5, "琴行", "92370602HQEBALG6C7")] {
        sheet.write(row, 1, name).expect("cell");
        sheet.write(row, 2, "陈店长").expect("cell");
        sheet.write(row, 3, 13_448_147_748_f64).expect("cell");
        sheet.write(row, 4, code).expect("cell");
    }
    sheet.write(5, 0, "万达广场").expect("cell");
    let second = book.add_worksheet().set_name("海上世界").expect("name");
    second.write_row(4, 2, ["商家", "联系电话", "统一社会信用代码", "开门时间", "关门时间", "楼层"]).expect("row");
    second.write_row(5, 2, ["书香阁", "0535-6000000", "92370602FQBDC8XCLL"]).expect("row");
    let time = Format::new().set_num_format("hh:mm");
    second.write_with_format(5, 5, 0.375, &time).expect("cell");
    second.write_with_format(5, 6, 0.875, &time).expect("cell");
    second.write(5, 7, 3).expect("cell");
    let hidden = book.add_worksheet().set_name("去年").expect("name");
    hidden.write_row(0, 0, ["店名", "商圈", "电话", "信用代码"]).expect("row");
    hidden.write_row(1, 0, ["旧店", "万达", "13448147748", "92370602FQBDC8XCLL"]).expect("row");
    hidden.set_hidden(true);
    let planned = planned(&book.save_to_buffer().expect("bytes"), &[]);
    let shops: Vec<&ShopRow> = planned.iter().filter_map(|line| line.row.shop.as_ref().ok()).collect();
    assert_eq!(
        shops.iter().map(|shop| (shop.name.as_str(), shop.district.slug())).collect::<Vec<_>>(),
        [("面包房", "xianjing"), ("茶庄", "xianjing"), ("琴行", "wanda"), ("书香阁", "haishang")]
    );
    assert!(
        shops[..3]
            .iter()
            .all(|shop| shop.phone.as_ref().is_some_and(|phone| phone.number() == "13448147748") && shop.contact.as_deref() == Some("陈店长"))
    );
    let last = shops[3];
    assert_eq!(last.hours.as_ref().map(ToString::to_string).as_deref(), Some("every day 09:00-21:00"));
    assert_eq!(last.unit.as_ref().and_then(|unit| unit.floor()), Some(3));
    assert_eq!(planned[3].row.place.to_string(), "海上世界!6");
}

#[test]
fn dates_failed_formulas_rich_text_and_hidden_sheets_are_told() {
    let mut book = Workbook::new();
    let old = book.add_worksheet().set_name("去年").expect("name");
    old.write_row(0, 0, ["店名", "商圈", "电话", "信用代码"]).expect("row");
    old.write_row(1, 0, ["旧店", "万达", "13448147748", "92370602FQBDC8XCLL"]).expect("row");
    let sheet = book.add_worksheet().set_name("今年").expect("name");
    sheet.write_row(0, 0, ["店名", "商圈", "电话", "信用代码", "铺位号", "营业时间", "面积"]).expect("row");
    let (bold, date, hours) = (Format::new().set_bold(), Format::new().set_num_format("yyyy/m/d"), Format::new().set_num_format("[h]:mm"));
    sheet.write_rich_string(1, 0, &[(&Format::new(), "面包"), (&bold, "房")]).expect("cell");
    sheet.write_row(1, 1, ["万达", "13448147748\n0535-6000000", "92370602JPFYHTRKH9"]).expect("row");
    sheet.write_with_format(1, 4, 45_363, &date).expect("cell");
    sheet.write_with_format(1, 5, 45_556, &date).expect("cell");
    sheet.write_row(2, 0, ["茶庄", "万达", "", "", "1F-2"]).expect("row");
    sheet.write_formula(2, 2, Formula::new("=VLOOKUP(1,A1:B2,2)").set_result("#N/A")).expect("cell");
    sheet.write_formula(2, 3, Formula::new("=UPPER(\"x\")").set_result("923706023J0X96WQFN")).expect("cell");
    sheet.write_row(3, 0, ["琴行", "万达", "6000001"]).expect("row");
    sheet.write(3, 3, 923_706_024_123_456_789_f64).expect("cell");
    sheet.write_with_format(3, 5, 1.0, &hours).expect("cell");
    sheet.write_row(4, 0, ["以上商户均已核实"]).expect("row");
    sheet.write(0, 16_383, "远").expect("cell");
    book.worksheet_from_index(0).expect("a sheet").set_hidden(true);
    book.worksheet_from_index(1).expect("a sheet").set_active(true);
    let reading = read_register(&read_file(&book.save_to_buffer().expect("bytes")).expect("a file"), &Scope::alliance()).expect("a register");
    let sheets: Vec<_> = reading.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden, sheet.lines, sheet.unread.len())).collect();
    assert_eq!(sheets, [("去年", true, 0, 0), ("今年", false, 3, 1)]);
    let planned = plan(reading, &[]);
    let first = planned[0].row.shop.as_ref().expect("a shop");
    assert_eq!((first.name.as_str(), first.unit.as_ref()), ("面包房", None));
    let codes = |line: &Planned| match &line.verdict {
        Verdict::Skip { reasons } => reasons.iter().map(|reason| reason.reason().code).collect::<Vec<_>>(),
        _ => line.warnings.iter().map(|warning| warning.reason().code).collect(),
    };
    assert_eq!(codes(&planned[0]), ["further_phones", "spoilt_unit", "unreadable_hours"]);
    assert_eq!(codes(&planned[1]), ["bad_phone"]);
    assert_eq!(codes(&planned[2]), ["bad_credit_code"]);
}

#[test]
fn what_is_no_register_is_refused_with_a_name() {
    let mut bomb = Workbook::new();
    let sheet = bomb.add_worksheet();
    let long = "长".repeat(10_000);
    for row in 0..1_000 {
        sheet.write(row, 0, format!("{row}{long}")).expect("cell");
    }
    let mut tall = Workbook::new();
    tall.add_worksheet().write(1_000_000, 0, "远").expect("cell");
    let text = "店名,商圈\n".repeat(20_000);
    let bomb = bomb.save_to_buffer().expect("bytes");
    assert!(bomb.len() < 1 << 20, "the bomb is small: {}", bomb.len());
    for (bytes, code) in [
        (b"".to_vec(), "file_empty"),
        (b" \r\n".to_vec(), "file_empty"),
        (vec![b'a'; (4 << 20) + 1], "file_too_large"),
        (bomb, "file_too_large"),
        (tall.save_to_buffer().expect("bytes"), "too_many_rows"),
        (text.into_bytes(), "too_many_rows"),
        (b"PK\x03\x04nonsense".to_vec(), "file_broken"),
        (XLSX[..XLSX.len() / 2].to_vec(), "file_broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old".to_vec(), "file_old_kind"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06".to_vec(), "file_unknown"),
        ([0xff_u8, 0xd8, 0xff, 0xe0, 0, 16].repeat(40), "file_unknown"),
        (b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF".to_vec(), "file_unknown"),
        ("<html><table><tr><td>店名</td></tr></table></html>".as_bytes().to_vec(), "file_old_kind"),
        (b"\xef\xbb\xbf<?xml version=\"1.0\"?><Workbook/>".to_vec(), "file_old_kind"),
    ] {
        let refusal = read_file(&bytes).err().map(|no| no.reason().code);
        assert_eq!(refusal, Some(code), "{} bytes", bytes.len());
    }
    assert_eq!(read_file(b"\xd0\xcf\x11\xe0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"), Err(RegisterRefusal::FileLocked));
}

proptest! {
    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(sheets) = read_file(&bytes) {
            let _ = read_register(&sheets, &Scope::alliance());
        }
    }

    #[test]
    fn no_damage_to_a_file_breaks_the_reader(place in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>(), text in any::<bool>()) {
        let mut bytes = if text { CSV.to_vec() } else { XLSX.to_vec() };
        let place = place.index(bytes.len());
        bytes[place] = byte;
        bytes.truncate(bytes.len().min(cut.index(bytes.len() * 3) + 1));
        if let Ok(sheets) = read_file(&bytes) {
            let _ = read_register(&sheets, &Scope::alliance());
        }
    }
}

//! The headings of a register's table, in any order and many wordings.

use super::Cell;
use crate::districts::District;
use crate::writing::plain;
use serde::{Deserialize, Serialize};

/// What a column of a register holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A running number.
    Index,
    /// The unified social credit code.
    CreditCode,
    /// A telephone.
    Phone,
    /// The contact person: personal, never public.
    Contact,
    /// The business district.
    District,
    /// A column that often names the district and may as well say something else: 区域, 商场.
    Area,
    /// What the shop does.
    Category,
    /// Opening hours.
    Hours,
    /// When it opens, in a column of its own.
    OpensAt,
    /// When it closes, in a column of its own.
    ClosesAt,
    /// The floor, in a column of its own.
    Floor,
    /// The unit or address.
    Unit,
    /// The shop's name.
    Name,
}

/// Headings longer than this, in characters, are sentences.
const LIMIT: usize = 20;

/// The usual headings, word for word.
const USUAL: &[(Role, &[&str])] = &[
    (Role::Index, &["序号", "编号", "商户编号", "行号", "no", "no."]),
    (Role::CreditCode, &["统一社会信用代码", "社会信用代码", "信用代码", "税号", "代码", "营业执照"]),
    (Role::Phone, &["电话", "联系电话", "手机", "手机号", "手机号码", "号码", "联系方式", "phone"]),
    (Role::Contact, &["联系人", "负责人", "店长", "经营者", "contact"]),
    (Role::District, &["商圈", "所属商圈", "所在商圈", "商圈名称", "district"]),
    (Role::Area, &["区域", "片区", "商场", "广场"]),
    (Role::Category, &["类别", "业态", "行业", "分类", "经营类别", "category"]),
    (Role::Hours, &["营业时间", "营业时段", "经营时间", "开放时间", "时间", "hours", "business hours"]),
    (Role::OpensAt, &["开门", "开店", "开始", "起", "开"]),
    (Role::ClosesAt, &["关门", "闭店", "打烊", "结束", "止", "关"]),
    (Role::Floor, &["楼层", "所在楼层", "层数", "层", "floor"]),
    (Role::Unit, &["位置", "铺位", "铺位号", "铺号", "门牌", "门牌号", "unit"]),
    (
        Role::Name,
        &[
            "店名",
            "商户名称",
            "商户",
            "门店",
            "门店名称",
            "店铺名称",
            "商家名称",
            "商铺名称",
            "字号",
            "店招",
            "招牌",
            "门头",
            "品牌",
            "店家",
            "企业",
            "公司",
            "单位",
            "name",
        ],
    ),
];

/// Parts of headings; the first role with a hit is taken, so that 负责人电话 is a telephone and 商户地址 a place.
const PARTS: &[(Role, &[&str])] = &[
    (Role::Name, &["经营者名称", "经营主体", "市场主体", "主体名称", "执照名称"]),
    (
        Role::CreditCode,
        &[
            "信用代码",
            "信用码",
            "税号",
            "识别号",
            "统一代码",
            "信用编码",
            "机构代码",
            "执照号",
            "执照编号",
            "执照注册号",
            "注册号",
            "creditcode",
            "uscc",
        ],
    ),
    (Role::Phone, &["电话", "手机", "联系方式", "座机", "固话", "热线", "联系号码", "phone", "mobile", "tel"]),
    (Role::Contact, &["联系人", "负责人", "法人", "法定代表人", "经营者", "店长", "店主", "业主", "姓名", "老板", "联络人", "对接人", "contact"]),
    (Role::OpensAt, &["开门时间", "开店时间", "开始时间", "营业开始"]),
    (Role::ClosesAt, &["关门时间", "闭店时间", "打烊时间", "结束时间", "营业结束"]),
    (Role::Hours, &["营业时", "经营时", "开放时", "营业时间", "hours"]),
    (Role::Index, &["序号", "商户编号", "商户号", "档案号"]),
    (Role::Category, &["业态", "类别", "行业", "类型", "分类", "品类", "主营", "业种", "经营内容", "经营项目", "经营范围", "category"]),
    (
        Role::Unit,
        &["铺位", "铺号", "位置", "门牌", "地址", "地点", "摊位", "商铺号", "店铺号", "铺编号", "房号", "单元号", "店址", "场所", "住所", "address"],
    ),
    (Role::Floor, &["楼层"]),
    (Role::Name, &["商户名", "店名", "店铺名", "门店名", "商家名", "字号"]),
    (Role::District, &["商圈", "district"]),
    (Role::Area, &["片区", "区域", "商场", "广场"]),
    (Role::Name, &["名称", "商户", "门店", "商家", "店铺", "商铺", "店面", "经营户", "招牌", "name", "shop", "store", "merchant"]),
];

/// Headings that look like one of ours and are not.
const OTHERS: &[&str] = &["填报", "填表", "制表", "单位负责", "备注", "面积", "状态", "日期", "人数", "身份证", "证件", "传真", "开业时间"];

/// What a heading announces, and whether it is the usual word for it.
fn role_of(cell: &Cell) -> Option<(Role, bool)> {
    let Cell::Text(text) = cell else { return None };
    let heading = heading(text);
    let names_a_district = District::from_wording(text).is_some();
    if heading.is_empty() || names_a_district || heading.chars().count() > LIMIT || OTHERS.iter().any(|other| heading.contains(other)) {
        return None;
    }
    let usual = USUAL.iter().find(|(_, words)| words.contains(&heading.as_str())).map(|(role, _)| (*role, true));
    let by_part = || PARTS.iter().find(|(_, parts)| parts.iter().any(|part| heading.contains(part))).map(|(role, _)| (*role, false));
    usual.or_else(by_part)
}

/// The heading's own words: without spaces, brackets and what stands in them, stars and colons.
fn heading(text: &str) -> String {
    let mut depth = 0_u32;
    let mut own = String::new();
    for c in plain(text).to_lowercase().chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            c if depth > 0 || c.is_whitespace() || matches!(c, '*' | ':' | '_' | '-' | '★' | '※' | '"' | '\'' | '.') => {}
            c => own.push(c),
        }
    }
    own
}

/// Which column holds what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns {
    roles: Vec<Option<(Role, bool)>>,
}

impl Columns {
    /// The headings that a row announces, if any.
    pub(super) fn of(row: &[Cell]) -> Self {
        Self { roles: row.iter().map(role_of).collect() }
    }

    /// Whether these are the headings of a register: a name and at least two other things.
    pub(super) fn head_a_register(&self) -> bool {
        let mut kinds: Vec<Role> = Vec::new();
        for (role, _) in self.roles.iter().flatten() {
            if *role != Role::Index && !kinds.contains(role) {
                kinds.push(*role);
            }
        }
        kinds.contains(&Role::Name) && kinds.len() >= 3
    }

    /// Whether a row right below headings belongs to them: at least half of what it says are headings.
    pub(super) fn go_on_in(&self, cells: &[Cell]) -> bool {
        let said = cells.iter().filter(|cell| !cell.is_blank()).count();
        let known = self.roles.iter().flatten().count();
        known > 0 && known * 2 >= said
    }

    /// Whether there is a column of that role.
    pub(super) fn has(&self, role: Role) -> bool {
        self.place(role).is_some()
    }

    /// The headings of two rows one above the other: the lower word is the closer one.
    pub(super) fn with_row_below(&self, below: &Self) -> Self {
        let width = self.roles.len().max(below.roles.len());
        let at = |columns: &Self, place: usize| columns.roles.get(place).copied().flatten();
        Self { roles: (0..width).map(|place| at(below, place).or_else(|| at(self, place))).collect() }
    }

    /// The column of that role: the usual word for it before others, the first before later ones.
    pub(super) fn place(&self, role: Role) -> Option<usize> {
        let with = |usual: bool| self.roles.iter().position(|found| *found == Some((role, usual)));
        with(true).or_else(|| with(false))
    }

    /// All columns of that role, in the order in which they are asked.
    pub(super) fn places(&self, role: Role) -> Vec<usize> {
        let with = |usual: bool| self.roles.iter().enumerate().filter(move |(_, found)| **found == Some((role, usual))).map(|(place, _)| place);
        with(true).chain(with(false)).collect()
    }

    /// What the columns were taken for, in their order.
    pub(super) fn roles(&self) -> Vec<Option<Role>> {
        self.roles.iter().map(|found| found.map(|(role, _)| role)).collect()
    }
}

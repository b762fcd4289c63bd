//! What a shop does, in the alliance's six words.

use crate::writing::plain;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a shop does; in this order on every list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// 餐饮.
    Dining,
    /// 零售.
    Retail,
    /// 生活服务.
    LifeService,
    /// 健康.
    Health,
    /// 文体娱乐.
    Leisure,
    /// 其他.
    Other,
}

/// Words of registers and licences by category; the first category with a hit is taken.
const WORDINGS: [(Category, &[&str]); 5] = [
    (Category::Health, &["健康", "医", "药", "康养", "诊", "眼镜", "保健", "口腔", "牙", "齿科", "推拿", "理疗", "养生", "health"]),
    (
        Category::Dining,
        &[
            "餐", "饮", "美食", "小吃", "食品", "烘焙", "咖啡", "茶馆", "饭", "面馆", "火锅", "甜品", "蛋糕", "面包", "烧烤", "烤肉", "奶茶", "水饺",
            "酒楼", "酒吧", "dining", "food",
        ],
    ),
    (
        Category::Leisure,
        &[
            "文体", "文化", "体育", "娱乐", "休闲", "健身", "教育", "培训", "影", "书店", "亲子", "旅游", "艺术", "舞蹈", "瑜伽", "球馆", "早教",
            "棋牌", "网吧", "ktv", "leisure",
        ],
    ),
    (
        Category::LifeService,
        &[
            "生活服务",
            "居民服务",
            "服务",
            "家政",
            "维修",
            "美容",
            "美发",
            "理发",
            "洗衣",
            "洗染",
            "干洗",
            "宠物",
            "快印",
            "打印",
            "美甲",
            "美业",
            "酒店",
            "宾馆",
            "住宿",
            "快递",
            "中介",
            "汽修",
            "洗车",
            "修鞋",
            "裁缝",
            "开锁",
            "service",
        ],
    ),
    (
        Category::Retail,
        &[
            "零售",
            "百货",
            "超市",
            "商超",
            "便利",
            "服装",
            "服饰",
            "购物",
            "商贸",
            "数码",
            "家居",
            "珠宝",
            "鞋",
            "烟酒",
            "水果",
            "果蔬",
            "生鲜",
            "花店",
            "鲜花",
            "花艺",
            "母婴",
            "玩具",
            "文具",
            "家电",
            "手机",
            "化妆品",
            "护肤",
            "饰品",
            "黄金",
            "茶叶",
            "茶庄",
            "特产",
            "五金",
            "建材",
            "童装",
            "箱包",
            "图书",
            "专卖",
            "商店",
            "retail",
        ],
    ),
];

impl Category {
    /// All six, in their order.
    pub const ALL: [Self; 6] = [Self::Dining, Self::Retail, Self::LifeService, Self::Health, Self::Leisure, Self::Other];

    /// The word in addresses and records: `dining`, `life_service`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Dining => "dining",
            Self::Retail => "retail",
            Self::LifeService => "life_service",
            Self::Health => "health",
            Self::Leisure => "leisure",
            Self::Other => "other",
        }
    }

    /// The Chinese name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dining => "餐饮",
            Self::Retail => "零售",
            Self::LifeService => "生活服务",
            Self::Health => "健康",
            Self::Leisure => "文体娱乐",
            Self::Other => "其他",
        }
    }

    /// The category with exactly this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.key() == key)
    }

    /// Reads a register's wording: the alliance's own words first, then words of the trade; none when nothing is known.
    #[must_use]
    pub fn from_wording(text: &str) -> Option<Self> {
        let text: String = plain(text).to_lowercase().split_whitespace().collect();
        let own = [
            ("餐饮", Self::Dining),
            ("零售", Self::Retail),
            ("生活服务", Self::LifeService),
            ("文体娱乐", Self::Leisure),
            ("其他", Self::Other),
            ("其它", Self::Other),
        ];
        let exact = own.iter().find(|(word, _)| text.starts_with(word)).map(|(_, category)| *category);
        let known = || WORDINGS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(category, _)| *category);
        exact.or_else(|| Self::from_key(&text)).or_else(known)
    }
}

/// The key.
impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

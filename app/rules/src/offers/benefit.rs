//! What one gets: the kinds of benefit and the headline that is the biggest thing on a card.

use super::Money;

/// The kinds of benefit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OfferKind {
    /// 满减: spend so much, so much off.
    SpendOff,
    /// 折扣: a share of the price.
    Discount,
    /// 立减: so much off at once.
    Off,
    /// 赠品: a gift.
    Gift,
    /// 服务: a free service.
    Service,
}

/// All kinds, in the order forms and filters show them.
pub const OFFER_KINDS: [OfferKind; 5] = [OfferKind::SpendOff, OfferKind::Discount, OfferKind::Off, OfferKind::Gift, OfferKind::Service];

impl OfferKind {
    /// The word used in tables, addresses and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SpendOff => "spend_off",
            Self::Discount => "discount",
            Self::Off => "off",
            Self::Gift => "gift",
            Self::Service => "service",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        OFFER_KINDS.into_iter().find(|kind| kind.code() == code)
    }
}

/// What one gets, exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Benefit {
    /// Spend at least this, and so much is taken off.
    SpendOff {
        /// To be spent.
        spend: Money,
        /// Taken off; less than `spend`.
        off: Money,
    },
    /// One pays this share of the price.
    Discount {
        /// Percent of the price that is paid, 10 to 99: 85 is 8.5折.
        pays: u8,
    },
    /// So much is taken off at once.
    Off {
        /// Taken off.
        off: Money,
    },
    /// A thing one is given.
    Gift {
        /// What, in a few characters: 红豆包.
        item: String,
    },
    /// A service one is given.
    Service {
        /// What, in a few characters: 剪发.
        item: String,
    },
}

/// The two languages of a headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// 简体中文.
    Chinese,
    /// English.
    English,
}

impl Benefit {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> OfferKind {
        match self {
            Self::SpendOff { .. } => OfferKind::SpendOff,
            Self::Discount { .. } => OfferKind::Discount,
            Self::Off { .. } => OfferKind::Off,
            Self::Gift { .. } => OfferKind::Gift,
            Self::Service { .. } => OfferKind::Service,
        }
    }

    /// What was written about the benefit, when it says more than the headline itself; else nothing. A headline kept as text would stay behind when the
    /// benefit changes, and contradict it.
    #[must_use]
    pub fn more_than_headline(&self, written: String) -> String {
        let repeats = [Language::Chinese, Language::English].into_iter().any(|language| self.headline(language) == written.trim());
        if repeats { String::new() } else { written }
    }

    /// The headline: 满50减10, 8.5折, 立减20元, 赠红豆包, 免费剪发.
    #[must_use]
    pub fn headline(&self, language: Language) -> String {
        match (language, self) {
            (Language::Chinese, Self::SpendOff { spend, off }) => format!("满{}减{}", spend.short(), off.short()),
            (Language::Chinese, Self::Discount { pays }) => format!("{}折", tenths(*pays)),
            (Language::Chinese, Self::Off { off }) => format!("立减{}元", off.short()),
            (Language::Chinese, Self::Gift { item }) => format!("赠{item}"),
            (Language::Chinese, Self::Service { item }) => format!("免费{item}"),
            (Language::English, Self::SpendOff { spend, off }) => format!("{off} off {spend}"),
            (Language::English, Self::Discount { pays }) => format!("{}% off", 100 - pays),
            (Language::English, Self::Off { off }) => format!("{off} off"),
            (Language::English, Self::Gift { item }) => format!("Gift: {item}"),
            (Language::English, Self::Service { item }) => format!("Free: {item}"),
        }
    }
}

/// 85 → `8.5`, 80 → `8`: a discount as it is said in Chinese.
pub(super) fn tenths(pays: u8) -> String {
    if pays.is_multiple_of(10) { (pays / 10).to_string() } else { format!("{}.{}", pays / 10, pays % 10) }
}

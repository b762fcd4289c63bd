//! The three business districts, and how people write their names.

use crate::writing::plain;
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// One of the three business districts of the alliance; in this order on every list and on a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum District {
    /// 万达商圈.
    Wanda,
    /// 芝罘仙境商圈.
    Xianjing,
    /// 海上世界商圈.
    Haishang,
}

impl District {
    /// All three, in the alliance's order.
    pub const ALL: [Self; 3] = [Self::Wanda, Self::Xianjing, Self::Haishang];

    /// The word in addresses and records: `wanda`, `xianjing`, `haishang`.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Wanda => "wanda",
            Self::Xianjing => "xianjing",
            Self::Haishang => "haishang",
        }
    }

    /// The district with exactly this slug.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|district| district.slug() == slug)
    }

    /// The place of its officers' grants: the same id in every town.
    #[must_use]
    pub const fn place(self) -> Uuid {
        match self {
            Self::Wanda => Uuid::from_u128(0x6469_7374_7269_8000_8000_0000_0000_0001),
            Self::Xianjing => Uuid::from_u128(0x6469_7374_7269_8000_8000_0000_0000_0002),
            Self::Haishang => Uuid::from_u128(0x6469_7374_7269_8000_8000_0000_0000_0003),
        }
    }

    /// The district of that place.
    #[must_use]
    pub fn from_place(place: Uuid) -> Option<Self> {
        Self::ALL.into_iter().find(|district| district.place() == place)
    }

    /// The official Chinese name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wanda => "万达商圈",
            Self::Xianjing => "芝罘仙境商圈",
            Self::Haishang => "海上世界商圈",
        }
    }

    /// Reads a long or short wording (芝罘仙境, 万达广场, Haishang Shijie); none when no district or more than one is named.
    #[must_use]
    pub fn from_wording(text: &str) -> Option<Self> {
        let text: String = plain(text).to_lowercase().split_whitespace().collect();
        let named = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let mut found = Self::ALL.into_iter().filter(|district| match district {
            Self::Wanda => named(&["万达", "萬達", "wanda"]),
            Self::Xianjing => named(&["仙境", "xianjing"]),
            Self::Haishang => named(&["海上世界", "海上商圈", "haishang"]) || text == "海上",
        });
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }
}

/// The slug.
impl fmt::Display for District {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_short_names_are_known() {
        for (wording, district) in [
            ("万达商圈", District::Wanda),
            (" 万 达 ", District::Wanda),
            ("烟台万达广场", District::Wanda),
            ("芝罘仙境", District::Xianjing),
            ("仙境商圈（21家）", District::Xianjing),
            ("海上世界", District::Haishang),
            ("海上", District::Haishang),
            ("Haishang Shijie", District::Haishang),
        ] {
            assert_eq!(District::from_wording(wording), Some(district), "{wording}");
        }
        for unknown in ["", "商圈", "大悦城", "万达、海上世界", "海上日出"] {
            assert_eq!(District::from_wording(unknown), None, "{unknown}");
        }
        for district in District::ALL {
            assert_eq!(District::from_slug(district.slug()), Some(district));
            assert_eq!(District::from_place(district.place()), Some(district));
            assert_eq!(District::from_wording(district.name()), Some(district));
        }
    }
}

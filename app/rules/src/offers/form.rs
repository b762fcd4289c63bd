//! The form a merchant fills in on a phone, and how it is read.

use super::fields::{choice, date, discount, id, item, line, minute, needed, number, shops, text};
use super::{Audience, Benefit, Money, OfferFieldRefusal as Bad, OfferKind, ProofNeed, Release, Stock, Terms, ValidHours, Way, When};
use crate::{Check, Day, FormRefusal, Month};
use serde::{Deserialize, Serialize};

/// The most characters of a title: what a card shows on one line of a phone.
pub const TITLE_MOST: usize = 21;
/// The most characters of what exactly one gets.
const GIVES_MOST: usize = 140;
/// The most characters of the conditions.
const CONDITIONS_MOST: usize = 300;
/// The most that one person may take in a run.
const PER_PERSON_MOST: i64 = 99;
/// The most days of a range.
const DAYS_MOST: i64 = 366;

/// An offer as it was typed: everything is text until it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OfferForm {
    /// Title.
    pub title: String,
    /// Kind of benefit, by its code.
    pub kind: String,
    /// For 满减: to be spent, in yuan.
    pub spend: String,
    /// For 满减 and 立减: taken off, in yuan.
    pub off: String,
    /// For 折扣: `8.5`.
    pub discount: String,
    /// For 赠品 and 服务: what, in a few characters.
    pub item: String,
    /// What exactly one gets, when the headline does not say it all.
    pub gives: String,
    /// Conditions.
    pub conditions: String,
    /// Ticked: no limit to the stock.
    pub unlimited: Option<String>,
    /// Stock.
    pub stock: String,
    /// Begin of the first stage, `00:00`; all stages left empty: everything is out from the beginning.
    pub stage1_time: String,
    /// Amount of the first stage.
    pub stage1_amount: String,
    /// Begin of the second stage.
    pub stage2_time: String,
    /// Amount of the second stage.
    pub stage2_amount: String,
    /// Begin of the third stage.
    pub stage3_time: String,
    /// Amount of the third stage.
    pub stage3_amount: String,
    /// Limit per person; 1 when left empty.
    pub per_person: String,
    /// Audience, by its code.
    pub audience: String,
    /// The community, for that audience.
    pub community: String,
    /// The proof needed, by its code; the least that fits the audience when left empty.
    pub proof: String,
    /// Begin of the valid hours, `10:00`; all left empty: the whole day.
    pub hours_from: String,
    /// End of the valid hours.
    pub hours_until: String,
    /// Begin of a second span, for shops with a break.
    pub more_from: String,
    /// End of the second span.
    pub more_until: String,
    /// Shops, by id.
    pub shops: Vec<String>,
    /// `claim_first` or `walk_in`.
    pub way: String,
    /// Ticked: unlocked by a visit to another district.
    pub chain: Option<String>,
    /// `member_day`, `every_month` or `range`.
    pub when: String,
    /// The month, `2026-11`.
    pub month: String,
    /// First day of a range, `2026-11-20`.
    pub first_day: String,
    /// Last day of a range.
    pub last_day: String,
}

impl OfferForm {
    /// Reads the whole form.
    ///
    /// # Errors
    /// Every field that was not taken, in the order of the form.
    pub fn parse(&self) -> Result<Terms, FormRefusal> {
        let mut check = Check::default();
        let title = check.field("title", line(&self.title, TITLE_MOST).and_then(needed));
        let benefit = self.benefit(&mut check);
        let gives = check.field("gives", text(&self.gives, GIVES_MOST));
        let conditions = check.field("conditions", text(&self.conditions, CONDITIONS_MOST));
        let when = self.days(&mut check);
        let way = check.field("way", Way::from_code(&self.way).ok_or_else(|| choice(&self.way)));
        let stock = self.stock(&mut check, when, way);
        let per_person = check.field("per_person", self.per_person(stock.as_ref()));
        let audience = self.audience(&mut check);
        let proof = audience.and_then(|audience| check.field("proof", self.proof(&audience)));
        let hours = self.hours(&mut check);
        let shops = check.field("shops", shops(&self.shops));
        check.finish(|| {
            let benefit = benefit?;
            Some(Terms {
                title: title?,
                gives: benefit.more_than_headline(gives?),
                benefit,
                conditions: conditions?,
                stock: stock?,
                per_person: per_person?,
                audience: audience?,
                proof: proof?,
                hours: hours?,
                shops: shops?,
                way: way?,
                chain: self.chain.is_some(),
                when: when?,
            })
        })
    }

    fn benefit(&self, check: &mut Check) -> Option<Benefit> {
        match check.field("kind", OfferKind::from_code(&self.kind).ok_or_else(|| choice(&self.kind)))? {
            OfferKind::SpendOff => {
                let spend = check.field("spend", Money::parse(&self.spend));
                let off = check.field("off", Money::parse(&self.off));
                let (spend, off) = (spend?, off?);
                let off = check.field("off", if off < spend { Ok(off) } else { Err(Bad::OffNotBelowSpend) })?;
                Some(Benefit::SpendOff { spend, off })
            }
            OfferKind::Discount => check.field("discount", discount(&self.discount)).map(|pays| Benefit::Discount { pays }),
            OfferKind::Off => check.field("off", Money::parse(&self.off)).map(|off| Benefit::Off { off }),
            OfferKind::Gift => check.field("item", item(&self.item, &["赠送", "赠", "免费"])).map(|item| Benefit::Gift { item }),
            OfferKind::Service => check.field("item", item(&self.item, &["免费"])).map(|item| Benefit::Service { item }),
        }
    }

    fn stock(&self, check: &mut Check, when: Option<When>, way: Option<Way>) -> Option<Stock> {
        let staged = self.stages(check);
        if self.unlimited.is_some() {
            let none = if staged?.is_empty() { Ok(Stock::Unlimited) } else { Err(Bad::StagesNotHere) };
            return check.field("stage1_time", none);
        }
        let total = check.field("stock", number(&self.stock, 1, i64::from(Stock::MOST)));
        let releases = staged?;
        let total = total? as u32;
        let sum: u32 = releases.iter().map(|stage| stage.amount).sum();
        let here = !matches!(when, Some(When::Range { .. })) && way != Some(Way::WalkIn);
        let fits = match &releases[..] {
            [] => Ok(()),
            _ if !here => Err(Bad::StagesNotHere),
            _ if sum != total => Err(Bad::StagesDoNotAddUp { staged: i64::from(sum), stock: i64::from(total) }),
            _ => Ok(()),
        };
        check.field("stage1_amount", fits).map(|()| Stock::Limited { total, releases })
    }

    fn stages(&self, check: &mut Check) -> Option<Vec<Release>> {
        let rows = [
            ("stage1_time", &self.stage1_time, "stage1_amount", &self.stage1_amount),
            ("stage2_time", &self.stage2_time, "stage2_amount", &self.stage2_amount),
            ("stage3_time", &self.stage3_time, "stage3_amount", &self.stage3_amount),
        ];
        let mut stages = Some(Vec::new());
        for (time_field, time, amount_field, amount) in rows {
            if time.trim().is_empty() && amount.trim().is_empty() {
                continue;
            }
            let minute =
                check.field(time_field, minute(time).and_then(|minute| if minute < ValidHours::MIDNIGHT { Ok(minute) } else { Err(Bad::NotATime) }));
            let amount = check.field(amount_field, number(amount, 1, i64::from(Stock::MOST)));
            stages = stages.zip(minute.zip(amount)).map(|(mut stages, (minute, amount))| {
                stages.push(Release { minute, amount: amount as u32 });
                stages
            });
        }
        let mut stages = stages?;
        stages.sort_unstable();
        let apart = stages.windows(2).all(|pair| pair[0].minute < pair[1].minute);
        check.field("stage1_time", if apart { Ok(stages) } else { Err(Bad::StagesOutOfOrder) })
    }

    fn hours(&self, check: &mut Check) -> Option<ValidHours> {
        let rows =
            [("hours_from", &self.hours_from, "hours_until", &self.hours_until), ("more_from", &self.more_from, "more_until", &self.more_until)];
        let mut spans = Some(Vec::new());
        for (from_field, from, until_field, until) in rows {
            if from.trim().is_empty() && until.trim().is_empty() {
                continue;
            }
            let from = check.field(from_field, minute(from));
            let until = check.field(until_field, minute(until));
            spans = spans.zip(from.zip(until)).map(|(mut spans, span)| {
                spans.push(span);
                spans
            });
        }
        check.field("hours_from", ValidHours::new(spans?).ok_or(Bad::HoursOutOfOrder))
    }

    fn per_person(&self, stock: Option<&Stock>) -> Result<u32, Bad> {
        let limit = if self.per_person.trim().is_empty() { 1 } else { number(&self.per_person, 1, PER_PERSON_MOST)? };
        match stock.and_then(Stock::total).map(i64::from) {
            Some(stock) if limit > stock => Err(Bad::LimitAboveStock { stock }),
            _ => Ok(limit as u32),
        }
    }

    fn audience(&self, check: &mut Check) -> Option<Audience> {
        match self.audience.as_str() {
            "everyone" => Some(Audience::Everyone),
            "sixty_plus" => Some(Audience::SixtyPlus),
            "community" => check.field("community", id(&self.community)).map(Audience::Community),
            other => check.field("audience", Err(choice(other))),
        }
    }

    fn proof(&self, audience: &Audience) -> Result<ProofNeed, Bad> {
        let least = ProofNeed::least_for(audience);
        if self.proof.is_empty() {
            return Ok(least);
        }
        let proof = ProofNeed::from_code(&self.proof).ok_or(Bad::NoSuchChoice)?;
        if proof >= least { Ok(proof) } else { Err(Bad::ProofTooWeakForAudience) }
    }

    fn days(&self, check: &mut Check) -> Option<When> {
        match self.when.as_str() {
            "member_day" => check.field("month", Month::parse(&self.month).ok_or_else(|| date(&self.month))).map(When::MemberDay),
            "every_month" => Some(When::EveryMonth),
            "range" => {
                let first = check.field("first_day", Day::parse(&self.first_day).ok_or_else(|| date(&self.first_day)));
                let last = check.field("last_day", Day::parse(&self.last_day).ok_or_else(|| date(&self.last_day)));
                let (first, last) = (first?, last?);
                let in_order = match last {
                    last if last < first => Err(Bad::DaysOutOfOrder),
                    last if last >= first.plus_days(DAYS_MOST) => Err(Bad::TooManyDays { most: DAYS_MOST }),
                    last => Ok(last),
                };
                check.field("last_day", in_order).map(|last| When::Range { first, last })
            }
            other => check.field("when", Err(choice(other))),
        }
    }
}

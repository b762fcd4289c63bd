//! Terms as rows and back.

use crate::offers::entity::offer;
use rules::offers::{Audience, Benefit, Money, OfferKind, OfferState, ProofNeed, Release, Stock, Terms, ValidHours, Way, When};
use rules::{Day, Month};
use sea_orm::ActiveValue::Set;
use sea_orm::DbErr;
use uuid::Uuid;

/// The terms a row and its shops were written from.
///
/// # Errors
/// The row was not written by this portal.
pub fn terms_of(row: &offer::Model, shops: Vec<Uuid>) -> Result<Terms, DbErr> {
    read(row, shops).ok_or_else(|| DbErr::Type(format!("offer {}: unreadable terms", row.id)))
}

fn read(row: &offer::Model, shops: Vec<Uuid>) -> Option<Terms> {
    let benefit = benefit(row)?;
    Some(Terms {
        title: row.title.clone(),
        gives: benefit.more_than_headline(row.gives.clone()),
        benefit,
        conditions: row.conditions.clone(),
        stock: stock(row)?,
        per_person: u32::try_from(row.per_person).ok()?,
        audience: audience(row)?,
        proof: ProofNeed::from_code(&row.proof)?,
        hours: ValidHours::new(serde_json::from_str(&row.hours).ok()?)?,
        shops,
        way: Way::from_code(&row.way)?,
        chain: row.chain,
        when: when(row)?,
    })
}

fn benefit(row: &offer::Model) -> Option<Benefit> {
    let money = |fen: Option<i64>| fen.and_then(Money::from_fen);
    Some(match OfferKind::from_code(&row.kind)? {
        OfferKind::SpendOff => Benefit::SpendOff { spend: money(row.spend_fen)?, off: money(row.off_fen)? },
        OfferKind::Discount => Benefit::Discount { pays: u8::try_from(row.pays?).ok()? },
        OfferKind::Off => Benefit::Off { off: money(row.off_fen)? },
        OfferKind::Gift => Benefit::Gift { item: row.item.clone()? },
        OfferKind::Service => Benefit::Service { item: row.item.clone()? },
    })
}

fn stock(row: &offer::Model) -> Option<Stock> {
    let Some(total) = row.stock else { return Some(Stock::Unlimited) };
    let releases: Vec<(u16, u32)> = serde_json::from_str(&row.releases).ok()?;
    let releases = releases.into_iter().map(|(minute, amount)| Release { minute, amount }).collect();
    Some(Stock::Limited { total: u32::try_from(total).ok()?, releases })
}

fn audience(row: &offer::Model) -> Option<Audience> {
    Some(match row.audience.as_str() {
        "everyone" => Audience::Everyone,
        "sixty_plus" => Audience::SixtyPlus,
        "community" => Audience::Community(row.community?),
        _ => return None,
    })
}

fn when(row: &offer::Model) -> Option<When> {
    let day = |text: &Option<String>| text.as_deref().and_then(Day::parse);
    Some(match row.days.as_str() {
        "member_day" => When::MemberDay(row.month.as_deref().and_then(Month::parse)?),
        "every_month" => When::EveryMonth,
        "range" => When::Range { first: day(&row.first_day)?, last: day(&row.last_day)? },
        _ => return None,
    })
}

/// The state's word of a row.
///
/// # Errors
/// The row was not written by this portal.
pub fn state_of(row: &offer::Model) -> Result<OfferState, DbErr> {
    OfferState::from_code(&row.state).ok_or_else(|| DbErr::Type(format!("offer {}: no such state", row.id)))
}

/// The columns that terms fill.
pub(super) fn write_terms(row: &mut offer::ActiveModel, terms: &Terms) {
    let (spend, off, pays, item) = match &terms.benefit {
        Benefit::SpendOff { spend, off } => (Some(spend.fen()), Some(off.fen()), None, None),
        Benefit::Discount { pays } => (None, None, Some(i32::from(*pays)), None),
        Benefit::Off { off } => (None, Some(off.fen()), None, None),
        Benefit::Gift { item } | Benefit::Service { item } => (None, None, None, Some(item.clone())),
    };
    (row.kind, row.spend_fen, row.off_fen) = (Set(terms.benefit.kind().code().to_owned()), Set(spend), Set(off));
    (row.pays, row.item) = (Set(pays), Set(item));
    (row.title, row.gives, row.conditions) = (Set(terms.title.clone()), Set(terms.gives.clone()), Set(terms.conditions.clone()));
    row.stock = Set(terms.stock.total().map(|total| total as i32));
    row.releases = Set(pairs(terms.stock.releases().iter().map(|stage| (i64::from(stage.minute), i64::from(stage.amount)))));
    row.per_person = Set(terms.per_person as i32);
    row.audience = Set(terms.audience.code().to_owned());
    row.community = Set(match terms.audience {
        Audience::Community(community) => Some(community),
        Audience::Everyone | Audience::SixtyPlus => None,
    });
    row.proof = Set(terms.proof.code().to_owned());
    row.hours = Set(pairs(terms.hours.spans().iter().map(|(from, until)| (i64::from(*from), i64::from(*until)))));
    (row.way, row.chain) = (Set(terms.way.code().to_owned()), Set(terms.chain));
    let (month, first, last) = match terms.when {
        When::MemberDay(month) => (Some(month.to_string()), None, None),
        When::EveryMonth => (None, None, None),
        When::Range { first, last } => (None, Some(first.to_string()), Some(last.to_string())),
    };
    row.days = Set(terms.when.code().to_owned());
    (row.month, row.first_day, row.last_day) = (Set(month), Set(first), Set(last));
}

fn pairs(pairs: impl Iterator<Item = (i64, i64)>) -> String {
    let inner: Vec<String> = pairs.map(|(left, right)| format!("[{left},{right}]")).collect();
    format!("[{}]", inner.join(","))
}

//! “Same as last month”: terms back into a form, for another month or another try.

use super::benefit::tenths;
use super::hours::minute_text;
use super::{Audience, Benefit, OfferForm, Terms, When};
use crate::Month;

impl OfferForm {
    /// The form that would give these terms.
    #[must_use]
    pub fn of(terms: &Terms) -> Self {
        let mut form = Self {
            title: terms.title.clone(),
            kind: terms.benefit.kind().code().to_owned(),
            gives: terms.gives.clone(),
            conditions: terms.conditions.clone(),
            unlimited: terms.stock.total().is_none().then(ticked),
            stock: terms.stock.total().map_or_else(String::new, |total| total.to_string()),
            per_person: terms.per_person.to_string(),
            audience: terms.audience.code().to_owned(),
            proof: terms.proof.code().to_owned(),
            shops: terms.shops.iter().map(ToString::to_string).collect(),
            way: terms.way.code().to_owned(),
            chain: terms.chain.then(ticked),
            when: terms.when.code().to_owned(),
            ..Self::default()
        };
        let stage = |at: usize| terms.stock.releases().get(at).map(|stage| (minute_text(stage.minute), stage.amount.to_string())).unwrap_or_default();
        (form.stage1_time, form.stage1_amount) = stage(0);
        (form.stage2_time, form.stage2_amount) = stage(1);
        (form.stage3_time, form.stage3_amount) = stage(2);
        let spans = if terms.hours.is_all_day() { &[] } else { terms.hours.spans() };
        let span = |at: usize| spans.get(at).map(|(from, until)| (minute_text(*from), minute_text(*until))).unwrap_or_default();
        (form.hours_from, form.hours_until) = span(0);
        (form.more_from, form.more_until) = span(1);
        form.fill_benefit(&terms.benefit);
        if let Audience::Community(community) = terms.audience {
            form.community = community.to_string();
        }
        match terms.when {
            When::MemberDay(month) => form.month = month.to_string(),
            When::EveryMonth => {}
            When::Range { first, last } => (form.first_day, form.last_day) = (first.to_string(), last.to_string()),
        }
        form
    }

    /// The same offer on another month's member day.
    #[must_use]
    pub fn for_month(mut self, month: Month) -> Self {
        "member_day".clone_into(&mut self.when);
        self.month = month.to_string();
        (self.first_day, self.last_day) = (String::new(), String::new());
        self
    }

    fn fill_benefit(&mut self, benefit: &Benefit) {
        match benefit {
            Benefit::SpendOff { spend, off } => (self.spend, self.off) = (spend.short(), off.short()),
            Benefit::Discount { pays } => self.discount = tenths(*pays),
            Benefit::Off { off } => self.off = off.short(),
            Benefit::Gift { item } | Benefit::Service { item } => self.item.clone_from(item),
        }
    }
}

fn ticked() -> String {
    "on".to_owned()
}

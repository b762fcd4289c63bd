//! Editions and categories as rows, and back.

use crate::awards::entity::{category, edition};
use rules::awards::{Category, EditionPlan, EligibilityRules, Phase, Timetable, Weights};
use rules::voting::{Digest, Draw};
use rules::{Day, Instant};
use sea_orm::{ActiveValue::Set, DbErr};
use uuid::Uuid;

/// An edition as it is kept.
#[derive(Debug, Clone)]
pub struct KeptEdition {
    /// Its id.
    pub id: Uuid,
    /// Title, weights, timetable.
    pub plan: EditionPlan,
    /// Who can be a candidate.
    pub eligibility: EligibilityRules,
    /// When it was first written.
    pub made_at: Instant,
    /// The public sees it since.
    pub announced_at: Option<Instant>,
    /// Its results were published.
    pub published_at: Option<Instant>,
}

impl KeptEdition {
    pub(super) fn of(row: &edition::Model) -> Result<Self, DbErr> {
        let day = |text: &str| Day::parse(text).ok_or_else(|| DbErr::Type(format!("edition {}: {text} is no day", row.id)));
        let weight = |percent: i32| u8::try_from(percent).unwrap_or_default();
        let days = |days: i32| u32::try_from(days).unwrap_or_default();
        let timetable = Timetable {
            nominate: day(&row.nominate_day)?,
            shortlist: day(&row.shortlist_day)?,
            vote: day(&row.vote_day)?,
            count: day(&row.count_day)?,
            appeal: day(&row.appeal_day)?,
            publish: day(&row.publish_day)?,
        };
        let weights = Weights { meeting: weight(row.meeting_weight), residents: weight(row.residents_weight), facts: weight(row.facts_weight) };
        Ok(Self {
            id: row.id,
            plan: EditionPlan { title: row.title.clone(), about: row.about.clone(), weights, timetable },
            eligibility: EligibilityRules {
                member_days: days(row.member_days),
                upheld_most: days(row.upheld_most),
                unsuspended_days: days(row.unsuspended_days),
            },
            made_at: Instant::from_millis(row.made_at),
            announced_at: row.announced_at.map(Instant::from_millis),
            published_at: row.published_at.map(Instant::from_millis),
        })
    }

    /// Where its timetable is.
    #[must_use]
    pub fn phase(&self, now: Instant) -> Phase {
        self.plan.timetable.phase(now)
    }

    /// When its next phase begins, if there is one.
    #[must_use]
    pub fn next_boundary(&self, now: Instant) -> Option<Instant> {
        self.plan.timetable.days().into_iter().map(|(_, day)| day.start()).find(|start| *start > now)
    }
}

/// A category as it is kept.
#[derive(Debug, Clone)]
pub struct KeptCategory {
    /// Its id.
    pub id: Uuid,
    /// The edition.
    pub edition: Uuid,
    /// Title, places, cap, ballot.
    pub terms: Category,
    /// Where it stands in lists.
    pub position: i32,
    /// The meeting that decided the shortlist.
    pub meeting: Option<Uuid>,
    /// When the shortlist was entered.
    pub shortlisted_at: Option<Instant>,
    /// The draw that parts what nothing else does; with the results.
    pub draw: Option<Draw>,
}

impl KeptCategory {
    pub(super) fn of(row: &category::Model) -> Self {
        let count = |count: i32| u16::try_from(count).unwrap_or_default();
        let terms =
            Category { title: row.title.clone(), places: count(row.places), district_cap: row.district_cap.map(count), most: count(row.most) };
        let digest = |text: &Option<String>| text.as_deref().and_then(Digest::parse);
        let draw = digest(&row.seed).zip(digest(&row.root)).map(|(seed, root)| Draw::of(seed.bytes(), &root));
        Self {
            id: row.id,
            edition: row.edition,
            terms,
            position: row.position,
            meeting: row.meeting,
            shortlisted_at: row.shortlisted_at.map(Instant::from_millis),
            draw,
        }
    }
}

/// A plan as columns; the id and the moments are left alone.
pub(super) fn written(plan: &EditionPlan, (rules, settings): (&EligibilityRules, i64)) -> edition::ActiveModel {
    let Timetable { nominate, shortlist, vote, count, appeal, publish } = plan.timetable;
    let days = |days: u32| Set(i32::try_from(days).unwrap_or(i32::MAX));
    edition::ActiveModel {
        title: Set(plan.title.clone()),
        about: Set(plan.about.clone()),
        meeting_weight: Set(plan.weights.meeting.into()),
        residents_weight: Set(plan.weights.residents.into()),
        facts_weight: Set(plan.weights.facts.into()),
        nominate_day: Set(nominate.to_string()),
        shortlist_day: Set(shortlist.to_string()),
        vote_day: Set(vote.to_string()),
        count_day: Set(count.to_string()),
        appeal_day: Set(appeal.to_string()),
        publish_day: Set(publish.to_string()),
        member_days: days(rules.member_days),
        upheld_most: days(rules.upheld_most),
        unsuspended_days: days(rules.unsuspended_days),
        settings: Set(settings),
        ..Default::default()
    }
}

/// A category's terms as columns.
pub(super) fn category_written(terms: &Category) -> category::ActiveModel {
    category::ActiveModel {
        title: Set(terms.title.clone()),
        places: Set(terms.places.into()),
        district_cap: Set(terms.district_cap.map(Into::into)),
        most: Set(terms.most.into()),
        ..Default::default()
    }
}

//! Editions of the award, their categories, nominations, candidates, results and story. Other rooms may read them in joins; only this room writes them.

/// An edition of the award.
pub mod edition {
    use sea_orm::entity::prelude::*;

    /// One edition.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "award_edition")]
    pub struct Model {
        /// Made by the form's page.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// What it is called.
        pub title: String,
        /// What it is about; may be empty.
        pub about: String,
        /// What the meeting's vote counts, in percent.
        pub meeting_weight: i32,
        /// What the residents' vote counts.
        pub residents_weight: i32,
        /// What the facts count.
        pub facts_weight: i32,
        /// Nominating begins, `2026-12-01`.
        pub nominate_day: String,
        /// The shortlist is made.
        pub shortlist_day: String,
        /// Voting begins.
        pub vote_day: String,
        /// Voting is over.
        pub count_day: String,
        /// The appeal days begin.
        pub appeal_day: String,
        /// They are over.
        pub publish_day: String,
        /// A candidate has been a member for at least so many days.
        pub member_days: i32,
        /// A candidate has at most so many upheld complaints of twelve months.
        pub upheld_most: i32,
        /// A candidate was not suspended for so many days.
        pub unsuspended_days: i32,
        /// The settings version these numbers were taken from.
        pub settings: i64,
        /// When it was first written, in milliseconds UTC.
        pub made_at: i64,
        /// When it was announced; the public sees it from then on.
        pub announced_at: Option<i64>,
        /// When its results were published.
        pub published_at: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A category of an edition.
pub mod category {
    use sea_orm::entity::prelude::*;

    /// One category.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "award_category")]
    pub struct Model {
        /// Made by the form's page.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The edition.
        pub edition: Uuid,
        /// What it is called.
        pub title: String,
        /// How many win.
        pub places: i32,
        /// How many of them one district can have.
        pub district_cap: Option<i32>,
        /// How many candidates a ballot may name.
        pub most: i32,
        /// Where it stands in lists.
        pub position: i32,
        /// The meeting that decided the shortlist.
        pub meeting: Option<Uuid>,
        /// When the shortlist was entered, in milliseconds UTC.
        pub shortlisted_at: Option<i64>,
        /// The seed of the draw, from the residents' vote; hexadecimal, with the results.
        pub seed: Option<String>,
        /// The root of the residents' board; hexadecimal, with the results.
        pub root: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A nomination.
pub mod nomination {
    use sea_orm::entity::prelude::*;

    /// One nomination.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "award_nomination")]
    pub struct Model {
        /// Made by the form's page.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The category.
        pub category: Uuid,
        /// Who is nominated.
        pub merchant: Uuid,
        /// `merchant`, `resident` or `own`.
        pub nominator: String,
        /// Who nominated.
        pub person: Uuid,
        /// Whose nomination it is: the merchant's on whose part, or the person's. A voice nominates a merchant once per category.
        pub voice: Uuid,
        /// The merchant on whose part.
        pub on_part_of: Option<Uuid>,
        /// Why; may be empty. For the office and the meeting, never public.
        pub why: String,
        /// When, in milliseconds UTC.
        pub at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A candidate on the shortlist.
pub mod candidate {
    use sea_orm::entity::prelude::*;

    /// One candidate, as it stands on the ballot.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "award_candidate")]
    pub struct Model {
        /// The category.
        #[sea_orm(primary_key, auto_increment = false)]
        pub category: Uuid,
        /// The merchant.
        #[sea_orm(primary_key, auto_increment = false)]
        pub merchant: Uuid,
        /// Its number on the ballot, from 1.
        pub number: i32,
        /// Its name when the shortlist was made.
        pub name: String,
        /// Its district's slug.
        pub district: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a candidate's score was made of.
pub mod result {
    use sea_orm::entity::prelude::*;

    /// One candidate's result.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "award_result")]
    pub struct Model {
        /// The category.
        #[sea_orm(primary_key, auto_increment = false)]
        pub category: Uuid,
        /// The merchant.
        #[sea_orm(primary_key, auto_increment = false)]
        pub merchant: Uuid,
        /// Its place in the ranking, from 1, passed over or not.
        pub position: i32,
        /// Ballots of the meeting that name it …
        pub meeting_naming: i64,
        /// … of so many valid ones.
        pub meeting_valid: i64,
        /// Residents' ballots that name it …
        pub residents_naming: i64,
        /// … of so many valid ones.
        pub residents_valid: i64,
        /// Claims honoured, in hundredths of a percent; nothing without enough data.
        pub claims_honoured: Option<i32>,
        /// Pledges kept.
        pub pledges_kept: Option<i32>,
        /// Needs answered.
        pub needs_answered: Option<i32>,
        /// The rating.
        pub rating: Option<i32>,
        /// The score in hundredths of a point.
        pub points: i32,
        /// The place it won.
        pub place: Option<i32>,
        /// Would have won, but its district had its places.
        pub passed_over: bool,
        /// Was a member in good standing when the results were made; others get no place.
        pub member: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was done to an edition.
pub mod story {
    use sea_orm::entity::prelude::*;

    /// One act.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "award_story")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The edition.
        pub edition: Uuid,
        /// The category, for acts on one of them.
        pub category: Option<Uuid>,
        /// The act's name.
        pub act: String,
        /// Who.
        pub person: Uuid,
        /// When, in milliseconds UTC.
        pub at: i64,
        /// What it was about, or why.
        pub reason: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A ballot that the cleaning of a residents' vote removed; goes with the links of its vote.
pub mod removal {
    use sea_orm::entity::prelude::*;

    /// One removal.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "award_removal")]
    pub struct Model {
        /// The vote.
        #[sea_orm(primary_key, auto_increment = false)]
        pub vote: Uuid,
        /// Whose ballot.
        #[sea_orm(primary_key, auto_increment = false)]
        pub voter: Uuid,
        /// The reason's code.
        pub reason: String,
        /// Who removed it.
        pub removed_by: Uuid,
        /// When, in milliseconds UTC.
        pub at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// An appeal against a removal; goes with the links of its vote.
pub mod appeal {
    use sea_orm::entity::prelude::*;

    /// One appeal.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "award_appeal")]
    pub struct Model {
        /// Made by the form's page.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The vote.
        pub vote: Uuid,
        /// Whose ballot was removed.
        pub person: Uuid,
        /// Why that was wrong.
        pub why: String,
        /// When, in milliseconds UTC.
        pub at: i64,
        /// Who removed the ballot, and so cannot decide.
        pub removed_by: Uuid,
        /// `upheld` or `rejected`.
        pub verdict: Option<String>,
        /// Who decided.
        pub decided_by: Option<Uuid>,
        /// When, in milliseconds UTC.
        pub decided_at: Option<i64>,
        /// Why it was decided so.
        pub grounds: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

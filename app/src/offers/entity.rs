//! Offers, the shops that give them, and what was done to them. Other rooms may read these tables in joins; only this room writes them.

/// An offer with its terms.
pub mod offer {
    use sea_orm::entity::prelude::*;

    /// One offer.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "offer")]
    pub struct Model {
        /// Made by the form's page.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The registering shop.
        pub merchant: Uuid,
        /// Its state's code.
        pub state: String,
        /// In that state since, in milliseconds UTC.
        pub state_since: i64,
        /// Counts up with every change of the terms: an officer approves what was looked at.
        pub version: i32,
        /// When it was first written, in milliseconds UTC.
        pub made_at: i64,
        /// The kind's code.
        pub kind: String,
        /// To be spent, in fen.
        pub spend_fen: Option<i64>,
        /// Taken off, in fen.
        pub off_fen: Option<i64>,
        /// Percent of the price that is paid.
        pub pays: Option<i32>,
        /// A gift or service.
        pub item: Option<String>,
        /// Title.
        pub title: String,
        /// What exactly one gets.
        pub gives: String,
        /// Conditions.
        pub conditions: String,
        /// How many in each run; nothing when unlimited.
        pub stock: Option<i32>,
        /// Stages as JSON: `[[minute, amount], …]`.
        pub releases: String,
        /// The most that one person may take in a run.
        pub per_person: i32,
        /// The audience's code.
        pub audience: String,
        /// The community of that audience.
        pub community: Option<Uuid>,
        /// The code of the proof it needs.
        pub proof: String,
        /// Valid hours as JSON: `[[from, until], …]`.
        pub hours: String,
        /// `claim_first` or `walk_in`.
        pub way: String,
        /// Unlocked by a visit to another district.
        pub chain: bool,
        /// `member_day`, `every_month` or `range`.
        pub days: String,
        /// The month of its one member day, `2026-11`; of a monthly offer the first month, once it is approved.
        pub month: Option<String>,
        /// First day of a range, `2026-11-20`.
        pub first_day: Option<String>,
        /// Last day of a range.
        pub last_day: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A shop that gives an offer.
pub mod offer_shop {
    use sea_orm::entity::prelude::*;

    /// One shop of one offer.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "offer_shop")]
    pub struct Model {
        /// The offer.
        #[sea_orm(primary_key, auto_increment = false)]
        pub offer: Uuid,
        /// The shop.
        #[sea_orm(primary_key, auto_increment = false)]
        pub merchant: Uuid,
        /// Its place among the offer's shops; the registering one is 0.
        pub place: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was done to an offer.
pub mod offer_story {
    use sea_orm::entity::prelude::*;

    /// One act.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "offer_story")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The offer.
        pub offer: Uuid,
        /// The act's name.
        pub act: String,
        /// Who.
        pub person: Uuid,
        /// When, in milliseconds UTC.
        pub at: i64,
        /// Why, for acts that somebody else has to live with.
        pub reason: Option<String>,
        /// The newest settings version at that moment.
        pub settings: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

//! Claims, runs, redemptions, visits, complaints and member numbers. Other rooms may read these tables in joins; only this room writes them.

/// One run of an offer: the days for which one stock is meant.
pub mod run {
    use sea_orm::entity::prelude::*;

    /// One run.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "offer_run")]
    pub struct Model {
        /// The offer.
        #[sea_orm(primary_key, auto_increment = false)]
        pub offer: Uuid,
        /// The run's first day, `2026-11-27`.
        #[sea_orm(primary_key, auto_increment = false)]
        pub first_day: String,
        /// How many are held or used up; the table's check keeps it within the stock.
        pub taken: i32,
        /// The offer's stock; nothing when unlimited.
        pub stock: Option<i32>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A claim: reserved in the portal, or made at the till for whoever walked in.
pub mod claim {
    use sea_orm::entity::prelude::*;

    /// One claim.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "claim")]
    pub struct Model {
        /// Made by the form's page.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Hidden and random: its codes are made from it.
        #[sea_orm(unique)]
        pub number: i64,
        /// The offer.
        pub offer: Uuid,
        /// The run's first day.
        pub first_day: String,
        /// The shop it is for.
        pub merchant: Uuid,
        /// Whose.
        pub person: Uuid,
        /// Which of the person's claims in this run, from 0; unique among those that count.
        pub slot: i32,
        /// `held`, `redeemed`, `released` or `expired`.
        pub state: String,
        /// In that state since, in milliseconds UTC.
        pub state_since: i64,
        /// When it was made.
        pub made_at: i64,
        /// The end of the hold.
        pub until_at: i64,
        /// The day on which it can be used, `2026-11-27`: printed codes are for it.
        pub day: String,
        /// Made at the till for a member code.
        pub walk_in: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was done to a claim after it was made.
pub mod claim_story {
    use sea_orm::entity::prelude::*;

    /// One act.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "claim_story")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The claim.
        pub claim: Uuid,
        /// The act's name.
        pub act: String,
        /// Who; nil when time did it.
        pub person: Uuid,
        /// When, in milliseconds UTC.
        pub at: i64,
        /// Why, for acts that somebody else has to live with.
        pub reason: Option<String>,
        /// The version of the settings that the act went by; 0 when it went by none.
        pub settings: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A claim that was used up at a till.
pub mod redemption {
    use sea_orm::entity::prelude::*;

    /// One redemption; a claim has at most one that is not undone.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "redemption")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The claim.
        pub claim: Uuid,
        /// The till's shop.
        pub merchant: Uuid,
        /// Who worked the till.
        pub clerk: Uuid,
        /// When, in milliseconds UTC.
        pub at: i64,
        /// When it was undone.
        pub undone_at: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A proven visit of a person to a shop.
pub mod visit {
    use sea_orm::entity::prelude::*;

    /// One visit.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "visit")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Who.
        pub person: Uuid,
        /// Where.
        pub merchant: Uuid,
        /// When, in milliseconds UTC.
        pub at: i64,
        /// `redemption` or `member_code`.
        pub kind: String,
        /// The redemption that proves it.
        pub redemption: Option<Uuid>,
        /// Struck: its redemption was undone.
        pub struck_at: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// “这家店没给我优惠”.
pub mod complaint {
    use sea_orm::entity::prelude::*;

    /// One complaint; a claim has at most one.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "complaint")]
    pub struct Model {
        /// Made by the form's page.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The claim.
        #[sea_orm(unique)]
        pub claim: Uuid,
        /// The claim's shop.
        pub merchant: Uuid,
        /// Who complains.
        pub person: Uuid,
        /// When, in milliseconds UTC.
        pub at: i64,
        /// What happened, in the person's words.
        pub words: String,
        /// `upheld` or `rejected`.
        pub verdict: Option<String>,
        /// When it was settled.
        pub settled_at: Option<i64>,
        /// The officer.
        pub settled_by: Option<Uuid>,
        /// The officer's reason, shown to the resident and the shop.
        pub reason: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A member's hidden number, from which member codes are made.
pub mod member_number {
    use sea_orm::entity::prelude::*;

    /// One member.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "member_number")]
    pub struct Model {
        /// The person.
        #[sea_orm(primary_key, auto_increment = false)]
        pub person: Uuid,
        /// Hidden and random.
        #[sea_orm(unique)]
        pub number: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// An offer that a resident wants to remember for the day.
pub mod chosen {
    use sea_orm::entity::prelude::*;

    /// One choice.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "chosen_offer")]
    pub struct Model {
        /// Who.
        #[sea_orm(primary_key, auto_increment = false)]
        pub person: Uuid,
        /// Which offer.
        #[sea_orm(primary_key, auto_increment = false)]
        pub offer: Uuid,
        /// Since when, in milliseconds UTC.
        pub at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

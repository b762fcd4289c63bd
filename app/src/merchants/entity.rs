//! Merchants and what happened to them. Other rooms may read `merchant` in joins; only this room writes.

/// A shop of one firm in one district.
pub mod merchant {
    use sea_orm::entity::prelude::*;

    /// One merchant.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "merchant")]
    pub struct Model {
        /// Its id, which is also the place of its owner's and clerks' grants.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The district's slug; with the code, the shop's identity.
        pub district: String,
        /// The firm's unified social credit code.
        pub credit_code: String,
        /// `listed`, `applied`, `returned`, `declined`, `active`, `suspended`, `left`.
        pub state: String,
        /// Since when, in milliseconds UTC.
        pub state_at: i64,
        /// The name over the door.
        pub name: String,
        /// The name as two names are compared.
        pub name_key: String,
        /// The category's key.
        pub category: String,
        /// The unit on the door.
        pub unit: Option<String>,
        /// The floor; nothing for a street door.
        pub floor: Option<i16>,
        /// District, floor and unit as one walks past them; every list is in this order.
        pub walk: String,
        /// The shop's telephone, with its extension after 转.
        pub phone: Option<String>,
        /// Opening hours as JSON; nothing when they are not known.
        pub hours: Option<String>,
        /// The contact person of the register: personal, never public.
        pub contact: Option<String>,
        /// What the owner has edited, as JSON; a register never overwrites that.
        pub edited: String,
        /// The photo's content hash in the files.
        pub photo: Option<String>,
        /// Who applied for membership; nothing for shops from a register.
        pub applicant: Option<Uuid>,
        /// When the portal first knew of it, in milliseconds UTC.
        pub created_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What happened to a merchant.
pub mod story {
    use sea_orm::entity::prelude::*;

    /// One act.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "merchant_story")]
    pub struct Model {
        /// Counts up.
        #[sea_orm(primary_key)]
        pub line: i64,
        /// The merchant.
        pub merchant: Uuid,
        /// What was done: `apply`, `approve`, `return`, `edit` …
        pub act: String,
        /// By whom; nil for the command line.
        pub person: Uuid,
        /// When, in milliseconds UTC.
        pub at: i64,
        /// The reason that was given.
        pub grounds: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

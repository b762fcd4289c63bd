//! Settings with history, and the audit trail.

/// A setting as it was made once; the newest version of a key holds.
pub mod setting {
    use sea_orm::entity::prelude::*;

    /// One version of one setting.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "setting")]
    pub struct Model {
        /// Counts up over all settings: the version the audit trail names.
        #[sea_orm(primary_key)]
        pub version: i64,
        /// Which setting.
        pub key: String,
        /// Its value, as JSON.
        pub value: String,
        /// When it was made, in milliseconds UTC.
        pub at: i64,
        /// By whom; nil for the values the portal starts with.
        pub by: Uuid,
        /// Why.
        pub reason: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// One line of the audit trail. Append-only: a trigger refuses change and deletion on both engines.
pub mod audit {
    use sea_orm::entity::prelude::*;

    /// Who did what to which record, when, under which settings: ids only, never a name, a number or free text.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit")]
    pub struct Model {
        /// Counts up.
        #[sea_orm(primary_key)]
        pub line: i64,
        /// When, in milliseconds UTC.
        pub at: i64,
        /// The person's random id; nil when nobody was signed in.
        pub person: Uuid,
        /// The act's name.
        pub act: String,
        /// The record it was about.
        pub object: Option<Uuid>,
        /// The newest settings version at that moment.
        pub settings: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

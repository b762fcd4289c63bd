//! Communities, the charter's versions, and who accepted which. Other rooms may read them in joins; only this room writes them.

/// A community (社区) of the sub-district.
pub mod community {
    use sea_orm::entity::prelude::*;

    /// One community.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "community")]
    pub struct Model {
        /// Its id; the place of its officers' grants.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Its name.
        #[sea_orm(unique)]
        pub name: String,
        /// Where it stands in lists.
        pub position: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A version of the charter.
pub mod charter_version {
    use sea_orm::entity::prelude::*;

    /// One version; the highest number is in force.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "charter_version")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// 1, 2, 3 …
        #[sea_orm(unique)]
        pub number: i64,
        /// The binding text, Markdown.
        pub text: String,
        /// Its English translation.
        pub text_en: Option<String>,
        /// When it came into force, in milliseconds UTC.
        pub at: i64,
        /// Who published it; nil for the one the portal starts with.
        pub by: Uuid,
        /// Why it changed.
        pub reason: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A change of the charter that is put to a meeting's vote.
pub mod charter_proposal {
    use sea_orm::entity::prelude::*;

    /// One proposal; an agenda item has at most one.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "charter_proposal")]
    pub struct Model {
        /// The agenda item.
        #[sea_orm(primary_key, auto_increment = false)]
        pub item: Uuid,
        /// The text that would be binding, Markdown.
        pub text: String,
        /// Its English translation.
        pub text_en: Option<String>,
        /// Why it should change.
        pub reason: String,
        /// When it was written, in milliseconds UTC.
        pub at: i64,
        /// The version it became.
        pub adopted: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A merchant's acceptance of a version.
pub mod charter_acceptance {
    use sea_orm::entity::prelude::*;

    /// One acceptance; a merchant accepts a version once.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "charter_acceptance")]
    pub struct Model {
        /// The merchant.
        #[sea_orm(primary_key, auto_increment = false)]
        pub merchant: Uuid,
        /// The version's number.
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        /// The person who accepted for the merchant.
        pub person: Uuid,
        /// When, in milliseconds UTC.
        pub at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

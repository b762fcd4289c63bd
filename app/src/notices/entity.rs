//! What persons were told.

/// One line to one person.
pub mod notice {
    use sea_orm::entity::prelude::*;

    /// A notice.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice")]
    pub struct Model {
        /// UUIDv7: in the order they were told.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// To whom.
        pub person: Uuid,
        /// When, in milliseconds UTC.
        pub at: i64,
        /// Key of its words.
        pub key: String,
        /// What fills the blanks of the words, as JSON.
        pub args: String,
        /// The page to look at; empty when there is none.
        pub link: String,
        /// When the person said they had read it.
        pub read_at: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

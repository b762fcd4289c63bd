//! Which shops were told that their report is out. Only this room writes it.

/// A report that a shop's owners were told of.
pub mod day_report {
    use sea_orm::entity::prelude::*;

    /// One shop's report of one member day.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "day_report")]
    pub struct Model {
        /// The shop.
        #[sea_orm(primary_key, auto_increment = false)]
        pub merchant: Uuid,
        /// The month, `2026-11`.
        #[sea_orm(primary_key, auto_increment = false)]
        pub month: String,
        /// When its owners were told, in milliseconds UTC.
        pub told_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

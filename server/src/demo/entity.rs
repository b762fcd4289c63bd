//! What a demo town keeps beside the town's own records.

/// The permanent mark of a demo database: one line, append-only.
pub mod mark {
    use sea_orm::entity::prelude::*;

    /// When the demo town was founded.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "demo_mark")]
    pub struct Model {
        /// Counts up.
        #[sea_orm(primary_key)]
        pub line: i32,
        /// The moment it was filled for, in milliseconds UTC.
        pub at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Accounts to try the demo town with.
pub mod account {
    use sea_orm::entity::prelude::*;

    /// One account, with its password: only a demo town keeps one.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "demo_account")]
    pub struct Model {
        /// Whose.
        #[sea_orm(primary_key, auto_increment = false)]
        pub person: Uuid,
        /// Its place in the list.
        pub line: i32,
        /// The role's code; `resident` for people without any.
        pub role: String,
        /// Where the role holds, or what is special about the person.
        pub place: String,
        /// The number to sign in with.
        pub mobile: String,
        /// The random password.
        pub password: String,
        /// The second factor's secret (base32), for staff.
        pub totp_secret: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The demo town's clock.
pub mod clock {
    use sea_orm::entity::prelude::*;

    /// By how much it was ahead of the machine's when it was last served.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "demo_clock")]
    pub struct Model {
        /// Always 1.
        #[sea_orm(primary_key, auto_increment = false)]
        pub line: i32,
        /// Milliseconds.
        pub shift: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

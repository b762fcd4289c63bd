//! What opens an account besides a password, and what a person agreed to.

/// The second factor of a person (TOTP).
pub mod second_factor {
    use sea_orm::entity::prelude::*;

    /// One per person.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "second_factor")]
    pub struct Model {
        /// Whose.
        #[sea_orm(primary_key, auto_increment = false)]
        pub person: Uuid,
        /// The shared secret, encrypted with the house's key.
        pub secret: Vec<u8>,
        /// When it was made, in milliseconds UTC.
        pub begun_at: i64,
        /// When its first code was shown; until then it does not count.
        pub confirmed_at: Option<i64>,
        /// The newest 30-second step whose code was taken: no code twice.
        pub last_step: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Recovery codes for the day the authenticator is lost.
pub mod recovery_code {
    use sea_orm::entity::prelude::*;

    /// One code.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "recovery_code")]
    pub struct Model {
        /// Keyed digest of person and code.
        #[sea_orm(primary_key, auto_increment = false)]
        pub digest: Vec<u8>,
        /// Whose.
        pub person: Uuid,
        /// When it was used, in milliseconds UTC.
        pub used_at: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// One-time slips from an officer.
pub mod slip {
    use sea_orm::entity::prelude::*;

    /// One slip.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "account_slip")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Keyed digest of its code, which is kept nowhere.
        #[sea_orm(unique)]
        pub digest: Vec<u8>,
        /// For whom.
        pub person: Uuid,
        /// For what.
        pub purpose: String,
        /// Who printed it.
        pub issued_by: Uuid,
        /// When, in milliseconds UTC.
        pub issued_at: i64,
        /// Good until.
        pub ends_at: i64,
        /// When it was used.
        pub used_at: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Codes sent by SMS.
pub mod phone_code {
    use sea_orm::entity::prelude::*;

    /// The newest code of a number for one purpose.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "phone_code")]
    pub struct Model {
        /// Keyed digest of number and purpose: no number is kept here.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Vec<u8>,
        /// Keyed digest of the code.
        pub digest: Vec<u8>,
        /// Good until, in milliseconds UTC.
        pub ends_at: i64,
        /// How often somebody tried to bring it back.
        pub tries: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Messages on their way to the SMS gateway.
pub mod outbox {
    use sea_orm::entity::prelude::*;

    /// One message; deleted when it was sent or is of no use any more.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sms_outbox")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Number and text, encrypted with the house's key.
        pub message: Vec<u8>,
        /// Of no use after, in milliseconds UTC.
        pub ends_at: i64,
        /// Not tried again before.
        pub next_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Codes that people show at a counter.
pub mod person_code {
    use sea_orm::entity::prelude::*;

    /// The newest code of a person.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person_code")]
    pub struct Model {
        /// Whose.
        #[sea_orm(primary_key, auto_increment = false)]
        pub person: Uuid,
        /// Keyed digest of the code.
        #[sea_orm(unique)]
        pub digest: Vec<u8>,
        /// Good until, in milliseconds UTC.
        pub ends_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What people agreed to.
pub mod consent {
    use sea_orm::entity::prelude::*;

    /// One consent, from its giving to its withdrawal.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "consent")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Whose.
        pub person: Uuid,
        /// To what.
        pub purpose: String,
        /// To which version of the notice.
        pub version: i32,
        /// When, in milliseconds UTC.
        pub given_at: i64,
        /// At whose counter; the person themselves otherwise.
        pub taken_by: Uuid,
        /// Taken back at.
        pub withdrawn_at: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

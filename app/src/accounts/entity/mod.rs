//! Persons, their grants, sessions and counted tries. Other rooms may read `person` and `grant` in joins; only this room writes them.

mod credentials;

pub use credentials::{consent, outbox, person_code, phone_code, recovery_code, second_factor, slip};

/// A person: an account with a mobile number, or without a phone a card number.
pub mod person {
    use sea_orm::entity::prelude::*;

    /// One person.
    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        /// Random (version 4): it must not tell when somebody joined.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// 11 digits; nothing for people without a phone and for deleted accounts.
        #[sea_orm(unique)]
        pub mobile: Option<String>,
        /// Given by a steward to people without a phone.
        #[sea_orm(unique)]
        pub card: Option<String>,
        /// Argon2id, PHC string.
        pub password_hash: Option<String>,
        /// `none`, `sms`, `counter`, `register`.
        pub proof: String,
        /// Who took the proof.
        pub proof_by: Option<Uuid>,
        /// When, in milliseconds UTC.
        pub proof_at: Option<i64>,
        /// Known only from a proof.
        pub community: Option<Uuid>,
        /// Known only from a proof.
        pub birth_year: Option<i32>,
        /// When the account was opened, in milliseconds UTC.
        pub joined_at: i64,
        /// When it was deleted; tallies and ledger lines stay without the person.
        pub deleted_at: Option<i64>,
    }

    impl std::fmt::Debug for Model {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.debug_struct("Person").field("id", &self.id).finish_non_exhaustive()
        }
    }

    /// Other rooms join by the id; no relation is followed from here.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A role somebody holds somewhere.
pub mod grant {
    use sea_orm::entity::prelude::*;

    /// One grant.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "role_grant")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Who holds it.
        pub person: Uuid,
        /// The role's code.
        pub role: String,
        /// The shop, district, community …
        pub place: Option<Uuid>,
        /// Who gave it; nil for the command line.
        pub given_by: Uuid,
        /// Holds from, in milliseconds UTC.
        pub from_at: i64,
        /// Holds until.
        pub until_at: Option<i64>,
        /// Taken back at.
        pub revoked_at: Option<i64>,
        /// Taken back by.
        pub revoked_by: Option<Uuid>,
        /// Why it was given.
        pub reason: Option<String>,
        /// Why it was taken back.
        pub revoked_reason: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A signed-in browser.
pub mod session {
    use sea_orm::entity::prelude::*;

    /// One session.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "session")]
    pub struct Model {
        /// Its id, for the list of one's sessions.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// SHA-256 of the 256-bit token in the cookie.
        #[sea_orm(unique)]
        pub token: Vec<u8>,
        /// Whose.
        pub person: Uuid,
        /// When it began, in milliseconds UTC.
        pub began_at: i64,
        /// When the password, and for staff the second factor, was last shown.
        pub fresh_at: i64,
        /// Touched once an hour at most.
        pub seen_at: i64,
        /// When it ends by itself.
        pub ends_at: i64,
        /// Whether the second factor was shown.
        pub second_factor: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Counted tries at a door.
pub mod tries {
    use sea_orm::entity::prelude::*;

    /// One door and visitor, by a keyed digest: no number and no address is kept.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tries")]
    pub struct Model {
        /// Keyed digest.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Vec<u8>,
        /// Begin of the window, in milliseconds UTC.
        pub since: i64,
        /// Tries in it.
        pub count: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

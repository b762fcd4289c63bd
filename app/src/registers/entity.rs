//! Imports of registers with their lines, and slips. Only this room reads and writes them.

/// One upload of a register.
pub mod register_import {
    use sea_orm::entity::prelude::*;

    /// One import.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "register_import")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Who uploaded it; nil for the command line.
        pub person: Uuid,
        /// The file's name, only ever shown.
        pub file_name: String,
        /// `read`, `confirmed`, `done`, `discarded`.
        pub state: String,
        /// How each sheet was understood, as JSON.
        pub sheets: String,
        /// How many lines it has.
        pub lines: i32,
        /// The first line that is not worked through yet, from 0.
        pub next_line: i32,
        /// The figures as JSON: of the preview until it is confirmed, of what was done after that.
        pub counts: String,
        /// When it was uploaded, in milliseconds UTC.
        pub at: i64,
        /// When it was confirmed.
        pub confirmed_at: Option<i64>,
        /// When its last line was worked through.
        pub done_at: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// One line of a register.
pub mod register_line {
    use sea_orm::entity::prelude::*;

    /// One line; it may name a contact person, so it is forgotten some time after the import.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "register_line")]
    pub struct Model {
        /// The import.
        #[sea_orm(primary_key, auto_increment = false)]
        pub import: Uuid,
        /// Counts from 0.
        #[sea_orm(primary_key, auto_increment = false)]
        pub line: i32,
        /// What it does: `create`, `change`, `unchanged`, `skip`.
        pub verdict: String,
        /// Line, verdict and warnings as JSON.
        pub content: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A slip: a one-time right to come to a shop.
pub mod slip {
    use sea_orm::entity::prelude::*;

    /// One slip.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "slip")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The shop.
        pub merchant: Uuid,
        /// `takeover` or `clerk`.
        pub kind: String,
        /// Keyed digest of the code.
        #[sea_orm(unique)]
        pub code: Vec<u8>,
        /// Who issued it.
        pub issued_by: Uuid,
        /// When, in milliseconds UTC.
        pub issued_at: i64,
        /// Good until.
        pub expires_at: i64,
        /// When it was used.
        pub used_at: Option<i64>,
        /// By whom.
        pub used_by: Option<Uuid>,
        /// When it was withdrawn.
        pub revoked_at: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

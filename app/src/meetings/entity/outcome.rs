//! What comes out of a meeting: minutes and tasks.

/// A meeting's minutes.
pub mod meeting_minutes {
    use sea_orm::entity::prelude::*;

    /// The minutes of one meeting.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting_minutes")]
    pub struct Model {
        /// The meeting.
        #[sea_orm(primary_key, auto_increment = false)]
        pub meeting: Uuid,
        /// The state's code.
        pub state: String,
        /// The text, Markdown.
        pub text: String,
        /// Counts up with every change: somebody approves what they read.
        pub version: i32,
        /// Who handed them in.
        pub written_by: Option<Uuid>,
        /// When, in milliseconds UTC.
        pub written_at: Option<i64>,
        /// Who approved them.
        pub approved_by: Option<Uuid>,
        /// When.
        pub approved_at: Option<i64>,
        /// Why they were given back last.
        pub given_back: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A task that a meeting gave.
pub mod meeting_task {
    use sea_orm::entity::prelude::*;

    /// One task.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting_task")]
    pub struct Model {
        /// Made by the form's page.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The meeting that gave it.
        pub meeting: Uuid,
        /// What is to be done.
        pub title: String,
        /// Who does it: a merchant, an office, a function.
        pub owner: String,
        /// Until when, as it was given: `2026-12-10`.
        pub first_due: String,
        /// Until when now.
        pub due: String,
        /// The state's code.
        pub state: String,
        /// How many meetings carried it over.
        pub carried: i32,
        /// When it was given, in milliseconds UTC.
        pub made_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a later meeting did with a task.
pub mod meeting_task_step {
    use sea_orm::entity::prelude::*;

    /// One step.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting_task_step")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The task.
        pub task: Uuid,
        /// The meeting that took it up.
        pub meeting: Uuid,
        /// `finish`, `carry_over`, `drop`.
        pub step: String,
        /// The new date of one that is carried over.
        pub due: Option<String>,
        /// The vote that dropped it.
        pub vote: Option<Uuid>,
        /// Who wrote it down.
        pub person: Uuid,
        /// When, in milliseconds UTC.
        pub at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

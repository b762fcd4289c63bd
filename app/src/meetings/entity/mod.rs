//! Meetings and what belongs to them. Other rooms may read these tables in joins; only this room writes them.

mod outcome;

pub use outcome::{meeting_minutes, meeting_task, meeting_task_step};

/// A meeting with its plan.
pub mod meeting {
    use sea_orm::entity::prelude::*;

    /// One meeting.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting")]
    pub struct Model {
        /// Made by the form's page.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// What it is called.
        pub title: String,
        /// The hosting district's slug.
        pub host: String,
        /// Where.
        pub place: String,
        /// When it begins, in milliseconds UTC.
        pub begins_at: i64,
        /// When it is planned to end.
        pub ends_at: i64,
        /// The invited districts' slugs as JSON.
        pub districts: String,
        /// Its state's code.
        pub state: String,
        /// In that state since, in milliseconds UTC.
        pub state_since: i64,
        /// Counts up with every change of the plan, as calendar programs want it.
        pub version: i32,
        /// When it was first written, in milliseconds UTC.
        pub made_at: i64,
        /// The item on the screen.
        pub current_item: Option<Uuid>,
        /// What the codes on its screen are made from, together with the house's key.
        pub code_secret: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was done to a meeting.
pub mod meeting_story {
    use sea_orm::entity::prelude::*;

    /// One act.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting_story")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The meeting.
        pub meeting: Uuid,
        /// The act's name.
        pub act: String,
        /// Who.
        pub person: Uuid,
        /// When, in milliseconds UTC.
        pub at: i64,
        /// Why, for acts that somebody else has to live with.
        pub reason: Option<String>,
        /// The version of the meetings' settings at that moment.
        pub settings: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// An item of a meeting's agenda.
pub mod agenda_item {
    use sea_orm::entity::prelude::*;

    /// One item.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "agenda_item")]
    pub struct Model {
        /// Made by the form's page.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The meeting.
        pub meeting: Uuid,
        /// Its place in the agenda.
        pub position: i32,
        /// What it is about.
        pub title: String,
        /// The kind's code.
        pub kind: String,
        /// Planned minutes.
        pub minutes: i32,
        /// Who speaks; may be empty.
        pub speaker: String,
        /// A note; may be empty.
        pub note: String,
        /// What was decided; empty until it is written down.
        pub decision: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A paper under an item.
pub mod meeting_paper {
    use sea_orm::entity::prelude::*;

    /// One paper.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting_paper")]
    pub struct Model {
        /// Its id, under which it is fetched.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The meeting.
        pub meeting: Uuid,
        /// The item.
        pub item: Uuid,
        /// Its name with the ending of its kind.
        pub name: String,
        /// The access's code.
        pub access: String,
        /// Its content's hash in the files.
        pub hash: String,
        /// Its size.
        pub bytes: i64,
        /// When it was added, in milliseconds UTC.
        pub at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A member merchant's invitation, its answer and its delegate.
pub mod meeting_invitation {
    use sea_orm::entity::prelude::*;

    /// One invitation.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting_invitation")]
    pub struct Model {
        /// The meeting.
        #[sea_orm(primary_key, auto_increment = false)]
        pub meeting: Uuid,
        /// The merchant.
        #[sea_orm(primary_key, auto_increment = false)]
        pub merchant: Uuid,
        /// What the merchant was called when it was invited: minutes do not change afterwards.
        pub name: String,
        /// Its district's slug.
        pub district: String,
        /// When it was invited, in milliseconds UTC.
        pub at: i64,
        /// The answer's code; nothing before there is one.
        pub answer: Option<String>,
        /// Why they do not come.
        pub excuse: String,
        /// When they answered.
        pub answered_at: Option<i64>,
        /// Who speaks for the merchant.
        pub delegate: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The time a merchant was here.
pub mod meeting_check_in {
    use sea_orm::entity::prelude::*;

    /// One stay; whoever left and comes back begins another.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting_check_in")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The meeting.
        pub meeting: Uuid,
        /// The merchant.
        pub merchant: Uuid,
        /// The delegate who came.
        pub delegate: Uuid,
        /// Since when, in milliseconds UTC.
        pub at: i64,
        /// Until when; nothing while they are here.
        pub left_at: Option<i64>,
        /// Struck as false at this moment.
        pub struck_at: Option<i64>,
        /// Who checked them in; nothing when they did it themselves.
        pub staff: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A screen that may show a meeting.
pub mod meeting_screen {
    use sea_orm::entity::prelude::*;

    /// One link for one projector.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting_screen")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The meeting.
        pub meeting: Uuid,
        /// SHA-256 of its token; the token itself is in nobody's records.
        #[sea_orm(unique)]
        pub digest: Vec<u8>,
        /// Who made it.
        pub person: Uuid,
        /// When, in milliseconds UTC.
        pub made_at: i64,
        /// Shows nothing since.
        pub revoked_at: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

//! Votes, rolls, ballots, papers, and the public keys of receipts. Other rooms may read `vote` in joins; only this room writes.
//!
//! While a vote is open, its roll and ballots stand in `roll_live` and `ballot_live`; afterwards in `roll` and `ballot`, written anew in the order of their
//! ids. Ids are random, and no row of a ballot or roll holds a time.

/// A vote and how far its procedure has come.
pub mod vote {
    use sea_orm::entity::prelude::*;

    /// One vote.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "vote")]
    pub struct Model {
        /// Random.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// `item`, `meeting_channel` or `residents_channel`.
        pub about: String,
        /// The meeting it is held in, if any.
        pub meeting: Option<Uuid>,
        /// The agenda item or the award's category.
        pub subject: Uuid,
        /// The district whose officers conduct it; nothing when only the alliance's office does.
        pub place: Option<Uuid>,
        /// `prepared`, `open`, `closed`, `cleaning`, `appeal`, `counted` or `published`.
        pub state: String,
        /// The question, for lists.
        pub question: String,
        /// The form it was prepared with, as JSON.
        pub form: String,
        /// Who has to stand aside, as a JSON list of merchants or persons; fixed at opening.
        pub recused: String,
        /// The rule card's canonical text, from opening on.
        pub card: Option<String>,
        /// The seed's 32 bytes in hexadecimal; secret until the vote is published.
        pub seed: Option<String>,
        /// When it opened, in milliseconds UTC.
        pub opens_at: Option<i64>,
        /// When it closes by itself.
        pub closes_at: Option<i64>,
        /// When it was closed.
        pub closed_at: Option<i64>,
        /// The board's header, once sealed.
        pub header: Option<String>,
        /// The board's root, once sealed.
        pub root: Option<String>,
        /// Until when removals can be appealed against.
        pub appeal_until: Option<i64>,
        /// Whether the links from persons to ballots are gone.
        pub links_destroyed: bool,
        /// Whether roll and ballots were written anew in the order of their ids.
        pub rewritten: bool,
        /// Whether the database's log was emptied after that.
        pub log_emptied: bool,
        /// Whether the database was compacted after that.
        pub compacted: bool,
        /// Who counted.
        pub counted_by: Option<Uuid>,
        /// Who published.
        pub published_by: Option<Uuid>,
        /// When it was published, in milliseconds UTC.
        pub published_at: Option<i64>,
        /// The canonical text of the result, once counted; shown once published.
        pub result: Option<String>,
        /// `passed`, `failed` or `void`, once counted.
        pub outcome: Option<String>,
        /// When it was prepared, in milliseconds UTC.
        pub made_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The roll of a vote that is open: written at opening, afterwards only marked.
pub mod roll_live {
    use sea_orm::entity::prelude::*;

    /// One voice.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "roll_live")]
    pub struct Model {
        /// The vote.
        #[sea_orm(primary_key, auto_increment = false)]
        pub vote: Uuid,
        /// The merchant or the person.
        #[sea_orm(primary_key, auto_increment = false)]
        pub voter: Uuid,
        /// What the voice weighs.
        pub weight: i32,
        /// Numbers of the options this voice may not choose, `1,3`; open votes only.
        pub barred: String,
        /// `web` or `paper`, once it has voted.
        pub mark: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The ballots of a vote that is open.
pub mod ballot_live {
    use sea_orm::entity::prelude::*;

    /// One ballot.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ballot_live")]
    pub struct Model {
        /// Random.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The vote.
        pub vote: Uuid,
        /// What it says, in its canonical wording.
        pub choice: String,
        /// 16 random bytes in hexadecimal.
        pub salt: String,
        /// Who cast it; open votes only.
        pub voter: Option<Uuid>,
        /// Their name as the board shows it; open votes only.
        pub name: Option<String>,
        /// What it weighs.
        pub weight: i32,
        /// Why the cleaning removed it; sealed votes only.
        pub removed: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which person cast which ballot of a sealed vote; destroyed when the appeal days are over.
pub mod ballot_link {
    use sea_orm::entity::prelude::*;

    /// One link.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ballot_link")]
    pub struct Model {
        /// The vote.
        #[sea_orm(primary_key, auto_increment = false)]
        pub vote: Uuid,
        /// The person.
        #[sea_orm(primary_key, auto_increment = false)]
        pub voter: Uuid,
        /// The ballot.
        pub ballot: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The roll of a vote that is over.
pub mod roll {
    use sea_orm::entity::prelude::*;

    /// One voice.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "roll")]
    pub struct Model {
        /// The vote.
        #[sea_orm(primary_key, auto_increment = false)]
        pub vote: Uuid,
        /// The merchant or the person.
        #[sea_orm(primary_key, auto_increment = false)]
        pub voter: Uuid,
        /// What the voice weighed.
        pub weight: i32,
        /// Numbers of the options this voice might not choose.
        pub barred: String,
        /// `web` or `paper`, if it has voted.
        pub mark: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The ballots of a vote that is over.
pub mod ballot {
    use sea_orm::entity::prelude::*;

    /// One ballot.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ballot")]
    pub struct Model {
        /// Random.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The vote.
        pub vote: Uuid,
        /// What it says.
        pub choice: String,
        /// 16 random bytes in hexadecimal.
        pub salt: String,
        /// Who cast it; open votes only.
        pub voter: Option<Uuid>,
        /// Their name as the board shows it; open votes only.
        pub name: Option<String>,
        /// What it weighs.
        pub weight: i32,
        /// Why the cleaning removed it; sealed votes only.
        pub removed: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What somebody read on a paper from the box.
pub mod paper_entry {
    use sea_orm::entity::prelude::*;

    /// One entry.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "paper_entry")]
    pub struct Model {
        /// The vote.
        #[sea_orm(primary_key, auto_increment = false)]
        pub vote: Uuid,
        /// The number the paper got when the box was opened.
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        /// The first, second or third entry.
        #[sea_orm(primary_key, auto_increment = false)]
        pub turn: i32,
        /// Who entered it.
        pub by: Uuid,
        /// What it says to them.
        pub choice: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The public keys that receipts were ever signed with.
pub mod receipt_key {
    use sea_orm::entity::prelude::*;

    /// One key.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "receipt_key")]
    pub struct Model {
        /// Ed25519, in hexadecimal.
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        /// Since when, in milliseconds UTC.
        pub since: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

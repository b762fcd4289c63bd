//! Voting (表决): how the alliance and its residents decide. A vote is prepared, opened with a **rule card** and a frozen **roll**, closed by its time or
//! by the chair, counted by one person and published by another. A **ballot** is answered with a signed **receipt** that does not show the choice; the
//! **board** of all ballots is public afterwards and can be recounted by anyone, with `shangmeng verify-vote` or in the browser.
//!
//! The law is `rules::voting`; this room keeps, shows and conducts. Meetings lend it their seats. Awards prepare and open the votes of their categories with
//! [`prepare`] and [`open`], and conduct what only sealed votes have (cleaning, appeal, the end of the links) with [`take`].

mod api;
#[cfg(feature = "ssr")]
mod conduct;
#[cfg(feature = "ssr")]
mod doors;
#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
mod founding;
#[cfg(feature = "ssr")]
mod keys;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod today;
#[cfg(feature = "ssr")]
mod voters;

pub use api::*;

#[cfg(feature = "ssr")]
pub use native::*;

#[cfg(feature = "ssr")]
mod native {
    use super::store::{About, Kept};
    use crate::backend::AppError;
    use rules::Instant;
    use rules::voting::{Board, CardDraft, RuleCardForm, Tally, Verdict, tally};
    use sea_orm::ConnectionTrait;
    use uuid::Uuid;

    pub use super::conduct::{charter_vote_under_way, keep_time, meeting_goes_on, open, take, tidy_the_disk};
    pub use super::doors::ROOM;
    pub use super::founding::{FoundVote, found_ballot, found_vote};
    pub use super::keys::{fits as signature_fits, receipt_keys};
    pub use super::parts::{VoteLine, lines_of_meeting};
    pub use super::store::{
        About as VoteAbout, Hold, Kept as KeptVote, Removal, appeals_over, create_tables, drop_prepared, export_of, links_of, record_removal,
        removals, removed_reasons, rewrite_papers, stand_aside, turnouts, vote, vote_held, votes_about, votes_of_meeting,
    };
    pub use super::today::todos;

    crate::refuses!(
        rules::voting::BallotRefusal,
        rules::voting::CardRefusal,
        rules::voting::CastRefusal,
        rules::voting::PaperRefusal,
        rules::voting::ReceiptRefusal,
        rules::voting::VoteRefusal,
    );

    /// A vote that is to be prepared.
    #[derive(Debug, Clone)]
    pub struct NewVote {
        /// Its id: random, so that it holds no time.
        pub id: Uuid,
        /// What it is about.
        pub about: About,
        /// The district whose officers conduct it; nothing when only the alliance's office does.
        pub place: Option<Uuid>,
        /// The draft.
        pub draft: CardDraft,
        /// The draft as a form.
        pub form: RuleCardForm,
    }

    impl NewVote {
        /// A vote with this draft.
        #[must_use]
        pub fn of(id: Uuid, about: About, place: Option<Uuid>, draft: CardDraft) -> Self {
            let form = RuleCardForm::of(&draft);
            Self { id, about, place, draft, form }
        }
    }

    /// Prepares a vote, or changes one that is prepared; the caller has asked who may.
    ///
    /// # Errors
    /// It is open already, or belongs to something else.
    pub async fn prepare(tx: &impl ConnectionTrait, new: &NewVote, now: Instant) -> Result<(), AppError> {
        match super::store::vote_held(tx, new.id, super::store::Hold::Step).await {
            Ok(before) if before.about != new.about => return Err(AppError::not_found()),
            Ok(before) => drop(before.law.apply(rules::voting::Step::Prepare(Box::new(new.draft.clone())), now)?),
            Err(AppError::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
        Ok(super::store::record_draft(tx, new, now).await?)
    }

    /// What a published vote came to; nothing before.
    ///
    /// # Errors
    /// The database is away.
    pub async fn result_of(db: &impl ConnectionTrait, kept: &Kept) -> Result<Option<(Tally, Verdict)>, AppError> {
        if !kept.law.state.shows_result() {
            return Ok(None);
        }
        counted(kept, &super::store::board_of(db, kept).await?).map(Some)
    }

    /// What a board comes to, whether it may be shown or not.
    pub(super) fn counted(kept: &Kept, board: &Board) -> Result<(Tally, Verdict), AppError> {
        let (card, seed) = kept.law.card.as_ref().zip(kept.seed()).ok_or_else(AppError::not_found)?;
        let counted = tally(&card.draft, board.ballots());
        let draw = rules::voting::Draw::of(&seed, &board.root());
        let verdict = rules::voting::verdict(card, &counted, &board.header, &draw);
        Ok((counted, verdict))
    }

    /// Whether the merchant has cast a ballot in a vote of this meeting.
    ///
    /// # Errors
    /// The database is away.
    pub async fn has_voted(db: &impl ConnectionTrait, meeting: Uuid, merchant: Uuid) -> Result<bool, AppError> {
        for kept in super::store::votes_of_meeting(db, meeting).await? {
            if super::store::voice(db, &kept, merchant).await?.is_some_and(|voice| voice.mark.is_some()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The file of a published vote that anybody can recount.
    ///
    /// # Errors
    /// Not published: not found.
    pub async fn board_file(db: &impl ConnectionTrait, id: Uuid) -> Result<String, AppError> {
        let kept = super::store::vote(db, id).await?;
        if !kept.law.state.shows_result() {
            return Err(AppError::not_found());
        }
        Ok(super::store::export_of(db, &kept).await?.json())
    }

    /// A random id for a vote or a ballot: in this room ids hold no time.
    #[must_use]
    pub fn random_id() -> Uuid {
        uuid::Builder::from_random_bytes(rand::random()).into_uuid()
    }
}

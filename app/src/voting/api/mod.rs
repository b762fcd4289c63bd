//! What crosses the wire around votes: conducting, casting, papers.

mod cast;
mod conduct;
mod papers;

pub use cast::*;
pub use conduct::*;
pub use papers::*;

#[cfg(feature = "ssr")]
mod native {
    pub(super) use crate::backend::id;
    use crate::backend::{Act, AppError, Begun, Visit};
    use crate::voting::store::{self, Hold, Kept};
    use rules::voting::{VoteRefusal, VoteState};

    /// Begins an act of whoever conducts this vote, and holds the vote.
    pub(super) async fn conducting(act: &'static Act, vote: &str, hold: Hold) -> Result<(Begun, Kept), AppError> {
        let vote = id(vote)?;
        let mut act = Visit::current()?.begin(act).await?;
        let kept = store::vote_held(act.tx(), vote, hold).await?;
        match kept.place {
            Some(place) => act.within(place)?,
            None => act.within_alliance()?,
        }
        act.about(vote);
        Ok((act, kept))
    }

    /// Papers are entered and struck between closing and sealing.
    pub(super) fn box_is_open(kept: &Kept) -> Result<(), AppError> {
        let state = kept.law.state;
        if state == VoteState::Closed && kept.law.root.is_none() { Ok(()) } else { Err(VoteRefusal::NotInThisState { state }.into()) }
    }
}
#[cfg(feature = "ssr")]
use crate::voting::store::Hold;
#[cfg(feature = "ssr")]
use native::{box_is_open, conducting, id};

//! The two votes of a category, as rule cards.

use super::{CANDIDATES_LEAST, Category, Timetable};
use crate::offers::ProofNeed;
use crate::voting::{Base, CardDraft, CardRefusal, Closing, Electorate, Method, Secrecy, Share, TieBreak};
use uuid::Uuid;

/// A channel that votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Channel {
    /// The delegates of a meeting; secret.
    Meeting,
    /// The residents; sealed, so that what should not count can be removed and appealed.
    Residents,
}

/// The draft of a category's vote: name up to so many of the candidates, until voting is over. Its own verdict only ranks; the award is decided by the
/// score. So many of the delegates on the roll must vote (`quorum`), or the meeting has not spoken; of residents nobody can be made to.
///
/// # Errors
/// Too few candidates, or two that read alike.
pub fn channel_card(
    category: &Category,
    candidates: &[String],
    channel: Channel,
    timetable: &Timetable,
    quorum: Share,
) -> Result<CardDraft, CardRefusal> {
    if candidates.len() < CANDIDATES_LEAST {
        return Err(CardRefusal::OptionsAlike);
    }
    let most = usize::from(category.most).min(candidates.len()) as u16;
    let (electorate, secrecy, proof, quorum) = match channel {
        Channel::Meeting => (Electorate::Merchants, Secrecy::Secret, ProofNeed::None, quorum),
        Channel::Residents => (Electorate::Residents, Secrecy::Sealed, ProofNeed::Person, Share::none()),
    };
    let draft = CardDraft {
        question: category.title.clone(),
        options: candidates.to_vec(),
        method: Method::Choose { most },
        seats: usize::from(category.places).min(candidates.len() - 1) as u16,
        electorate,
        electorate_note: String::new(),
        proof,
        quorum_base: Base::Cast,
        quorum,
        pass_base: Base::Valid,
        pass: Share::more_than(0, 1).unwrap_or(Share::none()),
        ties: vec![TieBreak::OnlyChoice, TieBreak::Draw],
        secrecy,
        closing: Closing::At(timetable.count.start()),
    };
    draft.checked()
}

/// The options a person has a stake in, by their numbers: the shops they own or work at. In a secret or sealed vote whoever has one is not on the
/// category's roll; in an open one they may not choose it.
#[must_use]
pub fn stakes(own_shops: &[Uuid], candidates: &[Uuid]) -> Vec<u16> {
    candidates.iter().zip(1_u16..).filter(|(candidate, _)| own_shops.contains(candidate)).map(|(_, number)| number).collect()
}

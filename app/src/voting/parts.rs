//! What the pages of votes, minutes and awards share: states, choices and verdicts in words.

use super::Taken;
use super::store::{self, About, Kept};
use crate::backend::AppError;
use crate::t;
use leptos::prelude::*;
use rules::Instant;
use rules::voting::{Arithmetic, CardDraft, Choice, Method, Outcome, Share, SignedReceipt, Standing, Tally, Verdict, VoteState};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// A vote as the minutes, the projector and a meeting's page show it.
#[derive(Debug, Clone)]
pub struct VoteLine {
    /// The vote.
    pub vote: Uuid,
    /// The agenda item or category.
    pub subject: Uuid,
    /// The question.
    pub question: String,
    /// Where it stands.
    pub state: VoteState,
    /// When it closes by itself, once opened.
    pub closes_at: Option<Instant>,
    /// How it ended, once published.
    pub outcome: Option<Outcome>,
    /// The verdict with its arithmetic, once published.
    pub verdict: Option<String>,
    /// The board's root, once sealed.
    pub root: Option<String>,
}

/// The votes of a meeting that are open or over, in their order.
///
/// # Errors
/// The database is away.
pub async fn lines_of_meeting(db: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<VoteLine>, AppError> {
    let mut lines = Vec::new();
    for kept in store::votes_of_meeting(db, meeting).await?.into_iter().filter(|kept| kept.law.state != VoteState::Prepared) {
        let verdict = super::result_of(db, &kept).await?.map(|(tally, verdict)| verdict_words(&kept, &tally, &verdict));
        lines.push(VoteLine {
            vote: kept.id,
            subject: kept.about.subject(),
            question: kept.draft().question.clone(),
            state: kept.law.state,
            closes_at: kept.law.card.as_ref().map(|card| card.closes_at),
            outcome: kept.outcome(),
            verdict,
            root: kept.law.root.map(|root| root.to_string()),
        });
    }
    Ok(lines)
}

/// What a vote is called: its question, and of an award's two votes which one it is.
#[must_use]
pub fn title_of(kept: &Kept) -> String {
    let question = kept.draft().question.clone();
    match kept.about {
        About::Item { .. } => question,
        About::MeetingChannel { .. } => t!("voting-title-meeting", question = question),
        About::ResidentsChannel { .. } => t!("voting-title-residents", question = question),
    }
}

/// Where a vote stands, as a tag.
#[must_use]
pub fn state_tag(kept: &Kept) -> AnyView {
    let state = kept.law.state;
    let class = match (state, kept.outcome()) {
        (VoteState::Open, _) | (_, Some(Outcome::Passed)) => "state ok",
        (_, Some(Outcome::Failed | Outcome::Void)) => "state stop",
        (VoteState::Prepared, _) => "tag",
        _ => "state warn",
    };
    // An award's votes only rank: neither passes.
    let outcome = kept.outcome().filter(|outcome| !kept.of_award() || *outcome == Outcome::Void);
    let words = outcome.map_or_else(|| state_words(state), |outcome| t!(&format!("voting-outcome-{}", outcome.code())));
    view! { <span class=class>{words}</span> }.into_any()
}

/// A state in words.
#[must_use]
pub fn state_words(state: VoteState) -> String {
    t!(&format!("voting-state-{}", state.code()))
}

/// A choice in words: 赞成, or the options chosen.
#[must_use]
pub fn choice_words(draft: &CardDraft, choice: &Choice) -> String {
    let option = |number: usize| draft.options.get(number.wrapping_sub(1)).cloned().unwrap_or_default();
    match choice {
        Choice::Yes => t!("voting-yes"),
        Choice::No => t!("voting-no"),
        Choice::Abstain => t!("voting-abstain"),
        Choice::Spoiled => t!("voting-spoiled"),
        Choice::Picks(picks) => picks.iter().map(|pick| option(usize::from(*pick))).collect::<Vec<_>>().join(&t!("voting-and")),
        Choice::Scores(scores) => {
            let scored = scores.iter().enumerate().map(|(at, score)| t!("voting-scored", option = option(at + 1), score = i64::from(*score)));
            scored.collect::<Vec<_>>().join(&t!("voting-and"))
        }
    }
}

/// What is needed, in words: `超过 1/2`, `至少 2/3`; nothing needed is said so.
#[must_use]
pub fn share_words(share: Share) -> String {
    let (numerator, denominator) = share.fraction();
    let (numerator, denominator) = (i64::from(numerator), i64::from(denominator));
    match (share.is_none(), numerator, share.is_beyond()) {
        (true, ..) => t!("voting-share-none"),
        (_, 0, true) => t!("voting-share-any"),
        (_, _, true) => t!("voting-share-beyond", numerator = numerator, denominator = denominator),
        _ => t!("voting-share-least", numerator = numerator, denominator = denominator),
    }
}

/// `36 ÷ 50 = 72% ≥ 66.7%`.
#[must_use]
pub fn sum(of: &Arithmetic) -> String {
    if of.of == 0 {
        return format!("{} ÷ 0", of.got);
    }
    format!("{} ÷ {} = {}", of.got, of.of, compared(of))
}

/// `72% ≥ 66.7%`.
fn compared(of: &Arithmetic) -> String {
    let (got, needed) = of.percents();
    let sign = match (of.met(), of.needed.is_beyond()) {
        (true, true) => ">",
        (true, false) => "≥",
        (false, true) => "≤",
        (false, false) => "<",
    };
    format!("{got}% {sign} {needed}%")
}

/// The verdict with its arithmetic: `36 票赞成 / 50 票有效 = 72% ≥ 66.7%，通过`.
#[must_use]
pub fn verdict_words(kept: &Kept, tally: &Tally, verdict: &Verdict) -> String {
    let draft = kept.draft();
    let outcome = t!(&format!("voting-outcome-{}", verdict.outcome.code()));
    if verdict.outcome == Outcome::Void {
        return t!("voting-verdict-void", sum = sum(&verdict.quorum));
    }
    if let Some(pass) = &verdict.pass {
        let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let of = t!(&format!("voting-of-{}", pass.base.code().replace('_', "-")), count = whole(pass.of));
        return t!("voting-verdict-motion", yes = whole(pass.got), of = of, compared = compared(pass), outcome = outcome);
    }
    let names: Vec<String> = verdict
        .ranking
        .iter()
        .filter(|ranked| ranked.standing == Standing::Elected)
        .filter_map(|ranked| draft.options.get(usize::from(ranked.option) - 1).cloned())
        .collect();
    let valid = i64::try_from(tally.valid()).unwrap_or(i64::MAX);
    if names.is_empty() {
        t!("voting-verdict-nobody", valid = valid)
    } else if kept.of_award() {
        t!("voting-verdict-channel", names = names.join(&t!("voting-and")), valid = valid)
    } else {
        t!("voting-verdict-elected", names = names.join(&t!("voting-and")), valid = valid)
    }
}

/// How a ballot is filled in, in words.
#[must_use]
pub fn method_words(method: Method) -> String {
    match method {
        Method::YesNo => t!("voting-method-yes-no"),
        Method::Choose { most } => t!("voting-method-choose-most", most = i64::from(most)),
        Method::Score => t!("voting-method-score"),
    }
}

/// A receipt as it is given out.
#[must_use]
pub fn taken(receipt: &SignedReceipt) -> Taken {
    let of = &receipt.receipt;
    Taken { vote: of.vote.to_string(), ballot: of.ballot.to_string(), receipt: receipt.text(), short: receipt.short() }
}

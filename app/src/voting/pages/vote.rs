//! A vote's page: the ballot for whoever may cast one, where it stands for everybody else, the result once it is published.

use super::{ballot, card, list, result, weights};
use crate::backend::{AppError, At, Page, Visit};
use crate::t;
use crate::ui::Head;
use crate::voting::doors::{CAST_BALLOT, CONDUCT, LOOK_OVER_BALLOT};
use crate::voting::parts::{choice_words, state_tag, title_of};
use crate::voting::store::{self, Kept};
use crate::voting::voters::{VoterFacts, voter_of};
use crate::voting::{LookedOver, Taken};
use leptos::prelude::*;
use rules::voting::{CastRefusal, Casting, Mark, Secrecy, VoteState};
use sea_orm::ConnectionTrait;

/// One vote.
pub async fn one(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let kept = store::vote(db, at.id("vote")?).await?;
    if kept.law.state == VoteState::Prepared {
        visit.admit(CONDUCT).map_err(|_| AppError::not_found())?;
    }
    let question = title_of(&kept);
    if let Some(taken) = crate::backend::Shown::of::<Taken>(&CAST_BALLOT) {
        return Ok(Page::new(t!("voting-receipt"), ballot::receipt(&visit, &kept, &taken)));
    }
    if let Some(looked) = crate::backend::Shown::of::<LookedOver>(&LOOK_OVER_BALLOT) {
        return Ok(Page::new(t!("voting-look-over"), ballot::look_over(&kept, &looked)));
    }
    let own = own(&visit, &kept).await?;
    let after = result::after(&visit, &kept).await?;
    let weights = weights::list(&visit, &kept).await?;
    let charter = charter_link(&visit, &kept).await?;
    let award = award_link(&visit, &kept).await?;
    let (lead, state) = (list::when(&kept), state_tag(&kept));
    let body = view! {
        <nav class="crumbs" aria-label=t!("voting-crumbs")><ol><li><a href="/votes">{t!("voting-title")}</a></li><li aria-current="page">{question.clone()}</li></ol></nav>
        <Head title=question.clone() lead=lead>{state}</Head>
        {charter}
        {award}
        {own}
        {after}
        {weights}
        {kept.law.card.as_ref().map_or_else(|| card::facts(kept.draft(), None), card::fixed)}
    };
    Ok(Page::new(question.clone(), body).summary(question))
}

/// What the visitor can do, or has done, in this vote.
async fn own(visit: &Visit, kept: &Kept) -> Result<AnyView, AppError> {
    let open = kept.law.state == VoteState::Open;
    let Some(person) = visit.signed() else {
        let way = crate::backend::encoded(&format!("/votes/{}", kept.id));
        let sign_in = view! { <div class="note"><p>{t!("voting-sign-in")} " " <a href=format!("/sign-in?next={way}")>{t!("voting-sign-in-link")}</a></p></div> };
        return Ok(if open { sign_in.into_any() } else { ().into_any() });
    };
    let db = visit.db().read();
    let voter = voter_of(db, kept, person, visit.now()).await?;
    let facts = store::facts_of(db, kept, &voter, None).await?;
    let mark = mark_note(&voter);
    let lost = receipt_lost(kept, &voter);
    let refused = crate::backend::Refill::of(&CAST_BALLOT, None);
    let form = match facts.may_cast(visit.now()) {
        Ok(casting) => ballot::form(kept, &voter, (casting, says_now(db, kept, &voter, casting).await?), refused.as_ref()),
        Err(CastRefusal::AlreadyVoted | CastRefusal::VotedOnPaper | CastRefusal::Closed { .. }) => ballot::refused(refused.as_ref()),
        Err(why) => {
            let why = AppError::from(why);
            view! { {ballot::refused(refused.as_ref())}<p class="note">{why.refused().whole()}</p> }.into_any()
        }
    };
    Ok(view! { {mark}{form}{lost} }.into_any())
}

/// What the ballot that would be changed says.
async fn says_now(db: &impl ConnectionTrait, kept: &Kept, voter: &VoterFacts, casting: Casting) -> Result<Option<String>, AppError> {
    let Some(voice) = voter.id().filter(|_| casting == Casting::Replaces) else { return Ok(None) };
    Ok(store::choice_of(db, kept.id, voice).await?.map(|choice| choice_words(kept.draft(), &choice)))
}

/// Everyone sees whether they count as having voted.
fn mark_note(voter: &VoterFacts) -> Option<AnyView> {
    let voice = voter.voice.as_ref()?;
    let (class, words) = match voice.mark {
        Some(Mark::Web) => ("note ok", t!("voting-mark-web")),
        Some(Mark::Paper) => ("note ok", t!("voting-mark-paper")),
        None => ("note", t!("voting-mark-none")),
    };
    let gap = crate::backend::Lang::current().gap();
    let whose = voter.name.clone().map(|name| format!("{}{gap}", t!("voting-speaks-for", name = name)));
    let weight = (voice.weight > 1).then(|| format!("{}{gap}", t!("voting-weighs", weight = i64::from(voice.weight))));
    Some(view! { <p class=class>{whose}{weight}{words}</p> }.into_any())
}

/// The way back to a receipt, also when the vote is over: then its page shows the root. In an open vote the ballot's number is on the receipt only.
fn receipt_lost(kept: &Kept, voter: &VoterFacts) -> Option<AnyView> {
    let cast = voter.voice.as_ref().is_some_and(|voice| voice.mark == Some(Mark::Web)) && kept.draft().secrecy != Secrecy::Open;
    cast.then(|| view! { <p><a href="/votes/receipt">{t!("voting-receipt-lost")}</a></p> }.into_any())
}

/// The way to the category of the award that is voted on.
async fn award_link(visit: &Visit, kept: &Kept) -> Result<Option<AnyView>, AppError> {
    if !kept.of_award() {
        return Ok(None);
    }
    let found = crate::awards::edition_with(visit.db().read(), kept.about.subject()).await?;
    Ok(found.map(|(edition, title)| {
        let to = format!("/awards/{edition}/{}", kept.about.subject());
        view! { <p><a href=to>{t!("voting-of-award", award = title)}</a></p> }.into_any()
    }))
}

/// The way to the change of the charter that is voted on.
pub(super) async fn charter_link(visit: &Visit, kept: &Kept) -> Result<Option<AnyView>, AppError> {
    let item = kept.about.subject();
    let proposal = crate::districts::charter_proposal(visit.db().read(), item).await?;
    Ok(proposal.map(|_| view! { <p><a class="btn quiet" href=format!("/charter/proposals/{item}")>{t!("voting-to-proposal")}</a></p> }.into_any()))
}

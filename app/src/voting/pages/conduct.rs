//! The desk of whoever conducts votes: all of one's votes, and one vote with the next step.

use super::{card, list, prepare, result, weights};
use crate::backend::{Act, AppError, At, Lang, Page, Visit};
use crate::t;
use crate::ui::{ActForm, Choice, Empty, Fold, Head, Hidden, Submit};
use crate::voting::doors::{CLOSE_VOTE, CONDUCT, COUNT_VOTE, OPEN_VOTE, PUBLISH_VOTE, READERS, SEAL_VOTE};
use crate::voting::parts::{state_tag, title_of};
use crate::voting::store::{self, About, Kept};
use crate::voting::voters::seats_of;
use leptos::prelude::*;
use rules::permits::{Role, Who};
use rules::voting::{Secrecy, VoteState};
use uuid::Uuid;

/// Whether this person conducts this vote.
pub(in crate::voting) fn conducts(visit: &Visit, kept: &Kept) -> bool {
    reaches(visit, kept, CONDUCT, Who::Roles(&[Role::Secretary]))
}

/// Whether this person may look on while it is conducted.
pub(super) fn may_look_on(visit: &Visit, kept: &Kept) -> Result<(), AppError> {
    let reads = reaches(visit, kept, READERS, Who::Roles(&[Role::Secretary, Role::Auditor]));
    if reads { Ok(()) } else { Err(AppError::not_allowed()) }
}

/// A vote of a district belongs to its officers too, one of the whole alliance to its office.
fn reaches(visit: &Visit, kept: &Kept, of_district: Who, of_alliance: Who) -> bool {
    kept.place.map_or_else(|| visit.admit(of_alliance), |place| visit.admit_in(of_district, place)).is_ok()
}

/// The votes this person conducts or looks over, the newest first.
pub async fn all(visit: Visit, _at: At) -> Result<Page, AppError> {
    let votes = store::newest_votes(visit.db().read(), false, None, 100).await?;
    let own: Vec<Kept> = votes.into_iter().filter(|kept| may_look_on(&visit, kept).is_ok()).collect();
    let list = if own.is_empty() {
        view! { <Empty title=t!("voting-desk-none") next=t!("voting-desk-none-next")><a class="btn quiet" href="/desk/meetings">{t!("voting-to-meetings")}</a></Empty> }
            .into_any()
    } else {
        list::lines(&own, "/desk/votes")
    };
    Ok(Page::new(t!("voting-desk-title"), view! { <Head title=t!("voting-desk-title") lead=t!("voting-desk-lead")/> {list} }))
}

/// Prepares a vote on an item of a meeting, or changes one.
pub async fn new(visit: Visit, at: At) -> Result<Page, AppError> {
    let asked = |name: &str| at.query(name).and_then(|typed| typed.parse::<Uuid>().ok());
    let (meeting, item) = asked("meeting").zip(asked("item")).ok_or_else(AppError::not_found)?;
    let db = visit.db().read();
    let brief = crate::meetings::brief(db, meeting).await?.ok_or_else(AppError::not_found)?;
    visit.admit_in(CONDUCT, brief.host.place())?;
    let before = match asked("vote") {
        Some(vote) => store::vote(db, vote).await.ok().filter(|kept| kept.about == About::Item { meeting, item }),
        None => None,
    };
    let body = view! {
        <Head title=t!("voting-prepare") lead=brief.title/>
        <div class="read">{prepare::form(meeting, item, before.as_ref(), at.query("question").unwrap_or_default())}</div>
    };
    Ok(Page::new(t!("voting-prepare"), body))
}

/// One vote with its next step.
pub async fn one(visit: Visit, at: At) -> Result<Page, AppError> {
    let kept = store::vote(visit.db().read(), at.id("vote")?).await?;
    may_look_on(&visit, &kept)?;
    let question = title_of(&kept);
    let next = if conducts(&visit, &kept) { Some(next(&visit, &kept).await?) } else { None };
    let charter = super::vote::charter_link(&visit, &kept).await?;
    let after = result::after(&visit, &kept).await?;
    let public = (kept.law.state != VoteState::Prepared)
        .then(|| view! { <a class="btn quiet" href=format!("/votes/{}", kept.id)>{t!("voting-to-public")}</a> });
    let (lead, state) = (list::when(&kept), state_tag(&kept));
    let body = view! {
        <nav class="crumbs" aria-label=t!("voting-crumbs")><ol><li><a href="/desk/votes">{t!("voting-desk-title")}</a></li><li aria-current="page">{question.clone()}</li></ol></nav>
        <Head title=question.clone() lead=lead>{state}{public}</Head>
        {charter}
        {next}
        {after}
        {kept.law.card.as_ref().map_or_else(|| card::facts(kept.draft(), None), card::fixed)}
    };
    Ok(Page::new(question, body))
}

fn step(act: &'static Act, vote: Uuid, label: String, class: &'static str) -> AnyView {
    view! { <ActForm act=act><Hidden name="vote" value=vote.to_string()/><Submit label=label class=class/></ActForm> }.into_any()
}

async fn next(visit: &Visit, kept: &Kept) -> Result<AnyView, AppError> {
    let papers = (kept.draft().secrecy != Secrecy::Open)
        .then(|| view! { <p><a href=format!("/desk/votes/{}/papers", kept.id)>{t!("voting-to-papers")}</a></p> });
    let says = |key: &str| view! { <p class="note">{t!(key)}</p> }.into_any();
    Ok(match kept.law.state {
        VoteState::Prepared => return opening(visit, kept).await,
        VoteState::Open => {
            let (web, paper) = store::marks_of(visit.db().read(), kept).await?;
            let marked = t!("voting-marked-so-far", marked = i64::from(web + paper), on_roll = kept.law.card.as_ref().map_or(0, |card| i64::from(card.on_roll)));
            let vote = kept.id;
            view! {
                <section class="section">
                    <p>{marked}</p>
                    {papers}
                    <Fold title=t!("voting-close") act=&CLOSE_VOTE><p>{t!("voting-close-what")}</p>{step(&CLOSE_VOTE, vote, t!("voting-close-now"), "danger")}</Fold>
                </section>
            }
            .into_any()
        }
        VoteState::Closed if kept.law.root.is_none() => {
            view! { <section class="section"><p class="note warn">{t!("voting-papers-first")}</p>{papers}{step(&SEAL_VOTE, kept.id, t!("voting-seal"), "large")}</section> }.into_any()
        }
        VoteState::Closed if kept.draft().secrecy == Secrecy::Sealed => says("voting-cleaning-elsewhere"),
        VoteState::Cleaning => says("voting-cleaning-elsewhere"),
        VoteState::Appeal if !kept.law.links_destroyed => says("voting-cleaning-elsewhere"),
        VoteState::Closed | VoteState::Appeal => {
            view! { <section class="section"><p>{t!("voting-count-what")}</p>{step(&COUNT_VOTE, kept.id, t!("voting-count-now"), "large")}</section> }.into_any()
        }
        VoteState::Counted => publishing(visit, kept).await?,
        VoteState::Published => ().into_any(),
    })
}

async fn publishing(visit: &Visit, kept: &Kept) -> Result<AnyView, AppError> {
    let same = visit.signed().map(|signed| signed.person) == kept.law.counted_by;
    let again = crate::accounts::sign_in_again(visit);
    if same {
        return Ok(view! { <p class="note">{t!("voting-another-publishes")}</p> }.into_any());
    }
    let result = result::before_publishing(visit, kept).await?;
    Ok(view! { {result}<section class="section"><p>{t!("voting-publish-what")}</p>{again}{step(&PUBLISH_VOTE, kept.id, t!("voting-publish-now"), "large")}</section> }.into_any())
}

async fn opening(visit: &Visit, kept: &Kept) -> Result<AnyView, AppError> {
    let subject = kept.row.subject;
    let change = kept.about.meeting().map(|meeting| format!("/desk/votes/new?meeting={meeting}&item={subject}&vote={}", kept.id));
    if !matches!(kept.about, About::Item { .. }) {
        return Ok(view! { <p class="note">{t!("voting-opened-by-award")}</p> }.into_any());
    }
    let seats = seats_of(visit.db().read(), kept).await?;
    let options: Vec<(String, String)> = seats.iter().map(|seat| (seat.merchant.to_string(), seat.name.clone())).collect();
    let without = seats.iter().filter(|seat| seat.delegate.is_none()).count();
    let warning = (without > 0).then(|| view! { <p class="note warn">{t!("voting-without-delegate", count = without)}</p> });
    let vote = kept.id.to_string();
    let open = kept.draft().secrecy == Secrecy::Open;
    let now = Lang::current().moment(visit.now());
    Ok(view! {
        <section class="section">
            <p>{t!("voting-open-what", count = seats.len(), now = now)}</p>
            {warning}
            <ActForm act=&OPEN_VOTE>
                <Hidden name="vote" value=vote/>
                <details><summary>{t!("voting-recused")}</summary>
                    <Choice name="recused" label=t!("voting-recused-who") help=t!("voting-recused-help") options=options many=true/>
                </details>
                {open.then(|| weights::fields(&seats))}
                <Submit label=t!("voting-open-now") class="large"/>
            </ActForm>
            {change.map(|to| view! { <p><a href=to>{t!("voting-change")}</a></p> })}
        </section>
    }
    .into_any())
}

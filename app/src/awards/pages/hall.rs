//! The hall: what is going on, and who won before.

use crate::awards::parts::{Stage, day_words, phase_tag, winners};
use crate::awards::store::{Candidate, KeptCategory, KeptEdition, categories_of, editions, winners_of};
use crate::awards::votes::{Ballots, voting_in};
use crate::backend::{AppError, At, Page, Visit};
use crate::t;
use crate::ui::{Empty, Head};
use leptos::prelude::*;
use rules::Instant;
use rules::awards::Phase;
use uuid::Uuid;

/// All editions that were announced, the newest first.
pub async fn hall(visit: Visit, _at: At) -> Result<Page, AppError> {
    let (db, now) = (visit.db().read(), visit.now());
    let shown: Vec<KeptEdition> = editions(db).await?.into_iter().filter(|edition| edition.announced_at.is_some()).collect();
    let ids: Vec<Uuid> = shown.iter().map(|edition| edition.id).collect();
    let categories = categories_of(db, &ids).await?;
    let prizes = winners_of(db, &categories.iter().map(|category| category.id).collect::<Vec<_>>()).await?;
    let boundary = shown.iter().filter_map(|edition| edition.next_boundary(now)).min();
    let (over, going_on): (Vec<&KeptEdition>, Vec<&KeptEdition>) = shown.iter().partition(|edition| edition.published_at.is_some());
    let own = |edition: &KeptEdition| categories.iter().filter(|category| category.edition == edition.id).cloned().collect::<Vec<_>>();
    let mut current = Vec::new();
    for edition in &going_on {
        let own = own(edition);
        current.push(running(edition, &own, Stage::of(edition, voting_in(db, &own).await?, now), now));
    }
    let past = over.iter().map(|edition| finished(edition, &own(edition), &prizes, now)).collect_view();
    let none = shown.is_empty().then(|| view! { <Empty title=t!("awards-none") next=t!("awards-none-next")/> });
    let body = view! {
        <Head title=t!("awards-title") lead=t!("awards-lead")/>
        {none}
        {(!going_on.is_empty()).then(|| view! { <section class="section"><header><h2>{t!("awards-now")}</h2></header><div class="stack">{current}</div></section> })}
        {(!over.is_empty()).then(|| view! { <section class="section"><header><h2>{t!("awards-past")}</h2></header><div class="stack">{past}</div></section> })}
    };
    Ok(Page::new(t!("awards-title"), body).summary(t!("awards-lead")).valid_until(boundary.or_else(|| Some(now.day().end()))))
}

/// An edition that is going on: what can be done now, and until when.
fn running(edition: &KeptEdition, categories: &[KeptCategory], stage: Stage, now: Instant) -> AnyView {
    let phase = edition.phase(now);
    let until = edition.next_boundary(now).map(|next| t!("awards-until", day = day_words(next.plus(-1).day(), now)));
    let names = categories.iter().map(|category| view! { <span class="tag">{category.terms.title.clone()}</span> }).collect_view();
    let label = match phase {
        Phase::Nominate => t!("awards-to-nominate"),
        _ if stage.votes() => t!("awards-to-vote"),
        _ => t!("awards-to-look"),
    };
    view! {
        <article class="card roomy">
            <h3><a href=format!("/awards/{}", edition.id)>{edition.plan.title.clone()}</a></h3>
            <p>{phase_tag(edition, stage)} " " <span class="muted">{until}</span></p>
            <p>{stage.words()}</p>
            {(!categories.is_empty()).then(|| view! { <p class="cluster">{names}</p> })}
            <p class="actions"><a class="btn" href=format!("/awards/{}", edition.id)>{label}</a></p>
        </article>
    }
    .into_any()
}

/// An edition that is over: who won.
fn finished(edition: &KeptEdition, categories: &[KeptCategory], prizes: &[(Uuid, i32, Candidate)], now: Instant) -> AnyView {
    let rows = categories.iter().map(|category| {
        let own: Vec<(i32, Candidate)> =
            prizes.iter().filter(|(of, ..)| *of == category.id).map(|(_, place, winner)| (*place, winner.clone())).collect();
        let to = format!("/awards/{}/{}", edition.id, category.id);
        let who = if own.is_empty() { view! { <p class="muted">{t!("awards-vacant")}</p> }.into_any() } else { winners(&own) };
        view! { <div class="stack tight"><h4><a href=to>{category.terms.title.clone()}</a></h4>{who}</div> }
    });
    let published = edition.published_at.map(|at| t!("awards-published-on", day = day_words(at.day(), now)));
    view! {
        <article class="card gold roomy">
            <h3><a href=format!("/awards/{}", edition.id)>{edition.plan.title.clone()}</a></h3>
            <p class="muted small">{published}</p>
            <div class="grid">{rows.collect_view()}</div>
        </article>
    }
    .into_any()
}

/// What an award asks of everybody now, as lines of the home page's list, and until when that is true; nothing while none is going on.
///
/// # Errors
/// The database is away.
pub async fn going_on(visit: &Visit) -> Result<(Option<AnyView>, Option<Instant>), AppError> {
    let (db, now) = (visit.db(), visit.now());
    let announced = async {
        let all = editions(db.read()).await?.into_iter().filter(|edition| edition.announced_at.is_some() && edition.published_at.is_none());
        let all: Vec<KeptEdition> = all.collect();
        let categories = categories_of(db.read(), &all.iter().map(|edition| edition.id).collect::<Vec<_>>()).await?;
        let own = |edition: &KeptEdition| categories.iter().filter(|category| category.edition == edition.id).cloned().collect::<Vec<_>>();
        Ok(all.into_iter().map(|edition| (own(&edition), edition)).collect::<Vec<_>>())
    };
    let announced = visit.house().public.of(db, &["awards"], "going on".to_owned(), announced).await?;
    let boundary = announced.iter().filter_map(|(_, edition)| edition.next_boundary(now)).min();
    let mut lines = Vec::new();
    for (categories, edition) in announced.iter() {
        // Before the days of voting nothing has to be asked about votes.
        let ballots = if edition.phase(now) < Phase::Vote { Ballots::NoShortlist } else { voting_in(db.read(), categories).await? };
        lines.push(line(edition, Stage::of(edition, ballots, now), now));
    }
    Ok(((!announced.is_empty()).then(|| lines.into_any()), boundary))
}

/// An edition that is going on, as one line of a list.
fn line(edition: &KeptEdition, stage: Stage, now: Instant) -> AnyView {
    let until = edition.next_boundary(now).map(|next| t!("awards-until", day = day_words(next.plus(-1).day(), now)));
    view! {
        <li class="gold">
            <div class="body">
                <a href=format!("/awards/{}", edition.id)>{edition.plan.title.clone()}</a>
                <p class="small muted">{stage.words()}</p>
            </div>
            <span class="end">{phase_tag(edition, stage)}<span class="small muted">{until}</span></span>
        </li>
    }
    .into_any()
}

//! One edition: what can be done now, its timetable, its categories, and how the score works.

use crate::awards::parts::{Stage, crumbs, day_words, how_it_works, phase_tag, terms_words, timetable, who_can, winners};
use crate::awards::store::{Candidate, KeptCategory, KeptEdition, Voices, candidates_of, categories_of, story, voices_of, winners_of};
use crate::awards::votes::voting_in;
use crate::backend::{AppError, At, Page, Visit};
use crate::t;
use leptos::prelude::*;
use rules::Instant;
use rules::awards::Phase;
use std::collections::BTreeMap;
use uuid::Uuid;

/// An edition that was announced; others are not found.
pub async fn edition(visit: Visit, at: At) -> Result<Page, AppError> {
    let (db, now) = (visit.db().read(), visit.now());
    let edition = super::edition_at(db, &at).await?;
    if edition.announced_at.is_none() {
        return Err(AppError::not_found());
    }
    let categories = categories_of(db, &[edition.id]).await?;
    let ids: Vec<Uuid> = categories.iter().map(|category| category.id).collect();
    let voices = voices_of(db, &ids).await?;
    let candidates = candidates_of(db, &ids).await?;
    let prizes = winners_of(db, &ids).await?;
    let phase = edition.phase(now);
    let title = edition.plan.title.clone();
    let cards = categories.iter().map(|category| {
        let own: Vec<(i32, Candidate)> =
            prizes.iter().filter(|(of, ..)| *of == category.id).map(|(_, place, winner)| (*place, winner.clone())).collect();
        let on_ballot = candidates.iter().filter(|candidate| candidate.category == category.id).count();
        card(&edition, category, &own, on_ballot, &voices, phase)
    });
    let about = (!edition.plan.about.is_empty()).then(|| view! { <p class="read lines">{edition.plan.about.clone()}</p> });
    let stage = Stage::of(&edition, voting_in(db, &categories).await?, now);
    let what = if edition.published_at.is_some() { t!("awards-what-published") } else { stage.words() };
    let body = view! {
        {crumbs(None, title.clone())}
        <header class="head"><div><h1>{title.clone()}</h1><p class="lead">{phase_tag(&edition, stage)}</p></div></header>
        <p class="note">{what}</p>
        {about}
        {changed_since(&visit, &edition).await?}
        <section class="section">
            <header><h2>{t!("awards-timetable")}</h2></header>
            {timetable(&edition.plan.timetable, edition.published_at.is_some(), now)}
        </section>
        <section class="section">
            <header><h2>{t!("awards-categories")}</h2></header>
            <div class="grid">{cards.collect_view()}</div>
        </section>
        {how_it_works(&edition.plan)}
        {who_can(&edition.eligibility)}
    };
    Ok(Page::new(title, body).summary(what_for(&edition)).valid_until(edition.next_boundary(now)))
}

/// That the rules were changed after everybody could read them, until nominating began.
async fn changed_since(visit: &Visit, edition: &KeptEdition) -> Result<Option<AnyView>, AppError> {
    const CHANGES: [&str; 4] = ["change_edition", "add_category", "change_category", "drop_category"];
    let Some(announced) = edition.announced_at else { return Ok(None) };
    let lines = story(visit.db().read(), edition.id).await?;
    let last = lines.iter().filter(|line| line.at > announced && CHANGES.contains(&line.act.as_str())).map(|line| line.at).max();
    let day = |at: Instant| day_words(at.day(), visit.now());
    Ok(last.map(|at| view! { <p class="muted small">{t!("awards-changed-since", announced = day(announced), changed = day(at))}</p> }.into_any()))
}

fn what_for(edition: &KeptEdition) -> String {
    if edition.plan.about.is_empty() { t!("awards-lead") } else { edition.plan.about.lines().next().unwrap_or_default().to_owned() }
}

/// A category as a card: its terms, how far it is, and the way to it.
fn card(
    edition: &KeptEdition,
    category: &KeptCategory,
    prizes: &[(i32, Candidate)],
    on_ballot: usize,
    voices: &BTreeMap<(Uuid, Uuid), Voices>,
    phase: Phase,
) -> AnyView {
    let to = format!("/awards/{}/{}", edition.id, category.id);
    let nominated = voices.keys().filter(|(of, _)| *of == category.id).count();
    let far = match (prizes.is_empty(), on_ballot, nominated) {
        (false, ..) => winners(prizes),
        (true, ..) if edition.published_at.is_some() => view! { <p class="muted">{t!("awards-vacant")}</p> }.into_any(),
        (true, 0, 0) => view! { <p class="muted">{t!("awards-nobody-yet")}</p> }.into_any(),
        (true, 0, nominated) => view! { <p>{t!("awards-nominated-count", count = nominated)}</p> }.into_any(),
        (true, on_ballot, _) => view! { <p>{t!("awards-candidates-count", count = on_ballot)}</p> }.into_any(),
    };
    let label = match (phase, edition.published_at.is_none()) {
        (Phase::Nominate, true) => t!("awards-category-nominate"),
        (Phase::Vote, true) if on_ballot > 0 => t!("awards-category-vote"),
        (_, false) => t!("awards-category-results"),
        _ => t!("awards-category-look"),
    };
    view! {
        <article class=if prizes.is_empty() { "card" } else { "card gold" }>
            <h3><a href=to.clone()>{category.terms.title.clone()}</a></h3>
            <p class="small muted">{terms_words(&category.terms)}</p>
            {far}
            <p class="actions"><a class="btn quiet" href=to>{label}<span class="vh">" · " {category.terms.title.clone()}</span></a></p>
        </article>
    }
    .into_any()
}

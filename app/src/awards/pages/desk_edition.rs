//! One edition on the office's desk: its categories, announcing it, and what was done.

use crate::awards::doors::{ADD_CATEGORY, ANNOUNCE_EDITION, PUBLISH_RESULTS};
use crate::awards::facts;
use crate::awards::parts::{Stage, desk_crumbs, phase_tag, terms_words, timetable, weights};
use crate::awards::store::{KeptCategory, KeptEdition, Line, candidates_of, categories_of, editions, story, voices_of};
use crate::awards::votes;
use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::t;
use crate::ui::{ActForm, Hidden, Submit};
use leptos::prelude::*;
use rules::Instant;
use rules::awards::Phase;
use uuid::Uuid;

/// One edition.
pub async fn one(visit: Visit, at: At) -> Result<Page, AppError> {
    let (db, now) = (visit.db().read(), visit.now());
    let edition = super::edition_at(db, &at).await?;
    let categories = categories_of(db, &[edition.id]).await?;
    let ids: Vec<Uuid> = categories.iter().map(|category| category.id).collect();
    let nominated: Vec<Uuid> = voices_of(db, &ids).await?.into_keys().map(|(category, _)| category).collect();
    let on_ballot: Vec<Uuid> = candidates_of(db, &ids).await?.into_iter().map(|candidate| candidate.category).collect();
    let lines = story(db, edition.id).await?;
    let stage = Stage::of(&edition, votes::voting_in(db, &categories).await?, now);
    let office = visit.may(&ANNOUNCE_EDITION);
    let changes = office && facts::may_change(&edition, now).is_ok();
    let next = if office { Some(next(&visit, &edition, categories.len()).await?) } else { None };
    let title = edition.plan.title.clone();
    let rows = categories.iter().map(|category| {
        let count = |of: &[Uuid]| of.iter().filter(|id| **id == category.id).count();
        row(&edition, category, count(&nominated), count(&on_ballot))
    });
    let rows = rows.collect_view();
    let none = categories.is_empty().then(|| view! { <p class="muted">{t!("awards-no-category")}</p> });
    let public =
        edition.announced_at.is_some().then(|| view! { <a class="btn quiet" href=format!("/awards/{}", edition.id)>{t!("awards-public-page")}</a> });
    let body = view! {
        {desk_crumbs(None, title.clone())}
        <header class="head">
            <div><h1>{title.clone()}</h1><p class="lead">{phase_tag(&edition, stage)}</p></div>
            <div class="actions">
                {changes.then(|| view! { <a class="btn quiet" href=format!("/desk/awards/{}/change", edition.id)>{t!("awards-change")}</a> })}
                {public}
            </div>
        </header>
        {next}
        <section class="section">
            <header><h2>{t!("awards-categories")}</h2></header>
            {none}
            <ul class="list">{rows}</ul>
            {changes.then(|| new_category(&visit, edition.id))}
        </section>
        <section class="section">
            <header><h2>{t!("awards-timetable")}</h2></header>
            {timetable(&edition.plan.timetable, edition.published_at.is_some(), now)}
            {weights(&edition.plan.weights)}
        </section>
        {past(&lines)}
    };
    Ok(Page::new(title, body))
}

/// What the office does next with the edition.
async fn next(visit: &Visit, edition: &KeptEdition, categories: usize) -> Result<AnyView, AppError> {
    let announcing = announce(edition, categories, others_running(visit, edition).await?, visit.now());
    let publishing = publish(visit, edition).await?;
    Ok(view! { {announcing}{publishing} }.into_any())
}

fn row(edition: &KeptEdition, category: &KeptCategory, nominated: usize, on_ballot: usize) -> AnyView {
    let far = if on_ballot > 0 { t!("awards-candidates-count", count = on_ballot) } else { t!("awards-nominated-count", count = nominated) };
    view! {
        <li>
            <div class="body">
                <a href=format!("/desk/awards/{}/{}", edition.id, category.id)>{category.terms.title.clone()}</a>
                <p class="small muted">{terms_words(&category.terms)}</p>
            </div>
            <span class="end muted">{far}</span>
        </li>
    }
    .into_any()
}

/// What other editions were announced and are not over, by their names.
async fn others_running(visit: &Visit, edition: &KeptEdition) -> Result<String, AppError> {
    let all = editions(visit.db().read()).await?;
    let running = all.iter().filter(|other| other.id != edition.id && other.announced_at.is_some() && other.published_at.is_none());
    Ok(running.map(|other| other.plan.title.as_str()).collect::<Vec<_>>().join(Lang::current().pick("、", ", ")))
}

/// Announcing, or why it cannot be announced yet.
fn announce(edition: &KeptEdition, categories: usize, running: String, now: Instant) -> Option<AnyView> {
    if edition.announced_at.is_some() {
        return None;
    }
    let id = edition.id.to_string();
    let form = match edition.plan.may_announce(false, categories, now) {
        Ok(()) => {
            view! { <ActForm act=&ANNOUNCE_EDITION only=("edition", id)><Submit label=t!("awards-announce") class="large"/></ActForm> }.into_any()
        }
        Err(refusal) => view! { <p>{AppError::refusal(&refusal).to_string()}</p> }.into_any(),
    };
    let running = (!running.is_empty()).then(|| view! { <p>{t!("awards-another-running", titles = running)}</p> });
    Some(
        view! { <div class="note warn"><strong>{t!("awards-not-announced")}</strong><p>{t!("awards-announce-words")}</p>{running}{form}</div> }
            .into_any(),
    )
}

/// Publishing the results once the appeals are over, or what is still missing.
async fn publish(visit: &Visit, edition: &KeptEdition) -> Result<Option<AnyView>, AppError> {
    if edition.announced_at.is_none() || edition.published_at.is_some() || edition.phase(visit.now()) != Phase::Publish {
        return Ok(None);
    }
    let far = votes::how_far(visit.db().read(), edition).await?;
    let names = |of: &[KeptCategory]| of.iter().map(|one| one.terms.title.as_str()).collect::<Vec<_>>().join(Lang::current().pick("、", ", "));
    let waiting = (!far.waiting.is_empty()).then(|| view! { <p>{t!("awards-publish-waiting", categories = names(&far.waiting))}</p> });
    let vacant = (!far.vacant.is_empty()).then(|| view! { <p>{t!("awards-publish-vacant", categories = names(&far.vacant))}</p> });
    let id = edition.id.to_string();
    let again = crate::accounts::sign_in_again(visit);
    let form = match edition.plan.may_publish(false, far.waiting.len(), visit.now()) {
        Ok(()) => view! { {again}<ActForm act=&PUBLISH_RESULTS only=("edition", id)><Submit label=t!("awards-publish") class="large"/></ActForm> }
            .into_any(),
        Err(refusal) => view! { <p>{AppError::refusal(&refusal).to_string()}</p> }.into_any(),
    };
    Ok(Some(
        view! { <div class="note warn"><strong>{t!("awards-publish-title")}</strong><p>{t!("awards-publish-what")}</p>{waiting}{vacant}{form}</div> }
            .into_any(),
    ))
}

fn new_category(visit: &Visit, edition: Uuid) -> AnyView {
    let id = visit.new_id().to_string();
    view! {
        <div class="card">
            <h3>{t!("awards-category-new")}</h3>
            <ActForm act=&ADD_CATEGORY>
                <Hidden name="id" value=id/>
                <Hidden name="edition" value=edition.to_string()/>
                {super::desk_category::fields(None)}
                <Submit label=t!("awards-category-add")/>
            </ActForm>
        </div>
    }
    .into_any()
}

fn past(lines: &[Line]) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let lang = Lang::current();
    let lines = lines.iter().map(|line| {
        let done = t!(&format!("awards-story-{}", line.act.replace('_', "-")));
        let reason = line.reason.clone().map(|reason| view! { <p class="muted lines">{reason}</p> });
        view! { <li><time datetime=line.at.to_string()>{lang.moment(line.at)}</time><p>{done}</p>{reason}</li> }
    });
    let lines = lines.collect_view();
    Some(view! { <section class="section"><header><h2>{t!("awards-story")}</h2></header><ol class="history">{lines}</ol></section> }.into_any())
}

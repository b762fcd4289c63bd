//! Certificates of a category's winners, one A4 page each.

use crate::awards::parts::{hundredths, place_words};
use crate::awards::store::{Candidate, KeptCategory, KeptEdition, candidates_of, results_of};
use crate::backend::{AppError, At, Page, Visit};
use crate::districts::district_name;
use crate::t;
use crate::ui::{Mark, Qr};
use leptos::prelude::*;
use rules::awards::Place;

/// The certificates; nothing before the results are published.
pub async fn certificates(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let (edition, category) = super::public_category(&visit, &at).await?;
    let candidates = candidates_of(db, &[category.id]).await?;
    let results = results_of(db, &category, &candidates, &edition.plan.weights).await?.ok_or_else(AppError::not_found)?;
    let to = format!("/awards/{}/{}", edition.id, category.id);
    let public = &visit.house().public_url;
    let address = format!("{public}{to}");
    // Two record ids are nothing to type: in letters it is the way to the hall, where this edition stands.
    let short = format!("{}/awards", public.split_once("://").map_or(&**public, |(_, host)| host));
    let sheets = results.ranking.rows.iter().filter_map(|(score, place)| {
        let Place::Won(place) = place else { return None };
        let winner = candidates.iter().find(|candidate| candidate.merchant == score.facts.candidate)?;
        Some(sheet(&edition, &category, winner, i32::from(*place), score.points, (&address, &short)))
    });
    let title = t!("awards-certificates-of", category = &category.terms.title);
    let body = view! {
        <p class="no-print"><a href=to>{t!("awards-back")}</a><span class="muted">{t!("awards-print-hint")}</span></p>
        <h1 class="vh">{title.clone()}</h1>
        {sheets.collect_view()}
    };
    Ok(Page::new(title, body).bare())
}

fn sheet(edition: &KeptEdition, category: &KeptCategory, winner: &Candidate, place: i32, points: u32, (address, short): (&str, &str)) -> AnyView {
    let day = edition.published_at.map(|at| at.day());
    let date = day.map(|day| t!("awards-certificate-date", year = i64::from(day.year()), month = day.month_number(), day = day.day_number()));
    view! {
        <article class="sheet certificate">
            <header><Mark/><p class="eyebrow">{edition.plan.title.clone()}</p></header>
            <div>
                <h2>{t!("awards-certificate")}</h2>
                <p class="name">{winner.name.clone()}</p>
                <p class="what">{district_name(winner.district, false)}</p>
                <p class="what">{t!("awards-certificate-for", category = &category.terms.title)}</p>
                <p class="verdict">{place_words(place)}</p>
                <p class="what muted">{t!("awards-certificate-score", points = hundredths(points))}</p>
            </div>
            <footer>
                <div><Qr text=address.to_owned() label=t!("awards-certificate-check")/><p class="url">{short.to_owned()}</p></div>
                <p class="issuer">{t!("awards-certificate-issuer")}<br/>{date}</p>
            </footer>
        </article>
    }
    .into_any()
}

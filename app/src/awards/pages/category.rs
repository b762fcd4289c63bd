//! One category: who is nominated, who is on the ballot, what the facts say, and how it ended.

use super::{results, voting};
use crate::awards::parts::{Stage, crumbs, day_words, hundredths, phase_tag, shop_link, source_name, terms_words, voices_words};
use crate::awards::store::{Candidate, Judged, KeptCategory, KeptEdition, Voices};
use crate::awards::store::{candidates_of, judged, nominations_of, removed_ballot, results_of, sources_of, voices_of};
use crate::awards::votes::{channels_of, voting_in};
use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::merchants::{DistrictTag, Tile, shops_by_ids};
use crate::t;
use crate::ui::{Empty, Wide};
use leptos::prelude::*;
use rules::HOUR;
use rules::awards::{FactSource, Phase};
use rules::permits::Role;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// A category of an edition that was announced.
pub async fn category(visit: Visit, at: At) -> Result<Page, AppError> {
    let (db, now) = (visit.db().read(), visit.now());
    let (edition, category) = super::public_category(&visit, &at).await?;
    let phase = edition.phase(now);
    let candidates = candidates_of(db, &[category.id]).await?;
    let results = results_of(db, &category, &candidates, &edition.plan.weights).await?;
    let main = match &results {
        Some(results) => results::show(&edition, &category, &candidates, results, &channels_of(db, category.id).await?),
        None if edition.published_at.is_some() => vacant(&candidates),
        None if candidates.is_empty() => nominated(&visit, &edition, &category).await?,
        None => on_ballot(&visit, &candidates).await?,
    };
    // Before the results the ballots come first, afterwards last.
    let own = visit.signed().map(|signed| signed.standing.places(&[Role::MerchantOwner, Role::Clerk], now)).unwrap_or_default();
    let aside = candidates.iter().find(|candidate| own.contains(&candidate.merchant));
    let who = voting::Looking { aside: aside.is_some(), has_shop: !own.is_empty() };
    let (first, last) = match (voting::public(&visit, &category, who).await?, &results) {
        (votes, None) => (votes, None),
        (votes, Some(_)) => (None, votes),
    };
    let decided = decided_by(&visit, &category).await?;
    let stage = Stage::of(&edition, voting_in(db, std::slice::from_ref(&category)).await?, now);
    let title = category.terms.title.clone();
    let to = format!("/awards/{}/{}", edition.id, category.id);
    let nominate = (phase == Phase::Nominate).then(|| view! { <a class="btn" href=format!("{to}/nominate")>{t!("awards-nominate")}</a> });
    let certificates = results.is_some().then(|| view! { <a class="btn quiet" href=format!("{to}/certificates")>{t!("awards-certificates")}</a> });
    let body = view! {
        {crumbs(Some(&edition), title.clone())}
        <header class="head">
            <div><h1>{title.clone()}</h1><p class="lead">{terms_words(&category.terms)} " " {phase_tag(&edition, stage)}</p></div>
            <div class="actions">{nominate}{certificates}</div>
        </header>
        {mine(&visit, &category, aside).await?}
        {first}
        {main}
        {last}
        {decided}
        <p><a href=format!("/awards/{}", edition.id)>{t!("awards-to-rules")}</a></p>
    };
    let boundary = [edition.next_boundary(now), results.is_none().then(|| now.plus(HOUR))].into_iter().flatten().min();
    Ok(Page::new(format!("{title} · {}", edition.plan.title), body).valid_until(boundary))
}

/// The meeting that made the shortlist.
async fn decided_by(visit: &Visit, category: &KeptCategory) -> Result<Option<AnyView>, AppError> {
    let Some(meeting) = category.meeting else { return Ok(None) };
    let meeting = crate::meetings::brief(visit.db().read(), meeting).await?;
    Ok(meeting.map(|meeting| {
        let day = day_words(meeting.begins_at.day(), visit.now());
        let to = format!("/meetings/{}", meeting.id);
        view! { <p class="muted">{t!("awards-decided-by", day = day)} " " <a href=to>{meeting.title}</a></p> }.into_any()
    }))
}

/// What concerns the person who is here: their nominations, and whether they stand aside.
async fn mine(visit: &Visit, category: &KeptCategory, aside: Option<&Candidate>) -> Result<Option<AnyView>, AppError> {
    let Some(signed) = visit.signed() else { return Ok(None) };
    let db = visit.db().read();
    let nominations = nominations_of(db, category.id, Some(signed.person)).await?;
    let shops = shops_by_ids(db, &nominations.iter().map(|nomination| nomination.merchant).collect::<Vec<_>>()).await?;
    let names: Vec<String> = shops.iter().map(|shop| shop.name.to_string()).collect();
    let gap = Lang::current().pick("、", ", ");
    let removed = match channels_of(db, category.id).await?.residents {
        Some(kept) => removed_ballot(db, kept.id, signed.person).await?,
        None => None,
    };
    let appeal = format!("/awards/{}/{}/appeal", category.edition, category.id);
    let view = view! {
        {removed.map(|_| view! { <p class="note warn"><span>{t!("awards-your-ballot-removed")} " " <a href=appeal>{t!("awards-appeal-title")}</a></span></p> })}
        {aside.map(|candidate| view! { <p class="note warn">{t!("awards-you-stand-aside", name = &candidate.name)}</p> })}
        {(!names.is_empty()).then(|| view! { <p class="note ok">{t!("awards-you-nominated", names = names.join(gap))}</p> })}
    };
    Ok(Some(view.into_any()))
}

/// Who is nominated so far, and who of them cannot be a candidate.
async fn nominated(visit: &Visit, edition: &KeptEdition, category: &KeptCategory) -> Result<AnyView, AppError> {
    let db = visit.db().read();
    let voices: BTreeMap<(Uuid, Uuid), Voices> = voices_of(db, &[category.id]).await?;
    let ids: Vec<Uuid> = voices.keys().map(|(_, merchant)| *merchant).collect();
    if ids.is_empty() {
        let next =
            if edition.phase(visit.now()) == Phase::Nominate { t!("awards-nobody-nominated-next") } else { t!("awards-nobody-nominated-later") };
        return Ok(view! { <Empty title=t!("awards-nobody-nominated") next=next/> }.into_any());
    }
    let mut rows: Vec<(Judged, Voices)> = judged(db, edition, shops_by_ids(db, &ids).await?)
        .await?
        .into_iter()
        .map(|judged| (voices.get(&(category.id, judged.shop.id)).copied().unwrap_or_default(), judged))
        .map(|(voices, judged)| (judged, voices))
        .collect();
    rows.sort_by_key(|(_, voices)| std::cmp::Reverse(voices.all()));
    let count = rows.len();
    let rows = rows.iter().map(|(judged, voices)| nominee(judged, voices)).collect_view();
    let view = view! {
        <section class="section">
            <header><h2>{t!("awards-nominated")}</h2><span class="muted">{t!("awards-nominated-count", count = count)}</span></header>
            <p class="muted">{t!("awards-nominated-help")}</p>
            <ul class="list">{rows}</ul>
        </section>
    };
    Ok(view.into_any())
}

fn nominee(judged: &Judged, voices: &Voices) -> AnyView {
    let shop = &judged.shop;
    let against = judged.against.iter().map(|why| view! { <li class="stop"><span>{AppError::refusal(why).refused().sentence.clone()}</span></li> });
    let against = (!judged.against.is_empty()).then(|| {
        view! { <p><span class="state stop">{t!("awards-not-eligible")}</span></p><ul class="checks small">{against.collect_view()}</ul> }
    });
    view! {
        <li>
            <Tile name=shop.name.to_string() district=shop.district category=shop.category photo=shop.photo.clone()/>
            <div class="body">
                <h3><a href=format!("/merchants/{}", shop.id)>{shop.name.to_string()}</a></h3>
                <p class="small muted">{voices_words(voices)}</p>
                {against}
            </div>
            <DistrictTag district=shop.district/>
        </li>
    }
    .into_any()
}

/// Nobody wins: there were no candidates to vote for, or no vote was opened.
fn vacant(candidates: &[Candidate]) -> AnyView {
    let why = if candidates.is_empty() { t!("awards-vacant-no-candidates") } else { t!("awards-vacant-no-votes") };
    view! { <Empty title=t!("awards-vacant") next=why/> }.into_any()
}

/// The ballot's candidates, and what the facts channel knows of them by now.
async fn on_ballot(visit: &Visit, candidates: &[Candidate]) -> Result<AnyView, AppError> {
    let ids: Vec<Uuid> = candidates.iter().map(|candidate| candidate.merchant).collect();
    let sources = sources_of(visit.db().read(), &ids).await?;
    let rows = candidates.iter().map(|candidate| {
        view! {
            <li>
                <span class="tag">{candidate.number}</span>
                <div class="body">
                    <h3>{shop_link(candidate)}</h3>
                    {(!candidate.member).then(|| view! { <p class="small"><span class="state stop">{t!("awards-no-member-short")}</span> " " {t!("awards-no-member-now")}</p> })}
                </div>
                <DistrictTag district=candidate.district/>
            </li>
        }
    });
    let view = view! {
        <section class="section">
            <header><h2>{t!("awards-candidates")}</h2><span class="muted">{t!("awards-candidates-count", count = candidates.len())}</span></header>
            <p class="muted">{t!("awards-candidates-help")}</p>
            <ol class="list">{rows.collect_view()}</ol>
        </section>
        {facts_now(candidates, &sources)}
    };
    Ok(view.into_any())
}

/// The facts channel as its sources stand, and which sources nobody has.
fn facts_now(candidates: &[Candidate], sources: &HashMap<Uuid, [Option<u32>; 4]>) -> AnyView {
    let known = |candidate: &Candidate| sources.get(&candidate.merchant).copied().unwrap_or_default();
    let (there, missing): (Vec<usize>, Vec<usize>) = (0..4).partition(|at| candidates.iter().any(|candidate| known(candidate)[*at].is_some()));
    let names = |of: &[usize]| of.iter().map(|at| source_name(FactSource::ALL[*at])).collect::<Vec<_>>().join(Lang::current().pick("、", ", "));
    let heads = there.iter().map(|at| view! { <th scope="col" class="num">{source_name(FactSource::ALL[*at])}</th> }).collect_view();
    let rows = candidates.iter().map(|candidate| {
        let cells = there.iter().map(|at| {
            let words = known(candidate)[*at].map_or_else(|| t!("awards-too-little-data"), |figure| format!("{}%", hundredths(figure)));
            view! { <td class="num">{words}</td> }
        });
        view! { <tr><th scope="row">{candidate.name.clone()}</th>{cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    let table = (!there.is_empty()).then(|| {
        view! {
            <Wide label=t!("awards-facts-now")><table>
                <thead><tr><th scope="col">{t!("awards-candidate")}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table></Wide>
        }
    });
    view! {
        <section class="section">
            <header><h2>{t!("awards-facts-now")}</h2></header>
            <p class="muted">{t!("awards-facts-help")}</p>
            {table}
            {(!missing.is_empty()).then(|| view! { <p class="note warn">{t!("awards-facts-missing", sources = names(&missing))}</p> })}
        </section>
    }
    .into_any()
}

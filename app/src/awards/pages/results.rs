//! A category's result: the verdict, the table with its arithmetic, who was passed over, ties, and what another weighting would have given.

use crate::awards::parts::{hundredths, place_words, source_name};
use crate::awards::store::{Candidate, KeptCategory, KeptEdition, Results};
use crate::backend::Lang;
use crate::districts::district_name;
use crate::merchants::DistrictTag;
use crate::t;
use crate::ui::{Bar, BarChart, Wide};
use leptos::prelude::*;
use rules::awards::{AwardTie, FactSource, Named, Place, SHIFT_MOST, Score, SourceShown, Weights};
use uuid::Uuid;

/// Everything about the result of a category.
pub(super) fn show(edition: &KeptEdition, category: &KeptCategory, candidates: &[Candidate], results: &Results) -> AnyView {
    let name = |id: Uuid| candidates.iter().find(|candidate| candidate.merchant == id).map(|candidate| candidate.name.clone()).unwrap_or_default();
    let rows = &results.ranking.rows;
    let weights = &edition.plan.weights;
    view! {
        <section class="section">
            <header><h2>{t!("awards-results")}</h2></header>
            {chart(rows, &name)}
            {passed_over(category, rows, &name)}
            {ties(results, &name)}
        </section>
        <section class="section">
            <header><h2>{t!("awards-score-table")}</h2></header>
            {table(rows, weights, &name)}
            <p class="muted small">{t!("awards-rounded-once")}</p>
            {arithmetic(rows, weights, &name)}
            {facts(rows, &name)}
        </section>
        {other_weighting(results, weights, &name)}
    }
    .into_any()
}

fn chart(rows: &[(Score, Place)], name: &impl Fn(Uuid) -> String) -> AnyView {
    let winners: Vec<String> =
        rows.iter().filter(|(_, place)| matches!(place, Place::Won(_))).map(|(score, _)| name(score.facts.candidate)).collect();
    let best = rows.first().map_or(0, |(score, _)| score.points);
    let verdict = match winners.as_slice() {
        [one] => t!("awards-verdict-one", name = one, points = hundredths(best)),
        many => t!("awards-verdict-many", names = many.join(Lang::current().pick("、", ", "))),
    };
    let bars = rows.iter().map(|(score, place)| {
        let standing = match place {
            Place::Won(place) => place_words(i32::from(*place)),
            Place::PassedOver => t!("awards-passed-over-short"),
            Place::Behind => String::new(),
        };
        let gap = if standing.is_empty() { "" } else { " · " };
        Bar {
            label: name(score.facts.candidate),
            value: score.points,
            shown: format!("{}{gap}{standing}", hundredths(score.points)),
            class: if matches!(place, Place::Won(_)) { "gold" } else { "" },
        }
    });
    view! { <BarChart verdict=verdict bars=bars.collect()/> }.into_any()
}

/// Who would have won, and why the place went to the next.
fn passed_over(category: &KeptCategory, rows: &[(Score, Place)], name: &impl Fn(Uuid) -> String) -> AnyView {
    let cap = category.terms.district_cap.unwrap_or_default();
    let lines = rows.iter().filter(|(_, place)| *place == Place::PassedOver).map(|(score, _)| {
        let district = district_name(score.facts.district, false);
        view! { <p class="note warn">{t!("awards-passed-over-why", name = name(score.facts.candidate), district = district, cap = u32::from(cap))}</p> }
    });
    lines.collect_view().into_any()
}

fn ties(results: &Results, name: &impl Fn(Uuid) -> String) -> AnyView {
    let lines = results.ranking.ties.iter().map(|(first, next, by)| {
        let by = match by {
            AwardTie::Residents => t!("awards-tie-residents"),
            AwardTie::Meeting => t!("awards-tie-meeting"),
            AwardTie::Draw => t!("awards-tie-draw"),
        };
        view! { <p class="note">{t!("awards-tie", first = name(*first), next = name(*next), by = by)}</p> }
    });
    lines.collect_view().into_any()
}

fn table(rows: &[(Score, Place)], weights: &Weights, name: &impl Fn(Uuid) -> String) -> AnyView {
    let ballots = |named: Named| {
        view! { <td class="num">{hundredths(named.points())}<br/><span class="small muted">{t!("awards-named-of", naming = named.naming, valid = named.valid)}</span></td> }
    };
    let lines = rows.iter().map(|(score, place)| {
        let standing = match place {
            Place::Won(place) => Some(view! { <span class="tag gold">{place_words(i32::from(*place))}</span> }.into_any()),
            Place::PassedOver => Some(view! { <span class="state warn">{t!("awards-passed-over-short")}</span> }.into_any()),
            Place::Behind => None,
        };
        view! {
            <tr>
                <th scope="row">{name(score.facts.candidate)}<br/><DistrictTag district=score.facts.district/> " " {standing}</th>
                <td class="num"><strong>{hundredths(score.points)}</strong></td>
                {ballots(score.facts.meeting)}
                {ballots(score.facts.residents)}
                <td class="num">{score.facts_points().map_or_else(|| "–".to_owned(), hundredths)}</td>
            </tr>
        }
    });
    let lines = lines.collect_view();
    let [meeting, residents, facts] = [weights.meeting, weights.residents, weights.facts];
    view! {
        <Wide label=t!("awards-score-table")><table>
            <thead><tr>
                <th scope="col">{t!("awards-candidate")}</th>
                <th scope="col" class="num">{t!("awards-column-score")}</th>
                <th scope="col" class="num">{t!("awards-channel-meeting")} " " {meeting} "%"</th>
                <th scope="col" class="num">{t!("awards-channel-residents")} " " {residents} "%"</th>
                <th scope="col" class="num">{t!("awards-channel-facts")} " " {facts} "%"</th>
            </tr></thead>
            <tbody>{lines}</tbody>
        </table></Wide>
    }
    .into_any()
}

/// Each candidate's sum, written out.
fn arithmetic(rows: &[(Score, Place)], weights: &Weights, name: &impl Fn(Uuid) -> String) -> AnyView {
    let lines = rows.iter().map(|(score, _)| {
        let facts = score.facts_points().unwrap_or_default();
        let sum = format!(
            "{} × {}% + {} × {}% + {} × {}% = {}",
            hundredths(score.facts.meeting.points()),
            weights.meeting,
            hundredths(score.facts.residents.points()),
            weights.residents,
            hundredths(facts),
            weights.facts,
            hundredths(score.points)
        );
        view! { <li><strong>{name(score.facts.candidate)}</strong><br/><span>{sum}</span></li> }
    });
    view! { <details><summary>{t!("awards-arithmetic")}</summary><ul class="stack tight">{lines.collect_view()}</ul></details> }.into_any()
}

/// What the facts channel was made of: own figures, medians in place of missing ones, and sources that nobody had.
fn facts(rows: &[(Score, Place)], name: &impl Fn(Uuid) -> String) -> AnyView {
    let heads = FactSource::ALL.map(|source| view! { <th scope="col" class="num">{source_name(source)}</th> });
    let lines = rows.iter().map(|(score, _)| {
        let cells = score.sources.map(|source| {
            let words = match source {
                SourceShown::Own(figure) => format!("{}%", hundredths(figure)),
                SourceShown::Median(doubled) => t!("awards-median", figure = half(doubled)),
                SourceShown::Nobody => t!("awards-no-data"),
            };
            view! { <td class="num">{words}</td> }
        });
        view! { <tr><th scope="row">{name(score.facts.candidate)}</th>{cells.into_iter().collect_view()}</tr> }
    });
    let lines = lines.collect_view();
    view! {
        <details>
            <summary>{t!("awards-facts-sources")}</summary>
            <div class="stack">
                <p class="muted">{t!("awards-facts-sources-help")}</p>
                <Wide label=t!("awards-facts-sources")><table>
                    <thead><tr><th scope="col">{t!("awards-candidate")}</th>{heads.into_iter().collect_view()}</tr></thead>
                    <tbody>{lines}</tbody>
                </table></Wide>
            </div>
        </details>
    }
    .into_any()
}

/// Two-hundredths of a percent as a percentage: `98.75%`, `98.755%`.
fn half(doubled: u32) -> String {
    let whole = hundredths(doubled / 2);
    if doubled.is_multiple_of(2) { format!("{whole}%") } else { format!("{whole}5%") }
}

fn other_weighting(results: &Results, published: &Weights, name: &impl Fn(Uuid) -> String) -> AnyView {
    let others = &results.others;
    let shift = i64::from(SHIFT_MOST);
    let verdict = match &others.nearest {
        None => t!("awards-others-same", tried = others.tried),
        Some(_) => t!("awards-others-changed", tried = others.tried, changed = others.changed),
    };
    let nearest = others.nearest.as_ref().map(|(weights, winners)| {
        let names = winners.iter().map(|winner| name(*winner)).collect::<Vec<_>>().join(Lang::current().pick("、", ", "));
        let [meeting, residents, facts] = [weights.meeting, weights.residents, weights.facts].map(u32::from);
        view! { <p>{t!("awards-others-nearest", meeting = meeting, residents = residents, facts = facts, names = names)}</p> }
    });
    let [meeting, residents, facts] = [published.meeting, published.residents, published.facts].map(u32::from);
    view! {
        <section class="section">
            <header><h2>{t!("awards-others")}</h2></header>
            <p class="muted">{t!("awards-others-help", shift = shift, meeting = meeting, residents = residents, facts = facts)}</p>
            <div class=if others.nearest.is_none() { "note ok" } else { "note warn" }><strong>{verdict}</strong>{nearest}</div>
        </section>
    }
    .into_any()
}

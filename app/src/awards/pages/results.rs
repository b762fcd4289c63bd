//! A category's result: the verdict, the table with its arithmetic, who was passed over and why, ties, and channels that gave nothing.

use super::weighting;
use crate::awards::parts::{hundredths, place_words, source_name};
use crate::awards::store::{Candidate, KeptCategory, KeptEdition, Results};
use crate::awards::votes::Channels;
use crate::backend::Lang;
use crate::districts::district_name;
use crate::merchants::DistrictTag;
use crate::t;
use crate::ui::{Bar, BarChart, Wide};
use crate::voting::KeptVote;
use leptos::prelude::*;
use rules::awards::{AwardTie, FactSource, Named, Place, Score, SourceShown, Weights};
use rules::voting::{Outcome, VoteState};
use uuid::Uuid;

/// Everything about the result of a category.
pub(super) fn show(edition: &KeptEdition, category: &KeptCategory, candidates: &[Candidate], results: &Results, channels: &Channels) -> AnyView {
    let name = |id: Uuid| candidates.iter().find(|candidate| candidate.merchant == id).map(|candidate| candidate.name.clone()).unwrap_or_default();
    let rows = &results.ranking.rows;
    let weights = &edition.plan.weights;
    view! {
        <section class="section">
            <header><h2>{t!("awards-results")}</h2></header>
            {chart(rows, &name)}
            {no_members(rows, &name)}
            {passed_over(category, rows, &name)}
            {ties(results, &name)}
            {silent(rows, channels)}
        </section>
        <section class="section">
            <header><h2>{t!("awards-score-table")}</h2></header>
            {table(rows, weights, &name)}
            <p class="muted small">{t!("awards-rounded-once")}</p>
            {arithmetic(rows, weights, &name)}
            {facts(rows, &name)}
        </section>
        {weighting::show(&results.others, weights, &name)}
    }
    .into_any()
}

fn chart(rows: &[(Score, Place)], name: &impl Fn(Uuid) -> String) -> AnyView {
    let winners: Vec<String> =
        rows.iter().filter(|(_, place)| matches!(place, Place::Won(_))).map(|(score, _)| name(score.facts.candidate)).collect();
    let best = rows.iter().find(|(_, place)| matches!(place, Place::Won(_))).map_or(0, |(score, _)| score.points);
    let verdict = match winners.as_slice() {
        [] => t!("awards-verdict-nobody"),
        [one] => t!("awards-verdict-one", name = one, points = hundredths(best)),
        many => t!("awards-verdict-many", names = many.join(Lang::current().pick("、", ", "))),
    };
    let bars = rows.iter().map(|(score, place)| {
        let standing = match place {
            Place::Won(place) => place_words(i32::from(*place)),
            Place::PassedOver => t!("awards-passed-over-short"),
            Place::NoMember => t!("awards-no-member-short"),
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

/// Who left or is suspended, and so wins nothing.
fn no_members(rows: &[(Score, Place)], name: &impl Fn(Uuid) -> String) -> AnyView {
    let lines = rows.iter().filter(|(_, place)| *place == Place::NoMember);
    lines
        .map(|(score, _)| view! { <p class="note warn">{t!("awards-no-member-why", name = name(score.facts.candidate))}</p> })
        .collect_view()
        .into_any()
}

/// Who would have won but for the cap, and places that stay empty.
fn passed_over(category: &KeptCategory, rows: &[(Score, Place)], name: &impl Fn(Uuid) -> String) -> AnyView {
    let cap = category.terms.district_cap.unwrap_or_default();
    let lines = rows.iter().filter(|(_, place)| *place == Place::PassedOver).map(|(score, _)| {
        let district = district_name(score.facts.district, false);
        view! { <p class="note warn">{t!("awards-passed-over-why", name = name(score.facts.candidate), district = district, cap = u32::from(cap))}</p> }
    });
    let lines = lines.collect_view();
    let won = rows.iter().filter(|(_, place)| matches!(place, Place::Won(_))).count();
    let empty = usize::from(category.terms.places).saturating_sub(won);
    let empty = (empty > 0).then(|| view! { <p class="note">{t!("awards-places-empty", count = empty)}</p> });
    view! { {lines}{empty} }.into_any()
}

/// Channels that gave nobody anything, and why.
fn silent(rows: &[(Score, Place)], channels: &Channels) -> AnyView {
    let none = |named: fn(&Score) -> Named| rows.iter().all(|(score, _)| named(score).valid == 0);
    let why = |kept: &Option<KeptVote>| match kept.as_ref().filter(|kept| kept.law.state != VoteState::Prepared) {
        None => t!("awards-silent-not-held"),
        Some(kept) if kept.outcome() == Some(Outcome::Void) => t!("awards-silent-void"),
        Some(_) => t!("awards-silent-no-ballots"),
    };
    let meeting = none(|score| score.facts.meeting).then(|| (t!("awards-channel-meeting"), why(&channels.meeting)));
    let residents = none(|score| score.facts.residents).then(|| (t!("awards-channel-residents"), why(&channels.residents)));
    let facts = rows.iter().all(|(score, _)| score.entered().is_empty()).then(|| (t!("awards-channel-facts"), t!("awards-silent-no-data")));
    let lines = [meeting, residents, facts].into_iter().flatten();
    lines.map(|(channel, why)| view! { <p class="note warn">{t!("awards-silent", channel = channel, why = why)}</p> }).collect_view().into_any()
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
            Place::NoMember => Some(view! { <span class="state stop">{t!("awards-no-member-short")}</span> }.into_any()),
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

/// Each candidate's sum, written out exactly: a calculator gives the score before it is rounded.
fn arithmetic(rows: &[(Score, Place)], weights: &Weights, name: &impl Fn(Uuid) -> String) -> AnyView {
    let lines = rows.iter().map(|(score, _)| {
        let parts =
            [by_ballots(score.facts.meeting, weights.meeting), by_ballots(score.facts.residents, weights.residents), by_facts(score, weights)];
        let sum = format!("{} = {}", parts.join(" + "), hundredths(score.points));
        view! { <li><strong>{name(score.facts.candidate)}</strong><br/><span>{sum}</span></li> }
    });
    view! { <details><summary>{t!("awards-arithmetic")}</summary><ul class="stack tight">{lines.collect_view()}</ul></details> }.into_any()
}

/// `12 ÷ 24 × 40`; of no valid ballots nothing.
fn by_ballots(named: Named, weight: u8) -> String {
    if named.valid == 0 { "0".to_owned() } else { format!("{} ÷ {} × {weight}", named.naming, named.valid) }
}

/// `98.50% × 20`, `(98.50% + 97.20%) ÷ 2 × 20`; without any source nothing.
fn by_facts(score: &Score, weights: &Weights) -> String {
    let (figures, weight) = (score.entered(), weights.facts);
    let words = figures.iter().map(|doubled| half(*doubled)).collect::<Vec<_>>().join(" + ");
    match figures.len() {
        0 => "0".to_owned(),
        1 => format!("{words} × {weight}"),
        count => format!("({words}) ÷ {count} × {weight}"),
    }
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
    let missing =
        FactSource::ALL.into_iter().zip(0_usize..).filter(|(_, at)| rows.iter().all(|(score, _)| score.sources[*at] == SourceShown::Nobody));
    let missing: Vec<String> = missing.map(|(source, _)| source_name(source)).collect();
    let missing = (!missing.is_empty()).then(|| {
        view! { <p class="muted small">{t!("awards-facts-missing", sources = missing.join(Lang::current().pick("、", ", ")))}</p> }
    });
    view! {
        {missing}
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

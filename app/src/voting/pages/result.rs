//! What everybody sees of a vote after it was closed: marks, root, verdict with its arithmetic, the board.

use super::ballots;
use crate::backend::{AppError, Visit};
use crate::t;
use crate::ui::{Bar, BarChart, Wide};
use crate::voting::counted;
use crate::voting::parts::{sum, verdict_words};
use crate::voting::store::{self, Kept};
use leptos::prelude::*;
use rules::voting::{BoardHeader, Entry, Method, Standing, Tally, Tie, TieBreak, Verdict, VoteState};
use sea_orm::{ConnectionTrait, DbErr};
use std::sync::Arc;

/// Marks and root once it is closed, the result once it is published.
pub(super) async fn after(visit: &Visit, kept: &Kept) -> Result<AnyView, AppError> {
    if matches!(kept.law.state, VoteState::Prepared | VoteState::Open) {
        return Ok(().into_any());
    }
    let header = kept.row.header.as_deref().and_then(BoardHeader::read);
    if !kept.law.state.shows_result() {
        let waits = t!(&format!("voting-waits-{}", kept.law.state.code()));
        return Ok(view! { <p class="note">{waits}</p>{board(kept, header.as_ref(), None)} }.into_any());
    }
    let counted = published(visit, kept).await?;
    Ok(view! { {came_to(kept, &counted)}{board(kept, header.as_ref(), ballots::list(kept, &counted.entries))} }.into_any())
}

/// A board, counted.
struct Counted {
    tally: Tally,
    verdict: Verdict,
    removed: usize,
    /// The ballots, when they are few enough to be shown.
    entries: Vec<Entry>,
}

impl Counted {
    async fn of(db: &impl ConnectionTrait, kept: &Kept) -> Result<Self, AppError> {
        let board = store::board_of(db, kept).await?;
        let (tally, verdict) = counted(kept, &board)?;
        let removed = board.entries.len() - board.ballots().count();
        let entries = if board.entries.len() > ballots::SHOWN { Vec::new() } else { board.entries };
        Ok(Self { tally, verdict, removed, entries })
    }
}

/// What is published does not change any more: it is counted once and kept.
async fn published(visit: &Visit, kept: &Kept) -> Result<Arc<Counted>, AppError> {
    let count = async { Counted::of(visit.db().read(), kept).await.map_err(|error| DbErr::Custom(error.to_string())) };
    Ok(visit.house().public.at(Vec::new(), kept.id.to_string(), count).await?)
}

/// What a vote comes to, for whoever publishes what somebody else has counted.
pub(super) async fn before_publishing(visit: &Visit, kept: &Kept) -> Result<AnyView, AppError> {
    Ok(came_to(kept, &Counted::of(visit.db().read(), kept).await?))
}

fn came_to(kept: &Kept, counted: &Counted) -> AnyView {
    let Counted { tally, verdict, removed, .. } = counted;
    view! {
        <section class="section">
            <h2>{t!("voting-result")}</h2>
            {chart(kept, tally, verdict)}
            {arithmetic(kept, tally, verdict)}
            {(*removed > 0).then(|| view! { <p>{t!("voting-removed", count = *removed)}</p> })}
        </section>
    }
    .into_any()
}

fn board(kept: &Kept, header: Option<&BoardHeader>, ballots: Option<AnyView>) -> AnyView {
    let Some((root, header)) = kept.law.root.zip(header) else {
        return view! { <p class="note">{t!("voting-board-waits")}</p> }.into_any();
    };
    let published = kept.law.state.shows_result();
    let file = published.then(|| {
        view! {
            <p class="actions">
                <a class="btn quiet" href=format!("/votes/{}/board.json", kept.id) download="">{t!("voting-board-file")}</a>
                <a class="btn quiet" href="/votes/recount">{t!("voting-to-recount")}</a>
            </p>
        }
    });
    let channels = header.channels.map(|of| t!("voting-channels", web = i64::from(of.web), paper = i64::from(of.paper)));
    view! {
        <section class="section">
            <h2>{t!("voting-board")}</h2>
            <dl class="figures card">
                <div><dt>{t!("voting-marked")}</dt><dd>{i64::from(header.marked)}</dd></div>
                <div><dt>{t!("voting-ballots")}</dt><dd>{i64::from(header.ballots)}</dd></div>
            </dl>
            {channels.map(|channels| view! { <p>{channels}</p> })}
            <p class="small">{t!("voting-root")} " " <code class="hash">{root.to_string()}</code></p>
            <p class="small muted">{t!("voting-root-what")} " " <a href="/votes/trust">{t!("voting-to-trust")}</a></p>
            {file}
            {ballots}
        </section>
    }
    .into_any()
}

fn bar(label: String, count: u64, class: &'static str, method: Method) -> Bar {
    let value = u32::try_from(count).unwrap_or(u32::MAX);
    let shown = if method == Method::Score { t!("voting-points", count = i64::from(value)) } else { t!("voting-count", count = i64::from(value)) };
    Bar { label, value, shown, class }
}

fn chart(kept: &Kept, tally: &Tally, verdict: &Verdict) -> AnyView {
    let (draft, title) = (kept.draft(), verdict_words(kept, tally, verdict));
    let bars = if draft.method == Method::YesNo {
        let of = |label: String, count: u64, class: &'static str| bar(label, count, class, draft.method);
        vec![of(t!("voting-yes"), tally.yes, "yes"), of(t!("voting-no"), tally.no, "no"), of(t!("voting-abstain"), tally.abstain, "abstain")]
    } else {
        let name = |number: u16| draft.options.get(usize::from(number) - 1).cloned().unwrap_or_default();
        verdict.ranking.iter().map(|ranked| bar(name(ranked.option), ranked.count.count, ranked.standing.code(), draft.method)).collect()
    };
    view! { <BarChart verdict=title bars=bars/> }.into_any()
}

fn standing_words(kept: &Kept, verdict: &Verdict, standing: Standing) -> String {
    let any_elected = verdict.ranking.iter().any(|ranked| ranked.standing == Standing::Elected);
    match standing {
        Standing::Elected if kept.of_award() => t!("voting-standing-ahead"),
        Standing::Reached if !any_elected => t!("voting-met"),
        standing => t!(&format!("voting-standing-{}", standing.code())),
    }
}

/// Every comparison the verdict rests on.
fn arithmetic(kept: &Kept, tally: &Tally, verdict: &Verdict) -> AnyView {
    let draft = kept.draft();
    let name = |number: u16| draft.options.get(usize::from(number) - 1).cloned().unwrap_or_default();
    let met = |met: bool| if met { t!("voting-met") } else { t!("voting-missed") };
    let quorum = match verdict.quorum.needed.is_none() {
        true => ("–".to_owned(), t!("voting-share-none")),
        false => (sum(&verdict.quorum), met(verdict.quorum.met())),
    };
    let mut rows = vec![(t!("voting-card-quorum"), quorum.0, quorum.1)];
    if let Some(pass) = &verdict.pass {
        rows.push((t!("voting-card-pass"), sum(pass), met(pass.met())));
    }
    for ranked in &verdict.ranking {
        rows.push((name(ranked.option), sum(&ranked.share), standing_words(kept, verdict, ranked.standing)));
    }
    let rows = rows.into_iter().map(|(what, sum, so)| view! { <tr><th scope="row">{what}</th><td class="num">{sum}</td><td>{so}</td></tr> });
    let rows = rows.collect_view();
    let ties: Vec<AnyView> = deciding(verdict).map(|tie| tie_words(&name(tie.first), &name(tie.then), tie.by)).collect();
    let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let counted = t!("voting-counted", cast = whole(tally.cast), valid = whole(tally.valid()), spoiled = whole(tally.spoiled));
    view! {
        <p>{counted}</p>
        <Wide label=t!("voting-arithmetic")><table><caption>{t!("voting-arithmetic")}</caption>
            <thead><tr><th scope="col">{t!("voting-what")}</th><th scope="col" class="num">{t!("voting-sum")}</th><th scope="col">{t!("voting-so")}</th></tr></thead>
            <tbody>{rows}</tbody></table></Wide>
        {(!ties.is_empty()).then(|| view! { <ul>{ties}</ul> })}
    }
    .into_any()
}

/// The ties that decided who has a place; none where nobody has one.
fn deciding(verdict: &Verdict) -> impl Iterator<Item = &Tie> {
    let standing = |option: u16| verdict.ranking.iter().find(|ranked| ranked.option == option).map(|ranked| ranked.standing);
    verdict.ties.iter().filter(move |tie| standing(tie.first) != standing(tie.then))
}

fn tie_words(first: &str, other: &str, by: TieBreak) -> AnyView {
    let words = match by {
        TieBreak::Draw => t!("voting-tie-by-draw", first = first, other = other),
        by => t!("voting-tie", first = first, other = other, by = t!(&format!("voting-tie-{}", by.code().replace('_', "-")))),
    };
    view! { <li>{words}</li> }.into_any()
}

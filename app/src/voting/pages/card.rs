//! The rule card: what was fixed at opening, in words, with the fingerprint that everybody can compare.

use crate::backend::Lang;
use crate::t;
use crate::voting::parts::{method_words, share_words};
use leptos::prelude::*;
use rules::voting::{Base, CardDraft, Electorate, RuleCard, TieBreak};

fn fact(name: &str, value: String) -> AnyView {
    view! { <div><dt>{t!(&format!("voting-card-{name}"))}</dt><dd>{value}</dd></div> }.into_any()
}

fn base_words(base: Base) -> String {
    t!(&format!("voting-base-{}", base.code().replace('_', "-")))
}

fn ties_words(ties: &[TieBreak]) -> String {
    let words = ties.iter().map(|tie| t!(&format!("voting-tie-{}", tie.code().replace('_', "-"))));
    words.collect::<Vec<_>>().join(&t!("voting-then"))
}

/// What a draft or a card says, line by line.
pub(super) fn facts(draft: &CardDraft, card: Option<&RuleCard>) -> AnyView {
    let lang = Lang::current();
    let weighted = card.is_some_and(|card| card.weight_on_roll != u64::from(card.on_roll));
    let who = if weighted { t!("voting-electorate-weighted") } else { t!(&format!("voting-electorate-{}", draft.electorate.code())) };
    let who = if draft.electorate_note.is_empty() { who } else { t!("voting-who-note", who = who, note = draft.electorate_note.clone()) };
    let mut lines = vec![fact("method", method_words(draft.method)), fact("who", who)];
    if draft.electorate == Electorate::Residents {
        lines.push(fact("proof", t!(&format!("voting-proof-{}", draft.proof.code()))));
    }
    lines.push(fact("secrecy", t!(&format!("voting-secrecy-{}", draft.secrecy.code()))));
    let quorum = match draft.quorum.is_none() {
        true => share_words(draft.quorum),
        false => t!("voting-quorum-is", base = base_words(draft.quorum_base), share = share_words(draft.quorum)),
    };
    lines.push(fact("quorum", quorum));
    lines.push(fact("pass", pass_words(draft)));
    if !draft.options.is_empty() {
        lines.push(fact("seats", t!("voting-seats", seats = i64::from(draft.seats))));
        lines.push(fact("ties", ties_words(&draft.ties)));
    }
    if let Some(card) = card {
        let (count, weight) = (i64::from(card.on_roll), i64::try_from(card.weight_on_roll).unwrap_or(i64::MAX));
        lines.push(fact(
            "roll",
            if weighted { t!("voting-on-roll-weighted", count = count, weight = weight) } else { t!("voting-on-roll", count = count) },
        ));
        let same_day = card.opens_at.day() == card.closes_at.day();
        let until = if same_day { lang.time(card.closes_at) } else { lang.moment(card.closes_at) };
        lines.push(fact("time", t!("voting-from-until", from = lang.moment(card.opens_at), until = until)));
    }
    view! { <dl class="facts card">{lines}</dl> }.into_any()
}

fn pass_words(draft: &CardDraft) -> String {
    match draft.pass.fraction() {
        (0, _) => share_words(draft.pass),
        _ => t!("voting-pass-is", base = base_words(draft.pass_base), share = share_words(draft.pass)),
    }
}

/// The rule card as it was fixed, folded away, with its fingerprint in sight.
pub(super) fn fixed(card: &RuleCard) -> AnyView {
    view! {
        <section class="section rule-card">
            <h2>{t!("voting-card")}</h2>
            {facts(&card.draft, Some(card))}
            <p class="small">{t!("voting-fingerprint")} " " <code class="hash">{card.fingerprint().to_string()}</code></p>
            <details><summary>{t!("voting-card-text")}</summary><p class="muted small">{t!("voting-card-text-what")}</p><pre tabindex="0">{card.text()}</pre></details>
        </section>
    }
    .into_any()
}

//! How votes are kept secret and how anybody checks them: in plain words, by recounting a board, by finding a receipt again.

use super::ballot;
use crate::backend::{AppError, Arg, At, Lang, Page, Shown, Visit, say};
use crate::t;
use crate::ui::{ActForm, Field, Head, LooseFields, Submit, TextArea};
use crate::voting::doors::FIND_RECEIPT;
use crate::voting::{Taken, receipt_keys, store};
use leptos::prelude::*;
use rules::voting::Digest;

/// The chapters of the page in plain words, each with its sentences.
const CHAPTERS: [(&str, usize); 5] = [("secret", 4), ("receipt", 4), ("board", 4), ("proves", 3), ("not", 6)];

/// What the portal does for the secrecy of a ballot, what a recount proves, and what it does not.
pub async fn page(visit: Visit, _at: At) -> Result<Page, AppError> {
    let chapters = CHAPTERS.iter().map(|(name, sentences)| {
        let lines = (1..=*sentences).map(|number| view! { <li>{t!(&format!("voting-trust-{name}-{number}"))}</li> });
        view! { <section class="section"><h2>{t!(&format!("voting-trust-{name}"))}</h2><ul>{lines.collect_view()}</ul></section> }
    });
    let chapters = chapters.collect_view();
    let keys = receipt_keys(visit.db().read()).await?;
    let keys = keys.into_iter().map(|key| view! { <li><code class="hash">{Digest::from_bytes(key).to_string()}</code></li> }).collect_view();
    let body = view! {
        <Head title=t!("voting-trust-title") lead=t!("voting-trust-lead")><a class="btn quiet" href="/votes/recount">{t!("voting-to-recount")}</a></Head>
        <div class="prose">{chapters}
            <section class="section"><h2>{t!("voting-trust-keys")}</h2><p>{t!("voting-trust-keys-what")}</p><ul>{keys}</ul></section>
        </div>
    };
    Ok(Page::new(t!("voting-trust-title"), body).summary(t!("voting-trust-lead")))
}

/// What the recount can find wrong, with the blanks of its sentence.
const WRONG: [(&str, &[&str]); 27] = [
    ("board_file_broken", &[]),
    ("board_format_unknown", &[]),
    ("board_card_broken", &[]),
    ("board_header_broken", &[]),
    ("board_other_card", &[]),
    ("board_line_broken", &["number"]),
    ("board_unknown_option", &["number"]),
    ("board_ballot_doubled", &["id"]),
    ("board_out_of_order", &[]),
    ("board_ballots_missing", &["said", "found"]),
    ("board_ballots_added", &["said", "found"]),
    ("board_more_than_roll", &[]),
    ("board_altered", &[]),
    ("board_other_root", &[]),
    ("board_seed_wrong", &[]),
    ("board_result_wrong", &[]),
    ("receipt_unreadable", &[]),
    ("receipt_key_unknown", &[]),
    ("receipt_forged", &[]),
    ("receipt_of_another_vote", &[]),
    ("receipt_not_on_board", &[]),
    ("receipt_ballot_changed", &[]),
    ("receipt_ballot_removed", &[]),
    ("browser_without_crypto", &[]),
    ("written_root_unreadable", &[]),
    ("recount_no_file", &[]),
    ("recount_stopped", &[]),
];

/// A sentence with places for its facts, which the recounting page fills in.
fn with_facts(key: &str, facts: &[&str]) -> AnyView {
    const EDGE: char = '\u{1}';
    let args: Vec<(&str, Arg)> = facts.iter().map(|fact| (*fact, Arg::from(format!("{EDGE}{fact}{EDGE}")))).collect();
    let text = say(Lang::current(), key, &args);
    let parts = text.split(EDGE).map(|part| {
        let fact = facts.contains(&part).then(|| view! { <span class="hash" data-fact=part.to_owned()></span> });
        if fact.is_some() { fact.into_any() } else { part.to_owned().into_any() }
    });
    parts.collect::<Vec<_>>().into_any()
}

/// Recounts a board in the browser, from the downloaded file alone.
pub async fn recount(visit: Visit, _at: At) -> Result<Page, AppError> {
    let keys = receipt_keys(visit.db().read()).await?;
    let keys = keys.into_iter().map(|key| Digest::from_bytes(key).to_string()).collect::<Vec<_>>().join(" ");
    let wrong = WRONG.iter().map(|(code, facts)| {
        let next = say(Lang::current(), &format!("refusal-{}.next", code.replace('_', "-")), &[]);
        let sentence = with_facts(&format!("refusal-{}", code.replace('_', "-")), facts);
        view! { <div class="note stop" data-wrong=*code hidden><p>{sentence}{Lang::current().gap()}{next}</p></div> }
    });
    let wrong = wrong.collect_view();
    let outcomes = ["passed", "failed", "void"].map(|outcome| {
        let words = t!("voting-recount-outcome", outcome = t!(&format!("voting-outcome-{outcome}")));
        view! { <p class="note ok" data-fine=outcome hidden>{words}</p> }
    });
    let receipts = [("receipt", "voting-recount-receipt"), ("receipt_unsigned_here", "voting-recount-receipt-unsigned")];
    let receipts = receipts.map(|(name, key)| view! { <p class="note ok" data-fine=name hidden>{t!(key)}</p> });
    let board = with_facts("voting-recount-fine", &["question", "ballots", "marked", "root", "fingerprint"]);
    let body = view! {
        <Head title=t!("voting-recount") lead=t!("voting-recount-lead")/>
        <div class="read stack">
            <p class="note warn" data-without-js>{t!("voting-recount-noscript")}</p>
            <form class="form" data-verify data-keys=keys>
                <LooseFields>
                    <Field name="board" kind="file" accept=".json,application/json" label=t!("voting-recount-board") help=t!("voting-recount-board-help")/>
                    <Field name="root" label=t!("voting-root") help=t!("voting-recount-root-help") optional=true/>
                    <TextArea name="receipt" label=t!("voting-receipt") help=t!("voting-recount-receipt-help") rows=7 optional=true/>
                </LooseFields>
                <Submit label=t!("voting-recount-go") class="wide large"/>
            </form>
            <div role="status" aria-live="polite" class="stack">
                <p class="note" data-working hidden>{t!("voting-recount-working")}</p>
                <div class="note ok" data-fine="board" hidden><p>{board}</p></div>
                {outcomes}{receipts}{wrong}
            </div>
            <p class="small muted">{t!("voting-recount-alone")} " " <a href="/votes/trust">{t!("voting-to-trust")}</a></p>
        </div>
        <script type="module" src="/verify-page.js"></script>
    };
    Ok(Page::new(t!("voting-recount"), body).summary(t!("voting-recount-lead")))
}

/// Gives a receipt again, by the ballot's id.
pub async fn receipt(visit: Visit, _at: At) -> Result<Page, AppError> {
    if let Some(taken) = Shown::of::<Taken>(&FIND_RECEIPT) {
        let vote = taken.vote.parse().map_err(|_| AppError::not_found())?;
        let kept = store::vote(visit.db().read(), vote).await?;
        return Ok(Page::new(t!("voting-receipt"), ballot::receipt(&visit, &kept, &taken)));
    }
    let body = view! {
        <Head title=t!("voting-find-receipt") lead=t!("voting-find-receipt-lead")/>
        <div class="read"><ActForm act=&FIND_RECEIPT>
            <Field name="ballot" label=t!("voting-ballot-id") help=t!("voting-find-receipt-help") maxlength=40/>
            <Submit label=t!("voting-find-receipt-go")/>
        </ActForm></div>
    };
    Ok(Page::new(t!("voting-find-receipt"), body))
}

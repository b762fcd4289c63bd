//! The ballots of a published vote, one by one, for whoever wants to find one without a program.

use crate::t;
use crate::ui::Wide;
use crate::voting::parts::choice_words;
use crate::voting::store::Kept;
use leptos::prelude::*;
use rules::voting::{Entry, Secrecy};

/// The most ballots that are shown on the page; more of them are in the file.
pub(super) const SHOWN: usize = 500;

/// These ballots, in the order of their ids; in an open vote with names, and with weights where they differ.
pub(super) fn list(kept: &Kept, entries: &[Entry]) -> Option<AnyView> {
    if entries.is_empty() {
        return None;
    }
    let named = kept.draft().secrecy == Secrecy::Open;
    let weighted = named && entries.iter().filter_map(Entry::ballot).any(|ballot| ballot.weight() != 1);
    let rows = entries.iter().map(|entry| row(kept, entry, weighted)).collect_view();
    let whose = if named { t!("voting-merchant") } else { t!("voting-ballot-id") };
    let table = view! {
        <details><summary>{t!("voting-ballots-all")}</summary>
            <Wide label=t!("voting-ballots-all")><table>
                <thead><tr><th scope="col">{whose}</th><th scope="col">{t!("voting-choice-made")}</th>
                    {weighted.then(|| view! { <th scope="col" class="num">{t!("voting-weight")}</th> })}</tr></thead>
                <tbody>{rows}</tbody></table></Wide>
        </details>
    };
    Some(table.into_any())
}

fn row(kept: &Kept, entry: &Entry, weighted: bool) -> AnyView {
    let Some(ballot) = entry.ballot() else {
        return view! { <tr><th scope="row">"–"</th><td>{t!("voting-ballot-removed")}</td></tr> }.into_any();
    };
    let whose = match &ballot.voter {
        Some(voter) => voter.name.clone().into_any(),
        None => view! { <code>{ballot.id.to_string()}</code> }.into_any(),
    };
    let weight = weighted.then(|| view! { <td class="num">{ballot.weight()}</td> });
    view! { <tr><th scope="row">{whose}</th><td>{choice_words(kept.draft(), &ballot.choice)}</td>{weight}</tr> }.into_any()
}

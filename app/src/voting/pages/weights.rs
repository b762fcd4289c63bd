//! Weights of an open vote: typed before it opens, shown to everybody afterwards.

use crate::backend::{AppError, Visit};
use crate::meetings::Seat;
use crate::t;
use crate::ui::{Wide, current_refill, field_error, field_id};
use crate::voting::store::{self, Kept};
use crate::voting::voters::seats_of;
use leptos::prelude::*;
use rules::voting::{Secrecy, WEIGHT_MOST, entry};

/// A weight for every merchant; what is left empty weighs one. Made inside the form that opens the vote.
pub(super) fn fields(seats: &[Seat]) -> AnyView {
    let refill = current_refill();
    let typed: Vec<String> = refill.map(|refill| refill.values("weights").map(ToOwned::to_owned).collect()).unwrap_or_default();
    let (id, error) = (field_id("weights"), field_error("weights"));
    let (open, error_id) = (error.is_some() || typed.iter().any(|weight| !weight.is_empty()), format!("{id}-error"));
    let described = error.is_some().then(|| error_id.clone());
    let rows = seats.iter().enumerate().map(|(at, seat)| {
        let own_id = if at == 0 { id.clone() } else { format!("{id}-{at}") };
        let value = typed.get(at).cloned().unwrap_or_default();
        let wrong = (!value.trim().is_empty() && entry::number(&value, 1, WEIGHT_MOST.into()).is_err()).then_some("true");
        view! {
            <div class="field"><label for=own_id.clone()>{seat.name.clone()}</label>
                <input type="hidden" name="merchants[]" value=seat.merchant.to_string()/>
                <input type="text" id=own_id name="weights[]" value=value inputmode="numeric" maxlength="4" placeholder="1" autocomplete="off" aria-invalid=wrong/></div>
        }
    });
    let rows = rows.collect_view();
    view! {
        <details open=open><summary>{t!("voting-weights")}</summary>
            <fieldset class="field" aria-describedby=described>
                <legend>{t!("voting-weights-whose")}</legend>
                <p class="help">{t!("voting-weights-help", most = i64::from(WEIGHT_MOST))}</p>
                {error.map(|error| view! { <p class="error" id=error_id>{error}</p> })}
                <div class="stack">{rows}</div>
            </fieldset>
        </details>
    }
    .into_any()
}

/// Whose vote weighs how much; nothing where all weigh alike.
pub(super) async fn list(visit: &Visit, kept: &Kept) -> Result<Option<AnyView>, AppError> {
    let weighted = kept.law.card.as_ref().is_some_and(|card| card.weight_on_roll != u64::from(card.on_roll));
    if kept.draft().secrecy != Secrecy::Open || !weighted {
        return Ok(None);
    }
    let db = visit.db().read();
    let seats = seats_of(db, kept).await?;
    let voices = store::voices(db, kept).await?;
    let name = |voter| seats.iter().find(|seat| seat.merchant == voter).map(|seat| seat.name.clone());
    let rows = voices.iter().filter_map(|voice| name(voice.voter).map(|name| (name, i64::from(voice.weight))));
    let rows = rows.map(|(name, weight)| view! { <tr><th scope="row">{name}</th><td class="num">{weight}</td></tr> }).collect_view();
    let table = view! {
        <details><summary>{t!("voting-weights-of-all")}</summary>
            <Wide label=t!("voting-weights-of-all")><table>
                <thead><tr><th scope="col">{t!("voting-merchant")}</th><th scope="col" class="num">{t!("voting-weight")}</th></tr></thead>
                <tbody>{rows}</tbody></table></Wide>
        </details>
    };
    Ok(Some(table.into_any()))
}

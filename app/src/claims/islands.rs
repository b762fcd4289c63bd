//! What moves without a new page: claiming in place.

#![expect(missing_docs, reason = "the macro writes undocumented types beside every island")]

use super::{ClaimOffer, ClaimView};
use crate::backend::AppError;
use leptos::html::{A, Select};
use leptos::prelude::*;

/// The claim button: a plain form where there is no JavaScript; with it the answer comes in place, the way to the code or the refusal.
#[island]
pub fn ClaimButton(
    /// The id of the claim to be.
    id: String,
    /// The offer.
    offer: String,
    /// Id and name of the shops where it can be used, when there are several.
    shops: Vec<(String, String)>,
    /// Above the choice of the shop.
    which: String,
    /// On the button.
    label: String,
    /// On the link to the code.
    show: String,
    /// When the network is away; sending again is safe.
    away: String,
) -> impl IntoView {
    let claiming = ServerAction::<ClaimOffer>::new();
    let answer = claiming.value();
    let taken = move || answer.with(|answer| matches!(answer, Some(Ok(_))));
    let shop = NodeRef::<Select>::new();
    let send = {
        let (id, offer) = (id.clone(), offer.clone());
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            let shop = shop.get_untracked().map(|shop| shop.value());
            claiming.dispatch(ClaimOffer { id: id.clone(), offer: offer.clone(), shop });
        }
    };
    let choice = (!shops.is_empty()).then(|| {
        let options = shops.into_iter().map(|(id, name)| view! { <option value=id>{name}</option> }).collect_view();
        view! { <div class="field"><label for="claim-shop">{which}</label><select id="claim-shop" name="shop" node_ref=shop>{options}</select></div> }
    });
    let said = move || {
        answer.get().map(|answer| match answer {
            Ok(claim) => claimed(claim, show.clone()),
            Err(error) => refused(&error, &away),
        })
    };
    view! {
        <form method="post" action="/api/claims/claim_offer" class="form" hidden=taken on:submit=send>
            <input type="hidden" name="id" value=id/>
            <input type="hidden" name="offer" value=offer/>
            {choice}
            <button type="submit" class="btn wide large" disabled=move || claiming.pending().get()>{label}</button>
        </form>
        <div role="status" class="stack">{said}</div>
    }
}

/// The claim, and the focus on the way to its code.
fn claimed(claim: ClaimView, show: String) -> AnyView {
    let link = NodeRef::<A>::new();
    link.on_load(|link| drop(link.focus()));
    view! {
        <p class="note ok">{claim.sentence}</p>
        <p><a class="btn wide" href=format!("/my/claims/{}", claim.claim) node_ref=link>{show}</a></p>
    }
    .into_any()
}

fn refused(error: &AppError, away: &str) -> AnyView {
    let refused = error.refused();
    let words = if refused.sentence.is_empty() { away.to_owned() } else { error.to_string() };
    view! { <p class="note warn">{words}</p> }.into_any()
}

//! Papers: handing them out, and entering what came back.

use super::ballot::fields;
use super::conduct::{conducts, may_look_on};
use crate::backend::{AppError, At, Page, Visit};
use crate::t;
use crate::ui::{ActForm, Empty, Field, Fold, Head, Hidden, SelectField, Submit, Tick};
use crate::voting::doors::{ENTER_PAPER, HAND_OUT_PAPER, STRIKE_PAPER};
use crate::voting::store::{self, Kept};
use crate::voting::voters::seats_of;
use leptos::prelude::*;
use rules::voting::{BallotForm, Electorate, PaperSheet, PaperStanding, Secrecy, VoteState};

/// Papers of one vote: handed out while it is open, entered when it is closed.
pub async fn page(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let kept = store::vote(db, at.id("vote")?).await?;
    may_look_on(&visit, &kept)?;
    let (_, handed_out) = store::marks_of(db, &kept).await?;
    let work = match (kept.draft().secrecy, kept.law.state, kept.law.root) {
        (Secrecy::Open, ..) => view! { <Empty title=t!("voting-papers-not-open")/> }.into_any(),
        (_, VoteState::Open | VoteState::Closed, _) if !conducts(&visit, &kept) => ().into_any(),
        (_, VoteState::Open, _) => hand_out(&visit, &kept).await?,
        (_, VoteState::Closed, None) => enter(&visit, &kept).await?,
        (_, VoteState::Prepared, _) => view! { <Empty title=t!("voting-papers-later")/> }.into_any(),
        _ => view! { <Empty title=t!("voting-papers-over")/> }.into_any(),
    };
    let back = format!("/desk/votes/{}", kept.id);
    let body = view! {
        <nav class="crumbs" aria-label=t!("voting-crumbs")><ol><li><a href="/desk/votes">{t!("voting-desk-title")}</a></li><li><a href=back>{kept.draft().question.clone()}</a></li><li aria-current="page">{t!("voting-papers")}</li></ol></nav>
        <Head title=t!("voting-papers") lead=t!("voting-papers-out", count = i64::from(handed_out))/>
        <div class="read stack">{work}</div>
    };
    Ok(Page::new(t!("voting-papers"), body))
}

async fn hand_out(visit: &Visit, kept: &Kept) -> Result<AnyView, AppError> {
    let vote = kept.id.to_string();
    if kept.draft().electorate == Electorate::Residents {
        return Ok(view! {
            <p>{t!("voting-hand-out-what")}</p>
            <ActForm act=&HAND_OUT_PAPER>
                <Hidden name="vote" value=vote/>
                <Field name="login" label=t!("voting-login") help=t!("voting-login-help") inputmode="numeric" maxlength=20/>
                <Submit label=t!("voting-hand-out")/>
            </ActForm>
        }
        .into_any());
    }
    let voices = store::voices(visit.db().read(), kept).await?;
    let free = |merchant| voices.iter().any(|voice| voice.voter == merchant && voice.mark.is_none());
    let seats = seats_of(visit.db().read(), kept).await?;
    let options = seats.iter().filter(|seat| free(seat.merchant)).map(|seat| (seat.merchant.to_string(), seat.name.clone())).collect();
    Ok(view! {
        <p>{t!("voting-hand-out-what")}</p>
        <ActForm act=&HAND_OUT_PAPER>
            <Hidden name="vote" value=vote/>
            <SelectField name="merchant" label=t!("voting-merchant") options=options/>
            <Submit label=t!("voting-hand-out")/>
        </ActForm>
    }
    .into_any())
}

async fn enter(visit: &Visit, kept: &Kept) -> Result<AnyView, AppError> {
    let sheets = store::sheets_of(visit.db().read(), kept.id).await?;
    let own = visit.signed().map(|signed| signed.person);
    let lines = sheets.iter().map(|(number, sheet)| {
        let standing = sheet.standing();
        let by_me = sheet.entries.iter().any(|entry| Some(entry.by) == own);
        let (class, words) = match standing {
            PaperStanding::WaitsForFirst | PaperStanding::WaitsForSecond if by_me => ("state warn", t!("voting-paper-another")),
            PaperStanding::WaitsForFirst | PaperStanding::WaitsForSecond => ("state warn", t!("voting-paper-second")),
            PaperStanding::WaitsForThird => ("state stop", t!("voting-paper-third")),
            PaperStanding::Settled(_) => ("state ok", t!("voting-paper-settled")),
        };
        let strike = own.is_some_and(|own| sheet.may_strike(own).is_ok()).then(|| strike(kept, *number));
        view! {
            <li>
                <div class="body">{t!("voting-paper-number", number = i64::from(*number))}{strike}</div>
                <div class="end"><span class=class>{words}</span></div>
            </li>
        }
    });
    let lines = lines.collect_view();
    let list = (!sheets.is_empty()).then(|| view! { <ul class="list">{lines}</ul> });
    let (vote, draft) = (kept.id.to_string(), kept.draft().clone());
    // First what waits for somebody else than those who have entered it, then the next paper from the box.
    let for_me =
        |sheet: &PaperSheet| !matches!(sheet.standing(), PaperStanding::Settled(_)) && sheet.entries.iter().all(|entry| Some(entry.by) != own);
    let waiting = sheets.iter().find(|(_, sheet)| for_me(sheet)).map(|(number, _)| *number);
    let next = waiting.unwrap_or_else(|| sheets.keys().next_back().map_or(1, |last| last + 1)).to_string();
    Ok(view! {
        <p>{t!("voting-enter-what")}</p>
        {list}
        <ActForm act=&ENTER_PAPER>
            <Hidden name="vote" value=vote/>
            <Field name="number" label=t!("voting-paper") help=t!("voting-paper-help") value=next inputmode="numeric" maxlength=6/>
            {fields(&draft.options, (draft.method, t!("voting-choice-on-paper")), &BallotForm::default(), &[])}
            <Tick name="spoiled">{t!("voting-paper-spoiled")}</Tick>
            <Submit label=t!("voting-enter")/>
        </ActForm>
    }
    .into_any())
}

/// Strikes a number that nobody finds in the box.
fn strike(kept: &Kept, number: i32) -> AnyView {
    let (vote, only) = (kept.id.to_string(), ("number", number.to_string()));
    view! {
        <Fold title=t!("voting-paper-strike") act=&STRIKE_PAPER only=only.clone() class="plain small">
            <p>{t!("voting-paper-strike-what")}</p>
            <ActForm act=&STRIKE_PAPER only=only><Hidden name="vote" value=vote/><Submit label=t!("voting-paper-strike-now") class="danger"/></ActForm>
        </Fold>
    }
    .into_any()
}

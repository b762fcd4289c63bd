//! Slips on paper, and the pages on which their codes are typed.

use super::super::doors::{BECOME_CLERK, INVITE, INVITE_OWNER, ISSUE, TAKE_OVER};
use super::super::parts::qr;
use super::super::{NewSlip, store};
use crate::backend::{AppError, Arg, At, Lang, Page, Shown, Visit, say};
use crate::t;
use crate::ui::{ActForm, Field, Hidden, Submit, Tick, on_paper};
use leptos::prelude::*;
use rules::accounts::ProofKind;
use rules::permits::{Role, Who};
use rules::{Instant, SECOND};

/// The takeover slip that was just issued, as a letter to print; opened later it says that the code is not shown again.
pub async fn takeover_slip(visit: Visit, at: At) -> Result<Page, AppError> {
    let shop = crate::merchants::shop(visit.db().read(), at.id("id")?).await?;
    visit.admit_in(Who::Roles(&[Role::DistrictOfficer]), shop.district.place()).map_err(|_| AppError::not_found())?;
    let back = format!("/desk/merchants/{}", shop.id);
    let Some(slip) = Shown::of::<NewSlip>(&ISSUE) else {
        let open = store::open_slip(visit.db().read(), shop.id, visit.now()).await?;
        return Ok(shown_once(back, open.map(|slip| slip.expires_at)));
    };
    let words = Letter { title: "registers-letter-title", lead: "registers-letter-lead", steps: &TAKEOVER_STEPS, path: "/takeover" };
    Ok(letter(&visit, &slip, &words, back))
}

/// The clerk's slip that was just issued.
pub async fn clerk_slip(visit: Visit, at: At) -> Result<Page, AppError> {
    let shop = at.id("id")?;
    visit.admit_in(Who::Roles(&[Role::MerchantOwner]), shop).map_err(|_| AppError::not_found())?;
    let back = format!("/my/shops/{shop}");
    let Some(slip) = Shown::of::<NewSlip>(&INVITE) else { return Ok(shown_once(back, None)) };
    let steps = &["registers-letter-join", "registers-clerk-letter-code"];
    let words = Letter { title: "registers-clerk-letter-title", lead: "registers-clerk-letter-lead", steps, path: "/takeover/clerk" };
    Ok(letter(&visit, &slip, &words, back))
}

/// The slip for one more owner that was just issued: a takeover slip, from the owner's hand.
pub async fn owner_slip(visit: Visit, at: At) -> Result<Page, AppError> {
    let shop = at.id("id")?;
    visit.admit_in(Who::Roles(&[Role::MerchantOwner]), shop).map_err(|_| AppError::not_found())?;
    let back = format!("/my/shops/{shop}");
    let Some(slip) = Shown::of::<NewSlip>(&INVITE_OWNER) else { return Ok(shown_once(back, None)) };
    let words = Letter { title: "registers-letter-title", lead: "registers-owner-letter-lead", steps: &TAKEOVER_STEPS, path: "/takeover" };
    Ok(letter(&visit, &slip, &words, back))
}

const TAKEOVER_STEPS: [&str; 4] = ["registers-letter-join", "registers-letter-proof", "registers-letter-code", "registers-letter-charter"];

/// What a slip says, by the keys of its words, and where its code is typed.
struct Letter {
    title: &'static str,
    lead: &'static str,
    steps: &'static [&'static str],
    path: &'static str,
}

fn letter(visit: &Visit, slip: &NewSlip, words: &Letter, back: String) -> Page {
    let address = format!("{}{}", visit.house().public_url, words.path);
    let until = Arg::from(Instant::from_millis(slip.expires_at).plus(-SECOND));
    let steps = words.steps.iter().map(|step| view! { <li>{on_paper(step, &[])}</li> }).collect_view();
    let body = view! {
        <p class="no-print toolbar"><a class="btn quiet" href=back>{t!("registers-back")}</a> <span class="muted">{t!("registers-print")}</span></p>
        <article class="sheet slip">
            <h1>{on_paper(words.title, &[])}</h1>
            <p class="lead">{on_paper(words.lead, &[("name", Arg::from(&slip.name))])}</p>
            <div class="stack">
                <p>{on_paper("registers-letter-your-code", &[])}</p>
                <p class="code">{slip.code.clone()}</p>
                <p>{on_paper("registers-letter-until", &[("until", until)])}</p>
                <p class="url">{address.clone()}</p>
            </div>
            {qr(&format!("{address}#{}", slip.code))}
            <ol class="rules">{steps}</ol>
            <p class="muted rules">{on_paper("registers-letter-secret", &[])}</p>
        </article>
    };
    Page::new(say(Lang::current(), words.title, &[]), body).bare()
}

fn shown_once(back: String, open_until: Option<Instant>) -> Page {
    let open = open_until.map(|until| view! { <p>{t!("registers-slip-open", until = until)}</p> });
    let body = view! {
        <section class="narrow">
            <h1>{t!("registers-slip-shown-once")}</h1>
            {open}
            <p>{t!("registers-slip-issue-again")}</p>
            <p><a class="btn quiet" href=back>{t!("registers-back")}</a></p>
        </section>
    };
    Page::new(t!("registers-slip-shown-once"), body)
}

/// Where a takeover slip's code is typed.
pub async fn takeover(visit: Visit, _at: At) -> Result<Page, AppError> {
    let charter = crate::districts::charter_in_force(visit.db().read()).await?.number;
    let unproven = visit.signed().is_some_and(|signed| signed.facts.proof == ProofKind::None);
    let unproven = unproven.then(|| view! { <p class="note warn"><span>{t!("registers-takeover-unproven")} " " <a href="/my/person-code">{t!("accounts-my-person-code")}</a></span></p> });
    let body = view! {
        <section class="narrow">
            <h1>{t!("registers-takeover-title")}</h1>
            <p class="muted">{t!("registers-takeover-lead")}</p>
            {unproven}
            <ActForm act=&TAKE_OVER class="slip-form">
                <Field name="code" label=t!("registers-code") help=t!("registers-code-help") autocomplete="one-time-code" maxlength=24/>
                <Hidden name="charter_number" value=charter.to_string()/>
                <Tick name="charter">{t!("merchants-charter-accept")} " " <a href="/charter">{t!("shell-charter")}</a></Tick>
                <Submit label=t!("registers-take-over") class="wide"/>
            </ActForm>
            <script type="module" src="/slip.js"></script>
        </section>
    };
    Ok(Page::new(t!("registers-takeover-title"), body))
}

/// Where a clerk's slip's code is typed.
pub async fn clerk(_visit: Visit, _at: At) -> Result<Page, AppError> {
    let body = view! {
        <section class="narrow">
            <h1>{t!("registers-clerk-title")}</h1>
            <p class="muted">{t!("registers-clerk-lead")}</p>
            <ActForm act=&BECOME_CLERK class="slip-form">
                <Field name="code" label=t!("registers-code") help=t!("registers-code-help") autocomplete="one-time-code" maxlength=24/>
                <Submit label=t!("registers-become-clerk") class="wide"/>
            </ActForm>
            <script type="module" src="/slip.js"></script>
        </section>
    };
    Ok(Page::new(t!("registers-clerk-title"), body))
}

//! The front door and one's own page.

use crate::accounts::api::{CodeSent, Joined};
use crate::accounts::doors::{ASK_CODE, JOIN, SIGN_IN, SIGN_IN_WITH_CODE, SIGN_OUT};
use crate::accounts::sms;
use crate::backend::{AppError, At, Page, Refill, Shown, Visit};
use crate::t;
use crate::ui::{ActForm, Field, Hidden, Submit, Tick};
use leptos::prelude::*;

/// Joining.
pub async fn join(visit: Visit, _at: At) -> Result<Page, AppError> {
    let body = view! {
        <section class="narrow">
            <h1>{t!("accounts-join-title")}</h1>
            <p class="muted">{t!("accounts-join-lead")}</p>
            <ActForm act=&JOIN>
                {super::mobile_field(t!("accounts-mobile"))}
                <Field name="password" label=t!("accounts-new-password") help=t!("accounts-new-password-help") kind="password" autocomplete="new-password"/>
                <Tick name="privacy">{t!("accounts-privacy-read")} " " <a href="/privacy">{t!("shell-privacy")}</a></Tick>
                <Submit label=t!("accounts-join") class="wide"/>
            </ActForm>
            {by_code(&visit)}
            <p>{t!("accounts-joined-already")} " " <a href="/sign-in">{t!("shell-sign-in")}</a></p>
        </section>
    };
    Ok(Page::new(t!("accounts-join-title"), body))
}

/// Signing in.
pub async fn sign_in(visit: Visit, at: At) -> Result<Page, AppError> {
    let next = at.query("next").unwrap_or("/my").to_owned();
    let joined = Shown::of::<Joined>(&JOIN);
    let welcome = joined.is_some().then(|| view! { <p class="note ok" role="status" tabindex="-1" autofocus>{t!("done-join")}</p> });
    let mobile = joined.map(|joined| joined.mobile).unwrap_or_default();
    let body = view! {
        <section class="narrow">
            <h1>{t!("accounts-sign-in-title")}</h1>
            {welcome}
            <ActForm act=&SIGN_IN>
                <Hidden name="next" value=next/>
                <Field name="mobile" label=t!("accounts-login") value=mobile inputmode="numeric" autocomplete="username" maxlength=20/>
                <Field name="password" label=t!("accounts-password") kind="password" autocomplete="current-password"/>
                <Submit label=t!("shell-sign-in") class="wide"/>
            </ActForm>
            {by_code(&visit)}
            <p><a href="/reset">{t!("accounts-forgotten")}</a></p>
            <p>{t!("accounts-not-joined")} " " <a href="/join">{t!("accounts-join")}</a></p>
        </section>
    };
    Ok(Page::new(t!("accounts-sign-in-title"), body))
}

fn by_code(visit: &Visit) -> Option<AnyView> {
    sms::on(visit.house()).then(|| view! { <p><a href="/sign-in/code">{t!("accounts-by-code")}</a></p> }.into_any())
}

/// Signing in or joining with a code by SMS: first the number, then the code.
pub async fn sign_in_code(visit: Visit, at: At) -> Result<Page, AppError> {
    sms::must_be_on(&visit)?;
    let next = at.query("next").unwrap_or("/my").to_owned();
    let sent = Shown::of::<CodeSent>(&ASK_CODE);
    let form = if sent.is_some() || Refill::of(&SIGN_IN_WITH_CODE, None).is_some() {
        let mobile = sent.as_ref().map(|sent| sent.mobile.clone()).unwrap_or_default();
        view! {
            {sent.map(|sent| view! { <p class="note ok" role="status">{t!("accounts-code-sent", who = sent.label)}</p> })}
            <ActForm act=&SIGN_IN_WITH_CODE>
                <Hidden name="mobile" value=mobile/>
                <Hidden name="next" value=next/>
                {super::sms_code_field()}
                <Submit label=t!("shell-sign-in") class="wide"/>
            </ActForm>
            <p><a href="/sign-in/code">{t!("accounts-code-again")}</a></p>
        }
        .into_any()
    } else {
        view! {
            <p class="muted">{t!("accounts-by-code-lead")}</p>
            <ActForm act=&ASK_CODE>
                {super::mobile_field(t!("accounts-mobile"))}
                <Tick name="privacy">{t!("accounts-privacy-read")} " " <a href="/privacy">{t!("shell-privacy")}</a></Tick>
                <Submit label=t!("accounts-ask-code") class="wide"/>
            </ActForm>
        }
        .into_any()
    };
    let title = t!("accounts-by-code");
    Ok(Page::new(title.clone(), view! { <section class="narrow"><h1>{title}</h1>{form}</section> }))
}

/// One's own page: what one was told.
pub async fn my(visit: Visit, _at: At) -> Result<Page, AppError> {
    let label = visit.person()?.label.clone();
    let notices = crate::notices::newest(&visit).await?;
    let proven = visit.person()?.facts.proof.knows_person();
    let body = view! {
        <h1>{t!("accounts-my-title")}</h1>
        <p>{t!("accounts-signed-in-as", who = label)}</p>
        {(!proven).then(|| view! { <p class="note">{t!("accounts-prove-yourself")} " " <a href="/my/person-code">{t!("accounts-my-person-code")}</a></p> })}
        {second_factor_note(&visit)}
        {notices}
    };
    Ok(Page::new(t!("accounts-my-title"), body))
}

/// The way out, last on one's own page.
pub fn way_out() -> AnyView {
    view! { <ActForm act=&SIGN_OUT><Submit label=t!("accounts-sign-out") class="quiet"/></ActForm> }.into_any()
}

/// Staff who have not shown their second factor yet see none of their desks: the way to it.
fn second_factor_note(visit: &Visit) -> Option<AnyView> {
    let standing = &visit.signed()?.standing;
    let waits = standing.is_staff(visit.now()) && !standing.second_factor;
    waits.then(|| {
        view! { <p class="note warn">{t!("accounts-factor-first")} " " <a href="/sign-in/second-factor?next=/my">{t!("shell-second-factor")}</a></p> }.into_any()
    })
}

//! The front door and one's own page.

use super::doors::{JOIN, SIGN_IN, SIGN_OUT};
use crate::backend::{AppError, At, Page, Visit};
use crate::t;
use crate::ui::{ActForm, Field, Hidden, Submit, Tick};
use leptos::prelude::*;

/// Joining.
pub async fn join(_visit: Visit, _at: At) -> Result<Page, AppError> {
    let body = view! {
        <section class="narrow">
            <h1>{t!("accounts-join-title")}</h1>
            <p class="muted">{t!("accounts-join-lead")}</p>
            <ActForm act=&JOIN>
                <Field name="mobile" label=t!("accounts-mobile") inputmode="numeric" autocomplete="tel-national" maxlength=20/>
                <Field name="password" label=t!("accounts-new-password") help=t!("accounts-new-password-help") kind="password" autocomplete="new-password"/>
                <Tick name="privacy">{t!("accounts-privacy-read")} " " <a href="/privacy">{t!("shell-privacy")}</a></Tick>
                <Submit label=t!("accounts-join") class="wide"/>
            </ActForm>
            <p>{t!("accounts-joined-already")} " " <a href="/sign-in">{t!("shell-sign-in")}</a></p>
        </section>
    };
    Ok(Page::new(t!("accounts-join-title"), body))
}

/// Signing in.
pub async fn sign_in(_visit: Visit, at: At) -> Result<Page, AppError> {
    let next = at.query("next").unwrap_or("/my").to_owned();
    let body = view! {
        <section class="narrow">
            <h1>{t!("accounts-sign-in-title")}</h1>
            <ActForm act=&SIGN_IN>
                <Hidden name="next" value=next/>
                <Field name="mobile" label=t!("accounts-mobile") inputmode="numeric" autocomplete="username" maxlength=20/>
                <Field name="password" label=t!("accounts-password") kind="password" autocomplete="current-password"/>
                <Submit label=t!("shell-sign-in") class="wide"/>
            </ActForm>
            <p>{t!("accounts-not-joined")} " " <a href="/join">{t!("accounts-join")}</a></p>
        </section>
    };
    Ok(Page::new(t!("accounts-sign-in-title"), body))
}

/// One's own page.
pub async fn my(visit: Visit, _at: At) -> Result<Page, AppError> {
    let label = visit.person()?.label.clone();
    let notices = crate::notices::newest(&visit).await?;
    let body = view! {
        <h1>{t!("accounts-my-title")}</h1>
        <p>{t!("accounts-signed-in-as", who = label)}</p>
        {notices}
        <ActForm act=&SIGN_OUT><Submit label=t!("accounts-sign-out") class="quiet"/></ActForm>
    };
    Ok(Page::new(t!("accounts-my-title"), body))
}

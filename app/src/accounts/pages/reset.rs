//! When something is lost: the password, the number, the second factor.

use crate::accounts::api::CodeSent;
use crate::accounts::doors::{ASK_RESET_CODE, RESET_NUMBER, RESET_PASSWORD, RESET_SECOND_FACTOR, RESET_WITH_CODE};
use crate::accounts::sms;
use crate::backend::{AppError, At, Page, Refill, Shown, Visit};
use crate::t;
use crate::ui::{ActForm, Field, Hidden, Submit};
use leptos::prelude::*;
use rules::accounts::SlipFor;

/// Using a slip: what was lost decides which fields there are.
pub async fn reset(visit: Visit, at: At) -> Result<Page, AppError> {
    let purpose = at.query("for").and_then(SlipFor::from_code).unwrap_or(SlipFor::Password);
    let chips = SlipFor::ALL.into_iter().map(|kind| {
        let to = format!("/reset?for={}", kind.code());
        let current = (kind == purpose).then_some("true");
        view! { <a href=to aria-current=current>{t!(&format!("accounts-lost-{}", kind.code().replace('_', "-")))}</a> }
    });
    let chips = chips.collect_view();
    let by_sms =
        (purpose == SlipFor::Password && sms::on(visit.house())).then(|| view! { <p><a href="/reset/code">{t!("accounts-reset-by-code")}</a></p> });
    let body = view! {
        <section class="narrow">
            <h1>{t!("accounts-reset-title")}</h1>
            <nav class="chips" aria-label=t!("accounts-reset-what")>{chips}</nav>
            <p>{t!("accounts-reset-how")}</p>
            {by_slip(purpose)}
            {by_sms}
            <p><a href="/sign-in">{t!("shell-sign-in")}</a></p>
        </section>
    };
    Ok(Page::new(t!("accounts-reset-title"), body))
}

fn by_slip(purpose: SlipFor) -> AnyView {
    let code = || view! { <Field name="code" label=t!("accounts-slip-code") help=t!("accounts-slip-code-help") maxlength=20/> };
    match purpose {
        SlipFor::Password => view! {
            <ActForm act=&RESET_PASSWORD>
                {code()}
                <Field name="password" label=t!("accounts-new-password") help=t!("accounts-new-password-help") kind="password" autocomplete="new-password"/>
                <Submit label=t!("accounts-reset-password") class="wide"/>
            </ActForm>
        }
        .into_any(),
        SlipFor::Number => view! {
            <ActForm act=&RESET_NUMBER>
                {code()}
                {super::mobile_field(t!("accounts-new-number"))}
                <Submit label=t!("accounts-reset-number") class="wide"/>
            </ActForm>
        }
        .into_any(),
        SlipFor::SecondFactor => view! {
            <p class="muted">{t!("accounts-reset-factor-lead")}</p>
            <ActForm act=&RESET_SECOND_FACTOR>{code()}<Submit label=t!("accounts-reset-factor") class="wide"/></ActForm>
        }
        .into_any(),
    }
}

/// A new password with a code by SMS: first the number, then code and password.
pub async fn reset_code(visit: Visit, _at: At) -> Result<Page, AppError> {
    sms::must_be_on(&visit)?;
    let sent = Shown::of::<CodeSent>(&ASK_RESET_CODE);
    let form = if sent.is_some() || Refill::of(&RESET_WITH_CODE, None).is_some() {
        let mobile = sent.as_ref().map(|sent| sent.mobile.clone()).unwrap_or_default();
        view! {
            {sent.map(|sent| view! { <p class="note ok" role="status">{t!("accounts-reset-code-sent", who = sent.label)}</p> })}
            <ActForm act=&RESET_WITH_CODE>
                <Hidden name="mobile" value=mobile/>
                {super::sms_code_field()}
                <Field name="password" label=t!("accounts-new-password") help=t!("accounts-new-password-help") kind="password" autocomplete="new-password"/>
                <Submit label=t!("accounts-reset-password") class="wide"/>
            </ActForm>
        }
        .into_any()
    } else {
        view! {
            <ActForm act=&ASK_RESET_CODE>
                {super::mobile_field(t!("accounts-mobile"))}
                <Submit label=t!("accounts-ask-code") class="wide"/>
            </ActForm>
        }
        .into_any()
    };
    let title = t!("accounts-reset-by-code");
    Ok(Page::new(title.clone(), view! { <section class="narrow"><h1>{title}</h1>{form}</section> }))
}

//! The second factor's page: making it, showing it, the recovery codes this once.

use super::sign_in_again;
use crate::accounts::api::RecoveryCodes;
use crate::accounts::doors::{BEGIN_SECOND_FACTOR, CONFIRM_SECOND_FACTOR, RENEW_RECOVERY_CODES, SHOW_SECOND_FACTOR};
use crate::accounts::store::{self, Factor};
use crate::accounts::{session, totp};
use crate::backend::{AppError, At, Page, Shown, Visit};
use crate::t;
use crate::ui::{ActForm, Field, Hidden, Qr, Submit};
use leptos::prelude::*;

/// The second factor, whatever it needs next.
pub async fn second_factor(visit: Visit, at: At) -> Result<Page, AppError> {
    let next = session::safe_next(at.query("next"));
    let person = visit.person()?.person;
    let shown = Shown::of::<RecoveryCodes>(&CONFIRM_SECOND_FACTOR).or_else(|| Shown::of::<RecoveryCodes>(&RENEW_RECOVERY_CODES));
    let factor = store::factor_of(visit.db().read(), person).await?;
    let body = match (shown, factor) {
        (Some(codes), _) => recovery(codes),
        (None, Factor::Confirmed) if visit.person()?.standing.second_factor => {
            view! { <p class="note ok">{t!("accounts-factor-shown")}</p><p><a class="btn" href=next>{t!("accounts-go-on")}</a></p> }.into_any()
        }
        (None, Factor::Confirmed) => ask(next),
        (None, Factor::Begun) if rules::accounts::fresh_enough(visit.person()?.fresh_at, visit.now()).is_ok() => {
            let secret = store::begun_secret(visit.db().read(), &visit.house().keys, person).await?.unwrap_or_default();
            show_secret(&secret, &visit.person()?.label, next)?
        }
        // A browser that somebody left open shows no secret: signing in again, it is made anew.
        (None, Factor::Begun | Factor::Missing) => begin(&visit, next),
    };
    let title = t!("accounts-factor-title");
    Ok(Page::new(title.clone(), view! { <section class="narrow"><h1>{title}</h1>{body}</section> }))
}

fn begin(visit: &Visit, next: String) -> AnyView {
    if !visit.signed().is_some_and(|signed| signed.standing.is_staff(visit.now())) {
        return view! { <p class="note">{t!("accounts-factor-staff-only")}</p> }.into_any();
    }
    let again = sign_in_again(visit);
    view! {
        <p>{t!("accounts-factor-why")}</p>
        <ol class="prose"><li>{t!("accounts-factor-step-app")}</li><li>{t!("accounts-factor-step-scan")}</li><li>{t!("accounts-factor-step-code")}</li></ol>
        {again}
        <ActForm act=&BEGIN_SECOND_FACTOR><Hidden name="next" value=next/><Submit label=t!("accounts-factor-begin") class="wide"/></ActForm>
    }
    .into_any()
}

fn show_secret(secret: &[u8], label: &str, next: String) -> Result<AnyView, AppError> {
    let address = totp::address(secret, label)?;
    let written = totp::written(secret);
    let groups = written.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
    let body = view! {
        <p>{t!("accounts-factor-scan")}</p>
        <div class="card center"><Qr text=address label=t!("accounts-factor-qr")/></div>
        <p>{t!("accounts-factor-by-hand")} <br/><code class="secret">{groups}</code></p>
        <ActForm act=&CONFIRM_SECOND_FACTOR>
            <Hidden name="next" value=next/>
            <Field name="code" label=t!("accounts-factor-code") help=t!("accounts-factor-code-help") inputmode="numeric" autocomplete="one-time-code" maxlength=10/>
            <Submit label=t!("accounts-factor-confirm") class="wide"/>
        </ActForm>
    };
    Ok(body.into_any())
}

fn ask(next: String) -> AnyView {
    view! {
        <p>{t!("accounts-factor-ask")}</p>
        <ActForm act=&SHOW_SECOND_FACTOR>
            <Hidden name="next" value=next/>
            <Field name="code" label=t!("accounts-factor-code") help=t!("accounts-factor-or-recovery") autocomplete="one-time-code" maxlength=12/>
            <Submit label=t!("accounts-factor-show") class="wide"/>
        </ActForm>
        <p><a href="/reset?for=second_factor">{t!("accounts-factor-lost")}</a></p>
    }
    .into_any()
}

fn recovery(codes: RecoveryCodes) -> AnyView {
    let lines = codes.codes.into_iter().map(|code| view! { <li>{code}</li> }).collect_view();
    view! {
        <p class="note ok" role="status">{t!("accounts-recovery-done")}</p>
        <h2>{t!("accounts-recovery-title")}</h2>
        <p>{t!("accounts-recovery-lead")}</p>
        <ul class="codes">{lines}</ul>
        <p><a class="btn" href=codes.to>{t!("accounts-recovery-kept")}</a></p>
    }
    .into_any()
}

//! One's own account: sessions, password, number, second factor, and the code to show at a counter.

use super::sign_in_again;
use crate::accounts::api::{CodeSent, PersonCode};
use crate::accounts::doors::{
    ASK_NUMBER_CODE, CHANGE_NUMBER, CHANGE_PASSWORD, END_OTHER_SESSIONS, END_SESSION, MAKE_PERSON_CODE, RENEW_RECOVERY_CODES,
};
use crate::accounts::entity::session;
use crate::accounts::store::{self, Factor};
use crate::accounts::{session as sessions, sms};
use crate::backend::{AppError, At, Lang, Page, Refill, Shown, Visit};
use crate::t;
use crate::ui::{ActForm, Field, Head, Hidden, Qr, Submit};
use leptos::prelude::*;
use rules::Instant;
use uuid::Uuid;

/// Where one is signed in, password, number, second factor.
pub async fn security(visit: Visit, _at: At) -> Result<Page, AppError> {
    let signed = visit.person()?.clone();
    let running = sessions::sessions_of(visit.db().read(), signed.person, visit.now()).await?;
    let several = running.len() > 1;
    let list = running.iter().map(|row| one_session(row, signed.session)).collect_view();
    let factor = factor_section(&visit).await?;
    let by_sms = sms::on(visit.house());
    let body = view! {
        <Head title=t!("accounts-my-security") lead=t!("accounts-my-security.lead")/>
        <div class="read stack">
            <section class="section">
                <header><h2>{t!("accounts-sessions")}</h2></header>
                <ul class="list">{list}</ul>
                {several.then(|| view! { <ActForm act=&END_OTHER_SESSIONS><Submit label=t!("accounts-end-others") class="quiet"/></ActForm> })}
            </section>
            <section class="section">
                <header><h2>{t!("accounts-password-change")}</h2></header>
                <ActForm act=&CHANGE_PASSWORD>
                    <Field name="current" label=t!("accounts-current-password") kind="password" autocomplete="current-password"/>
                    <Field name="password" label=t!("accounts-new-password") help=t!("accounts-new-password-help") kind="password" autocomplete="new-password"/>
                    <Submit label=t!("accounts-password-change")/>
                </ActForm>
            </section>
            <section class="section">
                <header><h2>{t!("accounts-number")}</h2></header>
                <p>{t!("accounts-number-now", who = signed.label)}</p>
                <p>{if by_sms { view! { <a href="/my/security/number">{t!("accounts-number-change")}</a> }.into_any() } else { t!("accounts-number-at-counter").into_any() }}</p>
            </section>
            {factor}
        </div>
    };
    Ok(Page::new(t!("accounts-my-security"), body))
}

fn one_session(row: &session::Model, own: Uuid) -> AnyView {
    let began = Lang::current().moment(Instant::from_millis(row.began_at));
    let seen = Lang::current().moment(Instant::from_millis(row.seen_at));
    let end = if row.id == own {
        view! { <span class="state ok">{t!("accounts-session-this")}</span> }.into_any()
    } else {
        view! { <ActForm act=&END_SESSION only=("session", row.id.to_string())><Submit label=t!("accounts-session-end") class="quiet"/></ActForm> }
            .into_any()
    };
    view! {
        <li>
            <div class="body"><strong>{t!("accounts-session-began", when = began)}</strong><p class="small muted">{t!("accounts-session-seen", when = seen)}</p></div>
            <div class="end">{end}</div>
        </li>
    }
    .into_any()
}

async fn factor_section(visit: &Visit) -> Result<Option<AnyView>, AppError> {
    let signed = visit.person()?;
    if !signed.standing.is_staff(visit.now()) {
        return Ok(None);
    }
    let factor = store::factor_of(visit.db().read(), signed.person).await?;
    let left = store::recovery_codes_left(visit.db().read(), signed.person).await?;
    let inner = if factor == Factor::Confirmed && signed.standing.second_factor {
        let again = sign_in_again(visit);
        view! {
            <p>{t!("accounts-recovery-left", left = left)}</p>
            {again}
            <ActForm act=&RENEW_RECOVERY_CODES><Submit label=t!("accounts-recovery-renew") class="quiet"/></ActForm>
        }
        .into_any()
    } else {
        view! { <p><a href="/sign-in/second-factor?next=/my/security">{t!("shell-second-factor")}</a></p> }.into_any()
    };
    Ok(Some(view! { <section class="section"><header><h2>{t!("accounts-factor-title")}</h2></header>{inner}</section> }.into_any()))
}

/// Another number, with a code by SMS to the new one.
pub async fn number(visit: Visit, _at: At) -> Result<Page, AppError> {
    sms::must_be_on(&visit)?;
    let sent = Shown::of::<CodeSent>(&ASK_NUMBER_CODE);
    let again = sign_in_again(&visit);
    let form = if sent.is_some() || Refill::of(&CHANGE_NUMBER, None).is_some() {
        let mobile = sent.as_ref().map(|sent| sent.mobile.clone()).unwrap_or_default();
        view! {
            {sent.map(|sent| view! { <p class="note ok" role="status">{t!("accounts-code-sent", who = sent.label)}</p> })}
            <ActForm act=&CHANGE_NUMBER>
                <Hidden name="mobile" value=mobile/>
                {super::sms_code_field()}
                <Submit label=t!("accounts-number-change") class="wide"/>
            </ActForm>
        }
        .into_any()
    } else {
        view! {
            <ActForm act=&ASK_NUMBER_CODE>
                {super::mobile_field(t!("accounts-new-number"))}
                <Submit label=t!("accounts-ask-code") class="wide"/>
            </ActForm>
        }
        .into_any()
    };
    let title = t!("accounts-number-change");
    Ok(Page::new(title.clone(), view! { <section class="narrow"><h1>{title}</h1>{again}{form}</section> }))
}

/// The eight digits for the counter.
pub async fn person_code(visit: Visit, _at: At) -> Result<Page, AppError> {
    let facts = visit.person()?.facts;
    let shown = Shown::of::<PersonCode>(&MAKE_PERSON_CODE).map(|shown| {
        let until = Lang::current().time(Instant::from_millis(shown.ends_at));
        let spaced = format!("{} {}", &shown.code[..4.min(shown.code.len())], &shown.code[4.min(shown.code.len())..]);
        view! {
            <section class="mycode" aria-labelledby="mycode">
                <h2 id="mycode">{t!("accounts-person-code-here")}</h2>
                <p class="code">{spaced}</p>
                <Qr text=shown.code label=t!("accounts-person-code-qr")/>
                <p class="muted">{t!("accounts-person-code-until", until = until)}</p>
            </section>
        }
    });
    let state = if facts.proof.knows_person() { t!("accounts-proven-already") } else { t!("accounts-person-code-why") };
    let body = view! {
        <section class="narrow">
            <h1>{t!("accounts-my-person-code")}</h1>
            <p>{state}</p>
            {shown}
            <ActForm act=&MAKE_PERSON_CODE><Submit label=t!("accounts-person-code-make") class="wide"/></ActForm>
        </section>
    };
    Ok(Page::new(t!("accounts-my-person-code"), body))
}

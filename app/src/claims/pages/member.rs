//! The member code of the person who is here.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::claims::doors::TAKE_MEMBER_CODE;
use crate::claims::parts::code_square;
use crate::claims::{codes, store};
use crate::t;
use crate::ui::{ActForm, Submit};
use leptos::prelude::*;

/// The number that a till scans for walk-in offers; asked for once, then renewed by reloading.
pub async fn member_code(visit: Visit, _at: At) -> Result<Page, AppError> {
    let number = store::member_number(visit.db().read(), visit.person()?.person).await?;
    let shown = match number {
        Some(number) => {
            let code = codes::of_member(&visit, number);
            view! {
                <section class="held">
                    <p>{t!("claims-member-how")}</p>
                    {code_square(&visit, &code)}
                    <p class="code">{code.clone()}</p>
                    <p class="muted">{t!("claims-code-life", until = Lang::current().time(visit.now().plus(10 * rules::MINUTE)))}</p>
                    <p><a class="btn quiet" href="/my/member-code">{t!("claims-code-renew")}</a></p>
                </section>
            }
            .into_any()
        }
        None => view! {
            <p>{t!("claims-member-first")}</p>
            <ActForm act=&TAKE_MEMBER_CODE><Submit label=t!("claims-member-take") class="wide large"/></ActForm>
        }
        .into_any(),
    };
    let body = view! {
        <div class="head"><div><h1>{t!("claims-member-title")}</h1><p class="lead">{t!("claims-member-lead")}</p></div></div>
        {shown}
    };
    Ok(Page::new(t!("claims-member-title"), body))
}

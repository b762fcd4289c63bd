//! The notice in plain words, the inventory, and one's own data.

use super::doors::{DELETE_ACCOUNT, GIVE_CONSENT, WITHDRAW_CONSENT};
use super::export;
use super::inventory::{AtTheEnd, INVENTORY, Kept};
use crate::accounts::{agrees, consents_of, sign_in_again};
use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::t;
use crate::ui::{ActForm, Fold, Head, Submit, Tick, Wide};
use leptos::prelude::*;
use rules::Instant;
use rules::accounts::{NOTICE_VERSION, Purpose};
use serde_json::Value;

/// What the portal does with personal data, in plain words.
pub async fn notice(_visit: Visit, _at: At) -> Result<Page, AppError> {
    let parts = ["who", "what", "why", "who-sees", "how-long", "rights", "safe", "ask"].into_iter().map(|part| {
        view! { <section><h2>{t!(&format!("privacy-notice-{part}"))}</h2><p>{t!(&format!("privacy-notice-{part}.text"))}</p></section> }
    });
    let parts = parts.collect_view();
    let body = view! {
        <Head title=t!("privacy-title") lead=t!("privacy-lead")/>
        <div class="read prose">
            {parts}
            <p><a href="/privacy/inventory">{t!("privacy-see-inventory")}</a> " · " <a href="/my/data">{t!("privacy-see-own")}</a></p>
            <p class="small muted">{t!("privacy-version", version = NOTICE_VERSION)}</p>
        </div>
    };
    Ok(Page::new(t!("privacy-title"), body))
}

/// The name of a table with personal data, its purpose or how long it is kept.
fn words(kept: &Kept, what: &str) -> String {
    t!(&format!("privacy-kept-{}{what}", kept.table.replace('_', "-")))
}

/// What is kept about people, why, and until when.
pub async fn inventory(_visit: Visit, _at: At) -> Result<Page, AppError> {
    let rows = INVENTORY.iter().map(|kept| {
        let end = match kept.end {
            AtTheEnd::Erased => t!("privacy-end-erased"),
            AtTheEnd::Emptied => t!("privacy-end-emptied"),
            AtTheEnd::StaysWithoutPerson => t!("privacy-end-stays"),
        };
        view! {
            <tr>
                <th scope="row">{words(kept, "")}</th>
                <td>{words(kept, ".why")}</td><td>{words(kept, ".until")}</td><td>{end}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let body = view! {
        <Head title=t!("privacy-inventory-title") lead=t!("privacy-inventory-lead")/>
        <Wide label=t!("privacy-inventory-title")>
            <table class="fits">
                <thead><tr>
                    <th scope="col">{t!("privacy-column-what")}</th><th scope="col">{t!("privacy-column-why")}</th>
                    <th scope="col">{t!("privacy-column-until")}</th><th scope="col">{t!("privacy-column-end")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </Wide>
    };
    Ok(Page::new(t!("privacy-inventory-title"), body))
}

/// One's own data: what one agreed to, a copy, correction, the end of the account.
pub async fn data(visit: Visit, _at: At) -> Result<Page, AppError> {
    let consents = consents(&visit).await?;
    let summary = summary(&visit).await?;
    let again = sign_in_again(&visit);
    let body = view! {
        <Head title=t!("privacy-data-title") lead=t!("privacy-data-lead")/>
        <div class="read stack">
            {consents}
            <section class="section">
                <header><h2>{t!("privacy-copy-title")}</h2></header>
                <p>{t!("privacy-copy-lead")}</p>
                {summary}
                <p class="cluster">
                    <a class="btn quiet" href="/my/data/shangmeng.json" download="shangmeng.json">{t!("privacy-copy-json")}</a>
                    <a class="btn quiet" href="/my/data/shangmeng.csv" download="shangmeng.csv">{t!("privacy-copy-csv")}</a>
                </p>
            </section>
            <section class="section">
                <header><h2>{t!("privacy-correct-title")}</h2></header>
                <p>{t!("privacy-correct-lead")} " " <a href="/my/security">{t!("privacy-correct-number")}</a></p>
            </section>
            <section class="section">
                <header><h2>{t!("privacy-delete-title")}</h2></header>
                <Fold title=t!("privacy-delete-open") act=&DELETE_ACCOUNT>
                    <p>{t!("privacy-delete-what")}</p>
                    {again}
                    <ActForm act=&DELETE_ACCOUNT><Tick name="known">{t!("privacy-delete-known")}</Tick><Submit label=t!("privacy-delete") class="danger"/></ActForm>
                </Fold>
            </section>
        </div>
    };
    Ok(Page::new(t!("privacy-data-title"), body))
}

async fn consents(visit: &Visit) -> Result<AnyView, AppError> {
    let person = visit.person()?.person;
    let all = consents_of(visit.db().read(), person).await?;
    let mut lines = Vec::new();
    for purpose in Purpose::ALL {
        let holds = agrees(visit.db().read(), person, purpose).await?;
        let since = all.iter().rev().find(|row| row.purpose == purpose.code() && row.withdrawn_at.is_none());
        let since = since.map(|row| t!("privacy-consent-since", day = Instant::from_millis(row.given_at).day(), version = row.version));
        lines.push(consent(purpose, holds, since));
    }
    Ok(view! { <section class="section"><header><h2>{t!("privacy-consents-title")}</h2></header><ul class="list">{lines}</ul></section> }.into_any())
}

fn consent(purpose: Purpose, holds: bool, since: Option<String>) -> AnyView {
    let only = ("purpose", purpose.code().to_owned());
    let change = match (purpose, holds) {
        (Purpose::Account, true) => view! { <span class="small muted">{t!("privacy-consent-account-end")}</span> }.into_any(),
        (_, true) => {
            view! { <ActForm act=&WITHDRAW_CONSENT only=only><Submit label=t!("privacy-consent-withdraw") class="quiet"/></ActForm> }.into_any()
        }
        (_, false) => view! { <ActForm act=&GIVE_CONSENT only=only><Submit label=t!("privacy-consent-give") class="quiet"/></ActForm> }.into_any(),
    };
    let key = format!("privacy-purpose-{}", purpose.code());
    view! {
        <li>
            <div class="body"><strong>{t!(&key)}</strong><p>{t!(&format!("{key}.text"))}</p><p class="small muted">{since.unwrap_or_else(|| t!("privacy-consent-none"))}</p></div>
            <div class="end">{change}</div>
        </li>
    }
    .into_any()
}

/// How much is kept, table by table; the person's own record in full.
async fn summary(visit: &Visit) -> Result<AnyView, AppError> {
    let all = export::everything(visit, visit.person()?.person).await?;
    let lines = INVENTORY.iter().filter_map(|kept| {
        let count = all.get(kept.table).and_then(Value::as_array).map_or(0, Vec::len);
        (count > 0).then(|| view! { <div><dt>{words(kept, "")}</dt><dd>{t!("privacy-records", count = count)}</dd></div> })
    });
    let lines = lines.collect_view();
    Ok(view! { <details><summary>{t!("privacy-copy-what", when = Lang::current().moment(visit.now()))}</summary><dl class="facts">{lines}</dl></details> }.into_any())
}

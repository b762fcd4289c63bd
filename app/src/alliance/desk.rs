//! The desk of the administrator and the auditor: settings with their history, the audit trail.

use super::doors::CHANGE_SETTING;
use super::known::{KNOWN, Known};
use super::store;
use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::t;
use crate::ui::{ActForm, Field, Submit};
use leptos::prelude::*;
use rules::Instant;
use serde_json::Value;

const AUDIT_LINES: u64 = 100;

/// The office's numbers, each group with its form and its history.
pub async fn settings(visit: Visit, _at: At) -> Result<Page, AppError> {
    let mut groups = Vec::new();
    for known in &KNOWN {
        groups.push(group(known, store::history(visit.db().read(), known.key).await?));
    }
    let body = view! {
        <header class="head"><div><h1>{t!("alliance-settings-title")}</h1><p class="lead">{t!("alliance-settings-lead")}</p></div></header>
        <div class="read stack">{groups}</div>
    };
    Ok(Page::new(t!("alliance-settings-title"), body))
}

fn group(known: &'static Known, history: Vec<super::entity::setting::Model>) -> AnyView {
    let now: Value = history.first().and_then(|row| serde_json::from_str(&row.value).ok()).unwrap_or_else(|| (known.start)());
    let fields = move || {
        let fields = known.fields.iter().map(|field| {
            let label = t!(&format!("alliance-setting-{}-{}", known.word, field.replace('_', "-")));
            view! { <Field name=format!("values[{field}]") label=label value=known.written(field, &now) maxlength=6/> }
        });
        fields.collect_view()
    };
    let lines = history.into_iter().map(|row| {
        let when = if row.at == 0 { t!("alliance-setting-start") } else { Lang::current().moment(Instant::from_millis(row.at)) };
        let reason = if row.at == 0 { String::new() } else { row.reason };
        view! { <li><strong>{t!("alliance-setting-version", version = row.version)}</strong> " · " {when} " · " {reason} <br/><code>{row.value}</code></li> }
    });
    view! {
        <section class="card">
            <h2>{t!(&format!("alliance-setting-{}", known.word))}</h2>
            <ActForm act=&CHANGE_SETTING only=("key", known.key.to_owned())>
                {fields()}
                <Field name="reason" label=t!("alliance-setting-reason") help=t!("alliance-setting-reason-help") maxlength=200/>
                <Submit label=t!("alliance-setting-change")/>
            </ActForm>
            <details><summary>{t!("alliance-setting-history")}</summary><ol class="history">{lines.collect_view()}</ol></details>
        </section>
    }
    .into_any()
}

/// The audit trail, newest first.
pub async fn audit(visit: Visit, at: At) -> Result<Page, AppError> {
    let before = at.query("before").and_then(|line| line.parse().ok());
    let lines = store::audit_before(visit.db().read(), before, AUDIT_LINES).await?;
    let next = (lines.len() as u64 == AUDIT_LINES).then(|| lines.last().map(|line| line.line)).flatten();
    let rows = lines.into_iter().map(|line| {
        let object = line.object.map(|object| object.to_string()).unwrap_or_default();
        view! {
            <tr>
                <td class="num">{line.line}</td>
                <td class="nowrap">{Lang::current().moment(Instant::from_millis(line.at))}</td>
                <td><code>{line.act}</code></td>
                <td><code>{line.person.to_string()}</code></td>
                <td><code>{object}</code></td>
                <td class="num">{line.settings}</td>
            </tr>
        }
    });
    let title = t!("alliance-audit-title");
    let body = view! {
        <header class="head"><div><h1>{title.clone()}</h1><p class="lead">{t!("alliance-audit-lead")}</p></div></header>
        <section class="table" aria-label=title.clone() tabindex="0"><table>
            <thead><tr>
                <th scope="col" class="num">{t!("alliance-audit-line")}</th><th scope="col">{t!("alliance-audit-when")}</th>
                <th scope="col">{t!("alliance-audit-act")}</th><th scope="col">{t!("alliance-audit-person")}</th>
                <th scope="col">{t!("alliance-audit-object")}</th><th scope="col" class="num">{t!("alliance-audit-settings")}</th>
            </tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table></section>
        {next.map(|line| view! { <nav class="pager" aria-label=t!("alliance-audit-older")><a class="btn quiet" href=format!("/desk/audit?before={line}") rel="next">{t!("alliance-audit-older")}</a></nav> })}
    };
    Ok(Page::new(title, body))
}

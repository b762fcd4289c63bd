//! The desk of the administrator and the auditor: settings with their history, the audit trail.

use super::doors::CHANGE_SETTING;
use super::entity::setting;
use super::known::{KNOWN, Known, Number};
use super::store;
use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::t;
use crate::ui::{ActForm, Field, Submit};
use leptos::prelude::*;
use rules::Instant;
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

const AUDIT_LINES: u64 = 100;

/// The office's numbers, each group with its history; who may change them finds them in a form.
pub async fn settings(visit: Visit, _at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let changes = visit.admit(CHANGE_SETTING.who).is_ok();
    let mut groups = Vec::new();
    for known in &KNOWN {
        let history = store::history(db, known.key).await?;
        let names = crate::accounts::labels_of(db, history.iter().map(|row| row.by)).await?;
        groups.push(group(known, &history, &names, changes));
    }
    let body = view! {
        <header class="head"><div><h1>{t!("alliance-settings-title")}</h1><p class="lead">{t!("alliance-settings-lead")}</p></div></header>
        <div class="read stack">{groups}</div>
    };
    Ok(Page::new(t!("alliance-settings-title"), body))
}

fn label(known: &Known, number: &Number) -> String {
    t!(&format!("alliance-setting-{}-{}", known.word, number.word()))
}

fn value_of(row: &setting::Model) -> Value {
    serde_json::from_str(&row.value).unwrap_or_default()
}

fn group(known: &'static Known, history: &[setting::Model], names: &HashMap<Uuid, String>, changes: bool) -> AnyView {
    let now = history.first().map_or_else(|| (known.start)(), value_of);
    let inside = if changes {
        let fields = move || {
            let field = |number: &Number| {
                let (name, value) = (format!("values[{}]", number.name), number.written(&now));
                view! { <Field name=name label=label(known, number) value=value maxlength=6/> }
            };
            known.fields.iter().map(field).collect_view()
        };
        view! {
            <ActForm act=&CHANGE_SETTING only=("key", known.key.to_owned())>
                {fields()}
                <Field name="reason" label=t!("alliance-setting-reason") help=t!("alliance-setting-reason-help") maxlength=200/>
                <Submit label=t!("alliance-setting-change")/>
            </ActForm>
        }
        .into_any()
    } else {
        let rows = known.fields.iter().map(|number| view! { <div><dt>{label(known, number)}</dt><dd>{number.written(&now)}</dd></div> });
        view! { <dl class="facts">{rows.collect_view()}</dl> }.into_any()
    };
    let lines = history.iter().zip(history.iter().skip(1).map(Some).chain([None])).map(|(row, before)| version(known, row, before, names));
    view! {
        <section class="card">
            <h2>{t!(&format!("alliance-setting-{}", known.word))}</h2>
            {inside}
            <details><summary>{t!("alliance-setting-history")}</summary><ol class="history">{lines.collect_view()}</ol></details>
        </section>
    }
    .into_any()
}

/// One version: when, by whom, why, and what it changed.
fn version(known: &'static Known, row: &setting::Model, before: Option<&setting::Model>, names: &HashMap<Uuid, String>) -> AnyView {
    let (new, old) = (value_of(row), before.map(value_of));
    let (when, who, reason) = if row.at == 0 {
        (t!("alliance-setting-start"), None, None)
    } else {
        let who = names.get(&row.by).cloned().unwrap_or_else(|| t!("accounts-by-gone"));
        (Lang::current().moment(Instant::from_millis(row.at)), Some(format!(" · {who}")), Some(format!(" · {}", row.reason)))
    };
    let changed = known.fields.iter().filter(|number| old.as_ref().is_none_or(|old| number.written(old) != number.written(&new)));
    let changed = changed.map(|number| {
        let from = old.as_ref().map(|old| format!("{} → ", number.written(old)));
        view! { <li>{label(known, number)} " " {from} <strong>{number.written(&new)}</strong></li> }
    });
    view! {
        <li>
            <strong>{t!("alliance-setting-version", version = row.version)}</strong> " · " {when} {who} {reason}
            <ul class="small">{changed.collect_view()}</ul>
        </li>
    }
    .into_any()
}

/// The end of an id, which tells records apart; the whole of it under the pointer and for whoever copies it.
fn short_id(id: &str) -> AnyView {
    let end: String = id.chars().skip(id.chars().count().saturating_sub(8)).collect();
    view! { <code title=id.to_owned()>{if end == id { end } else { format!("…{end}") }}</code> }.into_any()
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
                <td>{short_id(&line.person.to_string())}</td>
                <td>{short_id(&object)}</td>
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

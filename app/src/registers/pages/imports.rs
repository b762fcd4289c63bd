//! Uploading a register, the preview line by line, and how far the work is.

use super::super::doors::{CONFIRM, DISCARD, READERS, UPLOAD};
use super::super::facts;
use super::super::parts::{remarks, verdict_name};
use super::super::store::{self, Import, ImportState, Line};
use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::districts::district_name;
use crate::t;
use crate::ui::{ActForm, Empty, Field, Head, Hidden, Pager, Submit, Wide};
use leptos::prelude::*;
use rules::permits;
use rules::registers::{Counts, Place, Role};
use uuid::Uuid;

/// Lines on one page of a preview.
const PAGE: u64 = 100;
/// What a line can do, in the order of the chips.
const VERDICTS: [&str; 4] = ["create", "change", "unchanged", "skip"];

/// The form for a register, and one's last ones.
pub async fn registers(visit: Visit, _at: At) -> Result<Page, AppError> {
    let scope = facts::scope(&visit, READERS)?;
    let imports = store::imports_of(visit.db().read(), whose(&visit)).await?;
    let districts = scope.districts.iter().map(|district| district_name(*district, false)).collect::<Vec<_>>().join("、");
    let lines = imports.iter().map(line).collect_view();
    let last =
        (!imports.is_empty()).then(|| view! { <section class="section"><h2>{t!("registers-last")}</h2><ul class="list">{lines}</ul></section> });
    let body = view! {
        <Head title=t!("registers-title") lead=t!("registers-lead", districts = districts)/>
        {visit.may(&UPLOAD).then(|| upload(visit.new_id()))}
        {last}
    };
    Ok(Page::new(t!("registers-title"), body))
}

/// Whose imports this person looks at: the own ones, the auditor everybody's.
fn whose(visit: &Visit) -> Option<Uuid> {
    visit.signed().filter(|_| !visit.holds(permits::Role::Auditor)).map(|signed| signed.person)
}

fn upload(id: Uuid) -> AnyView {
    view! {
        <ActForm act=&UPLOAD multipart=true>
            <Hidden name="id" value=id.to_string()/>
            <Field name="file" label=t!("registers-file") help=t!("registers-file-help") kind="file" accept=".xlsx,.xlsm,.csv,.tsv,.txt"/>
            <Submit label=t!("registers-upload")/>
        </ActForm>
    }
    .into_any()
}

fn line(import: &Import) -> AnyView {
    let lang = Lang::current();
    let (class, state) = state_words(import);
    view! {
        <li>
            <div class="body"><a href=format!("/desk/registers/{}", import.id)>{file_name(import)}</a><p class="small muted">{lang.moment(import.at)}</p></div>
            <span class="end"><span class=class>{state}</span></span>
        </li>
    }
    .into_any()
}

fn file_name(import: &Import) -> String {
    if import.file_name.is_empty() { t!("registers-unnamed") } else { import.file_name.clone() }
}

fn state_words(import: &Import) -> (&'static str, String) {
    match import.state {
        ImportState::Read => ("state warn", t!("registers-state-read")),
        ImportState::Confirmed => ("state warn", t!("registers-state-confirmed", done = import.next_line, all = import.lines)),
        ImportState::Done => ("state ok", t!("registers-state-done")),
        ImportState::Discarded => ("state stop", t!("registers-state-discarded")),
    }
}

/// One register: what each line does, and how far the work is.
pub async fn register(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let import = store::import_by_id(db, at.id("id")?).await?.filter(|import| whose(&visit).is_none_or(|own| own == import.person));
    let import = import.ok_or_else(AppError::not_found)?;
    let verdict = at.query("verdict").filter(|verdict| VERDICTS.contains(verdict));
    let from = at.query("from").and_then(|from| from.parse().ok()).unwrap_or_default();
    let (lines, _) = store::lines_of(db, import.id, verdict, from, PAGE + 1).await?;
    if import.state == ImportState::Confirmed {
        refresh();
    }
    let (class, state) = state_words(&import);
    let id = import.id;
    let body = view! {
        <nav class="crumbs" aria-label=t!("registers-path")>
            <ol><li><a href="/desk/registers">{t!("registers-title")}</a></li><li><span aria-current="page">{file_name(&import)}</span></li></ol>
        </nav>
        <header class="head"><div><h1>{file_name(&import)}</h1><p class="lead"><span class=class>{state}</span></p></div></header>
        {progress(&import)}
        {figures(&import.counts)}
        {(visit.person()?.person == import.person).then(|| decide(&import))}
        {sheets(&import)}
        {chips(&import, verdict)}
        {table(lines, id, verdict)}
    };
    Ok(Page::new(file_name(&import), body))
}

/// While lines are being written the page looks again by itself; it can be left all the same.
fn refresh() {
    if let Some(options) = use_context::<leptos_axum::ResponseOptions>() {
        options.insert_header(axum::http::header::REFRESH, axum::http::HeaderValue::from_static("2"));
    }
}

fn progress(import: &Import) -> Option<AnyView> {
    (import.state == ImportState::Confirmed).then(|| {
        view! {
            <section class="note" role="status">
                <p>{t!("registers-working", done = import.next_line, all = import.lines)}</p>
                <progress value=import.next_line max=import.lines.max(1) aria-label=t!("registers-progress")></progress>
            </section>
        }
        .into_any()
    })
}

fn figures(counts: &Counts) -> AnyView {
    let skipped: u32 = counts.skipped.values().sum();
    let figures = [
        (t!("registers-rows"), counts.rows),
        (verdict_name("create"), counts.created),
        (verdict_name("change"), counts.changed),
        (verdict_name("unchanged"), counts.unchanged),
        (verdict_name("skip"), skipped),
    ];
    let figures = figures.into_iter().map(|(name, count)| view! { <div><dt>{name}</dt><dd>{count}</dd></div> });
    view! { <dl class="figures">{figures.collect_view()}</dl> }.into_any()
}

fn decide(import: &Import) -> Option<AnyView> {
    let id = import.id.to_string();
    let own = id.clone();
    let something = import.counts.created + import.counts.changed > 0;
    (import.state == ImportState::Read).then(|| {
        let confirm = something.then(|| {
            view! {
                <ActForm act=&CONFIRM>
                    <Hidden name="import" value=own/>
                    <Submit label=t!("registers-confirm") class="wide"/>
                </ActForm>
            }
        });
        view! {
            <section class="section stack">
                <p>{if something { t!("registers-confirm-help") } else { t!("registers-nothing-to-do") }}</p>
                {confirm}
                <ActForm act=&DISCARD>
                    <Hidden name="import" value=id/>
                    <Submit label=t!("registers-discard") class="quiet"/>
                </ActForm>
            </section>
        }
        .into_any()
    })
}

/// How the sheets were understood: which columns hold what.
fn sheets(import: &Import) -> AnyView {
    let sheet = |sheet: &rules::registers::SheetRead| {
        let name = if sheet.name.is_empty() { t!("registers-text-file") } else { sheet.name.clone() };
        let columns: Vec<String> = sheet.columns.iter().flatten().map(|role| role_name(*role)).collect();
        let understood = match columns.is_empty() {
            _ if sheet.hidden => t!("registers-sheet-hidden"),
            true => t!("registers-sheet-ignored"),
            false => t!("registers-sheet-read", lines = sheet.lines, columns = columns.join(Lang::current().pick("、", ", "))),
        };
        let unread = sheet.unread.iter().map(|unread| view! { <li>{t!("registers-unread-row", row = unread.row, text = &unread.text)}</li> });
        let unread = (!sheet.unread.is_empty()).then(|| view! { <p>{t!("registers-unread")}</p><ul class="small">{unread.collect_view()}</ul> });
        view! { <div><dt>{name}</dt><dd>{understood}{unread}</dd></div> }
    };
    let something_left = import.sheets.iter().any(|sheet| sheet.hidden || sheet.columns.is_empty() || !sheet.unread.is_empty());
    view! {
        <details class="section" open=something_left>
            <summary>{t!("registers-understood")}</summary>
            <dl class="facts">{import.sheets.iter().map(sheet).collect_view()}</dl>
        </details>
    }
    .into_any()
}

/// `商户登记 第15行`; of a text file the row alone.
fn row_words(place: &Place) -> String {
    if place.sheet.is_empty() { t!("registers-row", row = place.row) } else { t!("registers-row-of", sheet = &place.sheet, row = place.row) }
}

fn role_name(role: Role) -> String {
    t!(match role {
        Role::Index => "registers-role-index",
        Role::CreditCode => "merchants-credit-code",
        Role::Phone => "merchants-phone",
        Role::Contact => "merchants-contact",
        Role::District => "merchants-district",
        Role::Area => "registers-role-area",
        Role::Category => "merchants-category",
        Role::Hours => "merchants-hours",
        Role::OpensAt => "registers-role-opens",
        Role::ClosesAt => "registers-role-closes",
        Role::Floor => "registers-role-floor",
        Role::Unit => "merchants-unit",
        Role::Name => "merchants-name",
    })
}

fn chips(import: &Import, chosen: Option<&str>) -> AnyView {
    let to = |verdict: &str| format!("/desk/registers/{}?verdict={verdict}", import.id);
    let all =
        view! { <a href=format!("/desk/registers/{}", import.id) aria-current=chosen.is_none().then_some("true")>{t!("registers-all-lines")}</a> };
    let chip = |verdict: &&str| view! { <a href=to(verdict) aria-current=(chosen == Some(*verdict)).then_some("true")>{verdict_name(verdict)}</a> };
    view! { <nav class="chips" aria-label=t!("registers-by-verdict")>{all}{VERDICTS.iter().map(chip).collect_view()}</nav> }.into_any()
}

fn table(mut lines: Vec<Line>, import: Uuid, verdict: Option<&str>) -> AnyView {
    let next = (lines.len() as u64 > PAGE).then(|| lines.pop()).flatten().map(|line| {
        let verdict = verdict.map(|verdict| format!("&verdict={verdict}")).unwrap_or_default();
        format!("/desk/registers/{import}?from={}{verdict}", line.line)
    });
    let row = |line: &Line| {
        let planned = &line.planned;
        let shop = planned.row.shop.as_ref().ok();
        let key = store::verdict_key(&planned.verdict);
        let district = shop.map(|shop| district_name(shop.district, true)).unwrap_or_default();
        let name = shop.map_or_else(|| planned.row.written_name.clone(), |shop| shop.name.to_string());
        view! {
            <tr class=if key == "skip" { "skipped" } else { "" }>
                <td class="place">{row_words(&planned.row.place)}</td>
                <th scope="row">{name}</th>
                <td>{district}</td>
                <td>{verdict_name(key)}</td>
                <td>{remarks(planned)}</td>
            </tr>
        }
    };
    if lines.is_empty() {
        return view! { <Empty title=t!("registers-no-lines")/> }.into_any();
    }
    view! {
        <Wide label=t!("registers-lines")>
            <table class="preview-rows">
                <thead><tr>
                    <th scope="col">{t!("registers-line")}</th><th scope="col">{t!("merchants-name")}</th><th scope="col">{t!("merchants-district")}</th>
                    <th scope="col">{t!("registers-verdict")}</th><th scope="col">{t!("registers-remarks")}</th>
                </tr></thead>
                <tbody>{lines.iter().map(row).collect_view()}</tbody>
            </table>
        </Wide>
        <Pager after=next/>
    }
    .into_any()
}

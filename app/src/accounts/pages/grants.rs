//! The desk of roles: who holds which, who gave it and why, and what has ended.

use super::sign_in_again;
use crate::accounts::desk::{NamedPlace, places, role_name};
use crate::accounts::doors::{GIVE_ROLE, REVOKE_ROLE};
use crate::accounts::entity::grant;
use crate::accounts::store;
use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::t;
use crate::ui::{ActForm, Empty, Field, Fold, Head, Hidden, SelectField, Submit, Wide};
use leptos::prelude::*;
use rules::Instant;
use rules::accounts::GIVEN_AT_THE_DESK;
use rules::permits::{PlaceKind, Role};
use std::collections::HashMap;
use uuid::Uuid;

/// Roles of the offices: those that hold, a new one, and those that have ended.
pub async fn grants(visit: Visit, _at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let known = places(&visit).await?;
    let held = store::grants_of_roles(db, &GIVEN_AT_THE_DESK, false, visit.now()).await?;
    let ended = store::grants_of_roles(db, &GIVEN_AT_THE_DESK, true, visit.now()).await?;
    let persons: Vec<Uuid> = held.iter().chain(&ended).flat_map(|row| [Some(row.person), Some(row.given_by), row.revoked_by]).flatten().collect();
    let names = Names { labels: store::labels_of(db, persons).await?, places: &known };
    let changes = visit.holds(Role::Admin);
    let now_held = held.iter().map(|row| one(row, &names, changes)).collect_view();
    let past = history(&ended, &names);
    let give = changes.then(|| give(&visit, &known));
    let again = changes.then(|| sign_in_again(&visit));
    let body = view! {
        <Head title=t!("accounts-grants-title") lead=t!("accounts-grants-lead")/>
        <div class="stack">
            {again}
            <ul class="list">{now_held}</ul>
            {give}
            {past}
        </div>
    };
    Ok(Page::new(t!("accounts-grants-title"), body))
}

struct Names<'a> {
    labels: HashMap<Uuid, String>,
    places: &'a [NamedPlace],
}

impl Names<'_> {
    fn person(&self, id: Uuid) -> String {
        if id.is_nil() { t!("accounts-by-command") } else { self.labels.get(&id).cloned().unwrap_or_else(|| t!("accounts-by-gone")) }
    }

    fn role(&self, row: &grant::Model) -> String {
        let role = Role::from_code(&row.role).map(role_name).unwrap_or_default();
        let place = self.places.iter().find(|place| Some(place.id) == row.place);
        place.map_or(role.clone(), |place| format!("{role} · {}", place.name))
    }
}

fn one(row: &grant::Model, names: &Names<'_>, changes: bool) -> AnyView {
    let lang = Lang::current();
    let from = lang.day(Instant::from_millis(row.from_at).day());
    let until = row.until_at.map(|at| t!("accounts-grant-until", day = Instant::from_millis(at).plus(-1).day()));
    let id = row.id.to_string();
    let revoke = changes.then(|| {
        view! {
            <Fold title=t!("accounts-revoke") act=&REVOKE_ROLE only=("grant", id.clone()) class="end">
                <ActForm act=&REVOKE_ROLE only=("grant", id)>
                    <Field name="reason" label=t!("accounts-grant-reason") maxlength=200/>
                    <Submit label=t!("accounts-revoke") class="danger"/>
                </ActForm>
            </Fold>
        }
    });
    view! {
        <li>
            <div class="body">
                <strong>{names.role(row)}</strong> " " <span>{names.person(row.person)}</span>
                <p class="small muted">{t!("accounts-grant-from", day = from, who = names.person(row.given_by))} " " {until} " " {row.reason.clone()}</p>
            </div>
            {revoke}
        </li>
    }
    .into_any()
}

fn give(visit: &Visit, known: &[NamedPlace]) -> AnyView {
    let id = visit.new_id().to_string();
    let roles = GIVEN_AT_THE_DESK.into_iter().map(|role| (role.code().to_owned(), role_name(role))).collect::<Vec<_>>();
    let named = known.iter().map(|place| {
        let kind = if place.kind == PlaceKind::District { t!("accounts-role-district-officer") } else { t!("accounts-role-community-officer") };
        (place.id.to_string(), format!("{kind} · {}", place.name))
    });
    let named = named.collect::<Vec<_>>();
    view! {
        <section class="card">
            <h2>{t!("accounts-give")}</h2>
            <ActForm act=&GIVE_ROLE>
                <Hidden name="id" value=id/>
                <Field name="mobile" label=t!("accounts-mobile") help=t!("accounts-give-mobile-help") kind="tel" inputmode="numeric" maxlength=20/>
                <SelectField name="role" label=t!("accounts-role") options=roles/>
                <SelectField name="place" label=t!("accounts-place") help=t!("accounts-place-help") options=named optional=true/>
                <Field name="until" label=t!("accounts-until") kind="date" optional=true/>
                <Field name="reason" label=t!("accounts-grant-reason") maxlength=200/>
                <Submit label=t!("accounts-give")/>
            </ActForm>
        </section>
    }
    .into_any()
}

fn history(ended: &[grant::Model], names: &Names<'_>) -> AnyView {
    if ended.is_empty() {
        return view! { <Empty title=t!("accounts-grants-none-ended")/> }.into_any();
    }
    let lang = Lang::current();
    let rows = ended.iter().map(|row| {
        let end = row.revoked_at.or(row.until_at).map(|at| lang.moment(Instant::from_millis(at))).unwrap_or_default();
        let by = row.revoked_by.map(|by| names.person(by)).unwrap_or_default();
        let reasons = [row.reason.clone(), row.revoked_reason.clone()].into_iter().flatten().collect::<Vec<_>>().join(" → ");
        view! {
            <tr>
                <td>{names.role(row)}</td><td>{names.person(row.person)}</td>
                <td class="nowrap">{lang.moment(Instant::from_millis(row.from_at))} " " {names.person(row.given_by)}</td>
                <td class="nowrap">{end} " " {by}</td><td>{reasons}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="section">
            <header><h2>{t!("accounts-grants-ended")}</h2></header>
            <Wide label=t!("accounts-grants-ended")>
                <table>
                    <thead><tr>
                        <th scope="col">{t!("accounts-role")}</th><th scope="col">{t!("accounts-holder")}</th><th scope="col">{t!("accounts-given")}</th>
                        <th scope="col">{t!("accounts-ended")}</th><th scope="col">{t!("accounts-grant-reason")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </Wide>
        </section>
    }
    .into_any()
}

//! The counter's desk: finding a person, taking a proof, opening an account, printing a slip.

use super::sign_in_again;
use crate::accounts::api::PrintedSlip;
use crate::accounts::doors::{FIND_PERSON, OPEN_ACCOUNT, PRINT_SLIP, PROVE_PERSON};
use crate::accounts::entity::person;
use crate::accounts::front;
use crate::accounts::store::{self, Known};
use crate::backend::{AppError, Arg, At, Lang, Page, Shown, Visit};
use crate::t;
use crate::ui::{ActForm, Field, Head, Hidden, Mark, Qr, SelectField, Submit, Tick, on_paper};
use leptos::prelude::*;
use rules::Instant;
use rules::accounts::SlipFor;
use rules::permits::Role;

/// Finding somebody, or opening an account for them.
pub async fn people(visit: Visit, _at: At) -> Result<Page, AppError> {
    let communities = communities(&visit).await?;
    let slip = visit.new_id().to_string();
    let body = view! {
        <Head title=t!("accounts-people-title") lead=t!("accounts-people-lead")/>
        <div class="read stack">
            <ActForm act=&FIND_PERSON class="card">
                <Field name="who" label=t!("accounts-find-who") help=t!("accounts-find-help") inputmode="numeric" maxlength=20/>
                <Submit label=t!("accounts-find")/>
            </ActForm>
            <section class="card">
                <h2>{t!("accounts-open-title")}</h2>
                <p class="muted">{t!("accounts-open-lead")}</p>
                <ActForm act=&OPEN_ACCOUNT>
                    <Hidden name="id" value=slip/>
                    <Field name="mobile" label=t!("accounts-mobile") help=t!("accounts-open-mobile-help") kind="tel" inputmode="numeric" maxlength=20 optional=true/>
                    {shown_at_counter(communities, None, None)}
                    <Tick name="privacy">{t!("accounts-open-privacy")}</Tick>
                    <Tick name="take_over">{t!("accounts-open-take-over")}</Tick>
                    <Submit label=t!("accounts-open")/>
                </ActForm>
            </section>
        </div>
    };
    Ok(Page::new(t!("accounts-people-title"), body))
}

/// The communities this officer may prove people of, as choices.
async fn communities(visit: &Visit) -> Result<Vec<(String, String)>, AppError> {
    let standing = &visit.person()?.standing;
    let now = visit.now();
    let everywhere = [Role::Secretary, Role::Admin, Role::DistrictOfficer].into_iter().any(|role| standing.holds(role, now));
    let own = standing.places(&[Role::CommunityOfficer], now);
    let all = crate::districts::communities(visit.db().read()).await?;
    Ok(all.into_iter().filter(|row| everywhere || own.contains(&row.id)).map(|row| (row.id.to_string(), row.name)).collect())
}

/// What an officer enters from the document that was shown.
fn shown_at_counter(communities: Vec<(String, String)>, community: Option<String>, birth_year: Option<i32>) -> impl IntoView {
    view! {
        <SelectField name="community" label=t!("accounts-community") options=communities value=community.unwrap_or_default()/>
        <Field name="birth_year" label=t!("accounts-birth-year") inputmode="numeric" maxlength=4 value=birth_year.map(|year| year.to_string()).unwrap_or_default()/>
        <Tick name="seen">{t!("accounts-document-seen")}</Tick>
        <Tick name="audience">{t!("accounts-audience-agreed")}</Tick>
    }
}

/// One person at the counter.
pub async fn person(visit: Visit, at: At) -> Result<Page, AppError> {
    let row = store::account(visit.db().read(), at.id("person")?).await?.ok_or_else(AppError::not_found)?;
    front::seen_at_counter(&visit, row.community)?;
    let known = Known::from(&row);
    let communities = communities(&visit).await?;
    let id = row.id.to_string();
    let facts = facts(&visit, &row).await?;
    let proven = known.facts.proof.knows_person();
    let community = row.community.map(|id| id.to_string());
    let year = row.birth_year;
    let person = id.clone();
    let slips = proven.then(|| slips(&visit, &id));
    let body = view! {
        <Head title=known.label lead=t!("accounts-person-lead")/>
        <div class="read stack">
            {facts}
            <section class="card">
                <h2>{if proven { t!("accounts-prove-again") } else { t!("accounts-prove") }}</h2>
                <ActForm act=&PROVE_PERSON>
                    <Hidden name="person" value=person/>
                    {shown_at_counter(communities, community, year)}
                    <Submit label=t!("accounts-prove-record")/>
                </ActForm>
            </section>
            {slips}
            <p><a href="/desk/people">{t!("accounts-people-back")}</a></p>
        </div>
    };
    Ok(Page::new(t!("accounts-person-title"), body))
}

async fn facts(visit: &Visit, row: &person::Model) -> Result<AnyView, AppError> {
    let lang = Lang::current();
    let community = match row.community {
        Some(id) => crate::districts::community_name(visit.db().read(), id).await?,
        None => None,
    };
    let year = row.birth_year.map(|year| year.to_string());
    let proof = t!(&format!("accounts-proof-{}", row.proof));
    let proof = row.proof_at.map_or(proof.clone(), |at| format!("{proof} · {}", lang.day(Instant::from_millis(at).day())));
    let unknown = || t!("accounts-unknown");
    let body = view! {
        <dl class="facts card">
            <div><dt>{t!("accounts-proof")}</dt><dd>{proof}</dd></div>
            <div><dt>{t!("accounts-community")}</dt><dd>{community.unwrap_or_else(unknown)}</dd></div>
            <div><dt>{t!("accounts-birth-year")}</dt><dd>{year.unwrap_or_else(unknown)}</dd></div>
            <div><dt>{t!("accounts-joined-on")}</dt><dd>{lang.day(Instant::from_millis(row.joined_at).day())}</dd></div>
        </dl>
    };
    Ok(body.into_any())
}

fn slips(visit: &Visit, person: &str) -> AnyView {
    let again = sign_in_again(visit);
    let forms = SlipFor::ALL.into_iter().map(|kind| {
        let (id, person) = (visit.new_id().to_string(), person.to_owned());
        let label = t!(&format!("accounts-slip-for-{}", kind.code().replace('_', "-")));
        view! {
            <ActForm act=&PRINT_SLIP only=("purpose", kind.code().to_owned())>
                <Hidden name="id" value=id/>
                <Hidden name="person" value=person/>
                <Submit label=label class="quiet"/>
            </ActForm>
        }
    });
    let forms = forms.collect_view();
    view! {
        <section class="card">
            <h2>{t!("accounts-slips-title")}</h2>
            <p class="muted">{t!("accounts-slips-lead")}</p>
            {again}
            <div class="cluster">{forms}</div>
        </section>
    }
    .into_any()
}

/// A slip to print and hand over, this once.
pub async fn slip(visit: Visit, _at: At) -> Result<Page, AppError> {
    let printed = Shown::of::<PrintedSlip>(&PRINT_SLIP).or_else(|| Shown::of::<PrintedSlip>(&OPEN_ACCOUNT)).ok_or_else(AppError::not_found)?;
    let word = printed.purpose.code().replace('_', "-");
    let title = t!(&format!("accounts-slip-title-{word}"));
    let address = format!("{}/reset?for={}", visit.house().public_url, printed.purpose.code());
    let until = Arg::from(Instant::from_millis(printed.ends_at));
    let label = Arg::from(&printed.label);
    let whose = if printed.card { on_paper("accounts-slip-card", &[("card", label)]) } else { on_paper("accounts-slip-number", &[("who", label)]) };
    let body = view! {
        <p class="no-print toolbar"><a href="/desk/people">{t!("accounts-people-back")}</a> <span class="muted">{t!("accounts-slip-print-now")}</span></p>
        <article class="sheet slip">
            <header class="cluster"><Mark/><h1>{on_paper(&format!("accounts-slip-title-{word}"), &[])}</h1></header>
            <p class="lead">{whose}</p>
            <div>
                <p>{on_paper(&format!("accounts-slip-how-{word}"), &[])}</p>
                <p class="code">{printed.code}</p>
                <p class="muted">{on_paper("accounts-slip-until", &[("until", until)])}</p>
            </div>
            <Qr text=address.clone() label=t!("accounts-slip-qr")/>
            <p class="url">{address}</p>
        </article>
    };
    Ok(Page::new(title, body).bare())
}

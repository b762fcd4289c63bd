//! The check-in table at the desk: every invited merchant with who speaks for it, checked in or gone by one press.

use crate::accounts::{PersonOf, labels_of, people_of_places, role_name};
use crate::backend::{AppError, At, Lang, Visit};
use crate::districts::district_name;
use crate::meetings::doors::{CHECK_IN_MERCHANT, CHECK_OUT, STRIKE};
use crate::meetings::entity::meeting_invitation::Model as Invitation;
use crate::meetings::store::{self, Meeting};
use crate::t;
use crate::ui::{ActForm, Fold, Hidden, SelectField, Submit, TextArea};
use leptos::prelude::*;
use rules::districts::District;
use rules::meetings::CheckIn;
use rules::writing::plain;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// The most characters of what is looked for.
const QUESTION: u32 = 30;

/// The table: those whose name is looked for, else all. `working` says whether this person may act now.
pub(super) async fn section(visit: &Visit, at: &At, meeting: &Meeting, invited: &[Invitation], working: bool) -> Result<AnyView, AppError> {
    let db = visit.db().read();
    let check_ins = store::check_ins(db, meeting.id).await?;
    let labels = labels_of(db, invited.iter().filter_map(|row| row.delegate)).await?;
    let places: Vec<Uuid> = invited.iter().map(|row| row.merchant).filter(|_| working).collect();
    let people = people_of_places(db, &places, visit.now()).await?;
    let taken: HashSet<Uuid> = invited.iter().filter_map(|row| row.delegate).collect();
    let asked = at.query("q").unwrap_or_default();
    let wanted = plain(asked).to_lowercase();
    let found = invited.iter().filter(|row| plain(&row.name).to_lowercase().contains(&wanted));
    let lines = found.map(|row| {
        let last = store::last_check_in(&check_ins, row.merchant);
        let act = working.then(|| act(row, last.is_some_and(here), options(people.get(&row.merchant), row, &taken)));
        line(row, &labels, last, act)
    });
    let lines = lines.collect::<Vec<_>>();
    let list = if lines.is_empty() {
        view! { <p class="muted">{t!("meetings-table-none")}</p> }.into_any()
    } else {
        view! { <ul class="list at-table">{lines}</ul> }.into_any()
    };
    let striking = working.then(|| striking(meeting, invited, &check_ins));
    let action = format!("/desk/meetings/{}/hall", meeting.id);
    let view = view! {
        <section class="section">
            <header><h2>{t!("meetings-check-in-table")}</h2></header>
            <form class="toolbar" role="search" action=action method="get" data-instant="table">
                <div class="field grow">
                    <label for="q">{t!("meetings-table-find")}</label>
                    <div class="search"><input id="q" type="search" name="q" value=asked.to_owned() maxlength=QUESTION autocomplete="off"/><button class="btn quiet" type="submit">{t!("meetings-table-look")}</button></div>
                </div>
            </form>
            <div id="table">{list}</div>
            {striking}
        </section>
    };
    Ok(view.into_any())
}

fn here(check_in: CheckIn) -> bool {
    !check_in.struck && check_in.left_at.is_none()
}

/// Who of the merchant's people can speak for it here: known by a proof, and speaking for no other merchant.
fn options(people: Option<&Vec<PersonOf>>, row: &Invitation, taken: &HashSet<Uuid>) -> Vec<(String, String)> {
    let mut seen = HashSet::new();
    let free = people.into_iter().flatten().filter(|of| of.proven && (row.delegate == Some(of.person) || !taken.contains(&of.person)));
    free.filter(|of| seen.insert(of.person)).map(|of| (of.person.to_string(), format!("{} · {}", of.label, role_name(of.role)))).collect()
}

/// A merchant, who speaks for it, and whether it is here.
fn line(row: &Invitation, labels: &HashMap<Uuid, String>, last: Option<CheckIn>, act: Option<AnyView>) -> AnyView {
    let lang = Lang::current();
    let words = match last {
        None => t!("meetings-not-here"),
        Some(of) if of.struck => t!("meetings-struck"),
        Some(CheckIn { left_at: Some(left), .. }) => t!("meetings-left", at = lang.time(left)),
        Some(of) => t!("meetings-here-since", at = lang.time(of.at)),
    };
    let class = if last.is_some_and(here) { "state ok" } else { "muted" };
    let district = District::from_slug(&row.district).map(|district| district_name(district, true));
    let speaks = row.delegate.map_or_else(|| t!("meetings-delegate-none"), |of| labels.get(&of).cloned().unwrap_or_default());
    view! {
        <li id=format!("m-{}", row.merchant)>
            <div class="body">
                <strong>{row.name.clone()}</strong> " " <small class="muted">{district}</small>
                <p class="small"><span class=class>{words}</span> " · " {t!("meetings-table-speaks", who = speaks)}</p>
            </div>
            {act}
        </li>
    }
    .into_any()
}

/// Checking in whoever stands there, or out.
fn act(row: &Invitation, here: bool, options: Vec<(String, String)>) -> AnyView {
    let (meeting, only) = (row.meeting.to_string(), ("merchant", row.merchant.to_string()));
    if here {
        return view! { <div class="end"><ActForm act=&CHECK_OUT only=only class="inline"><Hidden name="meeting" value=meeting/><Submit label=t!("meetings-check-out") class="plain"/></ActForm></div> }.into_any();
    }
    if options.is_empty() {
        return view! { <p class="end small"><span>{t!("meetings-table-nobody")} " " <a href="/desk/people">{t!("meetings-table-prove")}</a></span></p> }.into_any();
    }
    let named = row.delegate.map(|delegate| delegate.to_string()).filter(|of| options.iter().any(|(id, _)| id == of));
    let only_one = options.first().filter(|_| options.len() == 1).map(|(id, _)| id.clone());
    let value = named.or(only_one).unwrap_or_default();
    let label = t!("meetings-table-who", shop = row.name.clone());
    view! {
        <div class="end">
            <ActForm act=&CHECK_IN_MERCHANT only=only class="inline">
                <Hidden name="meeting" value=meeting/>
                <SelectField name="person" label=label options=options value=value/>
                <Submit label=t!("meetings-check-in-one") class="quiet"/>
            </ActForm>
        </div>
    }
    .into_any()
}

fn striking(meeting: &Meeting, invited: &[Invitation], check_ins: &[CheckIn]) -> Option<AnyView> {
    let counts = |merchant: Uuid| store::newest_check_in(check_ins, merchant).is_some_and(|of| !of.struck);
    let options: Vec<(String, String)> =
        invited.iter().filter(|row| counts(row.merchant)).map(|row| (row.merchant.to_string(), row.name.clone())).collect();
    if options.is_empty() {
        return None;
    }
    let meeting = meeting.id.to_string();
    let view = view! {
        <Fold title=t!("meetings-strike-title") act=&STRIKE>
            <p>{t!("meetings-strike-words")}</p>
            <ActForm act=&STRIKE>
                <Hidden name="meeting" value=meeting/>
                <SelectField name="merchant" label=t!("meetings-merchant") options=options/>
                <TextArea name="grounds" label=t!("meetings-grounds") rows=2 maxlength=200/>
                <Submit label=t!("meetings-strike") class="danger"/>
            </ActForm>
        </Fold>
    };
    Some(view.into_any())
}

//! The agenda at the desk: items are added, changed, moved, removed.

use crate::backend::Visit;
use crate::meetings::beside::Beside;
use crate::meetings::doors::{ADD_ITEM, ADD_PAPER, CHANGE_ITEM, MOVE_ITEM, REMOVE_ITEM, REMOVE_PAPER};
use crate::meetings::parts::{agenda, paper_list};
use crate::meetings::store::{Item, Meeting, Paper};
use crate::meetings::votes;
use crate::t;
use crate::ui::{ActForm, Choice, Field, Fold, Hidden, SelectField, Submit, TextArea};
use leptos::prelude::*;
use rules::meetings::ItemKind;
use rules::permits::Role;
use uuid::Uuid;

/// The agenda, with its forms when it may be changed.
pub(super) fn section(visit: &Visit, meeting: &Meeting, items: &[Item], beside: &Beside, changeable: bool) -> AnyView {
    let total: u32 = items.iter().map(|item| u32::from(item.terms.minutes)).sum();
    let planned = meeting.plan.minutes();
    let movable: Vec<Uuid> = items.iter().filter(|item| item.terms.kind != ItemKind::Tasks).map(|item| item.id).collect();
    let forms = |item: &Item| {
        let own = paper_list(&beside.papers, item.id, |paper| if changeable { remove_paper(meeting.id, paper) } else { ().into_any() });
        let change = (changeable && item.terms.kind != ItemKind::Tasks).then(|| change(meeting.id, item, &movable));
        let add = changeable.then(|| add_paper(visit, meeting.id, item.id));
        let votes = voted_on(visit, meeting.id, item, beside, changeable);
        view! { {own} {votes} {add} {change} }.into_any()
    };
    view! {
        <section class="section">
            <header><h2>{t!("meetings-agenda")}</h2><span class="muted small">{t!("meetings-agenda-minutes", total = total, planned = planned)}</span></header>
            {agenda(&meeting.plan, items, forms)}
            {changeable.then(|| add(visit, meeting.id))}
        </section>
    }
    .into_any()
}

fn add(visit: &Visit, meeting: Uuid) -> AnyView {
    let id = visit.new_id().to_string();
    view! {
        <Fold title=t!("meetings-item-add") act=&ADD_ITEM>
            <ActForm act=&ADD_ITEM>
                <Hidden name="meeting" value=meeting.to_string()/>
                <Hidden name="id" value=id/>
                {fields(None)}
                <Submit label=t!("meetings-item-add")/>
            </ActForm>
        </Fold>
    }
    .into_any()
}

fn change(meeting: Uuid, item: &Item, movable: &[Uuid]) -> AnyView {
    let id = item.id.to_string();
    let (first, last) = (movable.first() == Some(&item.id), movable.last() == Some(&item.id));
    let terms = item.terms.clone();
    let (own, removed) = (("id", id.clone()), ("item", id.clone()));
    let step = |way: &'static str, arrow: &'static str, spoken: String| {
        view! {
            <ActForm act=&MOVE_ITEM only=("item", id.clone()) class="inline">
                <Hidden name="meeting" value=meeting.to_string()/>
                <Hidden name="way" value=way/>
                <button type="submit" class="btn plain" aria-label=spoken.clone() title=spoken>{arrow}</button>
            </ActForm>
        }
    };
    view! {
        <div class="actions">
            {(!first).then(|| step("up", "↑", t!("meetings-item-up", title = item.terms.title.clone())))}
            {(!last).then(|| step("down", "↓", t!("meetings-item-down", title = item.terms.title.clone())))}
        </div>
        <Fold title=t!("meetings-item-change") act=&CHANGE_ITEM only=("id", id.clone())>
            <ActForm act=&CHANGE_ITEM only=own>
                <Hidden name="meeting" value=meeting.to_string()/>
                {fields(Some(terms))}
                <Submit label=t!("meetings-save")/>
            </ActForm>
            <ActForm act=&REMOVE_ITEM only=removed>
                <Hidden name="meeting" value=meeting.to_string()/>
                <Submit label=t!("meetings-item-remove") class="danger"/>
            </ActForm>
        </Fold>
    }
    .into_any()
}

/// The votes under an item, and the way to prepare one; a change of the charter has to be written first.
fn voted_on(visit: &Visit, meeting: Uuid, item: &Item, beside: &Beside, changeable: bool) -> AnyView {
    let own = votes::of_item(&beside.lines, item.id);
    let proposes = changeable && item.terms.kind == ItemKind::Charter && visit.holds(Role::Secretary);
    let propose = proposes
        .then(|| view! { <a class="btn quiet" href=format!("/desk/charter/propose?meeting={meeting}&item={}", item.id)>{t!("meetings-charter-propose")}</a> });
    let carries = matches!(item.terms.kind, ItemKind::Vote | ItemKind::Charter) && changeable;
    let prepare = carries
        .then(|| view! { <a class="btn quiet" href=format!("/desk/votes/new?meeting={meeting}&item={}", item.id)>{t!("meetings-vote-prepare")}</a> });
    let list = (!own.is_empty()).then(|| votes::list(&own, "/desk/votes", false));
    view! { {beside.proposal(item.id)} {list} {propose} {prepare} }.into_any()
}

fn add_paper(visit: &Visit, meeting: Uuid, item: Uuid) -> AnyView {
    let (own, form) = (("item", item.to_string()), ("item", item.to_string()));
    let id = visit.new_id().to_string();
    let access = vec![("members".to_owned(), t!("meetings-paper-for-members")), ("public".to_owned(), t!("meetings-paper-for-all"))];
    view! {
        <Fold title=t!("meetings-paper-add") act=&ADD_PAPER only=own>
            <ActForm act=&ADD_PAPER only=form multipart=true>
                <Hidden name="id" value=id/>
                <Hidden name="meeting" value=meeting.to_string()/>
                <Choice name="access" label=t!("meetings-paper-access") options=access value=vec!["members".to_owned()]/>
                <Field name="paper" label=t!("meetings-paper-choose") help=t!("meetings-paper-help") kind="file" accept="application/pdf,image/jpeg,image/png,image/webp"/>
                <Submit label=t!("meetings-paper-add")/>
            </ActForm>
        </Fold>
    }
    .into_any()
}

fn remove_paper(meeting: Uuid, paper: &Paper) -> AnyView {
    let only = ("paper", paper.id.to_string());
    view! { <ActForm act=&REMOVE_PAPER only=only class="inline"><Hidden name="meeting" value=meeting.to_string()/><Submit label=t!("meetings-paper-remove") class="plain"/></ActForm> }.into_any()
}

fn fields(terms: Option<rules::meetings::AgendaItem>) -> AnyView {
    let kinds = ItemKind::ALL.into_iter().filter(|kind| *kind != ItemKind::Tasks);
    let kinds: Vec<(String, String)> = kinds.map(|kind| (kind.code().to_owned(), t!(&format!("meetings-kind-{}", kind.code())))).collect();
    let (kind, minutes) = terms.as_ref().map_or(("report", "10".to_owned()), |terms| (terms.kind.code(), terms.minutes.to_string()));
    let (title, speaker, note) = terms.map(|terms| (terms.title, terms.speaker, terms.note)).unwrap_or_default();
    view! {
        <Field name="title" label=t!("meetings-item-title") value=title maxlength=60/>
        <div class="pair">
            <SelectField name="kind" label=t!("meetings-item-kind") options=kinds value=kind.to_owned()/>
            <Field name="minutes" label=t!("meetings-item-minutes") value=minutes inputmode="numeric" maxlength=3/>
        </div>
        <Field name="speaker" label=t!("meetings-item-speaker") value=speaker maxlength=60 optional=true/>
        <TextArea name="note" label=t!("meetings-item-note") value=note rows=3 maxlength=500 optional=true/>
    }
    .into_any()
}

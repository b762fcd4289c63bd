//! The office's desk: all editions, and the form of one.

use crate::awards::doors::{CHANGE_EDITION, DRAFT_EDITION};
use crate::awards::facts;
use crate::awards::parts::{Stage, day_words, desk_crumbs, phase_tag};
use crate::awards::store::{KeptEdition, categories_of, editions as all_editions};
use crate::awards::votes::voting_in;
use crate::backend::{Act, AppError, At, Page, Visit};
use crate::t;
use crate::ui::{ActForm, Empty, Field, Head, Hidden, Submit, TextArea};
use leptos::prelude::*;
use rules::awards::{EditionForm, Weights};

/// All editions, announced or not.
pub async fn editions(visit: Visit, _at: At) -> Result<Page, AppError> {
    let now = visit.now();
    let db = visit.db().read();
    let mut rows = Vec::new();
    for edition in all_editions(db).await? {
        let stage = Stage::of(&edition, voting_in(db, &categories_of(db, &[edition.id]).await?).await?, now);
        rows.push((edition, stage));
    }
    let lines = rows.iter().map(|(edition, stage)| {
        let table = &edition.plan.timetable;
        let days = t!("awards-from-until", from = day_words(table.nominate, now), until = day_words(table.publish, now));
        view! {
            <li>
                <div class="body"><a href=format!("/desk/awards/{}", edition.id)>{edition.plan.title.clone()}</a><p class="small muted">{days}</p></div>
                <span class="end">{phase_tag(edition, *stage)}</span>
            </li>
        }
    });
    let list = if rows.is_empty() {
        view! { <Empty title=t!("awards-desk-none") next=t!("awards-desk-none-next")/> }.into_any()
    } else {
        view! { <ul class="list">{lines.collect_view()}</ul> }.into_any()
    };
    let body = view! {
        <Head title=t!("awards-desk-title") lead=t!("awards-desk-lead")>
            {visit.may(&DRAFT_EDITION).then(|| view! { <a class="btn" href="/desk/awards/new">{t!("awards-new")}</a> })}
        </Head>
        {list}
    };
    Ok(Page::new(t!("awards-desk-title"), body))
}

/// The form of a new edition; its weights begin with the office's starting values.
pub async fn new_edition(visit: Visit, _at: At) -> Result<Page, AppError> {
    let (weights, _) = crate::alliance::setting::<Weights>(visit.db().read(), "awards.weights").await?;
    let form = EditionForm {
        id: visit.new_id().to_string(),
        meeting: weights.meeting.to_string(),
        residents: weights.residents.to_string(),
        facts: weights.facts.to_string(),
        ..EditionForm::default()
    };
    let body = view! {
        {desk_crumbs(None, t!("awards-new"))}
        <Head title=t!("awards-new") lead=t!("awards-new-lead")/>
        {sheet(&DRAFT_EDITION, form, t!("awards-draft"))}
    };
    Ok(Page::new(t!("awards-new"), body))
}

/// The form of an edition that is there.
pub async fn change(visit: Visit, at: At) -> Result<Page, AppError> {
    let edition = super::edition_at(visit.db().read(), &at).await?;
    let closed = facts::may_change(&edition, visit.now()).err().map(|refusal| view! { <p class="note warn">{refusal.to_string()}</p> });
    let body = view! {
        {desk_crumbs(Some(&edition), t!("awards-change"))}
        <Head title=t!("awards-change") lead=edition.plan.title.clone()/>
        {closed}
        {sheet(&CHANGE_EDITION, form_of(&edition), t!("awards-save"))}
    };
    Ok(Page::new(t!("awards-change"), body))
}

fn form_of(edition: &KeptEdition) -> EditionForm {
    let (plan, table) = (&edition.plan, &edition.plan.timetable);
    EditionForm {
        id: edition.id.to_string(),
        title: plan.title.clone(),
        about: plan.about.clone(),
        meeting: plan.weights.meeting.to_string(),
        residents: plan.weights.residents.to_string(),
        facts: plan.weights.facts.to_string(),
        nominate: table.nominate.to_string(),
        shortlist: table.shortlist.to_string(),
        vote: table.vote.to_string(),
        count: table.count.to_string(),
        appeal: table.appeal.to_string(),
        publish: table.publish.to_string(),
    }
}

fn sheet(act: &'static Act, form: EditionForm, label: String) -> AnyView {
    let day = |name: &'static str, value: String| {
        let label = t!(&format!("awards-f-{name}"));
        view! { <Field name=name label=label kind="date" value=value/> }
    };
    view! {
        <div class="read">
            <ActForm act=act>
                <Hidden name="id" value=form.id/>
                <Field name="title" label=t!("awards-f-title") help=t!("awards-f-title-help") value=form.title maxlength=40/>
                <TextArea name="about" label=t!("awards-f-about") help=t!("awards-f-about-help") value=form.about rows=4 maxlength=1000 optional=true/>
                <fieldset class="field">
                    <legend>{t!("awards-f-weights")}</legend>
                    <p class="help">{t!("awards-f-weights-help")}</p>
                    <div class="pair">
                        <Field name="meeting" label=t!("awards-channel-meeting") value=form.meeting inputmode="numeric" maxlength=3/>
                        <Field name="residents" label=t!("awards-channel-residents") value=form.residents inputmode="numeric" maxlength=3/>
                    </div>
                    <Field name="facts" label=t!("awards-channel-facts") value=form.facts inputmode="numeric" maxlength=3/>
                </fieldset>
                <fieldset class="field">
                    <legend>{t!("awards-timetable")}</legend>
                    <p class="help">{t!("awards-f-timetable-help")}</p>
                    <div class="pair">{day("nominate", form.nominate)}{day("shortlist", form.shortlist)}</div>
                    <div class="pair">{day("vote", form.vote)}{day("count", form.count)}</div>
                    <div class="pair">{day("appeal", form.appeal)}{day("publish", form.publish)}</div>
                </fieldset>
                <Submit label=label class="wide large"/>
            </ActForm>
        </div>
    }
    .into_any()
}

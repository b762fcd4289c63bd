//! The cleaning of a residents' vote on the office's desk: removing ballots, deciding appeals, destroying the links.

use super::voting::reason_words;
use crate::awards::doors::{CLEAN_AWARD_VOTE, DECIDE_APPEAL, DESTROY_LINKS, HEAR_APPEALS, REMOVE_BALLOT};
use crate::awards::parts::desk_crumbs;
use crate::awards::store::{KeptAppeal, Removed, appeals_of, removed_of};
use crate::awards::votes::channels_of;
use crate::backend::{Act, AppError, At, Lang, Page, Visit};
use crate::t;
use crate::ui::{ActForm, Choice, Field, Head, Hidden, SelectField, Submit, TextArea};
use crate::voting::KeptVote;
use leptos::prelude::*;
use rules::Instant;
use rules::awards::{AppealVerdict, Removal};
use rules::voting::VoteState;
use std::collections::HashMap;
use uuid::Uuid;

/// What a form of this page sends along: where it stands, and the vote.
#[derive(Clone)]
struct Here {
    edition: String,
    category: String,
    vote: String,
}

impl Here {
    fn fields(&self) -> AnyView {
        let Self { edition, category, vote } = self.clone();
        view! { <Hidden name="edition" value=edition/><Hidden name="category" value=category/><Hidden name="vote" value=vote/> }.into_any()
    }
}

/// The cleaning of one category.
pub async fn one(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let (edition, category) = super::category_at(db, &at).await?;
    let kept = channels_of(db, category.id).await?.residents.ok_or_else(AppError::not_found)?;
    let removed = removed_of(db, kept.id).await?;
    let appeals = appeals_of(db, kept.id).await?;
    let persons: Vec<Uuid> = removed.iter().map(|row| row.voter).chain(appeals.iter().map(|row| row.person)).collect();
    let labels = crate::accounts::labels_of(db, persons).await?;
    let here = Here { edition: edition.id.to_string(), category: category.id.to_string(), vote: kept.id.to_string() };
    let title = t!("awards-cleaning-title", category = &category.terms.title);
    let body = view! {
        {desk_crumbs(Some(&edition), title.clone())}
        <Head title=title.clone() lead=t!("awards-cleaning-lead")/>
        {visit.may(&CLEAN_AWARD_VOTE).then(|| next(&kept, &here))}
        {removals(&removed, &labels)}
        {heard(&visit, &kept, &appeals, &labels, &here)}
    };
    Ok(Page::new(title, body))
}

fn step(act: &'static Act, here: &Here, label: String) -> AnyView {
    let here = here.clone();
    view! { <ActForm act=act>{here.fields()}<Submit label=label class="large"/></ActForm> }.into_any()
}

/// The next step, with what it means.
fn next(kept: &KeptVote, here: &Here) -> AnyView {
    let say = |key: &str| view! { <p>{t!(key)}</p> };
    match kept.law.state {
        VoteState::Prepared | VoteState::Open => view! { <p class="note">{t!("awards-cleaning-not-yet")}</p> }.into_any(),
        VoteState::Closed => {
            view! { <section class="card">{say("awards-cleaning-begin-what")}{step(&CLEAN_AWARD_VOTE, here, t!("awards-cleaning-begin"))}</section> }
                .into_any()
        }
        VoteState::Cleaning => {
            view! { {remove(here)}<section class="card">{say("awards-hear-what")}{step(&HEAR_APPEALS, here, t!("awards-hear"))}</section> }.into_any()
        }
        VoteState::Appeal if !kept.law.links_destroyed => {
            let until = kept.law.appeal_until.map(|until| t!("awards-appeal-until", until = until));
            view! { <section class="card"><p>{until}</p>{say("awards-destroy-what")}{step(&DESTROY_LINKS, here, t!("awards-destroy"))}</section> }
                .into_any()
        }
        VoteState::Appeal | VoteState::Counted | VoteState::Published => {
            let to = format!("/desk/votes/{}", kept.id);
            view! { <p class="note ok"><span>{t!("awards-links-gone")} " " <a href=to>{t!("awards-conduct-vote")}</a></span></p> }.into_any()
        }
    }
}

fn remove(here: &Here) -> AnyView {
    let here = here.clone();
    let reasons: Vec<(String, String)> = Removal::ALL.into_iter().map(|reason| (reason.code().to_owned(), reason_words(reason))).collect();
    view! {
        <section class="card">
            <h2>{t!("awards-remove-title")}</h2>
            <p class="muted">{t!("awards-remove-what")}</p>
            <ActForm act=&REMOVE_BALLOT>
                {here.fields()}
                <Field name="login" label=t!("awards-remove-login") inputmode="numeric" maxlength=20/>
                <SelectField name="reason" label=t!("awards-remove-reason") options=reasons/>
                <Submit label=t!("awards-remove") class="danger"/>
            </ActForm>
        </section>
    }
    .into_any()
}

fn removals(removed: &[Removed], labels: &HashMap<Uuid, String>) -> Option<AnyView> {
    if removed.is_empty() {
        return None;
    }
    let lang = Lang::current();
    let lines = removed.iter().map(|row| {
        let reason = Removal::from_code(&row.reason).map(reason_words);
        let who = labels.get(&row.voter).cloned().unwrap_or_default();
        view! { <li><div class="body">{who}<p class="small muted">{reason} " · " {lang.moment(Instant::from_millis(row.at))}</p></div></li> }
    });
    Some(
        view! { <section class="section"><header><h2>{t!("awards-removed")}</h2></header><ul class="list">{lines.collect_view()}</ul></section> }
            .into_any(),
    )
}

/// The appeals, each with its decision or the form for it.
fn heard(visit: &Visit, kept: &KeptVote, appeals: &[KeptAppeal], labels: &HashMap<Uuid, String>, here: &Here) -> Option<AnyView> {
    if appeals.is_empty() {
        return None;
    }
    let own = visit.signed().map(|signed| signed.person);
    let lines = appeals.iter().map(|row| {
        let who = labels.get(&row.person).cloned().unwrap_or_default();
        let open = row.verdict.is_none() && kept.law.state == VoteState::Appeal;
        let below = match (row.verdict.as_deref().and_then(AppealVerdict::from_code), open, own == Some(row.removed_by)) {
            (Some(verdict), ..) => view! { <p class="note">{verdict_words(verdict)} " · " {row.grounds.clone()}</p> }.into_any(),
            (None, true, true) => view! { <p class="note warn">{t!("awards-appeal-another")}</p> }.into_any(),
            (None, true, false) if visit.may(&DECIDE_APPEAL) => decide(row, here),
            (None, true, false) => ().into_any(),
            (None, false, _) => ().into_any(),
        };
        view! { <li><div class="body stack"><p><strong>{who}</strong></p><p class="lines">{row.why.clone()}</p>{below}</div></li> }
    });
    Some(
        view! { <section class="section"><header><h2>{t!("awards-appeals")}</h2></header><ul class="list">{lines.collect_view()}</ul></section> }
            .into_any(),
    )
}

fn decide(row: &KeptAppeal, here: &Here) -> AnyView {
    let (appeal, here) = (row.id.to_string(), here.clone());
    let verdicts = [AppealVerdict::Upheld, AppealVerdict::Rejected].map(|verdict| (verdict.code().to_owned(), verdict_words(verdict))).to_vec();
    view! {
        <ActForm act=&DECIDE_APPEAL only=("appeal", appeal)>
            {here.fields()}
            <Choice name="verdict" label=t!("awards-appeal-verdict") options=verdicts/>
            <TextArea name="grounds" label=t!("awards-appeal-grounds") help=t!("awards-appeal-grounds-help") rows=2 maxlength=200/>
            <Submit label=t!("awards-appeal-decide")/>
        </ActForm>
    }
    .into_any()
}

/// A verdict in words.
pub(super) fn verdict_words(verdict: AppealVerdict) -> String {
    t!(&format!("awards-verdict-{}", verdict.code()))
}

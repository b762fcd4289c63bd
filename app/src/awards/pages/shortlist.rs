//! The shortlist on the office's desk: as it was entered, and the form while its phase is on.

use crate::awards::doors::MAKE_SHORTLIST;
use crate::awards::parts::{day_words, shop_link};
use crate::awards::store::{Candidate, Judged, KeptCategory, KeptEdition, candidates_of};
use crate::backend::{AppError, Visit};
use crate::meetings::entity::meeting;
use crate::merchants::DistrictTag;
use crate::t;
use crate::ui::{ActForm, Choice, Hidden, SelectField, Submit};
use leptos::prelude::*;
use rules::Instant;
use rules::awards::{CANDIDATES_LEAST, Phase};
use rules::meetings::MeetingState;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Meetings to choose from, at most.
const MEETINGS_MOST: u64 = 12;

/// The candidates so far, and the form; nothing before nominating is over.
pub(super) async fn section(visit: &Visit, edition: &KeptEdition, category: &KeptCategory, judged: &[Judged]) -> Result<Option<AnyView>, AppError> {
    let phase = edition.phase(visit.now());
    if phase < Phase::Shortlist || edition.announced_at.is_none() {
        return Ok(None);
    }
    let candidates = candidates_of(visit.db().read(), &[category.id]).await?;
    let form =
        if phase == Phase::Shortlist && visit.may(&MAKE_SHORTLIST) { Some(form(visit, edition, category, judged, &candidates).await?) } else { None };
    let list = candidates.iter().map(|candidate| {
        view! {
            <li>
                <span class="tag">{candidate.number}</span>
                <div class="body">{shop_link(candidate)}</div>
                <DistrictTag district=candidate.district/>
            </li>
        }
    });
    let view = view! {
        <section class="section">
            <header><h2>{t!("awards-candidates")}</h2></header>
            <ol class="list">{list.collect_view()}</ol>
            {form}
        </section>
    };
    Ok(Some(view.into_any()))
}

async fn form(
    visit: &Visit,
    edition: &KeptEdition,
    category: &KeptCategory,
    judged: &[Judged],
    candidates: &[Candidate],
) -> Result<AnyView, AppError> {
    let eligible = judged.iter().filter(|judged| judged.against.is_empty());
    let options: Vec<(String, String)> = eligible.map(|judged| (judged.shop.id.to_string(), judged.shop.name.to_string())).collect();
    let least = CANDIDATES_LEAST.max(usize::from(category.terms.places) + 1);
    let meetings = held(visit, edition).await?;
    if options.len() < least {
        return Ok(view! { <p class="note warn">{t!("awards-shortlist-too-few-nominated", least = least)}</p> }.into_any());
    }
    if meetings.is_empty() {
        return Ok(view! { <p class="note warn"><span>{t!("awards-shortlist-no-meeting")} " " <a href="/desk/meetings">{t!("awards-to-meetings")}</a></span></p> }.into_any());
    }
    let chosen: Vec<String> = candidates.iter().map(|candidate| candidate.merchant.to_string()).collect();
    let meeting = category.meeting.map(|meeting| meeting.to_string()).unwrap_or_default();
    let (id, of) = (category.id.to_string(), category.edition.to_string());
    let help = t!("awards-shortlist-help", least = least);
    let view = view! {
        <div class="read">
            <ActForm act=&MAKE_SHORTLIST>
                <Hidden name="category" value=id/>
                <Hidden name="edition" value=of/>
                <SelectField name="meeting" label=t!("awards-shortlist-meeting") help=t!("awards-shortlist-meeting-help") options=meetings value=meeting/>
                <Choice name="candidates" label=t!("awards-candidates") help=help options=options value=chosen many=true/>
                <Submit label=t!("awards-shortlist-enter") class="wide"/>
            </ActForm>
        </div>
    };
    Ok(view.into_any())
}

/// The newest meetings that are in session or were held, from the day on which nominating was over.
async fn held(visit: &Visit, edition: &KeptEdition) -> Result<Vec<(String, String)>, DbErr> {
    let (now, from) = (visit.now(), edition.plan.timetable.shortlist.start());
    let held = [MeetingState::Open, MeetingState::Closed].map(MeetingState::code);
    let rows = meeting::Entity::find().filter(meeting::Column::State.is_in(held)).filter(meeting::Column::BeginsAt.gte(from.millis()));
    let rows = rows.order_by_desc(meeting::Column::BeginsAt).limit(MEETINGS_MOST).all(visit.db().read()).await?;
    let option = |row: meeting::Model| (row.id.to_string(), format!("{} · {}", row.title, day_words(Instant::from_millis(row.begins_at).day(), now)));
    Ok(rows.into_iter().map(option).collect())
}

//! Meetings that a demo town begins with.

use super::entity::{meeting_check_in, meeting_invitation, meeting_minutes, meeting_story};
use super::{settings, store};
use crate::backend::new_id;
use rules::Instant;
use rules::meetings::{AgendaItem, Answer, MeetingPlan, MeetingState, MinutesState, TaskTerms};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

/// Writes a convened meeting with its agenda and invites its members.
///
/// # Errors
/// The database is away.
pub async fn found_meeting(
    tx: &impl ConnectionTrait,
    plan: &MeetingPlan,
    items: &[(AgendaItem, &str)],
    by: Uuid,
    at: Instant,
) -> Result<Uuid, DbErr> {
    let id = new_id(at);
    store::insert_meeting(tx, id, plan, MeetingState::Convened, at).await?;
    for (item, decision) in items {
        store::insert_decided(tx, id, new_id(at), item, decision).await?;
    }
    store::invite(tx, id, &plan.districts, at).await?;
    for act in ["draft_meeting", "convene_meeting"] {
        line(tx, id, act, by, at).await?;
    }
    Ok(id)
}

/// Writes what a merchant answered and who speaks for it.
///
/// # Errors
/// The database is away.
pub async fn found_answer(
    tx: &impl ConnectionTrait,
    meeting: Uuid,
    merchant: Uuid,
    answer: Answer,
    delegate: Option<Uuid>,
    at: Instant,
) -> Result<(), DbErr> {
    let excuse = if answer == Answer::Excused { "店里盘点" } else { "" };
    let row = meeting_invitation::ActiveModel {
        answer: Set(Some(answer.code().to_owned())),
        excuse: Set(excuse.to_owned()),
        answered_at: Set(Some(at.millis())),
        delegate: Set(delegate),
        ..Default::default()
    };
    let own = meeting_invitation::Entity::update_many().set(row).filter(meeting_invitation::Column::Meeting.eq(meeting));
    own.filter(meeting_invitation::Column::Merchant.eq(merchant)).exec(tx).await?;
    Ok(())
}

/// What came out of a meeting that is over.
#[derive(Debug)]
pub struct Outcome<'a> {
    /// Who was there, with who spoke for them.
    pub attended: &'a [(Uuid, Uuid)],
    /// What it gave somebody to do.
    pub tasks: &'a [TaskTerms],
    /// The minutes' text.
    pub text: &'a str,
    /// Who wrote them, and who approved them.
    pub written_by: Uuid,
    /// Another person.
    pub approved_by: Uuid,
}

/// Writes that a meeting was held, with approved minutes.
///
/// # Errors
/// The database is away.
pub async fn found_outcome(tx: &impl ConnectionTrait, meeting: Uuid, plan: &MeetingPlan, outcome: &Outcome<'_>) -> Result<(), DbErr> {
    let (began, over) = (plan.begins_at, plan.ends_at);
    for (merchant, delegate) in outcome.attended {
        let row = meeting_check_in::ActiveModel {
            id: Set(new_id(began)),
            meeting: Set(meeting),
            merchant: Set(*merchant),
            delegate: Set(*delegate),
            at: Set(began.millis()),
            left_at: Set(None),
            struck_at: Set(None),
            staff: Set(Some(outcome.written_by)),
        };
        meeting_check_in::Entity::insert(row).exec_without_returning(tx).await?;
    }
    for task in outcome.tasks {
        store::insert_task(tx, meeting, new_id(over), task, over).await?;
    }
    let minutes = meeting_minutes::ActiveModel {
        meeting: Set(meeting),
        state: Set(MinutesState::Approved.code().to_owned()),
        text: Set(outcome.text.to_owned()),
        version: Set(1),
        written_by: Set(Some(outcome.written_by)),
        written_at: Set(Some(over.millis())),
        approved_by: Set(Some(outcome.approved_by)),
        approved_at: Set(Some(over.plus(rules::DAY).millis())),
        given_back: Set(None),
    };
    meeting_minutes::Entity::insert(minutes).exec_without_returning(tx).await?;
    store::set_state(tx, meeting, MeetingState::Closed, over).await?;
    line(tx, meeting, "open_meeting", outcome.written_by, began).await?;
    line(tx, meeting, "close_meeting", outcome.written_by, over).await?;
    line(tx, meeting, "hand_in_minutes", outcome.written_by, over).await?;
    line(tx, meeting, "approve_minutes", outcome.approved_by, over.plus(rules::DAY)).await
}

async fn line(tx: &impl ConnectionTrait, meeting: Uuid, act: &str, person: Uuid, at: Instant) -> Result<(), DbErr> {
    let (_, version) = settings::settings(tx).await?;
    let row = meeting_story::ActiveModel {
        id: Set(new_id(at)),
        meeting: Set(meeting),
        act: Set(act.to_owned()),
        person: Set(person),
        at: Set(at.millis()),
        reason: Set(None),
        settings: Set(version),
    };
    meeting_story::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

//! Keeping meetings: what pages and acts read, what the acts write.

mod agenda;
mod hall;
mod invitations;
mod minutes;
mod papers;
mod screens;
mod tasks;

pub(super) use agenda::{Item, insert_decided, insert_item, item_by_id, items_of, record_decision, record_item, record_order, remove_item};
pub(super) use hall::{check_ins, forget_check_ins, last_check_in, newest_check_in, record_check_in, record_check_out, record_strike};
pub(super) use invitations::{
    forget_answers, invitation, invitations, invitations_of, invite, record_answer, record_delegate, spoken_for_elsewhere, take_back_of_left,
};
pub(super) use minutes::{Written, minutes_of, minutes_to_change, minutes_waiting, record_minutes, record_text};
pub(super) use papers::{Paper, paper_by_id, papers_of, record_paper, remove_paper};
pub(super) use screens::{meeting_of_screen, record_current_item, record_screen, revoke_screen, screens_of};
pub(super) use tasks::{
    Earlier, Given, Step, dropped_by, earlier_tasks, given_tasks, insert_task, late_tasks, open_tasks_before, record_step, remove_task,
    take_step_back, task_by_id, untouched,
};

use super::entity::{meeting, meeting_story};
use crate::backend::{AppError, Begun};
use rules::Instant;
use rules::districts::District;
use rules::meetings::{MeetingPlan, MeetingRefusal, MeetingState};
use rules::offers::Grounds;
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// The most meetings of one list.
const LIST_MOST: u64 = 100;

/// A meeting as the town speaks of it.
#[derive(Debug, Clone)]
pub(super) struct Meeting {
    /// Its id.
    pub id: Uuid,
    /// What, when, where, who.
    pub plan: MeetingPlan,
    /// Where it stands.
    pub state: MeetingState,
    /// Counts up with every change of the plan.
    pub version: i32,
    /// The item on the screen.
    pub current_item: Option<Uuid>,
    /// What its codes are made from, together with the house's key.
    pub code_secret: Vec<u8>,
}

impl Meeting {
    fn of(row: meeting::Model) -> Result<Self, DbErr> {
        let unreadable = |what: &str| DbErr::Type(format!("meeting {}: {what}", row.id));
        let slugs: Vec<String> = serde_json::from_str(&row.districts).map_err(|_| unreadable("districts"))?;
        Ok(Self {
            id: row.id,
            plan: MeetingPlan {
                host: District::from_slug(&row.host).ok_or_else(|| unreadable("host"))?,
                begins_at: Instant::from_millis(row.begins_at),
                ends_at: Instant::from_millis(row.ends_at),
                districts: slugs.iter().filter_map(|slug| District::from_slug(slug)).collect(),
                title: row.title,
                place: row.place,
            },
            state: MeetingState::from_code(&row.state).ok_or_else(|| DbErr::Type(format!("meeting {}: state", row.id)))?,
            version: row.version,
            current_item: row.current_item,
            code_secret: row.code_secret,
        })
    }

    /// Invitations are out or were; before that nobody but the office sees it.
    pub(super) fn is_public(&self) -> bool {
        self.state != MeetingState::Draft
    }

    /// It was convened and never opened, and its time has passed.
    pub(super) fn went_by(&self, now: Instant) -> bool {
        self.state == MeetingState::Convened && self.plan.ends_at <= now
    }

    /// The session is over, or will not be.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.state, MeetingState::Closed | MeetingState::Cancelled)
    }
}

/// One line of a meeting's story.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The act's name.
    pub act: String,
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: Option<String>,
    /// The version of the meetings' settings at that moment.
    pub settings: i64,
}

/// One meeting.
pub(super) async fn meeting_by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Meeting>, DbErr> {
    meeting::Entity::find_by_id(id).one(db).await?.map(Meeting::of).transpose()
}

/// These meetings, the newest first.
pub(super) async fn meetings_by_ids(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Meeting>, DbErr> {
    let found = meeting::Entity::find().filter(meeting::Column::Id.is_in(ids.iter().copied()));
    found.order_by_desc(meeting::Column::BeginsAt).limit(LIST_MOST).all(db).await?.into_iter().map(Meeting::of).collect()
}

/// Meetings in some states, the newest first.
pub(super) async fn meetings_in(db: &impl ConnectionTrait, states: &[MeetingState]) -> Result<Vec<Meeting>, DbErr> {
    let found = meeting::Entity::find().filter(meeting::Column::State.is_in(states.iter().map(|state| state.code())));
    let found = found.order_by_desc(meeting::Column::BeginsAt).order_by_desc(meeting::Column::Id).limit(LIST_MOST);
    found.all(db).await?.into_iter().map(Meeting::of).collect()
}

/// The newest meeting that was not called off: it says whose turn it is.
pub(super) async fn last_meeting(db: &impl ConnectionTrait) -> Result<Option<Meeting>, DbErr> {
    newest(db, meeting::Column::State.ne(MeetingState::Cancelled.code())).await
}

/// The newest meeting that was convened and not called off: the next one is copied from it, never from a draft.
pub(super) async fn last_convened(db: &impl ConnectionTrait) -> Result<Option<Meeting>, DbErr> {
    newest(db, meeting::Column::State.is_not_in([MeetingState::Draft, MeetingState::Cancelled].map(MeetingState::code))).await
}

async fn newest(db: &impl ConnectionTrait, of: SimpleExpr) -> Result<Option<Meeting>, DbErr> {
    let found = meeting::Entity::find().filter(of).order_by_desc(meeting::Column::BeginsAt).order_by_desc(meeting::Column::Id);
    found.one(db).await?.map(Meeting::of).transpose()
}

/// Writes a meeting that is being prepared.
pub(super) async fn record_draft(act: &Begun, id: Uuid, plan: &MeetingPlan) -> Result<(), AppError> {
    insert_meeting(act.tx(), id, plan, MeetingState::Draft, act.now()).await.map_err(super::known_id)?;
    record_line(act, id, "draft_meeting", None).await
}

/// Writes a meeting in a state.
pub(super) async fn insert_meeting(tx: &impl ConnectionTrait, id: Uuid, plan: &MeetingPlan, state: MeetingState, now: Instant) -> Result<(), DbErr> {
    let secret: [u8; 32] = rand::random();
    let row = meeting::ActiveModel {
        id: Set(id),
        state: Set(state.code().to_owned()),
        state_since: Set(now.millis()),
        version: Set(1),
        made_at: Set(now.millis()),
        current_item: Set(None),
        code_secret: Set(secret.to_vec()),
        ..planned(plan)?
    };
    meeting::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

fn planned(plan: &MeetingPlan) -> Result<meeting::ActiveModel, DbErr> {
    let slugs: Vec<&str> = plan.districts.iter().map(|district| district.slug()).collect();
    Ok(meeting::ActiveModel {
        title: Set(plan.title.clone()),
        host: Set(plan.host.slug().to_owned()),
        place: Set(plan.place.clone()),
        begins_at: Set(plan.begins_at.millis()),
        ends_at: Set(plan.ends_at.millis()),
        districts: Set(serde_json::to_string(&slugs).map_err(|error| DbErr::Type(error.to_string()))?),
        ..Default::default()
    })
}

/// Writes another plan, if nobody acted meanwhile.
pub(super) async fn record_plan(act: &Begun, before: &Meeting, plan: &MeetingPlan) -> Result<(), AppError> {
    let row = meeting::ActiveModel { version: Set(before.version + 1), ..planned(plan)? };
    let same = meeting::Entity::update_many().set(row).filter(meeting::Column::Id.eq(before.id));
    if same.filter(meeting::Column::Version.eq(before.version)).exec(act.tx()).await?.rows_affected != 1 {
        return Err(MeetingRefusal::ChangedMeanwhile.into());
    }
    record_line(act, before.id, "change_meeting", None).await
}

/// Writes a new state and the line that tells of it, if nobody acted meanwhile.
pub(super) async fn record_state(act: &Begun, before: &Meeting, to: MeetingState, name: &str, why: Option<&Grounds>) -> Result<(), AppError> {
    let moved = meeting::Entity::update_many()
        .col_expr(meeting::Column::State, Expr::value(to.code()))
        .col_expr(meeting::Column::StateSince, Expr::value(act.now().millis()))
        .col_expr(meeting::Column::Version, Expr::col(meeting::Column::Version).add(1))
        .filter(meeting::Column::Id.eq(before.id))
        .filter(meeting::Column::State.eq(before.state.code()));
    guarded(moved.exec(act.tx()).await?.rows_affected, before)?;
    record_line(act, before.id, name, why).await
}

/// Writes a state without asking where the meeting stood: for founding.
pub(super) async fn set_state(tx: &impl ConnectionTrait, id: Uuid, state: MeetingState, at: Instant) -> Result<(), DbErr> {
    let row = meeting::ActiveModel { state: Set(state.code().to_owned()), state_since: Set(at.millis()), ..Default::default() };
    meeting::Entity::update_many().set(row).filter(meeting::Column::Id.eq(id)).exec(tx).await?;
    Ok(())
}

fn guarded(rows: u64, before: &Meeting) -> Result<(), AppError> {
    if rows == 1 { Ok(()) } else { Err(MeetingRefusal::NotInThisState { state: before.state }.into()) }
}

/// Writes down what was done to a meeting.
pub(super) async fn record_line(act: &Begun, meeting: Uuid, name: &str, why: Option<&Grounds>) -> Result<(), AppError> {
    let (_, version) = super::settings::settings(act.tx()).await?;
    let line = meeting_story::ActiveModel {
        id: Set(act.new_id()),
        meeting: Set(meeting),
        act: Set(name.to_owned()),
        person: Set(act.person()),
        at: Set(act.now().millis()),
        reason: Set(why.map(|why| why.as_str().to_owned())),
        settings: Set(version),
    };
    meeting_story::Entity::insert(line).exec_without_returning(act.tx()).await?;
    Ok(())
}

/// What was done to a meeting, in order.
pub(super) async fn story(db: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Line>, DbErr> {
    let lines = meeting_story::Entity::find().filter(meeting_story::Column::Meeting.eq(id));
    let lines = lines.order_by_asc(meeting_story::Column::At).order_by_asc(meeting_story::Column::Id).all(db).await?;
    Ok(lines
        .into_iter()
        .map(|line| Line { act: line.act, at: Instant::from_millis(line.at), reason: line.reason, settings: line.settings })
        .collect())
}

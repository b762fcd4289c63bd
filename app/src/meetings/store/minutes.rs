//! Keeping minutes.

use crate::backend::{AppError, Begun};
use crate::meetings::entity::meeting_minutes;
use meeting_minutes::{Column, Entity};
use rules::Instant;
use rules::meetings::{Minutes, MinutesState};
use rules::offers::Grounds;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, SqlErr};
use uuid::Uuid;

/// Minutes as they are kept.
#[derive(Debug, Clone)]
pub(in crate::meetings) struct Written {
    /// The meeting.
    pub meeting: Uuid,
    /// How they stand.
    pub minutes: Minutes,
    /// The text, Markdown.
    pub text: String,
    /// Counts up with every change.
    pub version: i32,
    /// When they were handed in.
    pub written_at: Option<Instant>,
    /// When they were approved.
    pub approved_at: Option<Instant>,
    /// Why they were given back last.
    pub given_back: Option<String>,
}

impl Written {
    fn of(row: meeting_minutes::Model) -> Result<Self, DbErr> {
        let state = MinutesState::from_code(&row.state).ok_or_else(|| DbErr::Type(format!("minutes of {}: state", row.meeting)))?;
        Ok(Self {
            meeting: row.meeting,
            minutes: Minutes { state, written_by: row.written_by, approved_by: row.approved_by },
            text: row.text,
            version: row.version,
            written_at: row.written_at.map(Instant::from_millis),
            approved_at: row.approved_at.map(Instant::from_millis),
            given_back: row.given_back,
        })
    }

    /// Minutes nobody has begun to write.
    fn none(meeting: Uuid) -> Self {
        Self { meeting, minutes: Minutes::draft(), text: String::new(), version: 0, written_at: None, approved_at: None, given_back: None }
    }

    /// Final and public.
    pub(in crate::meetings) fn approved(&self) -> bool {
        self.minutes.state == MinutesState::Approved
    }
}

/// A meeting's minutes; empty ones when nobody has begun.
pub(in crate::meetings) async fn minutes_of(db: &impl ConnectionTrait, meeting: Uuid) -> Result<Written, DbErr> {
    let row = Entity::find_by_id(meeting).one(db).await?;
    row.map_or_else(|| Ok(Written::none(meeting)), Written::of)
}

/// The same, held until the commit.
pub(in crate::meetings) async fn minutes_to_change(tx: &impl ConnectionTrait, meeting: Uuid) -> Result<Written, DbErr> {
    let row = Entity::find_by_id(meeting).lock_exclusive().one(tx).await?;
    row.map_or_else(|| Ok(Written::none(meeting)), Written::of)
}

/// Minutes that wait for a second person, the longest waiting first.
pub(in crate::meetings) async fn minutes_waiting(db: &impl ConnectionTrait) -> Result<Vec<Written>, DbErr> {
    let waiting = Entity::find().filter(Column::State.eq(MinutesState::Written.code())).order_by_asc(Column::WrittenAt).limit(50);
    waiting.all(db).await?.into_iter().map(Written::of).collect()
}

/// Writes the first minutes of a meeting.
pub(in crate::meetings) async fn insert_minutes(tx: &impl ConnectionTrait, written: &Written) -> Result<(), DbErr> {
    let row = meeting_minutes::ActiveModel { meeting: Set(written.meeting), ..columns(written) };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

fn columns(written: &Written) -> meeting_minutes::ActiveModel {
    meeting_minutes::ActiveModel {
        state: Set(written.minutes.state.code().to_owned()),
        text: Set(written.text.clone()),
        version: Set(written.version),
        written_by: Set(written.minutes.written_by),
        written_at: Set(written.written_at.map(Instant::millis)),
        approved_by: Set(written.minutes.approved_by),
        approved_at: Set(written.approved_at.map(Instant::millis)),
        given_back: Set(written.given_back.clone()),
        ..Default::default()
    }
}

/// Writes a changed text, if nobody changed it meanwhile.
pub(in crate::meetings) async fn record_text(act: &Begun, before: &Written, minutes: Minutes, text: String) -> Result<(), AppError> {
    let after = Written { minutes, text, version: before.version + 1, written_at: None, ..before.clone() };
    if before.version > 0 {
        return moved(act, before, &after).await;
    }
    match insert_minutes(act.tx(), &after).await {
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => Err(AppError::named("minutes_changed_meanwhile")),
        other => Ok(other?),
    }
}

/// Writes where minutes stand now, if nobody changed them meanwhile.
pub(in crate::meetings) async fn record_minutes(act: &Begun, before: &Written, minutes: Minutes, why: Option<&Grounds>) -> Result<(), AppError> {
    let mut after = Written { minutes, ..before.clone() };
    match minutes.state {
        MinutesState::Written => after.written_at = Some(act.now()),
        MinutesState::Approved => after.approved_at = Some(act.now()),
        MinutesState::Draft => after.given_back = why.map(|why| why.as_str().to_owned()),
    }
    moved(act, before, &after).await
}

async fn moved(act: &Begun, before: &Written, after: &Written) -> Result<(), AppError> {
    let same = Entity::update_many().set(columns(after)).filter(Column::Meeting.eq(before.meeting)).filter(Column::Version.eq(before.version));
    let same = same.filter(Column::State.eq(before.minutes.state.code()));
    if same.exec(act.tx()).await?.rows_affected == 1 { Ok(()) } else { Err(AppError::named("minutes_changed_meanwhile")) }
}

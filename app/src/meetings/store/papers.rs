//! Keeping papers: their names and readers here, their content in the files.

use crate::backend::{AppError, Begun};
use crate::meetings::entity::meeting_paper;
use meeting_paper::{Column, Entity};
use rules::meetings::PaperAccess;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// A paper under an item.
#[derive(Debug, Clone)]
pub(in crate::meetings) struct Paper {
    /// Its id.
    pub id: Uuid,
    /// The meeting.
    pub meeting: Uuid,
    /// The item.
    pub item: Uuid,
    /// Its name with the ending of its kind.
    pub name: String,
    /// Who may read it.
    pub access: PaperAccess,
    /// Its content's hash.
    pub hash: String,
    /// Its size.
    pub bytes: i64,
}

impl Paper {
    fn of(row: meeting_paper::Model) -> Self {
        let access = PaperAccess::from_code(&row.access).unwrap_or(PaperAccess::Members);
        Self { id: row.id, meeting: row.meeting, item: row.item, name: row.name, access, hash: row.hash, bytes: row.bytes }
    }
}

/// The papers of a meeting in the order in which they came.
pub(in crate::meetings) async fn papers_of(db: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<Paper>, DbErr> {
    let rows = Entity::find().filter(Column::Meeting.eq(meeting)).order_by_asc(Column::At).order_by_asc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(Paper::of).collect())
}

/// One paper.
pub(in crate::meetings) async fn paper_by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Paper>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(Paper::of))
}

/// Writes a paper whose content is kept.
pub(in crate::meetings) async fn record_paper(act: &Begun, paper: &Paper) -> Result<(), AppError> {
    let row = meeting_paper::ActiveModel {
        id: Set(paper.id),
        meeting: Set(paper.meeting),
        item: Set(paper.item),
        name: Set(paper.name.clone()),
        access: Set(paper.access.code().to_owned()),
        hash: Set(paper.hash.clone()),
        bytes: Set(paper.bytes),
        at: Set(act.now().millis()),
    };
    Entity::insert(row).exec_without_returning(act.tx()).await?;
    Ok(())
}

/// Takes a paper away; false when the meeting has none of that id.
pub(in crate::meetings) async fn remove_paper(act: &Begun, meeting: Uuid, paper: Uuid) -> Result<bool, AppError> {
    let gone = Entity::delete_many().filter(Column::Id.eq(paper)).filter(Column::Meeting.eq(meeting)).exec(act.tx()).await?;
    Ok(gone.rows_affected == 1)
}

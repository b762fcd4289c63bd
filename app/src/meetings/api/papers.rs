//! Papers: added to an item, taken away.

use super::MeetingId;
use crate::backend::{AppError, FormWithFile, Upload};
use leptos::prelude::*;

/// Adds a paper to an item: the fields `id` made by the form's page, `meeting`, `item`, `access`, then the file `paper`; the same form
/// twice is one paper.
#[server(endpoint = "meetings/add_paper", input = FormWithFile)]
pub async fn add_paper(
    /// Fields and file.
    upload: Upload,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::ADD_PAPER, facts, papers, store};
    use sha2::{Digest, Sha256};
    let form = upload.read("paper").await?;
    let (meeting, item) = (form.field("meeting").to_owned(), form.field("item").to_owned());
    let access = papers::access(form.field("access"))?;
    let (id, name, content) = (form.field("id").to_owned(), form.file_name.clone(), Sha256::digest(&form.bytes).to_vec());
    let paper = papers::Upload::read(form.bytes).await?;
    let mut act = crate::backend::Visit::current()?.begin(&ADD_PAPER).await?;
    let of = facts::meeting_of_office(&mut act, &meeting).await?;
    if !id.is_empty()
        && let Some(answer) = act.sent_before(&id, &(of.id, &item, access.code(), &name, content)).await?
    {
        return Ok(answer);
    }
    let (_, item) = facts::item_to_change(&mut act, &meeting, &item).await?;
    let there = store::papers_of(act.tx(), item.meeting).await?.iter().filter(|paper| paper.item == item.id).count();
    papers::room_for_one_more(there)?;
    let paper = paper.kept(&act, &item, &name, access).await?;
    store::record_paper(&act, &paper).await?;
    act.commit(MeetingId { meeting }).await
}

crate::uploads!(AddPaper);

/// Takes a paper away.
#[server(endpoint = "meetings/remove_paper")]
pub async fn remove_paper(
    /// The meeting.
    meeting: String,
    /// The paper.
    paper: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::REMOVE_PAPER, facts, id, store};
    use rules::meetings::{MeetingAct, MeetingFacts};
    let mut act = crate::backend::Visit::current()?.begin(&REMOVE_PAPER).await?;
    let of = facts::meeting_of_office(&mut act, &meeting).await?;
    of.state.after(MeetingAct::Change, &MeetingFacts::default())?;
    if !store::remove_paper(&act, of.id, id(&paper)?).await? {
        return Err(AppError::not_found());
    }
    act.commit(MeetingId { meeting }).await
}

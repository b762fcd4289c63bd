//! Papers on their way: what an upload is, how it is named, who may read it.

use super::doors::READERS;
use super::entity::meeting_invitation::Model as Invitation;
use super::store::{self, Item, Meeting, Paper};
use crate::backend::{AppError, Begun, Visit, files, work_on_upload};
use rules::meetings::{PAPERS_MOST, PaperAccess, PaperKind, PaperUploadRefusal, may_add_paper};
use rules::permits::{PermitRefusal, Role};
use rules::voting::EntryRefusal;
use rules::{Check, writing};
use uuid::Uuid;

/// The most characters of a paper's name.
const NAME_MOST: usize = 60;

/// An upload whose content is known.
pub(super) enum Upload {
    Pdf(Vec<u8>),
    Picture(files::Picture),
}

impl Upload {
    /// Reads a PDF or a picture by its content; a picture is encoded anew.
    pub(super) async fn read(bytes: Vec<u8>) -> Result<Self, AppError> {
        if bytes.is_empty() {
            return Err(files::PictureRefusal::Missing.into());
        }
        match may_add_paper(&bytes, 0)? {
            PaperKind::Pdf => Ok(Self::Pdf(bytes)),
            PaperKind::Picture => Ok(Self::Picture(work_on_upload(move || files::Picture::read(&bytes)).await??)),
        }
    }

    /// Keeps the content and gives the paper's record.
    pub(super) async fn kept(&self, act: &Begun, item: &Item, typed: &str, access: PaperAccess) -> Result<Paper, AppError> {
        let (kept, ending) = match self {
            Self::Pdf(bytes) => (files::keep_file(act.tx(), bytes, "application/pdf", act.now()).await?, "pdf"),
            Self::Picture(picture) => (files::keep_picture(act.tx(), picture, act.now()).await?, "jpg"),
        };
        let bytes = match self {
            Self::Pdf(bytes) => bytes.len(),
            Self::Picture(picture) => picture.size(),
        };
        let name = format!("{}.{ending}", named(typed));
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        Ok(Paper { id: act.new_id(), meeting: item.meeting, item: item.id, name, access, hash: kept, bytes })
    }
}

/// A file's name without folders, its ending and what file systems dislike; a name proves nothing and is only ever shown.
fn named(typed: &str) -> String {
    let last = typed.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let plain: String = writing::tidy(stem).chars().filter(|c| !"<>:\"|?*%".contains(*c)).take(NAME_MOST).collect();
    let plain = plain.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if plain.is_empty() { "paper".to_owned() } else { plain.to_owned() }
}

/// Who may read, as chosen.
pub(super) fn access(typed: &str) -> Result<PaperAccess, AppError> {
    let mut check = Check::default();
    let chosen = check.field("access", PaperAccess::from_code(typed).ok_or(EntryRefusal::Missing));
    Ok(check.finish(|| chosen)?)
}

/// Whether an item with so many papers takes one more.
pub(super) fn room_for_one_more(papers: usize) -> Result<(), PaperUploadRefusal> {
    if papers < PAPERS_MOST as usize { Ok(()) } else { Err(PaperUploadRefusal::TooMany { most: PAPERS_MOST.into() }) }
}

/// Whether this visit may read the papers for members: staff, and the people of invited merchants.
pub(super) async fn reads_for_members(visit: &Visit, meeting: Uuid) -> Result<bool, AppError> {
    let Some(signed) = visit.signed() else { return Ok(false) };
    if visit.admit(READERS).is_ok() {
        return Ok(true);
    }
    let places = signed.standing.places(&[Role::MerchantOwner, Role::Clerk], visit.now());
    let invited = store::invitations_of(visit.db().read(), &places, signed.person).await?;
    Ok(invited.iter().any(|row: &Invitation| row.meeting == meeting))
}

/// The papers of a meeting that this visit may read.
pub(super) async fn readable(visit: &Visit, meeting: &Meeting) -> Result<Vec<Paper>, AppError> {
    let members = reads_for_members(visit, meeting.id).await?;
    let papers = store::papers_of(visit.db().read(), meeting.id).await?;
    Ok(papers.into_iter().filter(|paper| members || paper.access == PaperAccess::Public).collect())
}

/// A paper to hand out.
#[derive(Debug)]
pub struct PaperFile {
    /// Its name with the ending of its kind.
    pub name: String,
    /// `application/pdf` or `image/jpeg`.
    pub media_type: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Whether everybody may read it.
    pub public: bool,
}

/// A paper, for those who may read it; for others it does not exist.
///
/// # Errors
/// Not found, not signed in and not for everybody, or the database is away.
pub async fn paper_file(visit: &Visit, paper: Uuid) -> Result<PaperFile, AppError> {
    let db = visit.db().read();
    let paper = store::paper_by_id(db, paper).await?.ok_or_else(AppError::not_found)?;
    let meeting = store::meeting_by_id(db, paper.meeting).await?.ok_or_else(AppError::not_found)?;
    let public = paper.access == PaperAccess::Public && meeting.is_public();
    if !public && !reads_for_members(visit, meeting.id).await? {
        // Who follows a link and is not signed in is asked to: they may be a member.
        let stranger = visit.signed().is_none() && meeting.is_public();
        return Err(if stranger { PermitRefusal::NotSignedIn.into() } else { AppError::not_found() });
    }
    let file = files::kept_file(db, &paper.hash).await?.ok_or_else(AppError::not_found)?;
    Ok(PaperFile { name: paper.name, media_type: file.media_type, bytes: file.bytes, public })
}

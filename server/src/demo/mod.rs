//! The demo town: invented merchants and people (示例) with which everything can be tried. Its database carries a mark for ever, so that nobody
//! takes it for a real town; its passwords are random and kept, so that `demo accounts` can print them.

mod awards;
pub mod entity;
mod meetings;
mod people;
mod shops;
mod votes;

use app::accounts::{self, Newcomer};
use app::backend::{AppError, Db, Keys};
use app::voting::entity::vote;
use entity::{account, clock, mark};
use rules::Instant;
use rules::accounts::{Mobile, Password, ProofKind};
use rules::permits::Role;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryOrder, QuerySelect};
use uuid::Uuid;

/// What kind of town a database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nobody lives there yet.
    Empty,
    /// Marked as a demo town.
    Demo,
    /// Real people.
    Real,
}

/// Looks which kind of town it is.
///
/// # Errors
/// The database is away.
pub async fn kind(db: &impl ConnectionTrait) -> Result<Kind, DbErr> {
    if mark::Entity::find().count(db).await? > 0 {
        Ok(Kind::Demo)
    } else if accounts::is_empty(db).await? {
        Ok(Kind::Empty)
    } else {
        Ok(Kind::Real)
    }
}

/// Fills an empty database, all or nothing.
///
/// # Errors
/// The database is away, or a record does not fit: nothing was written.
pub async fn fill(db: &Db, keys: &Keys, now: Instant) -> Result<(), AppError> {
    let tx = db.begin().await?;
    mark::Entity::insert(mark::ActiveModel { at: Set(now.millis()), ..Default::default() }).exec_without_returning(&tx).await?;
    let mut filling = Filling { tx: &tx, keys, now, line: 0 };
    let residents = people::fill(&mut filling).await?;
    let shops = shops::fill(&mut filling).await?;
    meetings::fill(&filling, &shops).await?;
    votes::fill(&filling).await?;
    awards::fill(&filling, &shops, &residents).await?;
    app::backend::mark_lists(&tx, crate::migrations::LISTS).await?;
    tx.commit().await?;
    Ok(())
}

/// A demo town on its way.
#[derive(Debug)]
pub struct Filling<'a> {
    /// The one transaction.
    pub tx: &'a DatabaseTransaction,
    /// The office's keys.
    pub keys: &'a Keys,
    /// The moment the town is filled for.
    pub now: Instant,
    line: i32,
}

/// Somebody of the demo town.
#[derive(Debug, Clone)]
pub struct Somebody {
    /// What they are, besides a resident.
    pub role: Role,
    /// Where.
    pub place: Option<Uuid>,
    /// Where, in words; for residents, what is special about them.
    pub place_name: String,
    /// How they were proven.
    pub proof: ProofKind,
    /// Where they live, if proven.
    pub community: Option<Uuid>,
    /// Born in, if proven.
    pub birth_year: Option<i32>,
}

impl Filling<'_> {
    /// Writes somebody in, with a random password, and lists the account.
    ///
    /// # Errors
    /// The database is away.
    pub async fn enrol(&mut self, who: Somebody) -> Result<Uuid, AppError> {
        self.line += 1;
        let number = format!("190{:08}", self.line);
        let mobile = Mobile::parse(&number).map_err(|refusal| AppError::broken(&format!("{refusal:?}")))?;
        let password = random_password();
        let newcomer =
            Newcomer { mobile, password: Some(Password::typed(&password)), proof: who.proof, community: who.community, birth_year: who.birth_year };
        let person = accounts::enrol(self.tx, &newcomer, self.now).await?;
        if who.role != Role::Resident {
            accounts::give_grant(self.tx, person, who.role, who.place, Uuid::nil(), self.now).await?;
        }
        let totp_secret = if who.role.is_staff() { Some(accounts::enrol_second_factor(self.tx, self.keys, person, self.now).await?) } else { None };
        let row = account::ActiveModel {
            person: Set(person),
            line: Set(self.line),
            role: Set(who.role.code().to_owned()),
            place: Set(who.place_name),
            mobile: Set(number),
            password: Set(password),
            totp_secret: Set(totp_secret),
        };
        account::Entity::insert(row).exec_without_returning(self.tx).await?;
        Ok(person)
    }
}

/// Three groups of four, without characters that look alike.
fn random_password() -> String {
    use rand::seq::IndexedRandom;
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut chance = rand::rng();
    let mut group = || -> String { (0..4).map(|_| char::from(*LETTERS.choose(&mut chance).unwrap_or(&b'x'))).collect() };
    [group(), group(), group()].join("-")
}

/// The accounts of a demo town, in the order of the list.
///
/// # Errors
/// The database is away.
pub async fn listed_accounts(db: &impl ConnectionTrait) -> Result<Vec<account::Model>, DbErr> {
    account::Entity::find().order_by_asc(account::Column::Line).all(db).await
}

/// The newest moment at which something was recorded.
///
/// # Errors
/// The database is away.
pub async fn newest_record(db: &impl ConnectionTrait) -> Result<Option<Instant>, DbErr> {
    let founded = mark::Entity::find().one(db).await?.map(|mark| Instant::from_millis(mark.at));
    let known = app::alliance::newest_audit(db).await?.max(founded);
    // The clock closes votes by itself, without a line in the audit trail.
    let closed = vote::Entity::find().select_only().column_as(vote::Column::ClosedAt.max(), "closed").into_tuple::<Option<i64>>().one(db).await?;
    Ok(known.max(closed.flatten().map(Instant::from_millis)))
}

/// Remembers by how much the town's clock is ahead of the machine's, in milliseconds.
///
/// # Errors
/// The database is away.
pub async fn keep_shift(db: &impl ConnectionTrait, shift: i64) -> Result<(), DbErr> {
    let newest = OnConflict::column(clock::Column::Line).update_column(clock::Column::Shift).to_owned();
    let row = clock::ActiveModel { line: Set(1), shift: Set(shift) };
    clock::Entity::insert(row).on_conflict(newest).exec_without_returning(db).await?;
    Ok(())
}

/// The shift of the last time it was served, in milliseconds.
///
/// # Errors
/// The database is away.
pub async fn kept_shift(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    Ok(clock::Entity::find_by_id(1).one(db).await?.map_or(0, |clock| clock.shift))
}

//! An act that has begun: permission asked, transaction open, audit line to come.

use super::{Act, AppError, Engine, Signed, Turn, Visit};
use rules::permits::Who;
use rules::{Instant, Reason, Refusal};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryTrait, TryInsertResult,
    sea_query::{Expr, ExprTrait, InsertStatement, OnConflict, Query},
};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// An act between its beginning and its commit. Dropped = rolled back.
#[derive(Debug)]
pub struct Begun {
    turn: Turn,
    visit: Visit,
    act: &'static Act,
    now: Instant,
    object: Option<Uuid>,
    sent: Option<(Uuid, Vec<u8>)>,
    reserved: bool,
    placed: bool,
    by_the_day: bool,
    lines: Vec<InsertStatement>,
}

/// The same id was sent before, with other content.
#[derive(Debug)]
struct AlreadySent;

impl Refusal for AlreadySent {
    fn reason(&self) -> Reason {
        Reason::new("already_sent")
    }
}

crate::refuses!(AlreadySent, UnreadableId);

/// A form's record id was not a UUID.
#[derive(Debug)]
pub struct UnreadableId;

impl Refusal for UnreadableId {
    fn reason(&self) -> Reason {
        Reason::new("request_unreadable")
    }
}

impl Begun {
    pub(super) fn new(turn: Turn, visit: Visit, act: &'static Act) -> Self {
        let now = visit.house().clock.now();
        Self { turn, visit, act, now, object: None, sent: None, reserved: false, placed: false, by_the_day: false, lines: Vec::new() }
    }

    /// The transaction; facts are read and records written in it.
    #[must_use]
    pub fn tx(&self) -> &DatabaseTransaction {
        self.turn.tx()
    }

    /// The moment of the act: when it got its turn.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The visit it belongs to.
    #[must_use]
    pub fn visit(&self) -> &Visit {
        &self.visit
    }

    /// The person who acts.
    ///
    /// # Errors
    /// Not signed in; only possible for acts that anybody may do.
    pub fn signed(&self) -> Result<&Signed, AppError> {
        self.visit.person()
    }

    /// The person who acts. For acts that anybody may do and nobody is signed in: the nil id.
    #[must_use]
    pub fn person(&self) -> Uuid {
        self.visit.signed().map(|signed| signed.person).unwrap_or_default()
    }

    /// An id for a further record of this act.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        super::visit::new_id(self.now)
    }

    /// Asks the matrix whether the person may act in this place: a shop, a district … Every act of a role must ask before it commits.
    ///
    /// # Errors
    /// Not allowed: the person's roles do not reach this place.
    pub fn within(&mut self, place: Uuid) -> Result<(), AppError> {
        self.act.who.admits_in(Some(place), self.visit.signed().map(|signed| &signed.standing), self.now)?;
        self.placed = true;
        Ok(())
    }

    /// Says that the act belongs to no place but the whole alliance, and asks the matrix for that.
    ///
    /// # Errors
    /// Not allowed: the person's roles are for single places only.
    pub fn within_alliance(&mut self) -> Result<(), AppError> {
        self.act.who.admits_in(None, self.visit.signed().map(|signed| &signed.standing), self.now)?;
        self.placed = true;
        Ok(())
    }

    /// For grants and publishing: the person must have signed in within the last 15 minutes.
    ///
    /// # Errors
    /// Sign in again.
    pub fn fresh(&self) -> Result<(), AppError> {
        Ok(rules::accounts::fresh_enough(self.signed()?.fresh_at, self.now)?)
    }

    /// Names the record the act is about, for the audit trail.
    pub fn about(&mut self, object: Uuid) {
        self.object = Some(object);
    }

    /// The audit trail shall know of this act only the day: for ballots.
    pub fn by_the_day(&mut self) {
        self.by_the_day = true;
    }

    /// A record that is written with the audit line when the act is kept, all in one message.
    pub fn note(&mut self, line: InsertStatement) {
        self.lines.push(line);
    }

    /// Whether this very form was sent before: by the same person, for the same act, with the same content. Then its answer of that time is
    /// given again. Call it first; the id is the one the form's page made.
    ///
    /// # Errors
    /// The same id with other content is refused as already sent; somebody else's id is not found.
    pub async fn sent_before<F: Serialize, A: DeserializeOwned>(&mut self, id: &str, form: &F) -> Result<Option<A>, AppError> {
        self.sending(id, form)?;
        self.reserve().await?;
        if self.reserved { Ok(None) } else { self.answered().await }
    }

    /// On PostgreSQL, where acts run side by side, the form's line is written first: the same form sent at the same moment waits here for its twin.
    async fn reserve(&mut self) -> Result<(), AppError> {
        use super::db::sent;
        if self.visit.db().engine() == Engine::Postgres
            && let Some(line) = self.sent_line(String::new())
        {
            let once = OnConflict::column(sent::Column::Id).do_nothing().to_owned();
            let written = sent::Entity::insert(line).on_conflict(once).try_insert().exec_without_returning(self.tx()).await?;
            self.reserved = matches!(written, TryInsertResult::Inserted(1..));
        }
        Ok(())
    }

    fn sent_line(&self, answer: String) -> Option<super::db::sent::ActiveModel> {
        self.sent.as_ref().map(|(id, content)| super::db::sent::ActiveModel {
            id: Set(*id),
            person: Set(self.person()),
            act: Set(self.act.name.to_owned()),
            content: Set(content.clone()),
            answer: Set(answer),
            at: Set(self.now.millis()),
        })
    }

    /// The first half of [`Begun::sent_before`], for an act that asks [`Begun::was_sent`] together with its facts.
    ///
    /// # Errors
    /// The id is none.
    pub fn sending<F: Serialize>(&mut self, id: &str, form: &F) -> Result<(), AppError> {
        let id: Uuid = id.trim().parse().map_err(|_| UnreadableId)?;
        let content = serde_json::to_vec(form).map_err(|error| AppError::broken(&error))?;
        self.sent = Some((id, Sha256::digest(content).to_vec()));
        Ok(())
    }

    /// A question's column: whether any form with this one's id was kept. When it was, [`Begun::answered`] knows which.
    #[must_use]
    pub fn was_sent(&self) -> Expr {
        use super::db::sent;
        let id = self.sent.as_ref().map(|(id, _)| *id).unwrap_or_default();
        Expr::exists(Query::select().expr(Expr::val(1)).from(sent::Entity).and_where(sent::Column::Id.eq(id)).take())
    }

    /// The second half of [`Begun::sent_before`].
    ///
    /// # Errors
    /// As there.
    pub async fn answered<A: DeserializeOwned>(&self) -> Result<Option<A>, AppError> {
        let Some((id, content)) = &self.sent else { return Ok(None) };
        let Some(before) = super::db::sent::Entity::find_by_id(*id).one(self.tx()).await? else { return Ok(None) };
        if before.person != self.person() || before.act != self.act.name {
            return Err(AppError::not_found());
        }
        if before.content != *content {
            return Err(AlreadySent.into());
        }
        serde_json::from_str(&before.answer).map(Some).map_err(|error| AppError::broken(&error))
    }

    /// Writes what was noted and the audit line, marks the lists that changed, commits, and gives the answer.
    ///
    /// # Errors
    /// The database is away, or somebody else wrote the same record in the same moment: nothing was written.
    pub async fn commit<A: Serialize>(mut self, answer: A) -> Result<A, AppError> {
        if matches!(self.act.who, Who::Roles(_)) && !self.placed {
            return Err(AppError::broken(&format!("{} did not ask for its place", self.act.name)));
        }
        let told = serde_json::to_string(&answer).map_err(|error| AppError::broken(&error))?;
        match self.sent_line(told) {
            Some(line) if self.reserved => drop(line.update(self.tx()).await?),
            Some(line) => self.lines.push(super::db::sent::Entity::insert(line).into_query()),
            None => {}
        }
        let at = if self.by_the_day { self.now.day().start() } else { self.now };
        self.lines.push(crate::alliance::audit_line(at, self.person(), self.act.name, self.object));
        let lines = std::mem::take(&mut self.lines);
        super::together::record_together(self.tx(), lines).await?;
        mark_lists(self.tx(), self.act.lists).await?;
        self.turn.commit(!self.act.lists.is_empty()).await?;
        Ok(answer)
    }

    /// Keeps what was written although the act is refused: a counted try, a used-up code. No audit line, no list marked.
    ///
    /// # Errors
    /// The database is away.
    pub async fn keep_refused(self) -> Result<(), AppError> {
        Ok(self.turn.commit(false).await?)
    }
}

/// A record's id as it came in a form or an address; what is none is not found, like an unknown one.
///
/// # Errors
/// Not found.
pub fn id(typed: &str) -> Result<Uuid, AppError> {
    typed.trim().parse().map_err(|_| AppError::not_found())
}

/// Marks lists as changed, so that cached pages of them are made anew on every node.
///
/// # Errors
/// The database is away.
pub async fn mark_lists(tx: &impl ConnectionTrait, lists: &[&str]) -> Result<(), AppError> {
    use super::db::list_version as lv;
    if !lists.is_empty() {
        let names = lists.iter().map(|list| (*list).to_owned());
        lv::Entity::update_many()
            .col_expr(lv::Column::Version, Expr::col(lv::Column::Version).add(1))
            .filter(lv::Column::List.is_in(names))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// How long the answer of a sent form is kept for the case that it comes again, in milliseconds.
const SENT_KEPT: i64 = 180 * rules::DAY;

/// Forgets forms that were sent long ago.
///
/// # Errors
/// The database is away.
pub async fn forget_sent_forms(tx: &impl ConnectionTrait, now: Instant) -> Result<(), AppError> {
    use super::db::sent;
    sent::Entity::delete_many().filter(sent::Column::At.lt(now.plus(-SENT_KEPT).millis())).exec(tx).await?;
    Ok(())
}

/// Forgets the forms a person sent: their account ends.
///
/// # Errors
/// The database is away.
pub async fn forget_sent(tx: &impl ConnectionTrait, person: Uuid) -> Result<(), sea_orm::DbErr> {
    use super::db::sent;
    sent::Entity::delete_many().filter(sent::Column::Person.eq(person)).exec(tx).await?;
    Ok(())
}

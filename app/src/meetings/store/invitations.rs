//! Keeping invitations, answers and delegates.

use crate::backend::{AppError, Begun};
use crate::meetings::entity::{meeting_check_in, meeting_invitation as invitation_of};
use crate::merchants::entity::merchant;
use invitation_of::{Column, Entity};
use rules::Instant;
use rules::districts::District;
use rules::meetings::{Answered, InvitationRefusal};
use rules::merchants::MerchantState;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, SqlErr,
};
use uuid::Uuid;

/// Rows in one statement: SQLite takes a limited number of values at once.
const AT_ONCE: usize = 200;

/// Who is a member: also who may not give benefits for now.
const MEMBERS: [MerchantState; 2] = [MerchantState::Active, MerchantState::Suspended];

/// Invites the member merchants of some districts that are not invited yet, and gives their ids.
pub(in crate::meetings) async fn invite(tx: &impl ConnectionTrait, meeting: Uuid, districts: &[District], now: Instant) -> Result<Vec<Uuid>, DbErr> {
    let before: Vec<Uuid> = invitations(tx, meeting).await?.into_iter().map(|row| row.merchant).collect();
    let members = merchant::Entity::find()
        .filter(merchant::Column::State.is_in(MEMBERS.map(MerchantState::key)))
        .filter(merchant::Column::District.is_in(districts.iter().map(|district| district.slug())));
    let members: Vec<(Uuid, String, String)> =
        members.select_only().columns([merchant::Column::Id, merchant::Column::Name, merchant::Column::District]).into_tuple().all(tx).await?;
    let new: Vec<_> = members.into_iter().filter(|(id, ..)| !before.contains(id)).collect();
    for some in new.chunks(AT_ONCE) {
        let rows = some.iter().map(|(id, name, district)| invitation_of::ActiveModel {
            meeting: Set(meeting),
            merchant: Set(*id),
            name: Set(name.clone()),
            district: Set(district.clone()),
            at: Set(now.millis()),
            answer: Set(None),
            excuse: Set(String::new()),
            answered_at: Set(None),
            delegate: Set(None),
        });
        let once = OnConflict::columns([Column::Meeting, Column::Merchant]).do_nothing().to_owned();
        let _ = Entity::insert_many(rows).on_conflict(once).try_insert().exec_without_returning(tx).await?;
    }
    Ok(new.into_iter().map(|(id, ..)| id).collect())
}

/// Everybody invited to a meeting, by district and name.
pub(in crate::meetings) async fn invitations(db: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<invitation_of::Model>, DbErr> {
    let mut rows = Entity::find().filter(Column::Meeting.eq(meeting)).order_by_asc(Column::Merchant).all(db).await?;
    rows.sort_by_key(|row| (District::from_slug(&row.district), row.name.clone()));
    Ok(rows)
}

/// One merchant's invitation.
pub(in crate::meetings) async fn invitation(db: &impl ConnectionTrait, meeting: Uuid, merchant: Uuid) -> Result<Option<invitation_of::Model>, DbErr> {
    Entity::find_by_id((meeting, merchant)).one(db).await
}

/// The invitations of some merchants, and those at which a person speaks.
pub(in crate::meetings) async fn invitations_of(
    db: &impl ConnectionTrait,
    merchants: &[Uuid],
    person: Uuid,
) -> Result<Vec<invitation_of::Model>, DbErr> {
    let theirs = Condition::any().add(Column::Merchant.is_in(merchants.iter().copied())).add(Column::Delegate.eq(person));
    Entity::find().filter(theirs).order_by_desc(Column::At).limit(500).all(db).await
}

/// Whether a person speaks for another merchant at this meeting.
pub(in crate::meetings) async fn spoken_for_elsewhere(db: &impl ConnectionTrait, meeting: Uuid, merchant: Uuid, person: Uuid) -> Result<bool, DbErr> {
    let other = Entity::find().filter(Column::Meeting.eq(meeting)).filter(Column::Delegate.eq(person)).filter(Column::Merchant.ne(merchant));
    Ok(other.one(db).await?.is_some())
}

/// Takes the invitations back of merchants that have left the alliance meanwhile, unless they are here.
pub(in crate::meetings) async fn take_back_of_left(act: &Begun, meeting: Uuid) -> Result<(), AppError> {
    let left = merchant::Entity::find().select_only().column(merchant::Column::Id).filter(merchant::Column::State.eq(MerchantState::Left.key()));
    let here = meeting_check_in::Entity::find().select_only().column(meeting_check_in::Column::Merchant);
    let here = here.filter(meeting_check_in::Column::Meeting.eq(meeting));
    let gone = Entity::delete_many().filter(Column::Meeting.eq(meeting)).filter(Column::Merchant.in_subquery(left.into_query()));
    gone.filter(Column::Merchant.not_in_subquery(here.into_query())).exec(act.tx()).await?;
    Ok(())
}

/// Forgets what merchants answered: the meeting is on another day.
pub(in crate::meetings) async fn forget_answers(act: &Begun, meeting: Uuid) -> Result<(), AppError> {
    let row = invitation_of::ActiveModel { answer: Set(None), excuse: Set(String::new()), answered_at: Set(None), ..Default::default() };
    Entity::update_many().set(row).filter(Column::Meeting.eq(meeting)).exec(act.tx()).await?;
    Ok(())
}

/// Writes a merchant's answer.
pub(in crate::meetings) async fn record_answer(act: &Begun, answered: &Answered) -> Result<(), AppError> {
    let row = invitation_of::ActiveModel {
        answer: Set(Some(answered.answer.code().to_owned())),
        excuse: Set(answered.excuse.clone()),
        answered_at: Set(Some(act.now().millis())),
        ..Default::default()
    };
    let own = Entity::update_many().set(row).filter(Column::Meeting.eq(answered.meeting)).filter(Column::Merchant.eq(answered.merchant));
    own.exec(act.tx()).await?;
    Ok(())
}

/// Writes who speaks for a merchant; that nobody speaks for two is guarded here once more.
pub(in crate::meetings) async fn record_delegate(act: &Begun, meeting: Uuid, merchant: Uuid, person: Uuid) -> Result<(), AppError> {
    let row = invitation_of::ActiveModel { delegate: Set(Some(person)), ..Default::default() };
    let own = Entity::update_many().set(row).filter(Column::Meeting.eq(meeting)).filter(Column::Merchant.eq(merchant));
    match own.exec(act.tx()).await {
        Ok(_) => Ok(()),
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => Err(InvitationRefusal::DelegateElsewhere.into()),
        Err(error) => Err(error.into()),
    }
}

//! Votes of the demo town: one that passed at the meeting that was held, one that is open now, one that is prepared for the coming meeting.

use super::Filling;
use super::meetings::holder;
use app::backend::AppError;
use app::meetings::entity::agenda_item;
use app::voting::{FoundVote, NewVote, VoteAbout, found_vote, prepare, random_id};
use rules::districts::District;
use rules::permits::Role;
use rules::voting::{CardDraft, Choice, RuleCardForm};
use rules::{DAY, HOUR, MINUTE};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// Fills in the three.
pub(super) async fn fill(town: &Filling<'_>) -> Result<(), AppError> {
    let office = holder(town, Role::Secretary, None).await?;
    let officer = holder(town, Role::DistrictOfficer, Some(District::Wanda.place())).await?;
    let (past, parking) = item(town, "会员日统一停车优惠").await?;
    let held = app::meetings::brief(town.tx, past).await?.ok_or_else(AppError::not_found)?;
    let opened = held.begins_at.plus(HOUR);
    let motion = draft(&RuleCardForm { question: "会员日凭核销记录免两小时停车费".to_owned(), minutes: "10".to_owned(), ..usual() })?;
    let place = Some(held.host.place());
    let choices = [Choice::Yes, Choice::Yes, Choice::No, Choice::Yes, Choice::Yes, Choice::Abstain, Choice::Yes, Choice::Yes, Choice::No].to_vec();
    let new = NewVote::of(random_id(), VoteAbout::Item { meeting: past, item: parking }, place, motion);
    let over = Some((opened.plus(8 * MINUTE), office, officer));
    found_vote(town.tx, town.keys, &FoundVote { new, opened, choices, over }).await?;
    let (coming, longer) = item(town, "要不要延长会员日营业时间").await?;
    let next = app::meetings::brief(town.tx, coming).await?.ok_or_else(AppError::not_found)?;
    let about = VoteAbout::Item { meeting: coming, item: longer };
    let closes = next.ends_at.plus(DAY);
    let theme = draft(&RuleCardForm {
        question: "年末会员日用哪个主题".to_owned(),
        method: "choose".to_owned(),
        options: "暖冬邻里\n红星年货\n灯火可亲".to_owned(),
        pass: "none".to_owned(),
        secrecy: "secret".to_owned(),
        minutes: String::new(),
        closes_day: closes.day().to_string(),
        closes_time: "18:00".to_owned(),
        ..usual()
    })?;
    let new = NewVote::of(random_id(), about, Some(next.host.place()), theme);
    found_vote(town.tx, town.keys, &FoundVote { new, opened: town.now, choices: Vec::new(), over: None }).await?;
    let longer = draft(&RuleCardForm { question: "12月会员日延长到晚上十点".to_owned(), minutes: "10".to_owned(), ..usual() })?;
    prepare(town.tx, &NewVote::of(random_id(), about, Some(next.host.place()), longer), town.now).await
}

pub(super) async fn item(town: &Filling<'_>, title: &str) -> Result<(uuid::Uuid, uuid::Uuid), AppError> {
    let found = agenda_item::Entity::find().filter(agenda_item::Column::Title.eq(title)).one(town.tx).await?;
    found.map(|row| (row.meeting, row.id)).ok_or_else(|| AppError::broken(&format!("no item “{title}”")))
}

fn draft(form: &RuleCardForm) -> Result<CardDraft, AppError> {
    form.parse().map_err(AppError::from)
}

/// A motion of the merchants: more than half must vote, more than half of the valid ballots pass it.
fn usual() -> RuleCardForm {
    let word = |word: &str| word.to_owned();
    RuleCardForm {
        method: word("yes_no"),
        electorate: word("merchants"),
        quorum_base: word("cast"),
        quorum: word("half"),
        pass_base: word("valid"),
        pass: word("half"),
        secrecy: word("open"),
        ..RuleCardForm::default()
    }
}

//! Papers: handed out at a counter or in the room, entered twice by two people.

use crate::backend::AppError;
use leptos::prelude::*;
use rules::voting::BallotForm;

/// Hands a paper out: the voice is marked at once, and the web is closed to it. A merchant is named by its id, a resident by their
/// mobile number or their card.
#[server(endpoint = "voting/hand_out_paper")]
pub async fn hand_out_paper(
    /// The vote.
    vote: String,
    /// The merchant.
    #[server(default)]
    merchant: String,
    /// The resident's mobile number or card.
    #[server(default)]
    login: String,
) -> Result<(), AppError> {
    use super::super::{doors::HAND_OUT_PAPER, store, voters};
    use rules::accounts::Login;
    use rules::voting::{CastRefusal, Electorate, Mark, Secrecy, may_mark_paper};
    let (mut act, kept) = super::conducting(&HAND_OUT_PAPER, &vote, super::Hold::Step).await?;
    if kept.draft().secrecy == Secrecy::Open {
        return Err(AppError::not_found());
    }
    let voter = match kept.draft().electorate {
        Electorate::Merchants => super::id(&merchant)?,
        Electorate::Residents => {
            let mut check = rules::Check::default();
            let login = check.field("login", Login::parse(&login));
            let login = check.finish(|| login)?;
            crate::accounts::known_by_login(act.tx(), &login).await?.ok_or(CastRefusal::NotOnRoll)?.id
        }
    };
    let recused = voters::stands_aside(act.tx(), &kept, voter, act.now()).await?;
    let facts = voters::VoterFacts { voice: store::voice(act.tx(), &kept, voter).await?, recused, ..voters::VoterFacts::default() };
    may_mark_paper(&store::facts_of(act.tx(), &kept, &facts, None).await?, act.now())?;
    if !store::marked(act.tx(), kept.id, voter, Mark::Paper).await? {
        return Err(CastRefusal::AlreadyVoted.into());
    }
    act.by_the_day();
    act.commit(()).await
}

/// Enters what somebody read on a paper from the box, by the number it got there.
#[server(endpoint = "voting/enter_paper")]
pub async fn enter_paper(
    /// The vote.
    vote: String,
    /// The paper's number.
    number: String,
    /// A paper that cannot be counted.
    #[server(default)]
    spoiled: Option<String>,
    /// As filled in.
    #[server(flatten)]
    form: BallotForm,
) -> Result<(), AppError> {
    use super::super::{doors::ENTER_PAPER, random_id, store};
    use rules::voting::{Choice, PaperEntry, PaperRefusal, entry, may_add_sheet};
    let (act, kept) = super::conducting(&ENTER_PAPER, &vote, super::Hold::Step).await?;
    let mut check = rules::Check::default();
    let number = check.field("number", entry::number(&number, 1, 100_000));
    let chosen = [&form.choice].into_iter().chain(&form.picks).chain(&form.scores).any(|typed| !typed.trim().is_empty());
    let spoiled = check.field("spoiled", if spoiled.is_some() && chosen { Err(PaperRefusal::SpoiledAndChosen) } else { Ok(spoiled) });
    let (number, spoiled) = check.finish(|| number.and_then(|number| i32::try_from(number).ok()).zip(spoiled))?;
    let choice = match spoiled {
        Some(_) => Choice::Spoiled,
        None => BallotForm { id: random_id().to_string(), ..form }.parse(kept.draft())?.1,
    };
    super::box_is_open(&kept)?;
    let mut sheets = store::sheets_of(act.tx(), kept.id).await?;
    let sheet = match sheets.remove(&number) {
        Some(sheet) => sheet,
        None => {
            may_add_sheet(sheets.len(), store::marks_of(act.tx(), &kept).await?.1)?;
            Default::default()
        }
    };
    let (sheet, _) = sheet.enter(PaperEntry { by: act.person(), choice })?;
    store::record_entry(act.tx(), kept.id, number, &sheet).await?;
    act.commit(()).await
}

/// Strikes a number that was entered by mistake: the paper is not in the box, or has another number.
#[server(endpoint = "voting/strike_paper")]
pub async fn strike_paper(
    /// The vote.
    vote: String,
    /// The paper's number.
    number: String,
) -> Result<(), AppError> {
    use super::super::{doors::STRIKE_PAPER, store};
    use rules::voting::{PaperRefusal, entry};
    let (act, kept) = super::conducting(&STRIKE_PAPER, &vote, super::Hold::Step).await?;
    let mut check = rules::Check::default();
    let number = check.field("number", entry::number(&number, 1, 100_000));
    let number = check.finish(|| number.and_then(|number| i32::try_from(number).ok()))?;
    super::box_is_open(&kept)?;
    let sheets = store::sheets_of(act.tx(), kept.id).await?;
    sheets.get(&number).ok_or(PaperRefusal::NotEntered)?.may_strike(act.person())?;
    store::strike_sheet(act.tx(), kept.id, number).await?;
    act.commit(()).await
}

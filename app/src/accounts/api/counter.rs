//! At a counter: finding a person, taking a proof, opening an account, printing a slip; and the code a person shows there.

use crate::backend::AppError;
use leptos::prelude::*;
use rules::accounts::{FindForm, OpenForm, ProofForm, SlipFor};
use serde::{Deserialize, Serialize};

/// Who was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The person's random id.
    pub person: String,
}

/// A printed slip; its code is shown this once and kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedSlip {
    /// What it is for.
    pub purpose: SlipFor,
    /// `138****5678`, or the card number.
    pub label: String,
    /// Whether the label is the number of a new card, which the person needs to sign in.
    pub card: bool,
    /// The code.
    pub code: String,
    /// Good until, in milliseconds UTC.
    pub ends_at: i64,
}

/// The code that a person shows at a counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCode {
    /// Eight digits.
    pub code: String,
    /// Good until, in milliseconds UTC.
    pub ends_at: i64,
}

/// Makes the eight digits by which an officer finds the person who stands before them.
#[server(endpoint = "accounts/make_person_code")]
pub async fn make_person_code() -> Result<PersonCode, AppError> {
    use super::super::{doors::MAKE_PERSON_CODE, store};
    let act = crate::backend::Visit::current()?.begin(&MAKE_PERSON_CODE).await?;
    let code = store::record_person_code(act.tx(), &act.visit().house().keys, act.person(), act.now()).await?;
    let ends_at = act.now().plus(rules::accounts::CODE_FOR).millis();
    act.commit(PersonCode { code: code.as_str().to_owned(), ends_at }).await
}

/// Finds a person by number, card, or the code they show. Every search leaves an audit line.
#[server(endpoint = "accounts/find_person")]
pub async fn find_person(
    /// As typed.
    #[server(flatten)]
    form: FindForm,
) -> Result<Found, AppError> {
    use super::super::{doors::FIND_PERSON, front, store};
    use rules::accounts::{CounterRefusal, Sought, Throttle};
    let sought = form.parse()?;
    let visit = crate::backend::Visit::current()?;
    visit.admit(FIND_PERSON.who)?;
    let officer = visit.person()?.person;
    store::count_try(&visit, "find-person", &[officer.as_bytes()], Throttle::FIND_PERSON).await?;
    let mut act = visit.begin(&FIND_PERSON).await?;
    front::at_counter(&mut act, None)?;
    let (keys, now) = (&visit.house().keys, act.now());
    let found = match &sought {
        Sought::ByLogin(login) => store::person_by_login(act.tx(), login).await?.map(|person| person.id),
        Sought::ByCode(code, login) => match (store::person_by_code(act.tx(), keys, code, now).await?, login) {
            (Some(person), _) => Some(person),
            (None, Some(login)) => store::person_by_login(act.tx(), login).await?.map(|person| person.id),
            (None, None) => None,
        },
    };
    let person = found.ok_or(CounterRefusal::PersonUnknown)?;
    act.about(person);
    act.commit(Found { person: person.to_string() }).await
}

/// Records that a person showed who they are at a counter. Who lives in a community already is proven anew by an officer who may act there too.
#[server(endpoint = "accounts/prove_person")]
pub async fn prove_person(
    /// As typed.
    #[server(flatten)]
    form: ProofForm,
) -> Result<(), AppError> {
    use super::super::{doors::PROVE_PERSON, front, store};
    use rules::accounts::Purpose;
    let visit = crate::backend::Visit::current()?;
    let proof = form.parse(visit.now().day().year())?;
    let person = form.person.trim().parse().map_err(|_| AppError::not_found())?;
    let mut act = visit.begin(&PROVE_PERSON).await?;
    let community = crate::districts::community_name(act.tx(), proof.community).await?;
    let community = community.ok_or(rules::accounts::CounterRefusal::CommunityMissing)?;
    front::at_counter(&mut act, Some(proof.community))?;
    let row = front::handled(&mut act, person).await?;
    if row.community.is_some() {
        front::at_counter(&mut act, row.community)?;
    }
    store::record_proof(act.tx(), person, proof, act.person(), act.now()).await?;
    if proof.audience {
        store::record_consent(act.tx(), person, Purpose::Audience, act.person(), act.now()).await?;
    } else {
        store::withdraw_consent(act.tx(), person, Purpose::Audience, act.now()).await?;
    }
    let args = [("community", community.into())];
    crate::notices::tell(act.tx(), person, "accounts-told-proven", &args, "/my/data", act.now()).await?;
    act.commit(()).await
}

/// Opens an account at a counter: for a number, also one that an account without proof holds, or for a person without a phone, who gets a card. The
/// slip for the first password is shown this once.
#[server(endpoint = "accounts/open_account")]
pub async fn open_account(
    /// As typed.
    #[server(flatten)]
    form: OpenForm,
) -> Result<PrintedSlip, AppError> {
    use super::super::{doors::OPEN_ACCOUNT, front, store};
    use rules::accounts::{CounterRefusal, ProofKind, Purpose};
    let visit = crate::backend::Visit::current()?;
    let opening = form.parse(visit.now().day().year())?;
    let slip = form.id.trim().parse().map_err(|_| crate::backend::UnreadableId)?;
    let mut act = visit.begin(&OPEN_ACCOUNT).await?;
    crate::districts::community_name(act.tx(), opening.proof.community).await?.ok_or(CounterRefusal::CommunityMissing)?;
    front::at_counter(&mut act, Some(opening.proof.community))?;
    store::refuse_printed(act.tx(), slip).await?;
    if let Some(mobile) = &opening.mobile {
        if !opening.take_over && store::person_by_mobile(act.tx(), mobile).await?.is_some() {
            return Err(CounterRefusal::NumberKnown.into());
        }
        front::free_number(&act, None, mobile).await?;
    }
    let new = store::NewPerson { mobile: opening.mobile.as_ref(), kind: ProofKind::Counter, by: Some(act.person()), proof: Some(opening.proof) };
    let (person, card) = store::open_account(act.tx(), &new, act.now()).await?;
    act.about(person);
    store::record_consent(act.tx(), person, Purpose::Account, act.person(), act.now()).await?;
    if opening.proof.audience {
        store::record_consent(act.tx(), person, Purpose::Audience, act.person(), act.now()).await?;
    }
    let code = store::record_slip(act.tx(), &visit.house().keys, slip, (person, SlipFor::Password), act.person(), act.now()).await?;
    let label = card.as_ref().map(rules::accounts::Card::printed).or(opening.mobile.map(|mobile| mobile.masked()));
    let printed = PrintedSlip {
        purpose: SlipFor::Password,
        label: label.unwrap_or_default(),
        card: card.is_some(),
        code: code.printed(),
        ends_at: act.now().plus(rules::accounts::SLIP_FOR).millis(),
    };
    act.commit(printed).await
}

/// Printing a slip, as sent.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SlipForm {
    /// Made by the page.
    pub id: String,
    /// For whom.
    pub person: String,
    /// For what.
    pub purpose: String,
}

/// Prints a one-time slip for a proven person; it is shown this once.
#[server(endpoint = "accounts/print_slip")]
pub async fn print_slip(
    /// As sent.
    #[server(flatten)]
    form: SlipForm,
) -> Result<PrintedSlip, AppError> {
    use super::super::{doors::PRINT_SLIP, front, store};
    use rules::accounts::{CounterRefusal, GrantRefusal, ProofKind};
    let purpose = SlipFor::from_code(&form.purpose).ok_or(CounterRefusal::SlipKindMissing)?;
    let person = form.person.trim().parse().map_err(|_| AppError::not_found())?;
    let slip = form.id.trim().parse().map_err(|_| crate::backend::UnreadableId)?;
    let mut act = crate::backend::Visit::current()?.begin(&PRINT_SLIP).await?;
    act.fresh()?;
    let row = front::handled(&mut act, person).await?;
    front::at_counter(&mut act, row.community)?;
    if !ProofKind::from_code(&row.proof).is_some_and(ProofKind::knows_person) {
        return Err(GrantRefusal::NotProven.into());
    }
    store::refuse_printed(act.tx(), slip).await?;
    let code = store::record_slip(act.tx(), &act.visit().house().keys, slip, (person, purpose), act.person(), act.now()).await?;
    crate::notices::tell(act.tx(), person, &format!("accounts-told-slip-{}", purpose.code().replace('_', "-")), &[], "/my/security", act.now())
        .await?;
    let label = store::Known::from(&row).label;
    let ends_at = act.now().plus(rules::accounts::SLIP_FOR).millis();
    act.commit(PrintedSlip { purpose, label, card: false, code: code.printed(), ends_at }).await
}

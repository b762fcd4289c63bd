//! What people are told: owners of candidates, and everybody who nominated.

use super::facts::Held;
use super::store::{self, Candidate, KeptCategory, KeptEdition};
use crate::backend::{AppError, Arg, Begun};
use crate::merchants::Shop;
use crate::notices::{Telling, tell, tell_all, tell_each};
use rules::awards::{AppealVerdict, Place, Ranking, Removal};
use rules::offers::Grounds;
use rules::permits::Role;
use uuid::Uuid;

/// Tells the owners of new candidates; when the list is entered for the first time, also those who nominated what became of it.
pub(super) async fn of_shortlist(
    act: &Begun,
    edition: &KeptEdition,
    category: &KeptCategory,
    shops: &[Shop],
    before: &[Candidate],
) -> Result<(), AppError> {
    let link = format!("/awards/{}/{}", edition.id, category.id);
    for shop in shops.iter().filter(|shop| before.iter().all(|candidate| candidate.merchant != shop.id)) {
        let args = [("name", Arg::from(shop.name.to_string())), ("category", Arg::from(&category.terms.title))];
        tell_owners(act, shop.id, "awards-told-candidate", &args, &link).await?;
    }
    if !before.is_empty() {
        return Ok(());
    }
    let line = |(person, merchant, name): (Uuid, Uuid, String)| {
        let on_list = shops.iter().any(|shop| shop.id == merchant);
        let key = if on_list { "awards-told-nominee-on-list" } else { "awards-told-nominee-not-on-list" };
        Telling::new(person, key, &[("name", Arg::from(name)), ("category", Arg::from(&category.terms.title))], &link)
    };
    let lines: Vec<Telling> = store::nominators_of(act.tx(), category.id).await?.into_iter().map(line).collect::<Result<_, _>>()?;
    Ok(tell_each(act.tx(), &lines, act.now()).await?)
}

/// Tells somebody that their ballot was removed, why, and from when they can appeal.
pub(super) async fn of_removal(act: &Begun, held: &Held, voter: Uuid, reason: Removal) -> Result<(), AppError> {
    let key = format!("awards-told-removed-{}", reason.code().replace('_', "-"));
    let from = held.edition.plan.timetable.appeal;
    let args = [("category", Arg::from(&held.category.terms.title)), ("from", Arg::from(from))];
    Ok(tell(act.tx(), voter, &key, &args, &appeal_page(held), act.now()).await?)
}

/// Tells whoever appealed how it was decided and why.
pub(super) async fn of_decision(act: &Begun, held: &Held, person: Uuid, verdict: AppealVerdict, grounds: &Grounds) -> Result<(), AppError> {
    let key = format!("awards-told-appeal-{}", verdict.code());
    let args = [("category", Arg::from(&held.category.terms.title)), ("grounds", Arg::from(grounds.as_str()))];
    Ok(tell(act.tx(), person, &key, &args, &appeal_page(held), act.now()).await?)
}

fn appeal_page(held: &Held) -> String {
    format!("/awards/{}/{}/appeal", held.edition.id, held.category.id)
}

/// Tells the owners of all candidates what became of them, and everybody who nominated that the results are out.
pub(super) async fn of_results(act: &Begun, edition: &KeptEdition, category: &KeptCategory, ranking: &Ranking) -> Result<(), AppError> {
    let link = format!("/awards/{}/{}", edition.id, category.id);
    let candidates = store::candidates_of(act.tx(), &[category.id]).await?;
    for (score, place) in &ranking.rows {
        let Some(candidate) = candidates.iter().find(|candidate| candidate.merchant == score.facts.candidate) else { continue };
        let mut args = vec![("name", Arg::from(&candidate.name)), ("category", Arg::from(&category.terms.title))];
        let key = match place {
            Place::Won(place) => {
                args.push(("place", Arg::from(i32::from(*place))));
                "awards-told-won"
            }
            Place::PassedOver => "awards-told-passed-over",
            Place::NoMember => "awards-told-no-member",
            Place::Behind => "awards-told-behind",
        };
        tell_owners(act, candidate.merchant, key, &args, &link).await?;
    }
    tell_nominators(act, category, "awards-told-results", &link).await
}

/// Tells the owners of its candidates, where there are some, and everybody who nominated that nobody wins in a category.
pub(super) async fn of_vacancy(act: &Begun, edition: &KeptEdition, category: &KeptCategory) -> Result<(), AppError> {
    let link = format!("/awards/{}/{}", edition.id, category.id);
    let args = [("category", Arg::from(&category.terms.title))];
    for candidate in store::candidates_of(act.tx(), &[category.id]).await? {
        tell_owners(act, candidate.merchant, "awards-told-vacant", &args, &link).await?;
    }
    tell_nominators(act, category, "awards-told-vacant", &link).await
}

/// Tells everybody who nominated in a category the same line, once.
async fn tell_nominators(act: &Begun, category: &KeptCategory, key: &str, link: &str) -> Result<(), AppError> {
    let persons = store::nominators_of(act.tx(), category.id).await?.into_iter().map(|(person, ..)| person);
    Ok(tell_all(act.tx(), persons, key, &[("category", Arg::from(&category.terms.title))], link, act.now()).await?)
}

/// Tells all owners of a shop the same line.
pub(super) async fn tell_owners(act: &Begun, merchant: Uuid, key: &str, args: &[(&str, Arg)], link: &str) -> Result<(), AppError> {
    let owners = crate::accounts::holders(act.tx(), Role::MerchantOwner, Some(merchant), act.now()).await?;
    Ok(tell_all(act.tx(), owners, key, args, link, act.now()).await?)
}

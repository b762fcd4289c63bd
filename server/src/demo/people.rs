//! People of the demo town who belong to no shop: the offices, and residents of every kind.

use super::{Filling, Somebody};
use app::backend::AppError;
use rules::accounts::ProofKind;
use rules::districts::District;
use rules::permits::Role;
use uuid::Uuid;

/// The offices first, then residents; gives those residents whose person is proven.
pub(super) async fn fill(town: &mut Filling<'_>) -> Result<Vec<Uuid>, AppError> {
    let mut proven = Vec::new();
    // Counting and publishing, removing and deciding are done by two people: the office has two.
    for role in [Role::Admin, Role::Secretary, Role::Secretary, Role::Auditor] {
        town.enrol(Somebody { role, place: None, place_name: "商盟".to_owned(), proof: ProofKind::Register, community: None, birth_year: None })
            .await?;
    }
    for district in District::ALL {
        town.enrol(Somebody {
            role: Role::DistrictOfficer,
            place: Some(district.place()),
            place_name: district.name().to_owned(),
            proof: ProofKind::Register,
            community: None,
            birth_year: None,
        })
        .await?;
    }
    let communities = app::districts::communities(town.tx).await?;
    if let Some(first) = communities.first() {
        town.enrol(Somebody {
            role: Role::CommunityOfficer,
            place: Some(first.id),
            place_name: first.name.clone(),
            proof: ProofKind::Register,
            community: None,
            birth_year: None,
        })
        .await?;
    }
    for (number, (what, proof, birth_year)) in RESIDENTS.into_iter().enumerate() {
        let home = communities.get(number % communities.len().max(1)).filter(|_| proof.knows_person());
        let place_name = home.map_or_else(|| what.to_owned(), |home| format!("{what}，{}", home.name));
        let resident = Somebody { role: Role::Resident, place: None, place_name, proof, community: home.map(|home| home.id), birth_year };
        let person = town.enrol(resident).await?;
        if proof.knows_person() {
            proven.push(person);
        }
    }
    Ok(proven)
}

/// What is special about them, how they were proven, born in.
const RESIDENTS: [(&str, ProofKind, Option<i32>); 4] = [
    ("居民，到柜台核实过", ProofKind::Counter, Some(1988)),
    ("居民，68 岁，到柜台核实过", ProofKind::Counter, Some(1958)),
    ("居民，75 岁，到柜台核实过", ProofKind::Counter, Some(1951)),
    ("居民，还没有核实", ProofKind::None, None),
];

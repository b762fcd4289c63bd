//! People of the demo town who belong to no shop: the offices, and residents of every kind.

use super::{Filling, Somebody};
use app::backend::AppError;
use rules::accounts::ProofKind;
use rules::districts::District;
use rules::permits::Role;

/// The offices first, then residents.
pub(super) async fn fill(town: &mut Filling<'_>) -> Result<(), AppError> {
    for role in [Role::Admin, Role::Secretary, Role::Auditor] {
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
    for (what, proof, birth_year) in [
        ("居民，到柜台核实过", ProofKind::Counter, Some(1988)),
        ("居民，68 岁，到柜台核实过", ProofKind::Counter, Some(1958)),
        ("居民，还没有核实", ProofKind::None, None),
    ] {
        town.enrol(Somebody { role: Role::Resident, place: None, place_name: what.to_owned(), proof, community: None, birth_year }).await?;
    }
    Ok(())
}

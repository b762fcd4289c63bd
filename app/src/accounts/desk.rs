//! What the desk knows of places and roles: their names, and telling somebody that they have a role.

use crate::backend::{AppError, Begun, Lang, Visit, say};
use rules::districts::District;
use rules::permits::{PlaceKind, Role};
use uuid::Uuid;

/// A place whose officers are named at the desk.
pub(super) struct NamedPlace {
    pub(super) id: Uuid,
    pub(super) kind: PlaceKind,
    pub(super) name: String,
}

/// The districts and the communities.
pub(super) async fn places(visit: &Visit) -> Result<Vec<NamedPlace>, AppError> {
    let districts = District::ALL.into_iter().map(|district| NamedPlace {
        id: district.place(),
        kind: PlaceKind::District,
        name: crate::districts::district_name(district, false),
    });
    let communities = crate::districts::communities(visit.db().read()).await?;
    let communities = communities.into_iter().map(|row| NamedPlace { id: row.id, kind: PlaceKind::Community, name: row.name });
    Ok(districts.chain(communities).collect())
}

/// A role's name in the visit's language.
#[must_use]
pub fn role_name(role: Role) -> String {
    role_name_in(Lang::current(), role)
}

fn role_name_in(lang: Lang, role: Role) -> String {
    say(lang, &format!("accounts-role-{}", role.code().replace('_', "-")), &[])
}

/// Tells somebody about a role of theirs; the names are those of the records, in Chinese.
pub(super) async fn tell(act: &Begun, person: Uuid, key: &str, role: Role, place: Option<Uuid>, places: &[NamedPlace]) -> Result<(), AppError> {
    let at = places.iter().find(|known| Some(known.id) == place).map(|known| known.name.clone()).unwrap_or_default();
    let args = [("role", role_name_in(Lang::Zh, role).into()), ("place", at.into())];
    Ok(crate::notices::tell(act.tx(), person, key, &args, "/my/security", act.now()).await?)
}

//! Shops, their people and their offers, as the stories need them.

use crate::town::{Answer, Browser, Town};
use app::merchants::entity::merchant;
use rules::districts::District;
use rules::merchants::{CreditCode, MerchantState};
use rules::permits::Role;
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

/// Every day from 09:00 to 21:30.
const HOURS: &str = "[[[540,1290]],[[540,1290]],[[540,1290]],[[540,1290]],[[540,1290]],[[540,1290]],[[540,1290]]]";

/// A member shop with its owner's browser.
pub struct Shop {
    pub id: Uuid,
    pub owner: Browser,
}

impl Town {
    /// An active member with an owner; every name gets a firm and numbers of its own.
    pub async fn shop(&self, name: &str, district: District) -> Shop {
        let id = Uuid::new_v4();
        let row = merchant::ActiveModel {
            id: Set(id),
            district: Set(district.slug().to_owned()),
            credit_code: Set(credit_code(id)),
            state: Set(MerchantState::Active.key().to_owned()),
            state_at: Set(0),
            name: Set(name.to_owned()),
            name_key: Set(name.to_owned()),
            category: Set("dining".to_owned()),
            unit: Set(Some("1F-108".to_owned())),
            floor: Set(Some(1)),
            walk: Set(format!("{}-001-{name}", district as u8)),
            phone: Set(None),
            hours: Set(Some(HOURS.to_owned())),
            contact: Set(None),
            edited: Set("[]".to_owned()),
            photo: Set(None),
            applicant: Set(None),
            created_at: Set(0),
        };
        merchant::Entity::insert(row).exec_without_returning(self.house.db.write()).await.expect("a shop");
        app::backend::search::index(self.house.db.write(), "merchant", id, &[name]).await.expect("its words");
        let owner = self.with_role(&mobile(id), Role::MerchantOwner, Some(id)).await;
        Shop { id, owner }
    }

    /// The officer of a district.
    pub async fn officer(&self, district: District) -> Browser {
        self.with_role(&format!("1390000000{}", district as u8), Role::DistrictOfficer, Some(district.place())).await
    }

    /// A clerk of a shop.
    pub async fn clerk(&self, shop: &Shop) -> Browser {
        self.with_role(&mobile(Uuid::from_u128(shop.id.as_u128() ^ 1)), Role::Clerk, Some(shop.id)).await
    }

    /// Proves a person at a counter.
    pub async fn proves(&self, mobile: &str, birth_year: i32) {
        self.execute(&format!("UPDATE person SET proof = 'counter', birth_year = {birth_year} WHERE mobile = '{mobile}'")).await;
        let person = self.person(mobile).await;
        let now = self.house.clock.now();
        app::accounts::record_consent(self.house.db.write(), person, rules::accounts::Purpose::Audience, person, now).await.expect("a consent");
    }
}

fn mobile(id: Uuid) -> String {
    format!("137{:08}", id.as_u128() % 100_000_000)
}

/// A firm's code of its own for every id.
pub fn credit_code(id: Uuid) -> String {
    let base = format!("91370602{:09}", id.as_u128() % 1_000_000_000);
    let last = "0123456789ABCDEFGHJKLMNPQRTUWXY".chars().map(|last| format!("{base}{last}"));
    last.into_iter().find(|code| CreditCode::parse(code).is_ok()).expect("one check character fits")
}

/// A form as the offer's page sends it: a gift on November's member day.
pub fn buns() -> Vec<(&'static str, String)> {
    let fields = [
        ("title", "红豆包，每人一个"),
        ("kind", "gift"),
        ("item", "红豆包"),
        ("gives", "现蒸红豆包一个"),
        ("conditions", "到店领取，不外带"),
        ("stock", "2"),
        ("per_person", "1"),
        ("audience", "everyone"),
        ("hours_from", "09:00"),
        ("hours_until", "21:00"),
        ("way", "claim_first"),
        ("when", "member_day"),
        ("month", "2026-11"),
    ];
    fields.map(|(name, value)| (name, value.to_owned())).to_vec()
}

/// The same form with other values.
pub fn with(mut form: Vec<(&'static str, String)>, other: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    for (name, value) in other {
        form.retain(|(field, _)| field != name);
        form.push((name, (*value).to_owned()));
    }
    form
}

impl Browser {
    /// Does an act with owned values.
    pub async fn fills(&self, path: &str, form: &[(&'static str, String)]) -> Answer {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.act(path, &form).await
    }
}

impl Shop {
    /// A draft of the shop.
    pub async fn drafts(&self, form: Vec<(&'static str, String)>) -> String {
        let id = Uuid::new_v4().to_string();
        let form = with(form, &[("id", &id), ("merchant", &self.id.to_string())]);
        self.owner.fills("/api/offers/register_offer", &form).await.succeeds();
        id
    }

    /// An offer that was handed in and approved while that is possible.
    pub async fn offers(&self, officer: &Browser, form: Vec<(&'static str, String)>) -> String {
        let id = self.drafts(form).await;
        self.owner.act("/api/offers/submit_offer", &[("offer", &id)]).await.succeeds();
        officer.act("/api/offers/approve_offer", &[("offer", &id), ("version", "1")]).await.succeeds();
        id
    }
}

impl Browser {
    /// Claims an offer; the answer holds the claim's id.
    pub async fn claims(&self, offer: &str) -> Answer {
        let id = Uuid::new_v4().to_string();
        self.act("/api/claims/claim_offer", &[("id", &id), ("offer", offer)]).await
    }

    /// The code that a claim's page shows now.
    pub async fn code_of(&self, claim: &str) -> String {
        let page = self.opens(&format!("/my/claims/{claim}")).await.succeeds();
        between(&page.body, r#"<p class="code">"#, "</p>")
    }
}

/// What stands between two marks on a page.
pub fn between(body: &str, from: &str, until: &str) -> String {
    let rest = body.split_once(from).unwrap_or_else(|| panic!("no {from} in {body}")).1;
    rest.split_once(until).expect("an end").0.to_owned()
}

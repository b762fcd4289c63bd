//! Awards of the demo town: one edition that is over, with its results, one in which everybody can nominate, and one that is being voted on.

use super::Filling;
use super::votes::item;
use app::awards::{FoundCandidate, FoundCategory, FoundEdition, FoundVotes, found_edition, found_nomination, found_votes};
use app::backend::AppError;
use rules::Day;
use rules::awards::{Category, EditionPlan, Timetable, Weights};
use uuid::Uuid;

/// Category, shop and resident by their places, and why.
const NOMINATIONS: [(usize, usize, usize, &str); 4] =
    [(0, 0, 1, "海鲜新鲜，分量足"), (0, 7, 1, "饺子是现包的"), (0, 0, 2, "老板记得我不吃辣"), (1, 4, 2, "腿脚不便的老人，店里上门剪发")];

/// The same of the edition that is being voted on; the shops in the order of the ballot.
const WARM: [(usize, usize, &str); 3] = [(4, 1, "下雨天送伞，还记得老人的名字"), (7, 2, "给环卫工人留热汤"), (11, 0, "自习的孩子可以坐到打烊")];

/// Fills in the three editions.
pub(super) async fn fill(town: &Filling<'_>, shops: &[(Uuid, Option<Uuid>)], residents: &[Uuid]) -> Result<(), AppError> {
    let ids: Vec<Uuid> = shops.iter().map(|(shop, _)| *shop).collect();
    over_and_nominating(town, &ids, residents).await?;
    voting(town, shops, residents).await
}

/// One whose shortlist the last meeting made: delegates and residents are voting, and somebody of every kind can still.
async fn voting(town: &Filling<'_>, shops: &[(Uuid, Option<Uuid>)], residents: &[Uuid]) -> Result<(), AppError> {
    let today = town.now.day();
    let table = timetable(today.plus_days(-40), [15, 38, 46, 48, 54]);
    let plan = EditionPlan {
        title: "“身边暖心店”评选（示例）".to_owned(),
        about: "候选已由联席会议确定，现在正在投票。商户、人名和选票都是编的。".to_owned(),
        weights: Weights { meeting: 30, residents: 50, facts: 20 },
        timetable: table,
    };
    let (held, _) = item(town, "会员日统一停车优惠").await?;
    let (coming, _) = item(town, "要不要延长会员日营业时间").await?;
    let candidate = |(shop, ..): &(usize, usize, &str)| FoundCandidate { merchant: shops[*shop].0, meeting: 0, residents: 0, honoured: None };
    let category = FoundCategory {
        terms: Category { title: "身边暖心店".to_owned(), places: 1, district_cap: None, most: 1 },
        candidates: WARM.iter().map(candidate).collect(),
        shortlisted_by: Some(held),
        valid: None,
    };
    let announced_at = table.nominate.plus_days(-5).at(9 * 60);
    let (_, categories) = found_edition(town.tx, &FoundEdition { plan, categories: vec![category], announced_at }).await?;
    let Some(category) = categories.first().copied() else { return Ok(()) };
    for (shop, resident, why) in WARM {
        let Some(resident) = residents.get(resident) else { continue };
        found_nomination(town.tx, category, shops[shop].0, (*resident, why), table.nominate.at(10 * 60)).await?;
    }
    // Whoever can be tried has not voted yet: the residents, and the shops whose owners can sign in.
    let owned = shops.iter().filter(|(_, owner)| owner.is_some()).map(|(shop, _)| *shop);
    let spared = residents.iter().copied().chain(owned).collect();
    let found =
        FoundVotes { meeting: coming, opened: table.vote.at(8 * 60), delegates: vec![1, 2, 1, 3, 2, 1], residents: vec![2, 1, 2, 2, 1], spared };
    found_votes(town.tx, town.keys, category, &found).await
}

/// One that is over and one in which everybody can nominate.
async fn over_and_nominating(town: &Filling<'_>, shops: &[Uuid], residents: &[Uuid]) -> Result<(), AppError> {
    let today = town.now.day();
    let over = timetable(today.plus_days(-330), [14, 24, 34, 36, 45]);
    let plan = EditionPlan {
        title: "第二届最受欢迎商户评选（示例）".to_owned(),
        about: "由居民、商户和实际记录一起评出大家身边的好店。商户、票数都是编的，供您看看结果怎么公布。".to_owned(),
        weights: Weights::default(),
        timetable: over,
    };
    let categories = vec![
        finished("最受欢迎餐饮店", 2, Some(1), shops, &[(0, 9, 168, 9_850), (1, 6, 131, 9_720), (7, 3, 96, 9_910), (11, 2, 61, 9_640)]),
        finished("最暖心服务", 1, None, shops, &[(4, 11, 143, 9_930), (5, 6, 158, 9_960), (6, 3, 72, 9_780)]),
    ];
    found_edition(town.tx, &FoundEdition { plan, categories, announced_at: over.nominate.plus_days(-10).at(9 * 60) }).await?;
    let on = timetable(today.plus_days(-3), [10, 17, 24, 26, 35]);
    let plan = EditionPlan {
        title: "第三届最受欢迎商户评选（示例）".to_owned(),
        about: "这一届正在提名：找到您喜欢的店，写一句理由。商户和人名都是编的。".to_owned(),
        weights: Weights::default(),
        timetable: on,
    };
    let open = |title: &str, places, district_cap| FoundCategory {
        terms: Category { title: title.to_owned(), places, district_cap, most: 1 },
        candidates: Vec::new(),
        shortlisted_by: None,
        valid: None,
    };
    let categories = vec![open("最受欢迎餐饮店", 2, Some(1)), open("最暖心服务", 1, None), open("最放心购物", 1, None)];
    let (_, categories) = found_edition(town.tx, &FoundEdition { plan, categories, announced_at: on.nominate.plus_days(-5).at(9 * 60) }).await?;
    for (category, shop, resident, why) in NOMINATIONS {
        let (Some(category), Some(shop), Some(resident)) = (categories.get(category), shops.get(shop), residents.get(resident)) else { continue };
        found_nomination(town.tx, *category, *shop, (*resident, why), on.nominate.at(10 * 60)).await?;
    }
    Ok(())
}

/// Six steps: the first day, and so many days after it.
fn timetable(nominate: Day, [shortlist, vote, count, appeal, publish]: [i64; 5]) -> Timetable {
    let day = |later| nominate.plus_days(later);
    Timetable { nominate, shortlist: day(shortlist), vote: day(vote), count: day(count), appeal: day(appeal), publish: day(publish) }
}

/// A category with its result: shop, ballots of the meeting, residents' ballots, claims honoured.
fn finished(title: &str, places: u16, district_cap: Option<u16>, shops: &[Uuid], rows: &[(usize, u64, u64, u32)]) -> FoundCategory {
    let candidates = rows.iter().filter_map(|(shop, meeting, residents, honoured)| {
        Some(FoundCandidate { merchant: *shops.get(*shop)?, meeting: *meeting, residents: *residents, honoured: Some(*honoured) })
    });
    let candidates: Vec<FoundCandidate> = candidates.collect();
    let valid = (candidates.iter().map(|candidate| candidate.meeting).sum(), candidates.iter().map(|candidate| candidate.residents).sum());
    FoundCategory { terms: Category { title: title.to_owned(), places, district_cap, most: 1 }, candidates, shortlisted_by: None, valid: Some(valid) }
}

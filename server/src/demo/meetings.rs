//! Meetings of the demo town: one that was held, with approved minutes and open tasks, and one to which everybody is invited.

use super::Filling;
use app::backend::AppError;
use app::meetings::{Outcome, found_answer, found_meeting, found_outcome};
use rules::districts::District;
use rules::meetings::{AgendaItem, Answer, ItemKind, MeetingPlan, TaskTerms};
use rules::permits::Role;
use rules::{DAY, Day, Instant};
use uuid::Uuid;

/// Shops, each with its owner where somebody can sign in as one.
type Owners = [(Uuid, Option<Uuid>)];

const PLACE: &str = "商圈党群共享空间，金融中心B座32层";

/// What was held: title, kind, minutes, speaker, decision.
const HELD: [(&str, ItemKind, u16, &str, &str); 3] = [
    ("上月会员日总结", ItemKind::Report, 20, "联盟秘书处", ""),
    ("秋冬消防检查怎么配合", ItemKind::Discussion, 30, "万达商圈", "各店11月底前自查，商圈统一约检，检查时间避开饭口。"),
    ("会员日统一停车优惠", ItemKind::Discussion, 30, "海上世界商圈", "先和两家停车场谈，凭当日核销记录免两小时停车费。"),
];

/// What comes: title, kind, minutes, speaker.
const COMING: [(&str, ItemKind, u16, &str); 4] = [
    ("上次会议任务的完成情况", ItemKind::Tasks, 10, ""),
    ("年末会员日怎么办", ItemKind::Report, 20, "联盟秘书处"),
    ("要不要延长会员日营业时间", ItemKind::Vote, 20, ""),
    ("冬季惠民服务，各店能拿出什么", ItemKind::Discussion, 40, "芝罘仙境商圈"),
];

const MINUTES: &str = "（示例）\n\n### 消防检查\n\n- 餐饮商户希望避开饭口检查，消防站同意上午检查。\n- 各店的灭火器有效期由商圈统一登记。\n\n### 停车优惠\n\n- 停车场提出按月结算，由联盟统一对账。";

/// Fills in both.
pub(super) async fn fill(town: &Filling<'_>, owners: &Owners) -> Result<(), AppError> {
    let office = holder(town, Role::Secretary, None).await?;
    let officer = holder(town, Role::DistrictOfficer, Some(District::Wanda.place())).await?;
    held(town, owners, office, officer).await?;
    coming(town, owners, office).await
}

pub(super) async fn holder(town: &Filling<'_>, role: Role, place: Option<Uuid>) -> Result<Uuid, AppError> {
    let holders = app::accounts::holders(town.tx, role, place, town.now).await?;
    holders.first().copied().ok_or_else(|| AppError::broken(&format!("nobody is {}", role.code())))
}

fn plan(title: &str, host: District, day: Day) -> MeetingPlan {
    let (begins_at, ends_at) = (day.at(14 * 60), day.at(15 * 60 + 30));
    MeetingPlan { title: title.to_owned(), host, place: PLACE.to_owned(), begins_at, ends_at, districts: District::ALL.to_vec() }
}

fn item(title: &str, kind: ItemKind, minutes: u16, speaker: &str) -> AgendaItem {
    AgendaItem { title: title.to_owned(), kind, minutes, speaker: speaker.to_owned(), note: String::new() }
}

/// Three weeks ago; of those who came, somebody spoke for each shop whose owner can sign in.
async fn held(town: &Filling<'_>, owners: &Owners, office: Uuid, officer: Uuid) -> Result<(), AppError> {
    let today = town.now.day();
    let plan = plan("示例 商圈联席会议第22次会议", District::Wanda, today.plus_days(-21));
    let invited: Instant = plan.begins_at.plus(-7 * DAY);
    let items: Vec<(AgendaItem, &str)> =
        HELD.iter().map(|(title, kind, minutes, who, decision)| (item(title, *kind, *minutes, who), *decision)).collect();
    let meeting = found_meeting(town.tx, &plan, &items, office, invited).await?;
    let mut attended = Vec::new();
    for (number, (shop, owner)) in owners.iter().enumerate() {
        let answer = if number % 5 == 4 { Answer::Excused } else { Answer::Coming };
        found_answer(town.tx, meeting, *shop, answer, *owner, invited.plus(DAY)).await?;
        if answer == Answer::Coming && number % 7 != 6 {
            attended.push((*shop, owner.unwrap_or_default()));
        }
    }
    let task = |title: &str, owner: &str, days: i64| TaskTerms { title: title.to_owned(), owner: owner.to_owned(), due: today.plus_days(days) };
    let tasks = [
        task("登记各店灭火器有效期", "万达商圈", -2),
        task("和停车场谈会员日免停车费", "海上世界商圈", 2),
        task("拟一份冬季惠民服务清单", "联盟秘书处", 10),
    ];
    let outcome = Outcome { attended: &attended, tasks: &tasks, text: MINUTES, written_by: office, approved_by: officer };
    Ok(found_outcome(town.tx, meeting, &plan, &outcome).await?)
}

/// In three days; two shops have answered already.
async fn coming(town: &Filling<'_>, owners: &Owners, office: Uuid) -> Result<(), AppError> {
    let invited = town.now.day().plus_days(-4).at(9 * 60);
    let plan = plan("示例 商圈联席会议第23次会议", District::Xianjing, town.now.day().plus_days(3));
    let items: Vec<(AgendaItem, &str)> = COMING.iter().map(|(title, kind, minutes, who)| (item(title, *kind, *minutes, who), "")).collect();
    let meeting = found_meeting(town.tx, &plan, &items, office, invited).await?;
    for (shop, owner) in owners.iter().filter(|(_, owner)| owner.is_some()).take(2) {
        found_answer(town.tx, meeting, *shop, Answer::Coming, *owner, invited.plus(DAY)).await?;
    }
    Ok(())
}

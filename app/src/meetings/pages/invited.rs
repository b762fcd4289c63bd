//! The invited merchants at the desk: what they answered, who speaks for them.

use crate::accounts::{labels_of, people_of_places};
use crate::backend::{AppError, Visit};
use crate::districts::district_name;
use crate::meetings::entity::meeting_invitation::Model as Invitation;
use crate::meetings::store::{self, Meeting};
use crate::t;
use crate::ui::Wide;
use leptos::prelude::*;
use rules::districts::District;
use rules::meetings::Answer;
use rules::permits::Role;
use std::collections::HashMap;
use uuid::Uuid;

/// Everybody invited, with the counts of answers; nothing before the invitations are out.
pub(super) async fn section(visit: &Visit, meeting: &Meeting) -> Result<Option<AnyView>, AppError> {
    let db = visit.db().read();
    let rows = store::invitations(db, meeting.id).await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let labels = labels_of(db, rows.iter().filter_map(|row| row.delegate)).await?;
    let places: Vec<Uuid> = rows.iter().map(|row| row.merchant).collect();
    let people = people_of_places(db, &places, visit.now()).await?;
    let reached = |row: &Invitation| people.get(&row.merchant).is_some_and(|of| of.iter().any(|of| of.role == Role::MerchantOwner));
    let unreached = rows.iter().filter(|row| !reached(row)).count();
    let answered = |answer: Option<Answer>| rows.iter().filter(|row| row.answer.as_deref().and_then(Answer::from_code) == answer).count();
    let lines = rows.iter().map(|row| line(row, &labels, reached(row))).collect_view();
    let view = view! {
        <section class="section">
            <header><h2>{t!("meetings-invited", count = rows.len())}</h2></header>
            <dl class="figures">
                <div><dt>{t!("meetings-answer-coming")}</dt><dd>{answered(Some(Answer::Coming))}</dd></div>
                <div><dt>{t!("meetings-answer-excused")}</dt><dd>{answered(Some(Answer::Excused))}</dd></div>
                <div><dt>{t!("meetings-answer-none")}</dt><dd>{answered(None)}</dd></div>
            </dl>
            {(unreached > 0).then(|| view! { <p class="note warn">{t!("meetings-unreached", count = unreached)}</p> })}
            <Wide label=t!("meetings-invited-table")>
                <table>
                    <thead><tr>
                        <th scope="col">{t!("meetings-merchant")}</th><th scope="col">{t!("meetings-district")}</th>
                        <th scope="col">{t!("meetings-answer")}</th><th scope="col">{t!("meetings-delegate")}</th>
                    </tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </Wide>
        </section>
    };
    Ok(Some(view.into_any()))
}

fn line(row: &Invitation, labels: &HashMap<Uuid, String>, reached: bool) -> AnyView {
    let answer = match row.answer.as_deref().and_then(Answer::from_code) {
        None if !reached => t!("meetings-answer-unreached"),
        None => t!("meetings-answer-none"),
        Some(Answer::Coming) => t!("meetings-answer-coming"),
        Some(Answer::Excused) => t!("meetings-answer-excused-because", reason = row.excuse.clone()),
    };
    let delegate = row.delegate.map_or_else(|| t!("meetings-delegate-none"), |of| labels.get(&of).cloned().unwrap_or_default());
    let district = District::from_slug(&row.district).map(|district| district_name(district, true));
    view! { <tr><td>{row.name.clone()}</td><td>{district}</td><td>{answer}</td><td class="nowrap">{delegate}</td></tr> }.into_any()
}

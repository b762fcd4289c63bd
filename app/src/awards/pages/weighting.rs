//! Would another weighting have changed the winners: the finding, a map of all weightings that were tried, and its corners as a table.

use crate::backend::Lang;
use crate::t;
use crate::ui::Wide;
use leptos::prelude::*;
use rules::awards::{Other, OtherWeightings, SHIFT_MOST, Weights};
use uuid::Uuid;

/// One weighting's square, in the chart's units.
const CELL: i16 = 8;
/// What the labels beside the map need.
const LEFT: i16 = 56;
/// One side of the map.
const SIDE: i16 = CELL * (2 * SHIFT_MOST + 1);

/// The whole section.
pub(super) fn show(others: &OtherWeightings, published: &Weights, name: &impl Fn(Uuid) -> String) -> AnyView {
    let shift = i64::from(SHIFT_MOST);
    let [meeting, residents, facts] = percents(published);
    let (tried, changed) = (others.tried.len(), others.changed());
    let names = |winners: &[Uuid]| winners.iter().map(|winner| name(*winner)).collect::<Vec<_>>().join(Lang::current().pick("、", ", "));
    let finding = match changed {
        0 => t!("awards-others-same", tried = tried),
        _ => t!("awards-others-changed", tried = tried, changed = changed),
    };
    let nearest = others.nearest().map(|other| {
        let [meeting, residents, facts] = percents(&other.weights);
        view! { <p>{t!("awards-others-nearest", meeting = meeting, residents = residents, facts = facts, names = names(&other.winners))}</p> }
    });
    let chart = (changed > 0).then(|| chart(others, published, &finding));
    let corners = others.corners().map(|other| {
        let [meeting, residents, facts] = percents(&other.weights);
        let words = if other.changed { names(&other.winners) } else { t!("awards-others-no-change") };
        view! { <tr><td class="num">{meeting}</td><td class="num">{residents}</td><td class="num">{facts}</td><td>{words}</td></tr> }
    });
    let corners = corners.collect_view();
    view! {
        <section class="section">
            <header><h2>{t!("awards-others")}</h2></header>
            <p class="muted">{t!("awards-others-help", shift = shift, meeting = meeting, residents = residents, facts = facts)}</p>
            <figure class="chart card weighting">
                <figcaption class="verdict">{finding}</figcaption>
                {nearest}
                {chart}
                <details class="plain">
                    <summary>{t!("ui-see-numbers")}</summary>
                    <p class="muted small">{t!("awards-others-corners")}</p>
                    <Wide label=t!("awards-others")><table>
                        <thead><tr>
                            <th scope="col" class="num">{t!("awards-channel-meeting")} " %"</th>
                            <th scope="col" class="num">{t!("awards-channel-residents")} " %"</th>
                            <th scope="col" class="num">{t!("awards-channel-facts")} " %"</th>
                            <th scope="col">{t!("awards-others-winners")}</th>
                        </tr></thead>
                        <tbody>{corners}</tbody>
                    </table></Wide>
                </details>
            </figure>
        </section>
    }
    .into_any()
}

fn percents(weights: &Weights) -> [u32; 3] {
    [weights.meeting, weights.residents, weights.facts].map(u32::from)
}

/// Neighbours of one row of the map that are alike: the row, the first column, how many, and whether the winners change.
fn runs(others: &OtherWeightings, published: &Weights) -> Vec<(i16, i16, i16, bool)> {
    let place = |other: &Other| {
        let column = i16::from(other.weights.residents) - i16::from(published.residents) + SHIFT_MOST;
        let row = SHIFT_MOST - (i16::from(other.weights.meeting) - i16::from(published.meeting));
        (row, column, other.changed)
    };
    let mut cells: Vec<(i16, i16, bool)> = others.tried.iter().map(place).chain([(SHIFT_MOST, SHIFT_MOST, false)]).collect();
    cells.sort_unstable();
    let mut runs: Vec<(i16, i16, i16, bool)> = Vec::new();
    for (row, column, changed) in cells {
        match runs.last_mut() {
            Some(last) if last.0 == row && last.1 + last.2 == column && last.3 == changed => last.2 += 1,
            _ => runs.push((row, column, 1, changed)),
        }
    }
    runs
}

/// The map: the meeting's weight upwards, the residents' to the right; the rest is the facts'. Weightings that change the winners are hatched.
fn chart(others: &OtherWeightings, published: &Weights, finding: &str) -> AnyView {
    let cells = runs(others, published).into_iter().map(|(row, column, count, changed)| {
        let (class, x, y, width) = (if changed { "other" } else { "same" }, LEFT + column * CELL, row * CELL, count * CELL);
        view! { <rect class=class x=x y=y width=width height=CELL></rect> }
    });
    let cells = cells.collect_view();
    let (middle, right, below) = (SHIFT_MOST * CELL + CELL / 2, LEFT + SIDE, SIDE + 18);
    let (centre, beside) = (LEFT + middle, middle + 4);
    let edge = |weight: u8, by: i16| format!("{}%", (i16::from(weight) + by).clamp(0, 100));
    let (meeting, residents) = (published.meeting, published.residents);
    let view_box = format!("0 0 {} {}", right + 8, below + 6);
    view! {
        <svg viewBox=view_box role="img" aria-label=finding.to_owned()>
            <defs><pattern id="others-hatch" width="4" height="4" patternUnits="userSpaceOnUse"><path d="M0 4L4 0"></path></pattern></defs>
            {cells}
            <circle cx=centre cy=middle r="4"></circle>
            <text class="axis" x="0" y="12">{edge(meeting, SHIFT_MOST)}</text>
            <text class="axis" x="0" y=beside>{t!("awards-others-axis-meeting")}</text>
            <text class="axis" x="0" y=SIDE>{edge(meeting, -SHIFT_MOST)}</text>
            <text class="axis" x=LEFT y=below>{edge(residents, -SHIFT_MOST)}</text>
            <text class="axis middle" x=centre y=below>{t!("awards-others-axis-residents")}</text>
            <text class="axis value" x=right y=below>{edge(residents, SHIFT_MOST)}</text>
        </svg>
        <ul class="keys small">
            <li><span class="key same"></span>{t!("awards-others-key-same")}</li>
            <li><span class="key other"></span>{t!("awards-others-key-other")}</li>
            <li><span class="key point"></span>{t!("awards-others-key-published")}</li>
        </ul>
    }
    .into_any()
}

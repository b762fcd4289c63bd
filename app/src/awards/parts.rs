//! Pieces of pages about awards: the timetable, the weights, how the score is made, who can be a candidate.

use super::store::{Candidate, KeptEdition, Voices};
use super::votes::Ballots;
use crate::backend::Lang;
use crate::merchants::DistrictTag;
use crate::t;
use leptos::prelude::*;
use rules::awards::{CandidateFacts, Category, EditionPlan, EligibilityRules, FactSource, Named, Phase, Timetable, Weights, score};
use rules::districts::District;
use rules::{Day, Instant};
use uuid::Uuid;

/// A date, with its year where that is not this year.
pub(super) fn day_words(day: Day, now: Instant) -> String {
    let lang = Lang::current();
    if day.year() == now.day().year() {
        return lang.day(day);
    }
    match lang {
        Lang::Zh => format!("{}年{}", day.year(), lang.day(day)),
        Lang::En => format!("{} {}", lang.day(day), day.year()),
    }
}

/// What goes on in an edition: its phase by the timetable, unless there is nothing to vote for although the days of voting have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stage(&'static str);

impl Stage {
    /// By the timetable and by how far its votes are.
    pub(super) fn of(edition: &KeptEdition, ballots: Ballots, now: Instant) -> Self {
        let phase = edition.phase(now);
        Self(match ballots {
            _ if phase < Phase::Vote => phase.code(),
            Ballots::Opened => phase.code(),
            Ballots::NoShortlist => "no-shortlist",
            Ballots::NotOpened if phase == Phase::Vote => "not-opened",
            Ballots::NotOpened => "no-vote",
        })
    }

    /// Whether ballots are cast.
    pub(super) fn votes(self) -> bool {
        self.0 == Phase::Vote.code()
    }

    /// What that means for everybody, in a sentence.
    pub(super) fn words(self) -> String {
        t!(&format!("awards-what-{}", self.0))
    }
}

/// Where an edition stands, as a dot and a word.
pub(super) fn phase_tag(edition: &KeptEdition, stage: Stage) -> AnyView {
    let (class, words) = match (edition.announced_at, edition.published_at) {
        (None, _) => ("state warn", t!("awards-not-announced")),
        (_, Some(_)) => ("state ok", t!("awards-published")),
        _ if ["no-shortlist", "not-opened", "no-vote"].contains(&stage.0) => ("state warn", t!(&format!("awards-phase-{}", stage.0))),
        _ => ("state ok", t!(&format!("awards-phase-{}", stage.0))),
    };
    view! { <span class=class>{words}</span> }.into_any()
}

/// The six steps with their days; what is over is ticked, what is on stands out.
pub(super) fn timetable(table: &Timetable, published: bool, now: Instant) -> AnyView {
    let current = table.phase(now);
    let steps = Phase::ALL[1..].iter().zip(table.days()).map(|(phase, (_, day))| {
        let over = *phase < current || published;
        let on = *phase == current && !published;
        view! {
            <li class=over.then_some("done") aria-current=on.then_some("step")>
                <time datetime=day.to_string()>{day_words(day, now)}</time>
                {t!(&format!("awards-step-{}", phase.code()))}
            </li>
        }
    });
    view! { <ol class="timeline">{steps.collect_view()}</ol> }.into_any()
}

/// The three channels with their weights.
pub(super) fn weights(weights: &Weights) -> AnyView {
    view! {
        <dl class="figures card">
            <div><dt>{t!("awards-channel-meeting")}</dt><dd>{weights.meeting} "%"</dd></div>
            <div><dt>{t!("awards-channel-residents")}</dt><dd>{weights.residents} "%"</dd></div>
            <div><dt>{t!("awards-channel-facts")}</dt><dd>{weights.facts} "%"</dd></div>
        </dl>
    }
    .into_any()
}

/// How the score is made, in plain words.
pub(super) fn how_it_works(plan: &EditionPlan) -> AnyView {
    let Weights { meeting, residents, facts } = plan.weights;
    view! {
        <section class="section">
            <header><h2>{t!("awards-how")}</h2></header>
            {weights(&plan.weights)}
            <ol class="prose">
                <li>{t!("awards-how-meeting", weight = u32::from(meeting))}</li>
                <li>{t!("awards-how-residents", weight = u32::from(residents))}</li>
                <li>{t!("awards-how-facts", weight = u32::from(facts))}</li>
                <li>{t!("awards-how-sum")}</li>
                <li>{t!("awards-how-cap")}</li>
                <li>{t!("awards-how-ties")}</li>
            </ol>
            <details class="plain">
                <summary>{t!("awards-how-example")}</summary>
                <p>{example(&plan.weights)}</p>
            </details>
        </section>
    }
    .into_any()
}

/// One score with these weights, done by the law.
fn example(weights: &Weights) -> String {
    let (meeting, residents) = (Named { naming: 12, valid: 20 }, Named { naming: 45, valid: 100 });
    let shop = CandidateFacts {
        candidate: Uuid::nil(),
        district: District::Wanda,
        member: true,
        meeting,
        residents,
        sources: [Some(9_850), None, None, None],
    };
    let points = score(&[shop], weights).first().map_or_else(String::new, |score| hundredths(score.points));
    let [meeting, residents, facts] = [weights.meeting, weights.residents, weights.facts].map(u32::from);
    t!("awards-how-example-words", meeting = meeting, residents = residents, facts = facts, points = points)
}

/// Who can be a candidate, and who stands aside.
pub(super) fn who_can(rules: &EligibilityRules) -> AnyView {
    view! {
        <section class="section">
            <header><h2>{t!("awards-who-can")}</h2></header>
            <ul class="checks">
                <li><span>{t!("awards-who-active")}</span></li>
                <li><span>{t!("awards-who-days", days = rules.member_days)}</span></li>
                <li><span>{t!("awards-who-charter")}</span></li>
                <li><span>{t!("awards-who-complaints", most = rules.upheld_most)}</span></li>
                <li><span>{t!("awards-who-suspended", days = rules.unsuspended_days)}</span></li>
            </ul>
            <p class="muted">{t!("awards-recusal")}</p>
        </section>
    }
    .into_any()
}

/// Places, cap and ballot of a category in one line.
pub(super) fn terms_words(terms: &Category) -> String {
    let cap = terms.district_cap.map_or_else(|| t!("awards-no-cap"), |cap| t!("awards-cap", cap = u32::from(cap)));
    let gap = Lang::current().pick("，", ", ");
    let places = t!("awards-places", places = u32::from(terms.places));
    let most = t!("awards-most", most = u32::from(terms.most));
    format!("{places}{gap}{cap}{gap}{most}")
}

/// How many voices nominated a merchant.
pub(super) fn voices_words(voices: &Voices) -> String {
    let parts = [
        (voices.residents > 0).then(|| t!("awards-voices-residents", count = voices.residents)),
        (voices.merchants > 0).then(|| t!("awards-voices-merchants", count = voices.merchants)),
        (voices.own > 0).then(|| t!("awards-voices-own")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(Lang::current().pick("、", ", "))
}

/// A source of the facts by its name.
pub(super) fn source_name(source: FactSource) -> String {
    t!(&format!("awards-source-{}", source.code().replace('_', "-")))
}

/// Hundredths as they are written: `61.70`.
pub(super) fn hundredths(number: u32) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

/// First, second, third …
pub(super) fn place_words(place: i32) -> String {
    t!("awards-place", place = place)
}

/// A candidate by its name; a link while the shop has a page.
pub(super) fn shop_link(candidate: &Candidate) -> AnyView {
    let name = candidate.name.clone();
    if candidate.member {
        view! { <a href=format!("/merchants/{}", candidate.merchant)>{name}</a> }.into_any()
    } else {
        view! { <span>{name}</span> }.into_any()
    }
}

/// Winners as a list, best first.
pub(super) fn winners(prizes: &[(i32, Candidate)]) -> AnyView {
    let lines = prizes.iter().map(|(place, winner)| {
        view! {
            <li>
                <span class="tag gold">{place_words(*place)}</span>
                {shop_link(winner)}
                <DistrictTag district=winner.district/>
            </li>
        }
    });
    view! { <ol class="prizes">{lines.collect_view()}</ol> }.into_any()
}

/// The way back: hall, edition, and what comes under it.
pub(super) fn crumbs(edition: Option<&KeptEdition>, here: String) -> AnyView {
    let edition = edition.map(|edition| view! { <li><a href=format!("/awards/{}", edition.id)>{edition.plan.title.clone()}</a></li> });
    view! {
        <nav class="crumbs" aria-label=t!("awards-crumbs")>
            <ol><li><a href="/awards">{t!("awards-title")}</a></li>{edition}<li aria-current="page">{here}</li></ol>
        </nav>
    }
    .into_any()
}

/// The way back on the office's desk.
pub(super) fn desk_crumbs(edition: Option<&KeptEdition>, here: String) -> AnyView {
    let edition = edition.map(|edition| view! { <li><a href=format!("/desk/awards/{}", edition.id)>{edition.plan.title.clone()}</a></li> });
    view! {
        <nav class="crumbs" aria-label=t!("awards-crumbs")>
            <ol><li><a href="/desk/awards">{t!("awards-desk-title")}</a></li>{edition}<li aria-current="page">{here}</li></ol>
        </nav>
    }
    .into_any()
}

//! Opening hours in a form: Monday first; a day left blank is like the one above it, so that most shops fill in one line.

use crate::backend::{Lang, Refill};
use crate::t;
use crate::ui::{Choice, current_refill, field_error, field_id};
use leptos::prelude::*;
use rules::Weekday;
use rules::merchants::{Hours, HoursForm};

const DAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "mon"),
    (Weekday::Tue, "tue"),
    (Weekday::Wed, "wed"),
    (Weekday::Thu, "thu"),
    (Weekday::Fri, "fri"),
    (Weekday::Sat, "sat"),
    (Weekday::Sun, "sun"),
];

/// The fields, as they were typed or filled in with what is known.
pub(super) fn hours_fields(known: Option<&Hours>) -> AnyView {
    let lang = Lang::current();
    let form = current_refill().map(|refill| typed(&refill)).or_else(|| known.map(HoursForm::from)).unwrap_or_default();
    let days: Vec<(String, String)> = DAYS.iter().map(|(day, key)| ((*key).to_owned(), lang.weekday(*day).to_owned())).collect();
    let error = field_error("hours_from");
    let wrong = error.is_some();
    let later = (1..DAYS.len()).any(|day| filled(&form, day));
    let first = line(&form, 0, lang);
    let others = (1..DAYS.len()).map(|day| line(&form, day, lang)).collect_view();
    view! {
        <fieldset class="field hours-form" class:wrong=wrong id=field_id("hours_from") tabindex="-1">
            <legend>{t!("merchants-hours")}</legend>
            <p class="help">{t!("merchants-hours-help")}</p>
            {error.map(|error| view! { <p class="error">{error}</p> })}
            {first}
            <details open=later>
                <summary>{t!("merchants-hours-other-days")}</summary>
                <p class="help">{t!("merchants-hours-blank")}</p>
                {others}
            </details>
        </fieldset>
        <Choice name="closed" label=t!("merchants-closed-days") options=days value=form.closed.clone() many=true/>
    }
    .into_any()
}

fn typed(refill: &Refill) -> HoursForm {
    let all = |field: &str| refill.values(field).map(ToOwned::to_owned).collect();
    HoursForm { hours_from: all("hours_from"), hours_to: all("hours_to"), closed: all("closed") }
}

fn filled(form: &HoursForm, day: usize) -> bool {
    (day * Hours::SPANS..(day + 1) * Hours::SPANS).any(|place| form.hours_from.get(place).is_some_and(|from| !from.is_empty()))
}

/// One weekday: from and to, once or several times when there are breaks.
fn line(form: &HoursForm, day: usize, lang: Lang) -> AnyView {
    let name = lang.weekday(DAYS[day].0);
    let breaks = (1..Hours::SPANS).any(|span| form.hours_from.get(day * Hours::SPANS + span).is_some_and(|from| !from.is_empty()));
    let span = |span: usize| {
        let place = day * Hours::SPANS + span;
        let value = |fields: &Vec<String>| fields.get(place).cloned().unwrap_or_default();
        let part = if span == 0 { name.to_owned() } else { t!("merchants-hours-again", day = name, number = span as i64 + 1) };
        view! {
            <span class="span">
                <input type="time" name="hours_from[]" value=value(&form.hours_from) aria-label=t!("merchants-hours-from", part = part.clone())/>
                "–"
                <input type="time" name="hours_to[]" value=value(&form.hours_to) aria-label=t!("merchants-hours-to", part = part)/>
            </span>
        }
    };
    view! {
        <div class="hours-line">
            <span class="day">{name}</span>
            <div class="spans">
                {span(0)}
                <details class="plain" open=breaks><summary>{t!("merchants-hours-break")}</summary><div class="spans">{(1..Hours::SPANS).map(span).collect_view()}</div></details>
            </div>
        </div>
    }
    .into_any()
}

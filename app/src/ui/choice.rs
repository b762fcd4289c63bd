//! Choosing: one of a list, one or several of a few, a box to tick.

use super::form::{FormState, notes};
use crate::t;
use leptos::prelude::*;

/// One of a list: value and label.
#[component]
pub fn SelectField(
    /// The field's name in the form.
    name: &'static str,
    /// Above it.
    #[prop(into)]
    label: String,
    /// Value and label of each choice.
    options: Vec<(String, String)>,
    /// Under the label.
    #[prop(optional, into)]
    help: Option<String>,
    /// Chosen before anybody chooses.
    #[prop(optional, into)]
    value: Option<String>,
    /// May stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let state = FormState::current();
    state.tell(name, &label);
    let id = state.id(name);
    let typed = state.typed(name, value).unwrap_or_default();
    let (error, described, notes) = notes(&state, name, help);
    let choices = options.into_iter().map(|(value, label)| {
        let selected = value == typed;
        view! { <option value=value selected=selected>{label}</option> }
    });
    let choices = choices.collect_view();
    view! {
        <div class="field" class:wrong=error>
            <label for=id.clone()>{label}{super::optional(optional)}</label>
            {notes}
            <select id=id name=name required=!optional aria-invalid=error.then_some("true") aria-describedby=described>
                <option value="">{t!("ui-choose")}</option>
                {choices}
            </select>
        </div>
    }
}

/// One or several of a few, all to be seen at once: radio buttons, or boxes to tick when `many`.
#[component]
pub fn Choice(
    /// The field's name in the form; for `many` it is sent once per choice (`name[]`).
    name: &'static str,
    /// Above the choices.
    #[prop(into)]
    label: String,
    /// Value and label of each choice.
    options: Vec<(String, String)>,
    /// Under the label.
    #[prop(optional, into)]
    help: Option<String>,
    /// Chosen before anybody chooses.
    #[prop(optional)]
    value: Vec<String>,
    /// Several may be chosen.
    #[prop(optional)]
    many: bool,
) -> impl IntoView {
    let state = FormState::current();
    state.tell(name, &label);
    let id = state.id(name);
    let (error, described, notes) = notes(&state, name, help);
    let sent_as = if many { format!("{name}[]") } else { name.to_owned() };
    let choices = options.into_iter().enumerate().map(|(index, (option, label))| {
        let checked = state.chosen(name, &option, value.contains(&option));
        let own_id = if index == 0 { id.clone() } else { format!("{id}-{index}") };
        view! {
            <label class="choice">
                <input id=own_id type=if many { "checkbox" } else { "radio" } name=sent_as.clone() value=option checked=checked/>
                <span>{label}</span>
            </label>
        }
    });
    let choices = choices.collect_view();
    view! {
        <fieldset class="field" class:wrong=error aria-describedby=described>
            <legend>{label}</legend>
            {notes}
            <div class="choices across">{choices}</div>
        </fieldset>
    }
}

/// One box to tick.
#[component]
pub fn Tick(
    /// The field's name in the form; sent as `on`.
    name: &'static str,
    /// Ticked before anybody ticks.
    #[prop(optional)]
    value: bool,
    children: Children,
) -> impl IntoView {
    let state = FormState::current();
    let id = state.id(name);
    let checked = state.chosen(name, "on", value);
    let (error, described, notes) = notes(&state, name, None);
    view! {
        <div class="field" class:wrong=error>
            {notes}
            <label class="choice bare">
                <input id=id type="checkbox" name=name value="on" checked=checked aria-invalid=error.then_some("true") aria-describedby=described/>
                <span>{children()}</span>
            </label>
        </div>
    }
}

//! Forms: one column, label above, help under it, what was refused beside the field and in a summary that takes the focus. A refused form comes
//! back as it was typed.

use crate::backend::{Act, Lang, Refill};
use crate::t;
use leptos::context::Provider;
use leptos::prelude::*;
use std::borrow::Cow;
use std::sync::{Arc, Mutex};

/// What the fields of one form know about it.
#[derive(Clone, Default)]
pub(super) struct FormState {
    prefix: String,
    refill: Option<Refill>,
    labels: Arc<Mutex<Vec<(String, String)>>>,
}

impl FormState {
    /// A field must be made inside its form's children: one made before the form never hears of a refusal.
    pub(super) fn current() -> Self {
        let state = use_context();
        debug_assert!(state.is_some(), "a field outside an ActForm");
        state.unwrap_or_default()
    }
    /// A field's id: whatever its name, only letters, digits, `-` and `_`.
    pub(super) fn id(&self, name: &str) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
        format!("{}{name}", self.prefix).chars().map(plain).collect()
    }
    /// A field tells its label, by which the summary will call it.
    pub(super) fn tell(&self, name: &str, label: &str) {
        if let Ok(mut labels) = self.labels.lock() {
            labels.push((name.to_owned(), label.to_owned()));
        }
    }
    fn label(&self, name: &str) -> Option<String> {
        let labels = self.labels.lock().ok()?;
        labels.iter().find(|(field, _)| field == name).map(|(_, label)| label.clone())
    }
    pub(super) fn typed(&self, name: &str, value: Option<String>) -> Option<String> {
        match &self.refill {
            Some(refill) => refill.value(name).map(ToOwned::to_owned),
            None => value,
        }
    }
    pub(super) fn chosen(&self, name: &str, value: &str, before: bool) -> bool {
        self.refill.as_ref().map_or(before, |refill| refill.values(name).any(|typed| typed == value))
    }
    pub(super) fn error(&self, name: &str) -> Option<String> {
        let fields = &self.refill.as_ref()?.error.refused().fields;
        fields.iter().find(|field| field.field == name).map(|field| field.sentence.clone())
    }
}

/// The form of an act, with its error summary. `only` names the field and value by which several forms of the same act on one page are told
/// apart; it is sent along as a hidden field.
#[component]
pub fn ActForm(
    /// The act it sends.
    act: &'static Act,
    /// Field and value that tell this form from others of the same act.
    #[prop(optional)]
    only: Option<(&'static str, String)>,
    /// With files.
    #[prop(optional)]
    multipart: bool,
    /// Further classes.
    #[prop(optional, into)]
    class: String,
    children: Children,
) -> impl IntoView {
    let refill = Refill::of(act, only.as_ref().map(|(field, value)| (*field, value.as_str())));
    let prefix = only.as_ref().map_or_else(|| format!("{}-", act.name), |(_, value)| format!("{}-{value}-", act.name));
    let state = FormState { prefix, refill: refill.clone(), labels: Arc::default() };
    let class = if class.is_empty() { "form".to_owned() } else { format!("form {class}") };
    view! {
        <Provider value=state>
            {
                // The summary stands above the fields and is made after them: it calls them by their labels.
                let fields = children();
                let summary = refill.map(|refill| view! { <ErrorSummary refill/> });
                view! {
                    {summary}
                    <form method="post" action=act.path class=class enctype=multipart.then_some("multipart/form-data") novalidate>
                        {only.map(|(field, value)| view! { <input type="hidden" name=field value=value/> })}
                        {fields}
                    </form>
                }
            }
        </Provider>
    }
}

/// Fields outside an act's form: of a form that a script of its page reads.
#[component]
pub fn LooseFields(children: Children) -> impl IntoView {
    view! { <Provider value=FormState::default()>{children()}</Provider> }
}

/// What was refused, first on the page and focused; each line leads to its field.
#[component]
pub fn ErrorSummary(
    /// The refused form.
    refill: Refill,
) -> impl IntoView {
    let state = FormState::current();
    let refused = refill.error.refused().clone();
    let lines = refused.fields.iter().map(|field| {
        let to = format!("#{}", state.id(&field.field));
        let label = state.label(&field.field).map(|label| view! { <strong>{label}</strong> {Lang::current().pick("：", ": ")} });
        view! { <li><a href=to>{label}{field.sentence.clone()}</a></li> }
    });
    let lines = lines.collect_view();
    view! {
        <section class="errors" role="alert" tabindex="-1" autofocus>
            <h2>{t!("ui-errors-title")}</h2>
            <p>{refused.whole()}</p>
            {(!refused.fields.is_empty()).then(|| view! { <ul>{lines}</ul> })}
        </section>
    }
}

/// A refusal whose form is no longer on the page, with the longer texts that were typed.
#[component]
pub fn Unheard(
    /// The refused form.
    refill: Refill,
) -> impl IntoView {
    let texts =
        refill.values.iter().filter(|(_, typed)| typed.chars().count() > LONGEST_ID).map(|(_, typed)| view! { <p class="lines">{typed.clone()}</p> });
    let texts: Vec<_> = texts.collect();
    view! {
        <section class="errors" role="alert" tabindex="-1" autofocus>
            <h2>{t!("ui-errors-title")}</h2>
            <p>{refill.error.refused().whole()}</p>
            {(!texts.is_empty()).then(|| view! { <h3>{t!("ui-errors-typed")}</h3> {texts} })}
        </section>
    }
}

/// Characters of a record's id; what is longer was typed by somebody.
const LONGEST_ID: usize = 36;

/// One line of text.
#[component]
pub fn Field(
    /// The field's name in the form.
    #[prop(into)]
    name: Cow<'static, str>,
    /// Above it.
    #[prop(into)]
    label: String,
    /// Under the label.
    #[prop(optional, into)]
    help: Option<String>,
    /// What stands in it before anybody types.
    #[prop(optional, into)]
    value: Option<String>,
    /// The input's type.
    #[prop(default = "text")]
    kind: &'static str,
    /// For the browser's memory.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Which keyboard a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// The most characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// May stay empty.
    #[prop(optional)]
    optional: bool,
    /// Which files are offered.
    #[prop(optional)]
    accept: Option<&'static str>,
) -> impl IntoView {
    let state = FormState::current();
    state.tell(&name, &label);
    let id = state.id(&name);
    let secret = matches!(kind, "password" | "file");
    let typed = if secret { None } else { state.typed(&name, value) };
    let autocomplete = (kind != "file").then_some(autocomplete);
    let (error, described, notes) = notes(&state, &name, help);
    view! {
        <div class="field" class:wrong=error>
            <label for=id.clone()>{label}{optional.then(|| view! { <span class="optional">{t!("ui-optional")}</span> })}</label>
            {notes}
            <input id=id name=name.into_owned() type=kind value=typed autocomplete=autocomplete inputmode=inputmode maxlength=maxlength accept=accept
                required=!optional aria-invalid=error.then_some("true") aria-describedby=described/>
        </div>
    }
}

/// Several lines of text; what is in it is escaped here, once for the whole house (Leptos does not).
#[component]
pub fn TextArea(
    /// The field's name in the form.
    #[prop(into)]
    name: Cow<'static, str>,
    /// Above it.
    #[prop(into)]
    label: String,
    /// Under the label.
    #[prop(optional, into)]
    help: Option<String>,
    /// What stands in it before anybody types.
    #[prop(optional, into)]
    value: Option<String>,
    /// Lines shown.
    #[prop(default = 4)]
    rows: u32,
    /// The most characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// May stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let state = FormState::current();
    state.tell(&name, &label);
    let id = state.id(&name);
    let typed = state.typed(&name, value).unwrap_or_default();
    let text = format!("\n{}", super::escaped(&typed));
    let (error, described, notes) = notes(&state, &name, help);
    view! {
        <div class="field" class:wrong=error>
            <label for=id.clone()>{label}{optional.then(|| view! { <span class="optional">{t!("ui-optional")}</span> })}</label>
            {notes}
            <textarea id=id name=name.into_owned() rows=rows maxlength=maxlength required=!optional aria-invalid=error.then_some("true")
                aria-describedby=described inner_html=text></textarea>
        </div>
    }
}

/// Sent along, not shown. A refused form sends the same value again, so that one form stays one record.
#[component]
pub fn Hidden(
    /// The field's name in the form.
    name: &'static str,
    /// Its value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    let typed = FormState::current().typed(name, Some(value));
    view! { <input type="hidden" name=name value=typed/> }
}

/// Sends the form.
#[component]
pub fn Submit(
    /// What it does, as a verb.
    #[prop(into)]
    label: String,
    /// Further classes: `quiet`, `danger`, `wide`.
    #[prop(default = "")]
    class: &'static str,
) -> impl IntoView {
    view! { <button type="submit" class=format!("btn {class}").trim_end().to_owned()>{label}</button> }
}

/// Whether the field was refused, what describes it, and the lines themselves.
/// What stands around a field: whether it was refused, the ids that describe it, help and error.
pub(super) fn notes(state: &FormState, name: &str, help: Option<String>) -> (bool, Option<String>, AnyView) {
    let id = state.id(name);
    let error = state.error(name);
    let (help_id, error_id) = (format!("{id}-help"), format!("{id}-error"));
    let described: Vec<&str> =
        [help.is_some().then_some(help_id.as_str()), error.is_some().then_some(error_id.as_str())].into_iter().flatten().collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let wrong = error.is_some();
    let lines = view! {
        {help.map(|help| view! { <p class="help" id=help_id.clone()>{help}</p> })}
        {error.map(|error| view! { <p class="error" id=error_id.clone()>{error}</p> })}
    };
    (wrong, described, lines.into_any())
}

/// The refused form around this place, if it was refused: for fields that a room draws itself.
#[must_use]
pub fn current_refill() -> Option<Refill> {
    FormState::current().refill
}

/// Why the form around this place refused that field.
#[must_use]
pub fn field_error(name: &str) -> Option<String> {
    FormState::current().error(name)
}

/// The id of a field in the form around this place, to which its line in the summary leads.
#[must_use]
pub fn field_id(name: &str) -> String {
    FormState::current().id(name)
}

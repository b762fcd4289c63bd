//! The form a vote is prepared with.

use crate::t;
use crate::ui::{ActForm, Choice, Field, Hidden, SelectField, Submit, TextArea};
use crate::voting::doors::PREPARE_VOTE;
use crate::voting::random_id;
use crate::voting::store::Kept;
use leptos::prelude::*;
use rules::voting::{Base, RuleCardForm, Secrecy, TieBreak};
use uuid::Uuid;

fn named(prefix: &str, codes: &[&str]) -> Vec<(String, String)> {
    codes.iter().map(|code| ((*code).to_owned(), t!(&format!("voting-{prefix}-{}", code.replace('_', "-"))))).collect()
}

/// What most motions use: named quorum of those present, more than half of the valid ballots.
fn usual(question: &str) -> RuleCardForm {
    let word = |word: &str| word.to_owned();
    RuleCardForm {
        question: word(question),
        method: word("yes_no"),
        electorate: word("merchants"),
        quorum_base: word("present"),
        quorum: word("half"),
        pass_base: word("valid"),
        pass: word("half"),
        secrecy: word("open"),
        minutes: word("10"),
        ..RuleCardForm::default()
    }
}

/// Question, method, who decides by how much, how secret, until when; `question` is what a new vote begins with.
pub(super) fn form(meeting: Uuid, item: Uuid, before: Option<&Kept>, question: &str) -> AnyView {
    let id = before.map_or_else(random_id, |kept| kept.id).to_string();
    let of = before.map_or_else(|| usual(question), |kept| RuleCardForm::of(kept.draft()));
    let shares = ["none", "half", "at_least_half", "two_thirds", "three_quarters"];
    let quorum_bases: Vec<&str> = [Base::Present, Base::Cast, Base::Valid, Base::YesNo].map(Base::code).to_vec();
    let bases: Vec<&str> = [Base::Valid, Base::YesNo, Base::Cast, Base::Present, Base::Roll].map(Base::code).to_vec();
    let ties: Vec<&str> = TieBreak::ALL.iter().filter(|tie| **tie != TieBreak::Draw).map(|tie| tie.code()).collect();
    let secrecy: Vec<&str> = [Secrecy::Open, Secrecy::Secret].map(Secrecy::code).to_vec();
    view! {
        <ActForm act=&PREPARE_VOTE>
            <Hidden name="id" value=id/>
            <Hidden name="meeting" value=meeting.to_string()/>
            <Hidden name="item" value=item.to_string()/>
            <Hidden name="electorate" value="merchants"/>
            <Field name="question" label=t!("voting-question") help=t!("voting-question-help") value=of.question maxlength=120/>
            <Choice name="method" label=t!("voting-card-method") options=named("method", &["yes_no", "choose", "score"]) value=vec![of.method]/>
            <TextArea name="options" label=t!("voting-options") help=t!("voting-options-help") value=of.options rows=4 optional=true/>
            <div class="pair">
                <Field name="most" label=t!("voting-most") help=t!("voting-most-help") value=of.most inputmode="numeric" optional=true/>
                <Field name="seats" label=t!("voting-card-seats") help=t!("voting-seats-help") value=of.seats inputmode="numeric" optional=true/>
            </div>
            <Choice name="secrecy" label=t!("voting-card-secrecy") options=named("secrecy", &secrecy) value=vec![of.secrecy]/>
            <div class="pair">
                <SelectField name="quorum_base" label=t!("voting-quorum-base") options=named("base", &quorum_bases) value=of.quorum_base/>
                <SelectField name="quorum" label=t!("voting-card-quorum") options=with(named("share", &shares), &of.quorum) value=of.quorum.clone()/>
            </div>
            <div class="pair">
                <SelectField name="pass_base" label=t!("voting-pass-base") options=named("base", &bases) value=of.pass_base/>
                <SelectField name="pass" label=t!("voting-card-pass") options=with(named("share", &shares[1..]), &of.pass) value=of.pass.clone()/>
            </div>
            <SelectField name="tie" label=t!("voting-card-ties") help=t!("voting-ties-help") options=named("tie", &ties) value=of.tie optional=true/>
            <SelectField name="tie_then" label=t!("voting-tie-then") options=named("tie", &ties) value=of.tie_then optional=true/>
            <Field name="minutes" label=t!("voting-minutes") help=t!("voting-minutes-help") value=of.minutes inputmode="numeric" optional=true/>
            <div class="pair">
                <Field name="closes_day" label=t!("voting-closes-day") kind="date" value=of.closes_day optional=true/>
                <Field name="closes_time" label=t!("voting-closes-time") kind="time" value=of.closes_time optional=true/>
            </div>
            <Submit label=t!("voting-prepare-save")/>
        </ActForm>
    }
    .into_any()
}

/// The choices with one that has no word of its own.
fn with(mut choices: Vec<(String, String)>, value: &str) -> Vec<(String, String)> {
    if !value.is_empty() && choices.iter().all(|(code, _)| code != value) {
        choices.push((value.to_owned(), value.to_owned()));
    }
    choices
}

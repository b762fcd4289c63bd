//! The ballot: filled in, looked over where it is final, answered with its receipt.

use crate::backend::{Act, Refill, Visit};
use crate::t;
use crate::ui::{ActForm, Hidden, Qr, Submit, field_error, field_id};
use crate::voting::doors::{CAST_BALLOT, LOOK_OVER_BALLOT};
use crate::voting::store::Kept;
use crate::voting::voters::VoterFacts;
use crate::voting::{LookedOver, Taken, random_id};
use leptos::prelude::*;
use rules::voting::{BallotForm, Casting, Method, SCORE_MOST, Secrecy};

/// The choice that fits every method.
const ABSTAIN: &str = "abstain";

/// The form of a ballot. An open vote's is cast at once and may be changed; a secret one is shown once more before.
pub(super) fn form(kept: &Kept, voter: &VoterFacts, (casting, now): (Casting, Option<String>), refused: Option<&Refill>) -> AnyView {
    let secret = kept.draft().secrecy != Secrecy::Open;
    let (act, go): (&'static Act, String) = if secret { (&LOOK_OVER_BALLOT, t!("voting-go-on")) } else { (&CAST_BALLOT, t!("voting-cast")) };
    let lead = match (secret, casting) {
        (true, _) => t!("voting-final"),
        (false, Casting::Replaces) => t!("voting-change-again"),
        (false, _) => t!("voting-may-change"),
    };
    let note = (secret).then(|| self::refused(refused));
    let before = refused.map(typed).unwrap_or_default();
    let barred = voter.voice.as_ref().map(|voice| voice.barred.clone()).unwrap_or_default();
    view! {
        {note}
        <section class="card section">
            <h2>{t!("voting-your-ballot")}</h2>
            <p class="muted">{lead}</p>
            {now.map(|now| view! { <p>{t!("voting-says-now", choice = now)}</p> })}
            {filled(kept, (act, go), before, barred)}
        </section>
    }
    .into_any()
}

/// The form itself, as it was filled in before.
fn filled(kept: &Kept, (act, go): (&'static Act, String), before: BallotForm, barred: Vec<u16>) -> AnyView {
    let (vote, id, draft) = (kept.id.to_string(), random_id().to_string(), kept.draft().clone());
    view! {
        <ActForm act=act>
            <Hidden name="vote" value=vote/>
            <Hidden name="id" value=id/>
            {fields(&draft.options, (draft.method, t!("voting-choice")), &before, &barred)}
            <Submit label=go class="wide large"/>
        </ActForm>
    }
    .into_any()
}

/// What stands where a ballot was refused on its last way.
pub(super) fn refused(refused: Option<&Refill>) -> AnyView {
    refused
        .map(|refill| {
            let whole = refill.error.refused().whole();
            view! { <section class="errors" role="alert" tabindex="-1" autofocus><h2>{t!("voting-not-taken")}</h2><p>{whole}</p></section> }
        })
        .into_any()
}

fn typed(refill: &Refill) -> BallotForm {
    let all = |name: &str| refill.values(name).map(ToOwned::to_owned).collect();
    BallotForm { id: String::new(), choice: refill.value("choice").unwrap_or_default().to_owned(), picks: all("picks"), scores: all("scores") }
}

/// What a ballot is filled in with; a paper is entered with the same. Made inside its form: only there a refusal is heard.
pub(super) fn fields(options: &[String], (method, whose): (Method, String), before: &BallotForm, barred: &[u16]) -> AnyView {
    match method {
        Method::YesNo => {
            let words = [("yes", t!("voting-yes")), ("no", t!("voting-no")), ("abstain", t!("voting-abstain"))];
            let options = words.map(|(value, label)| (value.to_owned(), label)).to_vec();
            view! { <crate::ui::Choice name="choice" label=whose options=options value=vec![before.choice.clone()]/> }.into_any()
        }
        Method::Choose { most } => choose(options, most, before, barred),
        Method::Score => scores(options, before, barred),
    }
}

fn abstain(before: &BallotForm) -> AnyView {
    let id = field_id("choice");
    let error = field_error("choice");
    let (wrong, checked, error_id) = (error.is_some(), before.choice == ABSTAIN, format!("{id}-error"));
    let described = wrong.then(|| error_id.clone());
    view! {
        <div class="field" class:wrong=wrong>
            {error.map(|error| view! { <p class="error" id=error_id>{error}</p> })}
            <label class="choice bare"><input type="checkbox" id=id name="choice" value=ABSTAIN checked=checked aria-describedby=described/><span>{t!("voting-abstain-whole")}</span></label>
        </div>
    }
    .into_any()
}

fn choose(options: &[String], most: u16, before: &BallotForm, barred: &[u16]) -> AnyView {
    let refill = crate::ui::current_refill();
    let before = refill.as_ref().map_or_else(|| before.clone(), typed);
    let (id, error) = (field_id("picks"), field_error("picks"));
    let (wrong, error_id) = (error.is_some(), format!("{id}-error"));
    let kind = if most == 1 { "radio" } else { "checkbox" };
    // To abstain stands among the options: whoever has chosen one of several radio buttons can only take it back by choosing another.
    let abstain = (ABSTAIN.to_owned(), t!("voting-abstain-whole"), false);
    let options = options.iter().zip(1_u16..).map(|(option, number)| (number.to_string(), option.clone(), barred.contains(&number)));
    let choices = options.chain([abstain]).enumerate().map(|(at, (value, label, closed))| {
        let own_id = if at == 0 { id.clone() } else { format!("{id}-{at}") };
        let checked = before.picks.contains(&value) || before.choice == value;
        let why = closed.then(|| view! { <small>{t!("voting-barred")}</small> });
        view! { <label class="choice"><input id=own_id type=kind name="picks[]" value=value checked=checked disabled=closed/><span>{label}</span>{why}</label> }
    });
    let choices = choices.collect_view();
    view! {
        <fieldset class="field" class:wrong=wrong aria-describedby=wrong.then(|| error_id.clone())>
            <legend>{t!("voting-method-choose-most", most = i64::from(most))}</legend>
            {error.map(|error| view! { <p class="error" id=error_id.clone()>{error}</p> })}
            <div class="choices">{choices}</div>
        </fieldset>
    }
    .into_any()
}

fn scores(options: &[String], before: &BallotForm, barred: &[u16]) -> AnyView {
    let refill = crate::ui::current_refill();
    let before = &refill.as_ref().map_or_else(|| before.clone(), typed);
    let (id, error) = (field_id("scores"), field_error("scores"));
    let (wrong, error_id) = (error.is_some(), format!("{id}-error"));
    let rows = options.iter().enumerate().map(|(at, option)| {
        let own_id = if at == 0 { id.clone() } else { format!("{id}-{at}") };
        let now = before.scores.get(at).cloned().unwrap_or_default();
        let most = if u16::try_from(at + 1).is_ok_and(|number| barred.contains(&number)) { 0 } else { SCORE_MOST };
        let steps = (0..=most).map(|score| {
            let selected = now == score.to_string();
            view! { <option value=score.to_string() selected=selected>{i64::from(score)}</option> }
        });
        let steps = steps.collect_view();
        view! {
            <div class="field"><label for=own_id.clone()>{option.clone()}</label>
                <select id=own_id name="scores[]"><option value="">{t!("voting-score-none")}</option>{steps}</select></div>
        }
    });
    let rows = rows.collect_view();
    view! {
        <fieldset class="field" class:wrong=wrong aria-describedby=wrong.then(|| error_id.clone())>
            <legend>{t!("voting-method-score")}</legend>
            {error.map(|error| view! { <p class="error" id=error_id.clone()>{error}</p> })}
            <div class="stack">{rows}</div>
        </fieldset>
        {abstain(before)}
    }
    .into_any()
}

/// A secret ballot before it is final.
pub(super) fn look_over(kept: &Kept, looked: &LookedOver) -> AnyView {
    let (form, vote, question, says) = (looked.form.clone(), kept.id.to_string(), kept.draft().question.clone(), looked.says.clone());
    let what = if kept.draft().secrecy == Secrecy::Sealed { t!("voting-look-over-what-sealed") } else { t!("voting-look-over-what") };
    let again = filled(kept, (&LOOK_OVER_BALLOT, t!("voting-go-on")), form.clone(), Vec::new());
    let picks = form.picks.iter().filter(|pick| !pick.is_empty()).cloned().map(|pick| view! { <input type="hidden" name="picks[]" value=pick/> });
    let scores = form.scores.iter().cloned().map(|score| view! { <input type="hidden" name="scores[]" value=score/> });
    let (picks, scores) = (picks.collect_view(), scores.collect_view());
    view! {
        <div class="narrow">
            <h1>{t!("voting-look-over")}</h1>
            <section class="card stack look-over">
                <p class="muted">{question}</p>
                <p class="verdict">{says}</p>
                <p>{what} " " <a href="/votes/trust">{t!("voting-to-trust")}</a></p>
                <p class="small">{t!("voting-ballot-id")} " " <code class="hash">{form.id.clone()}</code><br/><span class="muted">{t!("voting-ballot-id-keep")}</span></p>
                <ActForm act=&CAST_BALLOT>
                    <Hidden name="vote" value=vote/>
                    <Hidden name="id" value=form.id.clone()/>
                    <Hidden name="choice" value=form.choice.clone()/>
                    {picks}{scores}
                    <Submit label=t!("voting-cast") class="wide large"/>
                </ActForm>
                <details><summary>{t!("voting-back-to-ballot")}</summary>{again}</details>
            </section>
        </div>
    }
    .into_any()
}

/// The receipt: shown with the answer itself, to be copied, scanned or printed.
pub(super) fn receipt(visit: &Visit, kept: &Kept, taken: &Taken) -> AnyView {
    let address = format!("{}/votes/recount#{}", visit.house().public_url, taken.short);
    let secret = kept.draft().secrecy != Secrecy::Open;
    let root = kept.law.root.map(|root| view! { <p class="small">{t!("voting-root")} " " <code class="hash">{root.to_string()}</code></p> });
    view! {
        <article class="sheet slip receipt">
            <h1>{t!("voting-receipt")}</h1>
            <p class="note ok" role="status">{t!("voting-receipt-taken")}</p>
            <p class="lead">{kept.draft().question.clone()}</p>
            <p>{if secret { t!("voting-receipt-what") } else { t!("voting-receipt-what-open") }}</p>
            <Qr text=address label=t!("voting-receipt-qr")/>
            <pre lang="en">{taken.receipt.clone()}</pre>
            {root}
            <p class="small muted">{t!("voting-receipt-keep")}</p>
            <p class="no-print actions"><a class="btn quiet" href=format!("/votes/{}", kept.id)>{t!("voting-back-to-vote")}</a> <a href="/votes/trust">{t!("voting-to-trust")}</a></p>
        </article>
    }
    .into_any()
}

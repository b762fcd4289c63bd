//! The page on which a delegate checks in.

use crate::backend::{AppError, At, Page, Visit};
use crate::meetings::doors::CHECK_IN;
use crate::meetings::parts::{state_tag, when_words};
use crate::meetings::store::{self, Meeting};
use crate::meetings::{facts, settings};
use crate::t;
use crate::ui::{ActForm, Field, Head, Submit};
use leptos::prelude::*;
use rules::meetings::CheckedIn;

/// One field for the six digits; a camera brings them along behind the address. Who cannot check in is told why before they type.
pub async fn check_in(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let meeting = store::meeting_by_id(db, at.id("id")?).await?.filter(Meeting::is_public).ok_or_else(AppError::not_found)?;
    let (settings, _) = settings::settings(db).await?;
    let signed = visit.person()?;
    let row = facts::invitation_of_person(db, meeting.id, signed, visit.now()).await?;
    let known = facts::of_check_in(db, &meeting, row.as_ref(), (signed.person, false), visit.now()).await?;
    let shop = row.map(|row| row.name).unwrap_or_default();
    let form = match known.may_check_in(&settings, visit.now()) {
        Ok(CheckedIn::Again) => {
            view! { <div class="note ok" role="status"><strong>{t!("meetings-checked-in")}</strong><p>{shop}</p></div> }.into_any()
        }
        Ok(CheckedIn::Now | CheckedIn::Back) => form(&meeting, shop),
        Err(why) => view! { <p class="note warn">{AppError::from(why).refused().whole()}</p> }.into_any(),
    };
    let body = view! {
        <div class="narrow">
            <Head title=t!("meetings-check-in") lead=meeting.plan.title.clone()>{state_tag(meeting.state)}</Head>
            <p class="muted">{when_words(&meeting.plan)} " · " {meeting.plan.place.clone()}</p>
            {form}
            <p><a href="/my/meetings">{t!("meetings-mine")}</a></p>
        </div>
    };
    Ok(Page::new(t!("meetings-check-in"), body))
}

fn form(meeting: &Meeting, shop: String) -> AnyView {
    view! {
        <p>{t!("meetings-check-in-for", shop = shop)}</p>
        <ActForm act=&CHECK_IN only=("meeting", meeting.id.to_string()) class="check-in-form">
            <Field name="code" label=t!("meetings-check-in-code") help=t!("meetings-check-in-help") inputmode="numeric" maxlength=9/>
            <Submit label=t!("meetings-check-in-send") class="wide large"/>
        </ActForm>
        <script type="module" src="/check-in.js"></script>
    }
    .into_any()
}

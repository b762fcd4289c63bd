//! The page on which a delegate checks in.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::meetings::doors::CHECK_IN;
use crate::meetings::parts::{state_tag, when_words};
use crate::meetings::settings;
use crate::meetings::store::{self, Meeting};
use crate::t;
use crate::ui::{ActForm, Field, Head, Submit};
use leptos::prelude::*;
use rules::meetings::MeetingState;

/// One field for the six digits; a camera brings them along behind the address.
pub async fn check_in(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let meeting = store::meeting_by_id(db, at.id("id")?).await?.filter(Meeting::is_public).ok_or_else(AppError::not_found)?;
    let (settings, _) = settings::settings(db).await?;
    let here = here(&visit, &meeting).await?;
    let opens_at = meeting.plan.begins_at.plus(-settings.check_in_before());
    let early = meeting.state == MeetingState::Convened && visit.now() < opens_at;
    let form = match here {
        Some(shop) => view! { <div class="note ok" role="status"><strong>{t!("meetings-checked-in")}</strong><p>{shop}</p></div> }.into_any(),
        None if meeting.is_over() => view! { <p class="note">{t!("meetings-check-in-over")}</p> }.into_any(),
        None if early => view! { <p class="note">{t!("meetings-check-in-from", at = opens_at)}</p> }.into_any(),
        None => form(&meeting),
    };
    let body = view! {
        <div class="narrow">
            <Head title=t!("meetings-check-in") lead=meeting.plan.title.clone()>{state_tag(meeting.state)}</Head>
            <p class="muted">{when_words(&meeting.plan)} {Lang::current().gap()} {meeting.plan.place.clone()}</p>
            {form}
            <p><a href=format!("/my/meetings/{}", meeting.id)>{t!("meetings-to-mine")}</a></p>
        </div>
    };
    Ok(Page::new(t!("meetings-check-in"), body))
}

fn form(meeting: &Meeting) -> AnyView {
    view! {
        <ActForm act=&CHECK_IN only=("meeting", meeting.id.to_string()) class="check-in-form">
            <Field name="code" label=t!("meetings-check-in-code") help=t!("meetings-check-in-help") inputmode="numeric" maxlength=9/>
            <Submit label=t!("meetings-check-in-send") class="wide large"/>
        </ActForm>
        <script type="module" src="/check-in.js"></script>
    }
    .into_any()
}

/// The merchant that the person is here for.
async fn here(visit: &Visit, meeting: &Meeting) -> Result<Option<String>, AppError> {
    let db = visit.db().read();
    let invited = store::invitations_of(db, &[], visit.person()?.person).await?;
    let Some(row) = invited.into_iter().find(|row| row.meeting == meeting.id) else { return Ok(None) };
    let last = store::last_check_in(&store::check_ins(db, meeting.id).await?, row.merchant);
    Ok(last.filter(|of| !of.struck && of.left_at.is_none()).map(|_| row.name))
}

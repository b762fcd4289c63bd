//! Meetings (商圈联席会议): convened, attended, minuted; and nothing a meeting decided gets lost before the next one.
//!
//! A meeting is **convened** by the secretary or a district's officer, the three districts taking turns as **host**. Member merchants are **invited**,
//! answer, and name one **delegate** each; a person is the delegate of one merchant at a meeting. Who comes checks in with the **code on the screen**,
//! or is checked in by staff; from that follow the live head count and the **quorum**. Items of the **agenda** may carry a vote (room `voting`). The
//! last meeting's **tasks** come first, and an undone one is dropped by a vote or not at all. The **minutes** are approved by a second person.

mod agenda;
mod attendance;
mod code;
mod invitation;
mod life;
mod minutes;
mod papers;
mod plan;
mod settings;
mod tasks;
#[cfg(test)]
mod tests;

pub use agenda::{AgendaForm, AgendaItem, ItemKind, Slot, item_moved, opening_order, timetable};
pub use attendance::{Attendance, CheckIn, CheckInFacts, CheckInRefusal, CheckedIn, HeadCount, all_who_came, attendance, head_count};
pub use code::{CODE_SECONDS, CheckInCode, code_now, code_taken};
pub use invitation::{Answer, AnswerForm, Answered, DelegateFacts, DelegateForm, InvitationRefusal, may_answer, may_name_delegate};
pub use life::{MeetingAct, MeetingFacts, MeetingRefusal, MeetingState, may_call_for, may_open};
pub use minutes::{Minutes, MinutesForm, MinutesRefusal, MinutesState};
pub use papers::{PAPERS_MOST, PaperAccess, PaperKind, PaperUploadRefusal, may_add_paper};
pub use plan::{MeetingForm, MeetingPlan, copied, next_host};
pub use settings::{MeetingSettings, MeetingSettingsRefusal};
pub use tasks::{Task, TaskForm, TaskRefusal, TaskState, TaskStep, TaskTerms, carried_over, names_task};

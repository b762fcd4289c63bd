//! Meetings with agenda, papers, invitations, check-ins, screens, minutes and tasks.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, binary, integer, string, string_null, text, text_null, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [meeting(), story(), agenda_item(), paper(), invitation(), check_in()] {
            manager.create_table(table).await?;
        }
        for table in [screen(), minutes(), task(), task_step()] {
            manager.create_table(table).await?;
        }
        for (name, table, columns) in INDEXES {
            let mut index = Index::create().name(*name).table(*table).to_owned();
            for column in *columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        for unique in UNIQUE {
            manager.get_connection().execute_unprepared(unique).await?;
        }
        Ok(())
    }
}

const INDEXES: &[(&str, &str, &[&str])] = &[
    ("meeting_state", "meeting", &["state", "begins_at"]),
    ("meeting_story_meeting", "meeting_story", &["meeting", "at"]),
    ("agenda_item_meeting", "agenda_item", &["meeting", "position"]),
    ("meeting_paper_item", "meeting_paper", &["item"]),
    ("meeting_invitation_merchant", "meeting_invitation", &["merchant"]),
    ("meeting_invitation_delegate", "meeting_invitation", &["delegate"]),
    ("meeting_check_in_meeting", "meeting_check_in", &["meeting", "merchant"]),
    ("meeting_screen_meeting", "meeting_screen", &["meeting"]),
    ("meeting_task_state", "meeting_task", &["state", "due"]),
    ("meeting_task_meeting", "meeting_task", &["meeting"]),
    ("meeting_task_step_meeting", "meeting_task_step", &["meeting"]),
    ("meeting_task_step_task", "meeting_task_step", &["task"]),
];

/// A person is the delegate of one merchant at a meeting; a merchant is here once at a time.
const UNIQUE: [&str; 2] = [
    "CREATE UNIQUE INDEX meeting_delegate_once ON meeting_invitation (meeting, delegate)",
    "CREATE UNIQUE INDEX meeting_here_once ON meeting_check_in (meeting, merchant) WHERE left_at IS NULL AND struck_at IS NULL",
];

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).to_owned()
}

fn one_of(column: ColumnDef, name: &'static str, values: &[&'static str]) -> ColumnDef {
    let mut column = column;
    column.check(Expr::col(name).is_in(values.iter().copied()));
    column
}

fn meeting() -> TableCreateStatement {
    table("meeting")
        .col(uuid("id").primary_key())
        .col(string("title"))
        .col(one_of(string("host"), "host", &["wanda", "xianjing", "haishang"]))
        .col(string("place"))
        .col(big_integer("begins_at"))
        .col(big_integer("ends_at"))
        .col(text("districts"))
        .col(one_of(string("state"), "state", &["draft", "convened", "open", "closed", "cancelled"]))
        .col(big_integer("state_since"))
        .col(integer("version"))
        .col(big_integer("made_at"))
        .col(uuid_null("current_item"))
        .col(binary("code_secret"))
        .to_owned()
}

fn story() -> TableCreateStatement {
    table("meeting_story")
        .col(uuid("id").primary_key())
        .col(uuid("meeting"))
        .col(string("act"))
        .col(uuid("person"))
        .col(big_integer("at"))
        .col(text_null("reason"))
        .col(big_integer("settings"))
        .foreign_key(ForeignKey::create().from("meeting_story", "meeting").to("meeting", "id"))
        .to_owned()
}

fn agenda_item() -> TableCreateStatement {
    table("agenda_item")
        .col(uuid("id").primary_key())
        .col(uuid("meeting"))
        .col(integer("position"))
        .col(string("title"))
        .col(one_of(string("kind"), "kind", &["tasks", "report", "discussion", "vote", "charter"]))
        .col(integer("minutes"))
        .col(string("speaker"))
        .col(text("note"))
        .col(text("decision"))
        .foreign_key(ForeignKey::create().from("agenda_item", "meeting").to("meeting", "id"))
        .to_owned()
}

fn paper() -> TableCreateStatement {
    table("meeting_paper")
        .col(uuid("id").primary_key())
        .col(uuid("meeting"))
        .col(uuid("item"))
        .col(string("name"))
        .col(one_of(string("access"), "access", &["members", "public"]))
        .col(string("hash"))
        .col(big_integer("bytes"))
        .col(big_integer("at"))
        .foreign_key(ForeignKey::create().from("meeting_paper", "item").to("agenda_item", "id"))
        .foreign_key(ForeignKey::create().from("meeting_paper", "meeting").to("meeting", "id"))
        .to_owned()
}

fn invitation() -> TableCreateStatement {
    table("meeting_invitation")
        .col(uuid("meeting"))
        .col(uuid("merchant"))
        .col(string("name"))
        .col(string("district"))
        .col(big_integer("at"))
        .col(one_of(string_null("answer"), "answer", &["coming", "excused"]))
        .col(string("excuse"))
        .col(big_integer_null("answered_at"))
        .col(uuid_null("delegate"))
        .primary_key(Index::create().col("meeting").col("merchant"))
        .foreign_key(ForeignKey::create().from("meeting_invitation", "meeting").to("meeting", "id"))
        .foreign_key(ForeignKey::create().from("meeting_invitation", "merchant").to("merchant", "id"))
        .to_owned()
}

fn check_in() -> TableCreateStatement {
    table("meeting_check_in")
        .col(uuid("id").primary_key())
        .col(uuid("meeting"))
        .col(uuid("merchant"))
        .col(uuid("delegate"))
        .col(big_integer("at"))
        .col(big_integer_null("left_at"))
        .col(big_integer_null("struck_at"))
        .col(uuid_null("staff"))
        .foreign_key(ForeignKey::create().from("meeting_check_in", ("meeting", "merchant")).to("meeting_invitation", ("meeting", "merchant")))
        .to_owned()
}

fn screen() -> TableCreateStatement {
    table("meeting_screen")
        .col(uuid("id").primary_key())
        .col(uuid("meeting"))
        .col(binary("digest").unique_key())
        .col(uuid("person"))
        .col(big_integer("made_at"))
        .col(big_integer_null("revoked_at"))
        .foreign_key(ForeignKey::create().from("meeting_screen", "meeting").to("meeting", "id"))
        .to_owned()
}

fn minutes() -> TableCreateStatement {
    table("meeting_minutes")
        .col(uuid("meeting").primary_key())
        .col(one_of(string("state"), "state", &["draft", "written", "approved"]))
        .col(text("text"))
        .col(integer("version"))
        .col(uuid_null("written_by"))
        .col(big_integer_null("written_at"))
        .col(uuid_null("approved_by"))
        .col(big_integer_null("approved_at"))
        .col(text_null("given_back"))
        .foreign_key(ForeignKey::create().from("meeting_minutes", "meeting").to("meeting", "id"))
        .to_owned()
}

fn task() -> TableCreateStatement {
    table("meeting_task")
        .col(uuid("id").primary_key())
        .col(uuid("meeting"))
        .col(string("title"))
        .col(string("owner"))
        .col(string("first_due"))
        .col(string("due"))
        .col(one_of(string("state"), "state", &["open", "done", "dropped"]))
        .col(integer("carried"))
        .col(big_integer("made_at"))
        .foreign_key(ForeignKey::create().from("meeting_task", "meeting").to("meeting", "id"))
        .to_owned()
}

fn task_step() -> TableCreateStatement {
    table("meeting_task_step")
        .col(uuid("id").primary_key())
        .col(uuid("task"))
        .col(uuid("meeting"))
        .col(one_of(string("step"), "step", &["finish", "carry_over", "drop"]))
        .col(string_null("due"))
        .col(uuid_null("vote"))
        .col(uuid("person"))
        .col(big_integer("at"))
        .foreign_key(ForeignKey::create().from("meeting_task_step", "task").to("meeting_task", "id"))
        .foreign_key(ForeignKey::create().from("meeting_task_step", "meeting").to("meeting", "id"))
        .to_owned()
}

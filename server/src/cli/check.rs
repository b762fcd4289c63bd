//! `check`: is the database sound, and does what must hold hold?

use super::open::{self, said};
use crate::settings::DatabaseArgs;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

/// Something that holds in every town.
struct Invariant {
    /// In words.
    holds: &'static str,
    /// Selects, as text in a column `broken`, the records for which it does not hold; written for both engines.
    broken: &'static str,
}

/// One line per promise of a room.
const INVARIANTS: &[Invariant] = &[
    Invariant {
        holds: "somebody can give roles, once somebody could",
        broken: "SELECT MIN(CAST(a.id AS TEXT)) AS broken FROM role_grant a WHERE a.role = 'admin' AND NOT EXISTS (SELECT 1 FROM role_grant g JOIN person p ON p.id = g.person WHERE g.role = 'admin' AND g.revoked_at IS NULL AND g.until_at IS NULL AND p.deleted_at IS NULL) HAVING COUNT(*) > 0",
    },
    Invariant {
        holds: "a deleted account is told nothing and opens nothing",
        broken: "SELECT CAST(p.id AS TEXT) AS broken FROM person p WHERE p.deleted_at IS NOT NULL AND (EXISTS (SELECT 1 FROM second_factor f WHERE f.person = p.id) OR EXISTS (SELECT 1 FROM account_slip s WHERE s.person = p.id) OR EXISTS (SELECT 1 FROM role_grant g WHERE g.person = p.id AND g.revoked_at IS NULL AND g.until_at IS NULL))",
    },
    Invariant {
        holds: "every grant belongs to a person",
        broken: "SELECT CAST(g.id AS TEXT) AS broken FROM role_grant g LEFT JOIN person p ON p.id = g.person WHERE p.id IS NULL",
    },
    Invariant {
        holds: "community and birth year come only with a proof",
        broken: "SELECT CAST(id AS TEXT) AS broken FROM person WHERE proof IN ('none', 'sms') AND (community IS NOT NULL OR birth_year IS NOT NULL)",
    },
    Invariant {
        holds: "a deleted account keeps no number and no password",
        broken: "SELECT CAST(id AS TEXT) AS broken FROM person WHERE deleted_at IS NOT NULL AND (mobile IS NOT NULL OR password_hash IS NOT NULL)",
    },
    Invariant {
        holds: "no session outlives its account",
        broken: "SELECT CAST(s.id AS TEXT) AS broken FROM session s JOIN person p ON p.id = s.person WHERE p.deleted_at IS NOT NULL AND s.ends_at > p.deleted_at",
    },
    Invariant {
        holds: "no run gives more than its stock",
        broken: "SELECT CAST(offer AS TEXT) AS broken FROM offer_run WHERE taken < 0 OR (stock IS NOT NULL AND taken > stock)",
    },
    Invariant {
        holds: "a run's counter is the number of its claims that count",
        broken: "SELECT CAST(r.offer AS TEXT) AS broken FROM offer_run r WHERE r.taken <> (SELECT COUNT(*) FROM claim c WHERE c.offer = r.offer AND c.first_day = r.first_day AND c.state IN ('held', 'redeemed'))",
    },
    Invariant {
        holds: "a claim is used up exactly when one redemption stands",
        broken: "SELECT CAST(c.id AS TEXT) AS broken FROM claim c WHERE (CASE WHEN c.state = 'redeemed' THEN 1 ELSE 0 END) <> (SELECT COUNT(*) FROM redemption r WHERE r.claim = c.id AND r.undone_at IS NULL)",
    },
    Invariant {
        holds: "an open vote has a ballot for every mark on the web",
        broken: "SELECT CAST(v.id AS TEXT) AS broken FROM vote v WHERE v.rewritten = FALSE AND v.root IS NULL AND (SELECT COUNT(*) FROM roll_live r WHERE r.vote = v.id AND r.mark = 'web') <> (SELECT COUNT(*) FROM ballot_live b WHERE b.vote = v.id)",
    },
    Invariant {
        holds: "a vote that is over has no more ballots than marks",
        broken: "SELECT CAST(v.id AS TEXT) AS broken FROM vote v WHERE v.rewritten = TRUE AND (SELECT COUNT(*) FROM roll r WHERE r.vote = v.id AND r.mark IS NOT NULL) < (SELECT COUNT(*) FROM ballot b WHERE b.vote = v.id)",
    },
    Invariant {
        holds: "nothing leads from a person to a ballot once a vote is written anew",
        broken: "SELECT CAST(v.id AS TEXT) AS broken FROM vote v WHERE v.rewritten = TRUE AND (EXISTS (SELECT 1 FROM ballot_link l WHERE l.vote = v.id) OR EXISTS (SELECT 1 FROM roll_live r WHERE r.vote = v.id) OR EXISTS (SELECT 1 FROM ballot_live b WHERE b.vote = v.id))",
    },
    Invariant {
        holds: "a published vote was counted by one person and published by another",
        broken: "SELECT CAST(id AS TEXT) AS broken FROM vote WHERE state = 'published' AND (result IS NULL OR counted_by IS NULL OR published_by IS NULL OR counted_by = published_by)",
    },
    Invariant {
        holds: "approved minutes were written by one person and approved by another",
        broken: "SELECT CAST(meeting AS TEXT) AS broken FROM meeting_minutes WHERE state = 'approved' AND (written_by IS NULL OR approved_by IS NULL OR written_by = approved_by)",
    },
    Invariant {
        holds: "nobody stays checked in at two places of a meeting",
        broken: "SELECT CAST(MIN(CAST(id AS TEXT)) AS TEXT) AS broken FROM meeting_check_in c WHERE left_at IS NULL AND struck_at IS NULL AND EXISTS (SELECT 1 FROM person p WHERE p.id = c.delegate) GROUP BY meeting, delegate HAVING COUNT(*) > 1",
    },
    Invariant {
        holds: "a task is dropped by a vote only",
        broken: "SELECT CAST(t.id AS TEXT) AS broken FROM meeting_task t WHERE t.state = 'dropped' AND NOT EXISTS (SELECT 1 FROM meeting_task_step s WHERE s.task = t.id AND s.step = 'drop' AND s.vote IS NOT NULL)",
    },
    Invariant {
        holds: "an award gives no more places than it has",
        broken: "SELECT CAST(c.id AS TEXT) AS broken FROM award_category c WHERE (SELECT COUNT(*) FROM award_result r WHERE r.category = c.id AND r.place IS NOT NULL) > c.places",
    },
    Invariant {
        holds: "no district has more places in an award than its cap",
        broken: "SELECT CAST(c.id AS TEXT) AS broken FROM award_category c JOIN award_result r ON r.category = c.id JOIN award_candidate k ON k.category = r.category AND k.merchant = r.merchant WHERE r.place IS NOT NULL AND c.district_cap IS NOT NULL GROUP BY c.id, c.district_cap, k.district HAVING COUNT(*) > c.district_cap",
    },
];

/// Prints every check; an error when one fails.
pub(super) async fn check(database: &DatabaseArgs) -> Result<(), String> {
    let db = open::existing(database).await?;
    let mut failed = 0;
    let unsound = unsound(db.write()).await?;
    failed += report("the database is sound", &unsound);
    for invariant in INVARIANTS {
        let statement = Statement::from_string(db.write().get_database_backend(), invariant.broken);
        let rows = db.write().query_all_raw(statement).await.map_err(|error| format!("{}: {error}", invariant.holds))?;
        let broken: Vec<String> = rows.iter().map(|row| row.try_get("", "broken").unwrap_or_default()).collect();
        failed += report(invariant.holds, &broken);
    }
    if failed == 0 { Ok(()) } else { Err(format!("{failed} check(s) failed")) }
}

fn report(holds: &str, broken: &[String]) -> usize {
    if broken.is_empty() {
        println!("ok      {holds}");
        return 0;
    }
    let some = broken.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
    println!("BROKEN  {holds}: {} ({some}{})", broken.len(), if broken.len() > 5 { ", …" } else { "" });
    1
}

/// What the engine itself finds wrong. PostgreSQL has no such question; its own pg_amcheck looks deeper.
pub(super) async fn unsound(db: &impl ConnectionTrait) -> Result<Vec<String>, String> {
    if db.get_database_backend() != DbBackend::Sqlite {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for row in db.query_all_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check")).await.map_err(said)? {
        let line: String = row.try_get_by_index(0).map_err(said)?;
        if line != "ok" {
            found.push(line);
        }
    }
    for row in db.query_all_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA foreign_key_check")).await.map_err(said)? {
        let table: String = row.try_get_by_index(0).map_err(said)?;
        found.push(format!("a row of {table} points nowhere"));
    }
    Ok(found)
}

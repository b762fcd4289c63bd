//! Versions of the lists that pages show. Every node reads them at most once a second; an act of this node makes it read them again at once.

use app::backend::list_version;
use sea_orm::{DatabaseConnection, DbErr, EntityTrait};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

const READ_EVERY: Duration = Duration::from_secs(1);
/// Pages of a database that has been away for longer are not shown any more.
const STALE_AFTER: Duration = Duration::from_secs(300);
const READ_WITHIN: Duration = Duration::from_millis(500);

/// The versions as this node knows them.
#[derive(Clone, Default)]
pub struct ListVersions(Arc<Inner>);

#[derive(Default)]
struct Inner {
    known: Mutex<Known>,
    reading: tokio::sync::Mutex<()>,
}

#[derive(Clone, Default)]
struct Known {
    versions: Arc<HashMap<String, i64>>,
    /// When they were asked for last, and when that last succeeded.
    asked: Option<Instant>,
    read: Option<Instant>,
    /// Counts this node's own changes.
    changes: u64,
}

impl ListVersions {
    /// The versions of these lists, not older than a second while the database answers; nothing when it has been away for too long.
    pub(super) async fn of(&self, lists: &[&str], db: &DatabaseConnection) -> Option<Vec<i64>> {
        let mut known = self.known();
        if !known.fresh() {
            known = self.read_again(known, db).await;
        }
        let usable = known.read.is_some_and(|read| read.elapsed() < STALE_AFTER);
        usable.then(|| lists.iter().map(|list| known.versions.get(*list).copied().unwrap_or_default()).collect())
    }

    /// Says that this node changed a list.
    pub fn changed(&self) {
        let mut known = self.0.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.asked = None;
        known.changes += 1;
    }

    fn known(&self) -> Known {
        self.0.known.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// One reads, the others wait for it.
    async fn read_again(&self, before: Known, db: &DatabaseConnection) -> Known {
        let _turn = self.0.reading.lock().await;
        let now = self.known();
        if now.fresh() {
            return now;
        }
        let rows = tokio::time::timeout(READ_WITHIN, list_version::Entity::find().all(db)).await;
        let rows = rows.unwrap_or_else(|_| Err(DbErr::Custom("too slow".to_owned())));
        let mut known = self.0.known.lock().unwrap_or_else(PoisonError::into_inner);
        let at = Instant::now();
        // A change that came in while they were read has to be read once more.
        known.asked = (known.changes == now.changes).then_some(at);
        match rows {
            Ok(rows) => {
                known.versions = Arc::new(rows.into_iter().map(|row| (row.list, row.version)).collect());
                known.read = Some(at);
            }
            Err(error) => tracing::warn!(%error, age = ?before.read.map(|read| read.elapsed()), "list versions unread"),
        }
        known.clone()
    }
}

impl Known {
    fn fresh(&self) -> bool {
        self.asked.is_some_and(|asked| asked.elapsed() < READ_EVERY)
    }
}

//! Turns at SQLite's one writing connection. Acts that come close together form a *group*: one transaction, one way to the disk. Each has a savepoint
//! of its own, so that what one leaves behind when it is refused touches no other; and none is told that it was kept before the whole group is on the
//! disk. PostgreSQL groups its commits itself: there every turn is a transaction.

use sea_orm::{
    ConnAcquireErr, DatabaseConnection, DatabaseTransaction, DbErr, RuntimeErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

/// Acts in one group at most: whoever is done does not wait long for the others.
const MOST: usize = 64;

/// A writing transaction, or a part of a group's. Dropped = rolled back.
#[derive(Debug)]
pub struct Turn {
    tx: Option<DatabaseTransaction>,
    back: Option<oneshot::Sender<Back>>,
    group: Option<Group>,
}

/// What became of a group that somebody joined: nothing yet, or whether it was kept.
pub(super) type Group = watch::Receiver<Option<bool>>;

/// Waits until a group has ended, and tells whether it was kept.
pub(super) async fn kept(mut group: Group) -> bool {
    group.wait_for(Option::is_some).await.is_ok_and(|kept| *kept == Some(true))
}

/// A turn that is over.
#[derive(Debug)]
struct Back {
    tx: DatabaseTransaction,
    kept: Option<Kept>,
}

/// An act that wants to be kept, and waits to be told so.
#[derive(Debug)]
struct Kept {
    told: oneshot::Sender<Result<(), DbErr>>,
    /// Nobody joins the group after it.
    last: bool,
}

/// Somebody who waits for a turn.
type Asker = oneshot::Sender<Result<Turn, DbErr>>;

impl Turn {
    /// A transaction outside any group.
    pub(super) fn alone(tx: DatabaseTransaction) -> Self {
        Self { tx: Some(tx), back: None, group: None }
    }

    /// The group that was joined. What is read in it may not be kept yet: nobody may be told of it before the group has ended.
    pub(super) fn group(&self) -> Option<Group> {
        self.group.clone()
    }

    /// The transaction; facts are read and records written in it.
    ///
    /// # Panics
    /// Never: only [`Turn::commit`] takes it away, together with the turn.
    #[must_use]
    pub fn tx(&self) -> &DatabaseTransaction {
        self.tx.as_ref().expect("a turn has its transaction until it is over")
    }

    /// Keeps what was written; comes back when it is on the disk. After an act that changes what others remember (`last`) nobody joins its group: what
    /// is remembered was always committed.
    ///
    /// # Errors
    /// The database is away, or the group could not be kept: nothing was written.
    pub async fn commit(mut self, last: bool) -> Result<(), DbErr> {
        let Some(tx) = self.tx.take() else { return Err(gone()) };
        let Some(back) = self.back.take() else { return tx.commit().await };
        let (told, kept) = oneshot::channel();
        back.send(Back { tx, kept: Some(Kept { told, last }) }).map_err(|_| gone())?;
        kept.await.map_err(|_| gone())?
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let (Some(tx), Some(back)) = (self.tx.take(), self.back.take()) {
            let _ = back.send(Back { tx, kept: None });
        }
    }
}

fn gone() -> DbErr {
    DbErr::Conn(RuntimeErr::Internal("the group was not kept".to_owned()))
}

/// The queue for turns.
#[derive(Debug, Clone)]
pub(super) struct Turns(mpsc::UnboundedSender<Asker>);

impl Turns {
    /// Begins to give turns at this connection, until nobody can ask any more.
    pub fn at(write: DatabaseConnection) -> Self {
        let (asking, mut askers) = mpsc::unbounded_channel::<Asker>();
        tokio::spawn(async move {
            while let Some(asker) = askers.recv().await {
                if !asker.is_closed() {
                    group(&write, asker, &mut askers).await;
                }
            }
        });
        Self(asking)
    }

    /// Waits for a turn, not longer than that.
    ///
    /// # Errors
    /// It took too long, or the database is away or locked.
    pub async fn ask(&self, within: Duration) -> Result<Turn, DbErr> {
        let (asker, turn) = oneshot::channel();
        self.0.send(asker).map_err(|_| gone())?;
        let turn = tokio::time::timeout(within, turn).await.map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?;
        turn.map_err(|_| gone())?
    }
}

/// Begins a transaction that takes the lock at once, so that it never fails half way.
pub(super) async fn immediate(write: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let mode = Some(SqliteTransactionMode::Immediate);
    write.begin_with_options(TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() }).await
}

/// One group: the first act has the transaction itself, as if it were alone; those who wait when it is done join with savepoints.
async fn group(write: &DatabaseConnection, first: Asker, askers: &mut mpsc::UnboundedReceiver<Asker>) {
    let whole = match immediate(write).await {
        Ok(whole) => whole,
        Err(error) => return drop(first.send(Err(error))),
    };
    let Some(Back { tx: whole, kept }) = lend(whole, first, None).await else { return };
    let Some(Kept { told, mut last }) = kept else { return drop(whole.rollback().await) };
    let mut waiting = vec![told];
    let (ended, end) = watch::channel(None);
    let mut joining = askers.len().min(MOST);
    while joining > 0 && !last {
        joining -= 1;
        let Ok(next) = askers.try_recv() else { break };
        match join(&whole, next, end.clone()).await {
            Ok(Some(kept)) => {
                waiting.push(kept.told);
                last = kept.last;
            }
            Ok(None) => {}
            // A savepoint that is not there any more: SQLite has rolled everything back by itself, as it does when the disk is full. Who waits is told.
            Err(error) => {
                tracing::warn!(%error, acts = waiting.len(), "a group was lost");
                return drop(whole.rollback().await);
            }
        }
    }
    let kept = whole.commit().await;
    ended.send_replace(Some(kept.is_ok()));
    for told in waiting {
        let _ = told.send(kept.clone());
    }
}

/// One more act in the group; nothing when it left no trace.
async fn join(whole: &DatabaseTransaction, asker: Asker, group: Group) -> Result<Option<Kept>, DbErr> {
    if asker.is_closed() {
        return Ok(None);
    }
    let Some(Back { tx: point, kept }) = lend(whole.begin().await?, asker, Some(group)).await else { return Err(gone()) };
    match kept {
        Some(kept) => point.commit().await.map(|()| Some(kept)),
        None => point.rollback().await.map(|()| None),
    }
}

/// Gives somebody a transaction and waits until it comes back.
async fn lend(tx: DatabaseTransaction, asker: Asker, group: Option<Group>) -> Option<Back> {
    let (back, returned) = oneshot::channel();
    // Who went away meanwhile drops the turn, and so gives it back.
    drop(asker.send(Ok(Turn { tx: Some(tx), back: Some(back), group })));
    returned.await.ok()
}

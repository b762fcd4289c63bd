//! Public data that many pages are made from, kept in memory until one of its lists changes.

use super::Db;
use super::db::list_version;
use moka::future::Cache;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use std::any::{Any, TypeId};
use std::sync::Arc;

/// Different data kept at the same time: one entry per type, question and version.
const MOST_KEPT: u64 = 64;

/// What this node keeps. Cheap to clone; all clones keep the same.
#[derive(Clone)]
pub struct PublicData(Cache<Key, Arc<dyn Any + Send + Sync>>);

/// The type that is kept, the question it answers, the versions of its lists.
type Key = (TypeId, String, Vec<(String, i64)>);

impl Default for PublicData {
    fn default() -> Self {
        Self(Cache::new(MOST_KEPT))
    }
}

impl std::fmt::Debug for PublicData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PublicData(…)")
    }
}

impl PublicData {
    /// The answer to a question about these lists: as it was made since they last changed, or made now. Who asks for the same meanwhile waits for that one.
    ///
    /// # Errors
    /// The database is away.
    pub async fn of<T: Any + Send + Sync>(
        &self,
        db: &Db,
        lists: &[&str],
        question: String,
        make: impl Future<Output = Result<T, DbErr>>,
    ) -> Result<Arc<T>, DbErr> {
        self.at(versions(db.read(), lists).await?, question, make).await
    }

    /// The same for one who has read the versions already, before what `make` reads.
    ///
    /// # Errors
    /// The database is away.
    pub async fn at<T: Any + Send + Sync>(
        &self,
        versions: Vec<(String, i64)>,
        question: String,
        make: impl Future<Output = Result<T, DbErr>>,
    ) -> Result<Arc<T>, DbErr> {
        let key = (TypeId::of::<T>(), question, versions);
        let making = async { make.await.map(|made| Arc::new(made) as Arc<dyn Any + Send + Sync>) };
        let kept = self.0.try_get_with(key, making).await.map_err(|error| DbErr::Custom(error.to_string()))?;
        kept.downcast().map_err(|_| DbErr::Type("public data of another type under this key".to_owned()))
    }
}

/// Read before the data: what is made then is at least as new as these say.
async fn versions(db: &impl ConnectionTrait, lists: &[&str]) -> Result<Vec<(String, i64)>, DbErr> {
    let rows = list_version::Entity::find().filter(list_version::Column::List.is_in(lists.iter().copied())).all(db).await?;
    let mut versions: Vec<(String, i64)> = rows.into_iter().map(|row| (row.list, row.version)).collect();
    versions.sort_unstable();
    Ok(versions)
}

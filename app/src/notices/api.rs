//! What crosses the wire: having read.

use crate::backend::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Which notices were seen.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadForm {
    /// The newest one that was on the page.
    pub newest: String,
}

/// Marks one's notices as read, up to the newest that was on the page.
#[server(endpoint = "notices/read_notices")]
pub async fn read_notices(
    /// Up to which.
    #[server(flatten)]
    form: ReadForm,
) -> Result<(), AppError> {
    let newest = form.newest.parse().map_err(|_| crate::backend::UnreadableId)?;
    let act = crate::backend::Visit::current()?.begin(&super::doors::READ_NOTICES).await?;
    super::store::mark_read(act.tx(), act.person(), newest, act.now()).await?;
    act.commit(()).await
}

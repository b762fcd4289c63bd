//! What crosses the wire about settings.

use crate::backend::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A changed group of settings, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingForm {
    /// The group.
    pub key: String,
    /// Its numbers, by name.
    pub values: BTreeMap<String, String>,
    /// Why it changes; kept in the history.
    pub reason: String,
}

/// Changes a group of settings; numbers that hold already make no new version.
#[server(endpoint = "alliance/change_setting")]
pub async fn change_setting(
    /// As typed.
    #[server(flatten)]
    form: SettingForm,
) -> Result<(), AppError> {
    use super::{doors::CHANGE_SETTING, known::Known, store};
    use crate::backend::FieldError;
    use rules::Refusal;
    let known = Known::of(&form.key).ok_or_else(AppError::not_found)?;
    let mut wrong = Vec::new();
    let value = known.typed(&form.values).map_err(|fields| wrong.extend(fields));
    let reason = rules::charter::reason(&form.reason).map_err(|refusal| wrong.push(FieldError::new("reason", &refusal.reason())));
    let (Ok(value), Ok(reason)) = (value, reason) else { return Err(AppError::fields(wrong)) };
    (known.check)(value.clone())?;
    let mut act = crate::backend::Visit::current()?.begin(&CHANGE_SETTING).await?;
    act.within_alliance()?;
    store::record_setting(act.tx(), known.key, &value, &reason, act.person(), act.now()).await?;
    act.commit(()).await
}

//! The copy of all that is kept about a person, as one JSON file or one CSV table.

use super::inventory::{INVENTORY, Kept};
use crate::backend::{AppError, Visit};
use rules::Instant;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::{Map, Value};
use uuid::Uuid;

/// The copy of everything about the person who is here: the name of the file decides its form. Media type and bytes.
///
/// # Errors
/// Not signed in, no such form, or the database is away.
pub async fn copy_as(visit: &Visit, file: &str) -> Result<(&'static str, Vec<u8>), AppError> {
    let all = everything(visit, visit.person()?.person).await?;
    match file {
        "shangmeng.json" => Ok(("application/json", serde_json::to_vec_pretty(&all).map_err(|error| AppError::broken(&error))?)),
        "shangmeng.csv" => Ok(("text/csv; charset=utf-8", as_csv(&all)?)),
        _ => Err(AppError::not_found()),
    }
}

/// Everything in the inventory that is about this person, table by table; empty tables too, so that one sees what is not kept.
pub(super) async fn everything(visit: &Visit, person: Uuid) -> Result<Map<String, Value>, AppError> {
    let mut all = Map::new();
    for kept in INVENTORY {
        all.insert(kept.table.to_owned(), Value::Array(rows(visit, kept, person).await?));
    }
    Ok(all)
}

/// One person's records of one table, as the columns that are given out.
async fn rows(visit: &Visit, kept: &Kept, person: Uuid) -> Result<Vec<Value>, AppError> {
    let mut query = Query::select();
    query.from(Alias::new(kept.table)).and_where(Expr::col(Alias::new(kept.whose)).eq(person));
    for column in kept.shown {
        query.column(Alias::new(*column));
    }
    let found = visit.db().read().query_all(&query).await?;
    Ok(found.iter().map(|row| Value::Object(kept.shown.iter().map(|column| ((*column).to_owned(), cell(row, column))).collect())).collect())
}

/// A cell whatever its type; moments are written as the town writes them, ids as ids.
fn cell(row: &QueryResult, column: &str) -> Value {
    // Texts first: sixteen bytes of text would pass for an id.
    if let Ok(text) = row.try_get::<Option<String>>("", column) {
        return text.map_or(Value::Null, Value::from);
    }
    if let Ok(id) = row.try_get::<Option<Uuid>>("", column) {
        return id.map_or(Value::Null, |id| id.to_string().into());
    }
    if let Ok(number) = row.try_get::<Option<i64>>("", column) {
        let moment = column.ends_with("_at") || matches!(column, "at" | "state_since");
        return number.map_or(Value::Null, |number| if moment { Instant::from_millis(number).to_string().into() } else { number.into() });
    }
    if let Ok(number) = row.try_get::<Option<i32>>("", column) {
        return number.map_or(Value::Null, Value::from);
    }
    row.try_get::<Option<bool>>("", column).ok().flatten().map_or(Value::Null, Value::from)
}

/// As one table: table, record, column, value. A byte-order mark for Excel; a cell that a spreadsheet would take for a formula is quoted.
fn as_csv(all: &Map<String, Value>) -> Result<Vec<u8>, AppError> {
    let mut csv = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let write = |error: csv::Error| AppError::broken(&error);
    csv.write_record(["table", "record", "column", "value"]).map_err(write)?;
    for (table, records) in all {
        for (number, record) in records.as_array().into_iter().flatten().enumerate() {
            for (column, value) in record.as_object().into_iter().flatten() {
                let value = value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, harmless);
                csv.write_record([table.as_str(), &(number + 1).to_string(), column, &value]).map_err(write)?;
            }
        }
    }
    csv.into_inner().map_err(|error| AppError::broken(&error))
}

fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

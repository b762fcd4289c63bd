//! Several new records in one message: what an act writes at its end goes to the database in one step there and back, not in five.

use sea_orm::sea_query::{CommonTableExpression, InsertStatement, PostgresQueryBuilder, SqliteQueryBuilder, WithClause};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

/// Writes these records, in this order.
///
/// # Errors
/// The database is away, or one of them does not fit: then the transaction must not be kept.
pub(super) async fn record_together(tx: &impl ConnectionTrait, lines: Vec<InsertStatement>) -> Result<(), DbErr> {
    let message = match tx.get_database_backend() {
        DbBackend::Sqlite => in_a_row(&lines),
        _ => in_one(lines),
    };
    if let Some(message) = message {
        tx.execute_raw(message).await?;
    }
    Ok(())
}

/// SQLite takes statements in a row, each with its share of the values.
fn in_a_row(lines: &[InsertStatement]) -> Option<Statement> {
    let (sql, values): (Vec<_>, Vec<_>) = lines.iter().map(|line| line.build(SqliteQueryBuilder)).unzip();
    let values = values.into_iter().flat_map(|values| values.0);
    (!sql.is_empty()).then(|| Statement::from_sql_and_values(DbBackend::Sqlite, sql.join("; "), values))
}

/// PostgreSQL takes one prepared statement at a time: the last record's, with the others in front of it.
fn in_one(mut lines: Vec<InsertStatement>) -> Option<Statement> {
    let last = lines.pop()?;
    let mut others = WithClause::new();
    for (number, line) in lines.iter().enumerate() {
        others.cte(CommonTableExpression::new().query(line.clone()).table_name(format!("line_{number}")).to_owned());
    }
    let (sql, values) = if lines.is_empty() { last.build(PostgresQueryBuilder) } else { last.with(others).build(PostgresQueryBuilder) };
    Some(Statement::from_sql_and_values(DbBackend::Postgres, sql, values))
}

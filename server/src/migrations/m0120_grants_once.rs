//! Nobody holds a role in one place twice. Where somebody did, the grant that lasts longest stays, and the others end when both held.

use sea_orm_migration::prelude::*;

/// A grant that has not been taken back, beside another of the same person, role and place that lasts longer, or as long and has the smaller id.
const BESIDE_A_BETTER_ONE: &str = "FROM role_grant b WHERE b.person = role_grant.person AND b.role = role_grant.role
    AND (b.place = role_grant.place OR (b.place IS NULL AND role_grant.place IS NULL)) AND b.revoked_at IS NULL
    AND ((b.until_at IS NULL AND role_grant.until_at IS NOT NULL) OR b.until_at > role_grant.until_at
        OR ((b.until_at = role_grant.until_at OR (b.until_at IS NULL AND role_grant.until_at IS NULL)) AND b.id < role_grant.id))";

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let both_held =
            format!("SELECT CASE WHEN MIN(b.from_at) > role_grant.from_at THEN MIN(b.from_at) ELSE role_grant.from_at END {BESIDE_A_BETTER_ONE}");
        let doubles =
            format!("UPDATE role_grant SET revoked_at = ({both_held}) WHERE revoked_at IS NULL AND EXISTS (SELECT 1 {BESIDE_A_BETTER_ONE})");
        db.execute_unprepared(&doubles).await?;
        db.execute_unprepared("CREATE UNIQUE INDEX role_grant_once ON role_grant (person, role, place) WHERE revoked_at IS NULL").await?;
        let everywhere = "CREATE UNIQUE INDEX role_grant_once_everywhere ON role_grant (person, role) WHERE revoked_at IS NULL AND place IS NULL";
        db.execute_unprepared(everywhere).await.map(drop)
    }
}

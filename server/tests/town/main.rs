//! The town's own tests: every act over HTTP, on a real database. `SHANGMENG_TEST_POSTGRES=postgres://…` runs the same stories on PostgreSQL.

mod accounts;
mod alliance;
mod cache;
mod claims;
mod cli;
mod counter;
mod desks;
mod districts;
mod factor;
mod grants;
mod house_rules;
mod jobs;
mod merchants;
mod migrations;
mod notices;
mod offers;
mod own;
mod register_files;
mod registers;
mod security;
mod shops;
mod storm;
mod storm_kills;
mod town;

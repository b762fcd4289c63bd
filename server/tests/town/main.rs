//! The town's own tests: every act over HTTP, on a real database. `SHANGMENG_TEST_POSTGRES=postgres://…` runs the same stories on PostgreSQL.

mod accounts;
mod alliance;
<<<<<<< HEAD
mod cli;
=======
mod desks;
>>>>>>> 29e919f (The desks: today, and beside every desk the ways this person may open; the same for one's own page)
mod districts;
mod house_rules;
mod notices;
mod town;

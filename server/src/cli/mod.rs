//! The command line: `shangmeng serve`, `migrate`, `demo`, `import-merchants`, `grant`, `backup`, `check`, `routes`, `verify-vote`.

mod check;
mod demo;
mod office;
mod open;
mod registers;
mod routes;
mod serve;
mod verify;

use crate::settings::{DatabaseArgs, ServeArgs};
use clap::{Parser, Subcommand};
use rules::permits::{ROLES, Role};
use std::path::PathBuf;
use std::process::ExitCode;

/// The collaboration portal of a merchant alliance: three districts, one member day, one record of people, shops and places.
#[derive(Debug, Parser)]
#[command(name = "shangmeng", version, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the portal; brings the database to the newest form first
    Serve(ServeArgs),
    /// Bring the database to the newest form: tables, the three districts, default settings
    Migrate,
    /// Fill an empty database with the demo town, or list its accounts
    Demo(demo::DemoArgs),
    /// Import an office's register of merchants (.xlsx, .csv); lines that are skipped are listed
    ImportMerchants {
        /// The register
        file: PathBuf,
        /// Only say what would be done
        #[arg(long)]
        dry_run: bool,
    },
    /// Give a role to somebody who has joined, e.g. the first administrator
    Grant(GrantArgs),
    /// Copy the database into FILE while the portal runs (SQLite)
    #[command(
        after_help = "The copy is whole and consistent. Keep the secret file (--secret-file) with it, but in another place: without it nobody's \
                            second factor can be read.\nOn PostgreSQL use pg_dump; this command says how."
    )]
    Backup {
        /// The new file; it must not exist yet
        file: PathBuf,
    },
    /// Check the database: is it sound, and does what must hold hold? Exit code 1 when anything does not
    Check,
    /// List every page and every act: method, path, act, who may
    Routes,
    /// Recount a published vote from its file, without database and network. Exit code 1 when anything is not in order
    VerifyVote(verify::VerifyArgs),
}

#[derive(Debug, clap::Args)]
struct GrantArgs {
    /// The role
    #[arg(value_parser = role)]
    role: Role,
    /// The mobile number the person has joined with
    #[arg(long)]
    mobile: String,
    /// Where the role holds: a district (wanda, xianjing, haishang), or the id of a merchant or community; not for roles of the whole alliance
    #[arg(long)]
    scope: Option<String>,
}

fn role(text: &str) -> Result<Role, String> {
    Role::from_code(text).ok_or_else(|| format!("the roles are {}", ROLES.map(Role::code).join(", ")))
}

/// Runs the command; the exit code is 0 only when it did what it says.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    crate::telemetry::start();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(command(cli)),
        Err(error) => Err(error.to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("shangmeng: {message}");
            ExitCode::FAILURE
        }
    }
}

async fn command(cli: Cli) -> Result<(), String> {
    match cli.command {
        Command::Serve(args) => serve::serve(&cli.database, args).await,
        Command::Migrate => {
            open::migrate(&cli.database).await?;
            println!("the database is in its newest form");
            Ok(())
        }
        Command::Demo(args) => demo::demo(&cli.database, args).await,
        Command::ImportMerchants { file, dry_run } => registers::import(&cli.database, &file, dry_run).await,
        Command::Grant(args) => office::grant(&cli.database, args.role, &args.mobile, args.scope.as_deref()).await,
        Command::Backup { file } => office::backup(&cli.database, &file).await,
        Command::Check => check::check(&cli.database).await,
        Command::VerifyVote(args) => verify::verify(&args),
        Command::Routes => {
            routes::print();
            Ok(())
        }
    }
}

//! The command line: `shangmeng serve`, `migrate`, `grant`, `routes` …

mod serve;

use crate::settings::{DatabaseArgs, ServeArgs};
use clap::{Parser, Subcommand};
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
    /// Serve the portal
    Serve(ServeArgs),
    /// Bring the database to the newest form: tables, the three districts, default settings
    Migrate,
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
        Command::Migrate => serve::migrate(&cli.database).await,
    }
}

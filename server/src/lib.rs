//! The portal's process: it listens, migrates, runs what is due, and answers the command line. Everything a visitor can do lives in `app`.

pub mod cli;
pub mod demo;
pub mod http;
pub mod jobs;
pub mod migrations;
pub mod settings;
pub mod telemetry;

//! The program: all of its work is in the library.

use clap::Parser;
use rehearse::cli::{Cli, Verb};
use rehearse::commands;
use rehearse::config::Folders;
use rehearse::error::Result;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let hint = error.hint_text().unwrap_or_default();
            let _ = writeln!(std::io::stderr(), "error: {error}\n\n{hint}");
            ExitCode::from(error.exit_code())
        }
    }
}

fn run() -> Result<()> {
    match Cli::parse().verb {
        Some(Verb::EngineWorker(args)) => commands::worker::run(&args),
        Some(Verb::Model(args)) => {
            commands::model::run(&args, &Folders::find()?, &mut std::io::stdout().lock())
        }
        _ => Ok(()),
    }
}

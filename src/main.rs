//! The program: all of its work is in the library.

use clap::Parser;
use rehearse::cli::{Cli, Verb};
use std::process::ExitCode;

fn main() -> ExitCode {
    let result = match Cli::parse().verb {
        Some(Verb::EngineWorker(args)) => rehearse::commands::worker::run(&args),
        _ => return ExitCode::SUCCESS,
    };
    result.map_or_else(|error| ExitCode::from(error.exit_code()), |()| ExitCode::SUCCESS)
}

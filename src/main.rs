//! The program: all of its work is in the library.

use clap::Parser;
use rehearse::cli::Cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(rehearse::commands::run(&Cli::parse()))
}

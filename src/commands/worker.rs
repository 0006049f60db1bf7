//! `engine-worker`: the speech engine's own process, started by the program itself.

use crate::cli::EngineWorkerArgs;
use crate::error::Result;
use crate::transcribe::worker;

/// Serves the engine over standard input and output.
///
/// # Errors
/// When a pipe breaks.
pub fn run(args: &EngineWorkerArgs) -> Result<()> {
    worker::run(&args.model)
}

//! Long texts through `$PAGER`.

use super::Output;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What is used when `PAGER` is not set.
const USUAL: &str = "less";
/// What `less` does for us: end at once with a short text, pass colours on, leave the text on the screen (as git has it).
const LESS: &str = "FRX";

impl Output {
    /// Writes a result to standard output, through `$PAGER` when a person would have to scroll back.
    pub fn paged(&self, text: &str) {
        let fits = self.rows().is_none_or(|rows| text.lines().count() < rows);
        if fits || !self.turns_pages() || !through_pager(text) {
            self.data(text);
        }
    }
}

/// Gives the text to the pager and waits for its end; `false` when there is no pager to give it to.
fn through_pager(text: &str) -> bool {
    let pager = std::env::var("PAGER").unwrap_or_else(|_| USUAL.to_owned());
    if pager.trim().is_empty() || pager.trim() == "cat" {
        return false;
    }
    // Ctrl-C belongs to the pager while it runs: without this it would end us, and leave the pager behind.
    let ignored = signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::new(AtomicBool::new(false)));
    let mut command = Command::new("sh");
    command.arg("-c").arg(&pager).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", LESS);
    }
    let shown = command.spawn().ok().is_some_and(|mut child| {
        if let Some(mut input) = child.stdin.take() {
            // A person may leave the pager before the end of the text.
            let _ = input.write_all(text.as_bytes());
        }
        child.wait().is_ok_and(|status| status.code() != Some(127))
    });
    if let Ok(id) = ignored {
        signal_hook::low_level::unregister(id);
    }
    shown
}

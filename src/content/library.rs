//! The stories at hand: embedded ones, and those of a folder.

/// The stories at hand.
#[derive(Debug, Default)]
pub struct Library;

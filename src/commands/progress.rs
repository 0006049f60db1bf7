//! How far a transcription is, where no screen is at work.

use super::Context;
use crate::terminal::{Look, Screen};
use crate::transcribe::Progress;
use std::cell::RefCell;

/// Shown on standard error until it is dropped.
pub struct Bar {
    screen: RefCell<Box<dyn Screen>>,
}

impl Bar {
    /// Nothing is shown yet.
    pub fn new(context: &Context) -> Self {
        Self { screen: RefCell::new(context.screen(false, Look::default())) }
    }

    /// Shows how far it is.
    pub fn show(&self, progress: Progress) {
        self.screen.borrow_mut().progress(progress);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.screen.borrow_mut().ends();
    }
}

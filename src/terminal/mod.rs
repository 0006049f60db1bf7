//! The person's side: what is shown while somebody speaks, what is typed, and the one place that prints.

mod frame;
mod keys;
mod layout;
mod output;
mod screen;

pub use frame::StepView;
pub use keys::{Key, Keys};
pub use output::Output;
pub use screen::{Choice, LiveScreen, PlainScreen, Screen, SilentScreen};

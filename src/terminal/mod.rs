//! The person's side: what is shown while somebody speaks, what is typed, and the one place that prints.

mod frame;
mod keys;
mod layout;
mod output;
mod pager;
mod plain_prompt;
mod prompt;
mod reader;
mod screen;

pub use frame::{Look, TurnView};
pub use keys::{Key, Keys};
pub use output::Output;
pub use plain_prompt::PlainPrompt;
pub use prompt::{ChooseAsk, Prompt, TextAsk, TextCheck, prompt};
pub use reader::{Turn, turn};
pub use screen::{Choice, LiveScreen, PlainScreen, Screen, SilentScreen};

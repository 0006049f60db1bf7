//! What holds where no flag was given: the environment, then the settings file.

use crate::cli::{Cli, Verb};
use crate::config::{self, Settings};
use crate::error::Result;
use std::path::Path;

/// The settings. Verbs that need none, and the one that mends them, work with a broken file too.
///
/// # Errors
/// When the file is there and cannot be read, or has mistakes.
pub fn settings(cli: &Cli, file: &Path) -> Result<Settings> {
    if matches!(
        cli.verb,
        Some(Verb::Config(_) | Verb::Completions { .. } | Verb::Man | Verb::EngineWorker(_))
    ) {
        return Ok(Settings::default());
    }
    match config::read(file)? {
        Some(text) => Settings::parse(&text, file),
        None => Ok(Settings::default()),
    }
}

/// Whether everything is written as plain lines.
pub fn plain(cli: &Cli, settings: &Settings) -> bool {
    cli.global.plain || switch(config::Key::Plain).or(settings.plain).unwrap_or(false)
}

/// A variable that is true or false; nothing when it is not set.
pub fn switch(key: config::Key) -> Option<bool> {
    let value = std::env::var(key.variable()).ok().filter(|value| !value.trim().is_empty())?;
    Some(!matches!(value.trim().to_lowercase().as_str(), "0" | "false" | "no" | "off"))
}

/// Puts the settings where neither a flag nor the environment said anything. (The level and the angle wait until it is
/// known whether the story has them: see [`super::aim`].)
pub fn fill_in(cli: &mut Cli, settings: &Settings) {
    match &mut cli.verb {
        Some(Verb::Practice(args)) => {
            fill(&mut args.device, settings.device.as_ref());
            fill(&mut args.model, settings.model.as_ref());
            let hints = switch(config::Key::Hints).or(settings.hints).unwrap_or(true);
            args.no_hints |= !hints && !args.hints;
        }
        Some(Verb::Interview(args)) => {
            fill(&mut args.device, settings.device.as_ref());
            fill(&mut args.model, settings.model.as_ref());
        }
        Some(Verb::Doctor(args)) => {
            fill(&mut args.device, settings.device.as_ref());
            fill(&mut args.model, settings.model.as_ref());
        }
        Some(Verb::Transcribe(args)) => fill(&mut args.model, settings.model.as_ref()),
        _ => {}
    }
}

fn fill(place: &mut Option<String>, setting: Option<&String>) {
    // An empty variable of the environment is none.
    if place.as_ref().is_none_or(|value| value.trim().is_empty()) {
        *place = setting.cloned();
    }
}

//! `rehearse config`: what holds and where it comes from; and the file behind it.

use super::{Context, defaults, edit};
use crate::cli::{ConfigAction, ConfigArgs, ConfigFlags};
use crate::config::{self, Key, Settings, TEMPLATE, resolve};
use crate::error::Result;
use crate::report::{self, Setting};
use crate::takes::files;
use std::path::Path;

/// Shows or changes the settings.
///
/// # Errors
/// When the file has mistakes, or cannot be read or written.
pub fn run(args: &ConfigArgs, context: &Context) -> Result<u8> {
    let file = context.folders.config.as_path();
    match &args.action {
        None => show(args, file, context)?,
        Some(ConfigAction::Path) => context.output.data(&format!("{}\n", file.display())),
        Some(ConfigAction::Init) => init(file, context)?,
        Some(ConfigAction::Edit) => change(file, context)?,
        Some(ConfigAction::Set { key, value }) => {
            let text = config::read(file)?.unwrap_or_else(|| TEMPLATE.to_owned());
            write(file, &config::set(&text, key.parse()?, value, file)?)?;
            show(args, file, context)?;
        }
        Some(ConfigAction::Unset { key }) => {
            let key: Key = key.parse()?;
            if let Some(text) = config::read(file)? {
                write(file, &config::unset(&text, key, file)?)?;
            }
            show(args, file, context)?;
        }
    }
    Ok(0)
}

fn show(args: &ConfigArgs, file: &Path, context: &Context) -> Result<()> {
    let text = config::read(file)?;
    let settings = Settings::parse(text.as_deref().unwrap_or_default(), file)?;
    let plain = context.output.style();
    let all: Vec<Setting> = Key::ALL.into_iter().map(|key| setting(key, &args.flags, &settings)).collect();
    if args.json {
        return context.output.json(&all);
    }
    context.output.data(&report::settings(&all, file, text.is_some(), &plain));
    Ok(())
}

fn setting(key: Key, flags: &ConfigFlags, settings: &Settings) -> Setting {
    let none = || "none".to_owned();
    let flag = match key {
        Key::Device => flags.device.clone(),
        Key::Model => flags.model.clone(),
        Key::Level => flags.level.map(|level| level.0.map_or_else(none, |level| level.to_string())),
        Key::Angle => flags.angle.as_ref().map(|angle| angle.0.clone().unwrap_or_else(none)),
        Key::Hints => flags.no_hints.then(|| "false".to_owned()),
        Key::Content | Key::Plain => None,
    };
    let environment = if key.is_switch() {
        defaults::switch(key).map(|on| on.to_string())
    } else {
        std::env::var(key.variable()).ok().filter(|value| !value.trim().is_empty())
    };
    let (value, source) = resolve(flag, environment, settings.text(key));
    Setting { key: key.as_str(), value, default: key.default_text(), from: source.as_str() }
}

fn init(file: &Path, context: &Context) -> Result<()> {
    if config::read(file)?.is_some() {
        context.output.note("The settings file is there already; nothing is changed.");
    } else {
        write(file, TEMPLATE)?;
    }
    context.output.data(&format!("{}\n", file.display()));
    Ok(())
}

fn change(file: &Path, context: &Context) -> Result<()> {
    if config::read(file)?.is_none() {
        write(file, TEMPLATE)?;
    }
    edit::open(file)?;
    Settings::parse(&config::read(file)?.unwrap_or_default(), file)?;
    context.output.note("The settings are fine.");
    Ok(())
}

/// Writes the file in one step. Where it is a link to another place, that place is written, and the link stays.
fn write(file: &Path, text: &str) -> Result<()> {
    let target = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    if let Some(folder) = target.parent() {
        files::create_private_folder(folder)?;
    }
    files::write_atomically(&target, text.as_bytes())
}

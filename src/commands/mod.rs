//! One file a verb; the only place that joins stages.

mod aim;
pub mod check;
mod config;
mod cutting;
mod defaults;
pub mod demo;
pub mod devices;
mod dialogue;
pub mod doctor;
mod edit;
mod home;
mod interview;
mod judge;
mod learn;
mod list;
pub mod model;
mod new;
mod practice;
mod progress;
pub mod proof;
mod quiz;
mod recordings;
mod rehearsal;
mod results;
mod review;
mod session;
mod transcribe;
mod transcription;
pub mod validate;
pub mod worker;

use crate::analysis::Lexicon;
use crate::cli::{Cli, Verb};
use crate::config::{Folders, Settings};
use crate::content::{Library, Words};
use crate::error::{Error, Result};
use crate::report::{Style, clock};
use crate::takes::Store;
use crate::terminal::{LiveScreen, Look, Output, PlainScreen, Screen, SilentScreen};
use clap::CommandFactory;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::PathBuf;

/// What every verb needs.
pub struct Context {
    /// Where things are kept.
    pub folders: Folders,
    /// Where results and talk go.
    pub output: Output,
    /// What the person wants each time, from the settings file.
    pub settings: Settings,
    content: Option<PathBuf>,
}

/// Does what the person typed, and gives the exit code.
pub fn run(cli: &Cli) -> u8 {
    let outcome = context(cli).and_then(|context| {
        let mut cli = cli.clone();
        defaults::fill_in(&mut cli, &context.settings);
        let code = verb(&cli, &context)?;
        context.output.failed().map_or(Ok(code), Err)
    });
    match outcome {
        Ok(code) => code,
        Err(error) => {
            Output::new(cli.global.plain).error(&error);
            error.exit_code()
        }
    }
}

fn context(cli: &Cli) -> Result<Context> {
    let folders = Folders::find()?;
    let settings = defaults::settings(cli, &folders.config)?;
    let output = Output::new(defaults::plain(cli, &settings));
    let content = cli.global.content.clone().or_else(|| settings.content.clone());
    Ok(Context { folders, output, settings, content })
}

fn verb(cli: &Cli, context: &Context) -> Result<u8> {
    let done = |()| 0;
    match &cli.verb {
        None if home::has_somebody(context) => home::run(context),
        None => {
            context.output.data(&short_help());
            Ok(0)
        }
        Some(Verb::Learn(args)) => learn::run(args, context),
        Some(Verb::Quiz(args)) => quiz::run(args, context),
        Some(Verb::Config(args)) => config::run(args, context),
        Some(Verb::Practice(args)) => practice::run(args, context),
        Some(Verb::Interview(args)) => interview::run(args, context),
        Some(Verb::Demo(args)) => demo::run(args, context),
        Some(Verb::Check(args)) => check::run(args, context),
        Some(Verb::Review(args)) => review::run(args, context).map(done),
        Some(Verb::Transcribe(args)) => transcribe::run(args, context),
        Some(Verb::List(args)) => list::run(args, context).map(done),
        Some(Verb::New(args)) => new::run(args, context),
        Some(Verb::Edit(args)) => edit::run(args, context),
        Some(Verb::Validate(args)) => validate::run(args, context),
        Some(Verb::Model(args)) => captured(context, |out| model::run(args, &context.folders, out)).map(done),
        Some(Verb::Devices(args)) => devices::run(args, context).map(done),
        Some(Verb::Doctor(args)) => doctor::run(args, context),
        Some(Verb::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "rehearse", &mut script);
            context.output.data(&String::from_utf8_lossy(&script));
            Ok(0)
        }
        Some(Verb::Man) => manual(context).map(done),
        Some(Verb::EngineWorker(args)) => worker::run(args).map(done),
    }
}

/// For verbs that write to any writer: a reader that goes away early is no error.
fn captured<T>(context: &Context, verb: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<T> {
    let mut text = Vec::new();
    let outcome = verb(&mut text);
    context.output.data(&String::from_utf8_lossy(&text));
    outcome
}

fn short_help() -> String {
    Cli::command().render_help().to_string()
}

fn manual(context: &Context) -> Result<()> {
    let mut page = Vec::new();
    let render =
        |page: &mut Vec<u8>| -> io::Result<()> { clap_mangen::Man::new(Cli::command()).render(page) };
    render(&mut page).map_err(|cause| Error::failed(format!("cannot write the manual page: {cause}")))?;
    context.output.data(&String::from_utf8_lossy(&page));
    Ok(())
}

impl Context {
    /// The stories and questions: built in, the person's own, and those of `--content`.
    ///
    /// # Errors
    /// When `--content` names no folder.
    pub fn library(&self) -> Result<Library> {
        let mut extra = vec![self.folders.stories()];
        if let Some(folder) = &self.content {
            if !folder.is_dir() {
                return Err(Error::usage(format!("{} is no folder", folder.display())).hint(
                    "--content (or REHEARSE_CONTENT, or the settings) names a folder with story files.",
                ));
            }
            extra.push(folder.clone());
        }
        Library::load(&extra)
    }

    /// The words of the rules, ready: built in, and those that the person adds.
    ///
    /// # Errors
    /// With everything that is wrong with the person's own file.
    pub fn lexicon(&self) -> Result<Cow<'static, Lexicon>> {
        let Some(words) = Words::with_own(&self.folders.words())? else {
            return Ok(Cow::Borrowed(Lexicon::built_in()));
        };
        let lexicon = Lexicon::new(&words);
        // Made once in a short process: to give back its thousands of pieces one by one takes a millisecond of every `check`.
        std::mem::forget(words);
        Ok(Cow::Owned(lexicon))
    }

    /// The same for a report on a recording, which a slip in the person's own file must not hide: it is said, and the
    /// built-in words count.
    pub fn lexicon_or_built_in(&self) -> Cow<'static, Lexicon> {
        self.lexicon().unwrap_or_else(|error| {
            self.output.note(error.message());
            Cow::Borrowed(Lexicon::built_in())
        })
    }

    /// The attempts.
    pub fn store(&self) -> Store {
        Store::new(self.folders.attempts())
    }

    /// Repairs what a killed program left behind, and says so.
    pub fn recover(&self, store: &Store) {
        for recovery in store.recover() {
            let mut text = format!("The attempt {} was cut off.", recovery.id);
            for (file, length) in &recovery.kept {
                let _ = write!(text, " {file} was repaired and kept ({}).", clock(*length));
            }
            for problem in &recovery.problems {
                let _ = write!(text, " Not usable: {problem}.");
            }
            if !recovery.kept.is_empty() {
                let _ = write!(text, " See it: rehearse transcribe {}", recovery.id);
            }
            self.output.note(&text);
        }
    }

    /// What the person sees of an attempt. `silent`: a program reads the result.
    fn screen(&self, silent: bool, look: Look) -> Box<dyn Screen> {
        if silent {
            return Box::new(SilentScreen);
        }
        if self.output.redraws() {
            let fixed: Style = self.output.talk_style();
            return Box::new(LiveScreen::new(Box::new(move || Output::resized(fixed)), look));
        }
        Box::new(PlainScreen::new(self.output.talk_style(), look.hints))
    }
}

//! What a person types. Parsed by clap, turned into plain values, and never seen by the stages.

mod aim;
mod modes;

pub use aim::{AimArgs, AngleChoice, LevelChoice};
pub use modes::{ConfigAction, ConfigArgs, ConfigFlags, LearnArgs, QuizArgs};

use crate::content::{KeyPhrase, StepName};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, Parser, Subcommand};
use std::path::PathBuf;

/// Speak an interview answer aloud, step by step; see what to fix. Nothing leaves this machine.
#[derive(Debug, Clone, Parser)]
#[command(name = "rehearse", version, about, disable_help_subcommand = true, max_term_width = 100)]
#[command(after_help = "Start with:  rehearse demo   (no microphone and no model needed)\n\
                        Then:        rehearse practice webhook-drops\n\n\
                        Exit codes: 0 fine, 1 failed, 2 wrong usage, 3 findings to fix (check, validate), 130 interrupted.")]
pub struct Cli {
    /// Flags that every verb understands.
    #[command(flatten)]
    pub global: GlobalArgs,
    /// What to do.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// Flags that every verb understands.
#[derive(Debug, Clone, Args)]
pub struct GlobalArgs {
    /// Write plain lines: no bars, no colour, no redrawing.
    #[arg(long, global = true)]
    pub plain: bool,
    /// Also use the stories in this folder.
    #[arg(long, global = true, value_name = "DIR", env = "REHEARSE_CONTENT")]
    pub content: Option<PathBuf>,
}

/// The verbs.
#[derive(Debug, Clone, Subcommand)]
pub enum Verb {
    /// Read a story: what a strong answer says step by step, a weak one taken apart, follow-ups.
    Learn(LearnArgs),
    /// Speak a story step by step, then see what to fix.
    Practice(PracticeArgs),
    /// Stand an interview: the whole answer in one go, without prompts, then follow-up questions.
    Interview(InterviewArgs),
    /// See the whole job in a minute: recordings that ship with the program, a small demo model, no network.
    Demo(DemoArgs),
    /// Check a written draft or any transcript; no sound needed.
    Check(CheckArgs),
    /// List saved attempts, or show one attempt's report again.
    Review(ReviewArgs),
    /// Transcribe an attempt once more, or any WAV files, and refresh the report.
    Transcribe(TranscribeArgs),
    /// Answer a few questions about a story, each explained at once.
    Quiz(QuizArgs),
    /// List the stories with the attempts so far, or the questions.
    List(ListArgs),
    /// Make a story of your own: a dialogue, a written draft, or a commented file.
    New(NewArgs),
    /// Open a story of your own in your editor, and check it afterwards.
    Edit(EditArgs),
    /// Find problems in story files, or in all of your own stories.
    Validate(ValidateArgs),
    /// List, download, add or remove speech models.
    Model(ModelArgs),
    /// List the microphones.
    Devices(DevicesArgs),
    /// Look at microphone, model, folders and disk, and say what to mend.
    Doctor(DoctorArgs),
    /// Show or change what you want each time: microphone, model, level, angle, hints.
    Config(ConfigArgs),
    /// Print a completion script for a shell.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
    /// The speech engine's own process.
    #[command(hide = true)]
    EngineWorker(EngineWorkerArgs),
}

/// `practice`
#[derive(Debug, Clone, Args)]
pub struct PracticeArgs {
    /// The story to tell (see `rehearse list`).
    pub story: String,
    /// Only this step; may be given several times.
    #[arg(long, value_name = "STEP")]
    pub step: Vec<StepName>,
    /// By which level and angle the answer is judged.
    #[command(flatten)]
    pub aim: AimArgs,
    /// The microphone to use (see `rehearse devices`); the system's default otherwise.
    #[arg(long, value_name = "NAME", env = "REHEARSE_DEVICE")]
    pub device: Option<String>,
    /// The speech model, by name or file.
    #[arg(long, value_name = "NAME|PATH", env = "REHEARSE_MODEL")]
    pub model: Option<String>,
    /// Hide the key phrases while speaking.
    #[arg(long, overrides_with = "hints")]
    pub no_hints: bool,
    /// Show the key phrases while speaking, whatever the settings say.
    #[arg(long)]
    pub hints: bool,
    /// Use these recordings instead of the microphone: a folder, or one WAV file a step.
    #[arg(long, value_name = "DIR|WAV", num_args = 1..)]
    pub from: Vec<PathBuf>,
    /// Print the whole result as JSON on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `interview`
#[derive(Debug, Clone, Args)]
pub struct InterviewArgs {
    /// The story to tell (`rehearse list`), or a question of the bank (`rehearse list --questions`).
    #[arg(value_name = "STORY|QUESTION")]
    pub what: String,
    /// How many follow-up questions are asked, at most; 2 unless you say so.
    #[arg(long, value_name = "N")]
    pub follow_ups: Option<usize>,
    /// Draws the same follow-up questions as the interview that named this number.
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
    /// Press Enter at the end of each step, so that the answer need not be cut by its words.
    #[arg(long, conflicts_with = "from")]
    pub mark: bool,
    /// By which level and angle the answer is judged.
    #[command(flatten)]
    pub aim: AimArgs,
    /// The microphone to use (see `rehearse devices`); the system's default otherwise.
    #[arg(long, value_name = "NAME", env = "REHEARSE_DEVICE")]
    pub device: Option<String>,
    /// The speech model, by name or file.
    #[arg(long, value_name = "NAME|PATH", env = "REHEARSE_MODEL")]
    pub model: Option<String>,
    /// Use these recordings instead of the microphone: first the answer, then the answers to the follow-ups.
    #[arg(long, value_name = "DIR|WAV", num_args = 1..)]
    pub from: Vec<PathBuf>,
    /// Print the whole result as JSON on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `demo`
#[derive(Debug, Clone, Args)]
pub struct DemoArgs {
    /// Do not show the timers while the recordings play; go straight to the report.
    #[arg(long)]
    pub fast: bool,
    /// Print the whole result as JSON on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `check`
#[derive(Debug, Clone, Args)]
pub struct CheckArgs {
    /// The story whose phrases and targets count: its id, or a story file.
    #[arg(long, value_name = "ID|FILE")]
    pub story: Option<String>,
    /// The text is this step; without it, Markdown headings (`# Situation`) divide the text.
    #[arg(long, value_name = "STEP")]
    pub step: Option<StepName>,
    /// By which level and angle the text is judged.
    #[command(flatten)]
    pub aim: AimArgs,
    /// Phrases to look for.
    #[command(flatten)]
    pub phrases: PhraseArgs,
    /// Show how every phrase was matched, and which words decided every rule.
    #[arg(long)]
    pub explain: bool,
    /// Print JSON on standard output.
    #[arg(long)]
    pub json: bool,
    /// The text; standard input when it is `-` or left out.
    pub file: Option<PathBuf>,
}

/// `review`
#[derive(Debug, Clone, Args)]
pub struct ReviewArgs {
    /// The attempt: its id, the beginning of its id, or its number in the list.
    #[arg(conflicts_with = "last")]
    pub attempt: Option<String>,
    /// The newest attempt.
    #[arg(long)]
    pub last: bool,
    /// Print JSON on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `transcribe`
#[derive(Debug, Clone, Args)]
pub struct TranscribeArgs {
    /// An attempt, or WAV files.
    #[arg(required = true, value_name = "ATTEMPT|WAV")]
    pub what: Vec<String>,
    /// The speech model, by name or file.
    #[arg(long, value_name = "NAME|PATH", env = "REHEARSE_MODEL")]
    pub model: Option<String>,
    /// Print JSON on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `list`
#[derive(Debug, Clone, Args)]
pub struct ListArgs {
    /// Only the stories of your own.
    #[arg(long, conflicts_with = "questions")]
    pub mine: bool,
    /// The questions that have no story yet.
    #[arg(long)]
    pub questions: bool,
    /// Print JSON on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `validate`
#[derive(Debug, Clone, Args)]
pub struct ValidateArgs {
    /// Story files; all of your own stories when left out.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Also show what every key phrase comes to when it is compared with speech.
    #[arg(long, conflicts_with = "json")]
    pub explain: bool,
    /// Print the problems as JSON on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `new`
#[derive(Debug, Clone, Args)]
pub struct NewArgs {
    /// The name of your story on the command line: lower-case letters, digits, hyphens.
    pub id: String,
    /// Write a commented file to fill in, instead of asking.
    #[arg(long, conflicts_with = "from")]
    pub template: bool,
    /// Take a written answer with headings: # Question, # Situation, # Task, # Action, # Result, # Reflection.
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// The question: the id of one in the bank (`rehearse list --questions`), or your own words.
    #[arg(long, value_name = "ID|TEXT")]
    pub question: Option<String>,
}

/// `edit`
#[derive(Debug, Clone, Args)]
pub struct EditArgs {
    /// The story.
    pub id: String,
    /// Copy the story (a built-in one, too) to this new id, and edit the copy.
    #[arg(long, value_name = "NEW-ID")]
    pub copy: Option<String>,
}

/// `model`
#[derive(Debug, Clone, Args)]
pub struct ModelArgs {
    /// What to do with models.
    #[command(subcommand)]
    pub action: ModelAction,
}

/// What to do with models.
#[derive(Debug, Clone, Subcommand)]
pub enum ModelAction {
    /// List the models of the catalogue and which ones are here.
    List {
        /// Print JSON on standard output.
        #[arg(long)]
        json: bool,
    },
    /// Download a model (the only thing here that uses the network).
    Get {
        /// The name in the catalogue; the default model otherwise.
        name: Option<String>,
    },
    /// Add a model file that you got elsewhere.
    Add {
        /// The file.
        file: PathBuf,
    },
    /// Remove a downloaded model.
    Remove {
        /// The name in the catalogue, or the file's name.
        name: String,
    },
}

/// `devices`
#[derive(Debug, Clone, Args)]
pub struct DevicesArgs {
    /// Print JSON on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `doctor`
#[derive(Debug, Clone, Args)]
pub struct DoctorArgs {
    /// Print JSON on standard output.
    #[arg(long)]
    pub json: bool,
    /// The microphone to look at; the system's default otherwise.
    #[arg(long, value_name = "NAME", env = "REHEARSE_DEVICE")]
    pub device: Option<String>,
    /// The speech model, by name or file.
    #[arg(long, value_name = "NAME|PATH", env = "REHEARSE_MODEL")]
    pub model: Option<String>,
}

/// `engine-worker`
#[derive(Debug, Clone, Args)]
pub struct EngineWorkerArgs {
    /// The model file.
    pub model: PathBuf,
}

/// `--phrase` and `--also`, whose order matters: each `--also` belongs to the `--phrase` before it.
#[derive(Debug, Clone, Default)]
pub struct PhraseArgs(pub Vec<KeyPhrase>);

impl Args for PhraseArgs {
    fn augment_args(command: Command) -> Command {
        let phrase = Arg::new("phrase").help("Look for this phrase; may be given several times");
        let also = Arg::new("also").help("Another wording of the `--phrase` before it").requires("phrase");
        [phrase, also].into_iter().fold(command, |command, arg| {
            let name = arg.get_id().clone();
            command.arg(arg.long(name).value_name("TEXT").action(ArgAction::Append))
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for PhraseArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = |name| {
            let places = matches.indices_of(name).into_iter().flatten();
            places.zip(matches.get_many::<String>(name).into_iter().flatten().cloned())
        };
        let mut all: Vec<(usize, bool, String)> =
            given("phrase").map(|(at, text)| (at, true, text)).collect();
        all.extend(given("also").map(|(at, text)| (at, false, text)));
        all.sort_unstable();
        let mut phrases: Vec<KeyPhrase> = Vec::new();
        for (_, begins, text) in all {
            match phrases.last_mut() {
                Some(phrase) if !begins => phrase.also.push(text),
                _ if begins => phrases.push(KeyPhrase::from(text.as_str())),
                _ => {
                    let message = "--also stands before the --phrase that it belongs to\n";
                    return Err(clap::Error::raw(clap::error::ErrorKind::ArgumentConflict, message));
                }
            }
        }
        Ok(Self(phrases))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn an_alternate_belongs_to_the_phrase_before_it() {
        let line = "rehearse check --phrase a --also b --also c --phrase d --also e";
        let Some(Verb::Check(args)) = Cli::parse_from(line.split(' ')).verb else { panic!("another verb") };
        let [first, second] = args.phrases.0.as_slice() else { panic!("{:?}", args.phrases) };
        assert_eq!((first.text.as_str(), first.also.join(",")), ("a", "b,c".into()));
        assert_eq!((second.text.as_str(), second.also.join(",")), ("d", "e".into()));
        assert!(Cli::try_parse_from("rehearse check --also b --phrase a".split(' ')).is_err());
        assert!(Cli::try_parse_from("rehearse check --also b".split(' ')).is_err());
    }
}

//! `learn`, `quiz` and `config`.

use super::AimArgs;
use clap::{Args, Subcommand};

/// `learn`
#[derive(Debug, Clone, Args)]
pub struct LearnArgs {
    /// The story to read (see `rehearse list`).
    pub story: String,
    /// For which level and angle it is read.
    #[command(flatten)]
    pub aim: AimArgs,
    /// Print everything at once, through `$PAGER` where it is longer than the screen.
    #[arg(long)]
    pub all: bool,
    /// Begin at the first page, wherever you stopped.
    #[arg(long)]
    pub restart: bool,
}

/// `quiz`
#[derive(Debug, Clone, Args)]
pub struct QuizArgs {
    /// The story whose quiz is taken (see `rehearse list`).
    pub story: String,
    /// Shuffle the options as in an earlier quiz.
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
}

/// `config`
#[derive(Debug, Clone, Args)]
pub struct ConfigArgs {
    /// What to do with the settings; show them otherwise.
    #[command(subcommand)]
    pub action: Option<ConfigAction>,
    /// Print JSON on standard output.
    #[arg(long)]
    pub json: bool,
    /// The flags of the other verbs, to see what would hold with them.
    #[command(flatten)]
    pub flags: ConfigFlags,
}

/// The flags of other verbs that a setting stands for. They do not read the environment: `config` tells the two apart.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "What would hold with these flags")]
pub struct ConfigFlags {
    /// The microphone.
    #[arg(long, value_name = "NAME")]
    pub device: Option<String>,
    /// The speech model.
    #[arg(long, value_name = "NAME|PATH")]
    pub model: Option<String>,
    /// The level.
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<super::LevelChoice>,
    /// The angle.
    #[arg(long, value_name = "PRINCIPLE")]
    pub angle: Option<super::AngleChoice>,
    /// Hide the key phrases.
    #[arg(long)]
    pub no_hints: bool,
}

/// What to do with the settings.
#[derive(Debug, Clone, Subcommand)]
pub enum ConfigAction {
    /// Write a commented settings file; one that is there stays as it is.
    Init,
    /// Open the settings file in `$VISUAL` or `$EDITOR`.
    Edit,
    /// Print where the settings file is.
    Path,
    /// Set one value; comments and order of the file stay.
    Set {
        /// The setting: device, model, level, angle, hints, content or plain.
        key: String,
        /// Its value.
        value: String,
    },
    /// Take one value out.
    Unset {
        /// The setting.
        key: String,
    },
}

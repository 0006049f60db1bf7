//! What a person wants each time, from `config.toml`. Pure: text in, settings out.
//!
//! Flags come before the environment, the environment before the file, the file before the default.

use crate::content::{LevelName, slug};
use crate::error::{Error, Result};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use toml::de::{DeTable, DeValue};

/// One thing that can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// The microphone.
    Device,
    /// The speech model.
    Model,
    /// How senior the answer should sound.
    Level,
    /// The principle for which a story is told.
    Angle,
    /// Whether the key phrases are shown while speaking.
    Hints,
    /// A folder with more stories.
    Content,
    /// Whether everything is written as plain lines.
    Plain,
}

impl Key {
    /// All keys in the order in which they are shown.
    pub const ALL: [Self; 7] =
        [Self::Device, Self::Model, Self::Level, Self::Angle, Self::Hints, Self::Content, Self::Plain];

    /// The name in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Model => "model",
            Self::Level => "level",
            Self::Angle => "angle",
            Self::Hints => "hints",
            Self::Content => "content",
            Self::Plain => "plain",
        }
    }

    /// The variable of the environment.
    pub fn variable(self) -> &'static str {
        match self {
            Self::Device => "REHEARSE_DEVICE",
            Self::Model => "REHEARSE_MODEL",
            Self::Level => "REHEARSE_LEVEL",
            Self::Angle => "REHEARSE_ANGLE",
            Self::Hints => "REHEARSE_HINTS",
            Self::Content => "REHEARSE_CONTENT",
            Self::Plain => "REHEARSE_PLAIN",
        }
    }

    /// What holds when nobody says anything.
    pub fn default_text(self) -> &'static str {
        match self {
            Self::Device => "the system's microphone",
            Self::Model => "the best one here",
            Self::Level | Self::Angle => "none: as the story is written",
            Self::Hints => "true",
            Self::Content => "none",
            Self::Plain => "false",
        }
    }

    /// Whether it is true or false, and not a text.
    pub fn is_switch(self) -> bool {
        matches!(self, Self::Hints | Self::Plain)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl FromStr for Key {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|key| key.as_str() == text)
            .ok_or_else(|| Error::usage(format!("there is no setting {text:?}; {}", nearest(text))))
    }
}

/// Names the setting that is most like a wrong one, or all of them.
fn nearest(wrong: &str) -> String {
    let scored = Key::ALL.map(|key| (strsim::jaro_winkler(&wrong.to_lowercase(), key.as_str()), key));
    match scored.into_iter().max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((score, key)) if score > 0.7 => format!("did you mean `{key}`?"),
        _ => {
            let all: Vec<&str> = Key::ALL.iter().map(|key| key.as_str()).collect();
            format!("the settings are {}", all.join(", "))
        }
    }
}

/// What the file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The microphone.
    pub device: Option<String>,
    /// The speech model, by name or file.
    pub model: Option<String>,
    /// How senior the answer should sound.
    pub level: Option<LevelName>,
    /// The principle for which a story is told, where the story has it.
    pub angle: Option<String>,
    /// Whether the key phrases are shown while speaking.
    pub hints: Option<bool>,
    /// A folder with more stories.
    pub content: Option<PathBuf>,
    /// Whether everything is written as plain lines.
    pub plain: Option<bool>,
}

impl Settings {
    /// Reads the text of a settings file. `file` is only named in messages.
    ///
    /// # Errors
    /// With every problem of the file and its line: no TOML, an unknown key (with the nearest one), a value that the key
    /// cannot have.
    pub fn parse(text: &str, file: &Path) -> Result<Self> {
        let mut settings = Self::default();
        let mut problems: Vec<(usize, String)> = Vec::new();
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let at = error.span().map_or(0, |span| span.start);
            problems.push((line(text, at), format!("this is no TOML: {}", error.message().trim())));
        }
        if errors.is_empty() {
            for (name, value) in table.get_ref() {
                let set = name.get_ref().parse::<Key>().map_err(|error| error.to_string());
                if let Err(what) = set.and_then(|key| settings.set(key, value.get_ref())) {
                    problems.push((line(text, name.span().start), what));
                }
            }
        }
        problems.sort();
        problems.dedup_by_key(|(line, _)| *line);
        if problems.is_empty() {
            return Ok(settings);
        }
        let lines: Vec<String> =
            problems.iter().map(|(line, what)| format!("{}:{line}: {what}", file.display())).collect();
        Err(Error::failed(lines.join("\n")).hint("Mend it with: rehearse config edit"))
    }

    fn set(&mut self, key: Key, value: &DeValue<'_>) -> std::result::Result<(), String> {
        let text = || match value {
            DeValue::String(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
            _ => Err(format!("`{key}` is a text in quotes")),
        };
        let switch = || value.as_bool().ok_or_else(|| format!("`{key}` is true or false"));
        match key {
            Key::Device => self.device = Some(text()?),
            Key::Model => self.model = Some(text()?),
            Key::Level => self.level = level(&text()?)?,
            Key::Angle => self.angle = Some(text()?).filter(|angle| slug(angle) != "none"),
            Key::Hints => self.hints = Some(switch()?),
            Key::Content => self.content = Some(PathBuf::from(text()?)),
            Key::Plain => self.plain = Some(switch()?),
        }
        Ok(())
    }

    /// The value of a key as text, when the file has one.
    pub fn text(&self, key: Key) -> Option<String> {
        match key {
            Key::Device => self.device.clone(),
            Key::Model => self.model.clone(),
            Key::Level => self.level.map(|level| level.to_string()),
            Key::Angle => self.angle.clone(),
            Key::Hints => self.hints.map(|hints| hints.to_string()),
            Key::Content => self.content.as_ref().map(|content| content.display().to_string()),
            Key::Plain => self.plain.map(|plain| plain.to_string()),
        }
    }
}

fn level(text: &str) -> std::result::Result<Option<LevelName>, String> {
    if text.eq_ignore_ascii_case("none") {
        return Ok(None);
    }
    let level = text
        .parse()
        .map_err(|_| format!("there is no level {text:?}; the levels are sde1, sde2, senior, and none"))?;
    Ok(Some(level))
}

/// The line of a place in a text, from 1.
fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Nobody said anything.
    Default,
    /// The settings file.
    File,
    /// A variable of the environment.
    Environment,
    /// A flag of this call.
    Flag,
}

impl Source {
    /// The source as it is shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::File => "file",
            Self::Environment => "environment",
            Self::Flag => "flag",
        }
    }
}

/// The value that holds, and where it comes from: the flag, else the environment, else the file. `None`: the default.
pub fn resolve<T>(flag: Option<T>, environment: Option<T>, file: Option<T>) -> (Option<T>, Source) {
    let ranked = [(flag, Source::Flag), (environment, Source::Environment), (file, Source::File)];
    let found = ranked.into_iter().find(|(value, _)| value.is_some());
    found.unwrap_or((None, Source::Default))
}

/// What a new settings file says: every key with its meaning, and nothing set.
pub const TEMPLATE: &str = r#"# Settings of rehearse. Take a # away and change the value.
# A variable of the environment (REHEARSE_LEVEL, …) comes before this file, a flag (--level) before both.
# `rehearse config` shows what holds, and where it comes from.

# The microphone; a part of its name is enough (see `rehearse devices`).
#device = "USB Microphone"

# The speech model, by name or file (see `rehearse model list`).
#model = "base.en-q8_0"

# How senior the answer should sound: sde1, sde2 or senior; none: as the story is written.
#level = "sde2"

# The principle for which a story is told, where the story has it: ownership, deliver-results …
#angle = "ownership"

# Whether the key phrases are shown while you speak.
#hints = true

# A folder with more stories.
#content = "/home/me/stories"

# Plain lines everywhere: no bars, no colour, no redrawing.
#plain = false
"#;

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Settings> {
        Settings::parse(text, Path::new("config.toml"))
    }

    fn wrong(text: &str) -> String {
        parse(text).expect_err("a mistake").message().to_owned()
    }

    #[test]
    fn the_template_sets_nothing_and_each_of_its_lines_can_be_taken() {
        assert_eq!(parse(TEMPLATE), Ok(Settings::default()));
        let all: String = TEMPLATE
            .lines()
            .map(|line| match line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')) {
                Some(set) => format!("{set}\n"),
                None => format!("{line}\n"),
            })
            .collect();
        let settings = parse(&all).unwrap();
        for key in Key::ALL {
            assert!(settings.text(key).is_some(), "{key} is not in the template");
        }
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line_and_the_nearest_one() {
        assert_eq!(
            wrong("# mine\nmodle = \"tiny.en\"\n"),
            "config.toml:2: there is no setting \"modle\"; did you mean `model`?"
        );
        assert!(wrong("colour = true").contains("device, model, level"), "{}", wrong("colour = true"));
    }

    #[test]
    fn every_problem_is_said_at_once_with_its_line() {
        let text = "level = \"staff\"\nhints = \"yes\"\ndevice = 3\nmodel = \"\"\n";
        let lines: Vec<String> = wrong(text).lines().map(str::to_owned).collect();
        assert_eq!(lines.len(), 4, "{lines:?}");
        assert!(lines[0].starts_with("config.toml:1: there is no level \"staff\""), "{lines:?}");
        assert!(lines[1].contains(":2: `hints` is true or false"), "{lines:?}");
        assert!(wrong("level = \nhints = true\n").starts_with("config.toml:1: this is no TOML"));
    }

    #[test]
    fn none_is_a_level_and_an_angle() {
        assert_eq!(parse("level = \"none\"\nangle = \"None\"\n"), Ok(Settings::default()));
    }

    #[test]
    fn a_flag_comes_before_the_environment_and_that_before_the_file() {
        assert_eq!(resolve(Some(1), Some(2), Some(3)), (Some(1), Source::Flag));
        assert_eq!(resolve(None, Some(2), Some(3)), (Some(2), Source::Environment));
        assert_eq!(resolve(None, None, Some(3)), (Some(3), Source::File));
        assert_eq!(resolve::<u8>(None, None, None), (None, Source::Default));
    }
}

//! `--level` and `--angle`: how senior the answer should sound, and for which principle the story is told.

use crate::content::LevelName;
use crate::error::{Error, Result};
use clap::Args;
use std::str::FromStr;

/// By which level and angle an answer is judged.
#[derive(Debug, Clone, Default, Args)]
pub struct AimArgs {
    /// How senior the answer should sound: sde1, sde2 or senior; `none`: as the story is written.
    #[arg(long, value_name = "LEVEL", env = "REHEARSE_LEVEL")]
    pub level: Option<LevelChoice>,
    /// The principle for which the story is told (deliver-results, ownership …); `none`: as it is written.
    #[arg(long, value_name = "PRINCIPLE", env = "REHEARSE_ANGLE")]
    pub angle: Option<AngleChoice>,
}

/// A level, or none against the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelChoice(pub Option<LevelName>);

impl FromStr for LevelChoice {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if is_none(text) {
            return Ok(Self(None));
        }
        // Only the message reaches the person from here: what can be typed belongs into it.
        let level = text.parse().map_err(|error: Error| {
            Error::usage(format!("{error}; the levels are sde1, sde2, senior, and none"))
        })?;
        Ok(Self(Some(level)))
    }
}

/// A principle, or none against the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AngleChoice(pub Option<String>);

impl FromStr for AngleChoice {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Ok(Self((!is_none(text)).then(|| text.trim().to_owned())))
    }
}

fn is_none(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text.eq_ignore_ascii_case("none")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_is_a_choice_and_not_the_absence_of_one() {
        assert_eq!("none".parse(), Ok(LevelChoice(None)));
        assert_eq!("Senior".parse(), Ok(LevelChoice(Some(LevelName::Senior))));
        assert!("staff".parse::<LevelChoice>().is_err());
        assert_eq!(" NONE ".parse(), Ok(AngleChoice(None)));
        assert_eq!("deliver-results".parse(), Ok(AngleChoice(Some("deliver-results".into()))));
    }
}

//! What was said: words with times, and where speech was heard. All times are in the take's own time.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// `Duration` as seconds (a JSON number), for every stored and printed time.
pub mod seconds {
    use serde::{Deserialize, Deserializer, Serializer};
    use std::time::Duration;

    /// Writes seconds with millisecond precision.
    pub fn serialize<S: Serializer>(time: &Duration, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_f64((time.as_secs_f64() * 1000.0).round() / 1000.0)
    }

    /// Reads seconds; negative, infinite or absurd values are an error of the file, never a panic.
    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Duration, D::Error> {
        let value = f64::deserialize(input)?;
        Duration::try_from_secs_f64(value).map_err(serde::de::Error::custom)
    }
}

/// A stretch of time, `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Where it begins.
    #[serde(with = "seconds")]
    pub start: Duration,
    /// Where it ends.
    #[serde(with = "seconds")]
    pub end: Duration,
}

impl Span {
    /// The span from `start` to `end`.
    pub fn new(start: Duration, end: Duration) -> Self {
        Self { start, end: end.max(start) }
    }

    /// How long it is.
    pub fn length(&self) -> Duration {
        self.end.saturating_sub(self.start)
    }
}

/// One word as the engine wrote it, punctuation attached ("team.").
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// The word as written, with its punctuation, without surrounding blanks.
    pub text: String,
    /// Where it begins in the take; a heuristic of the engine, good to about half a second.
    #[serde(with = "seconds")]
    pub start: Duration,
    /// Where it ends in the take.
    #[serde(with = "seconds")]
    pub end: Duration,
    /// The engine's probability, 0 to 1: the lowest among the word's tokens.
    pub probability: f32,
}

/// What one take said, and which model heard it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    /// The name of the model (`base.en-q8_0`, `demo`, or a file name).
    pub model: String,
    /// The words in the order of time.
    pub words: Vec<Word>,
}

impl Transcript {
    /// The words joined with blanks. Word `n` of [`Transcript::words`] is the `n`th blank-separated piece.
    pub fn text(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| word.text.as_str()).collect();
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_seconds_in_json_and_survive_a_round_trip() {
        let span = Span::new(Duration::from_millis(1250), Duration::from_millis(2500));
        let json = serde_json::to_string(&span).unwrap();
        assert_eq!(json, r#"{"start":1.25,"end":2.5}"#);
        assert_eq!(serde_json::from_str::<Span>(&json).unwrap(), span);
    }

    #[test]
    fn a_negative_time_in_a_file_is_an_error_not_a_panic() {
        assert!(serde_json::from_str::<Span>(r#"{"start":-1,"end":2.5}"#).is_err());
        assert!(serde_json::from_str::<Span>(r#"{"start":0,"end":1e300}"#).is_err());
    }
}

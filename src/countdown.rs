//! The lights: target and elapsed time → early, good, closing, over; and the verdict on a finished take.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Green starts at this share of the target (Toastmasters' rule, fitted to a target: green, yellow, red).
const GREEN_FROM: f64 = 0.8;
/// Red starts at this share of the target and stays on.
const RED_FROM: f64 = 1.2;

/// Which light is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// Below 0.8 of the target: no light yet.
    Early,
    /// Green, from 0.8 of the target: long enough.
    Good,
    /// Yellow, from the target: come to the end.
    Closing,
    /// Red, from 1.2 of the target.
    Over,
}

impl Light {
    /// The light as a word, so that colour is never the only sign.
    pub fn word(self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::Good => "good",
            Self::Closing => "closing",
            Self::Over => "over",
        }
    }
}

/// The light for `elapsed` of `target`.
pub fn light(target: Duration, elapsed: Duration) -> Light {
    let elapsed = elapsed.as_secs_f64();
    let target = target.as_secs_f64();
    if elapsed < GREEN_FROM * target {
        Light::Early
    } else if elapsed < target {
        Light::Good
    } else if elapsed < RED_FROM * target {
        Light::Closing
    } else {
        Light::Over
    }
}

/// How a finished take compares with its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Below 0.8 of the target.
    Short,
    /// From 0.8 up to 1.2 of the target.
    OnTarget,
    /// Beyond 1.2 of the target.
    Over,
}

impl Verdict {
    /// The verdict as the reports write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::OnTarget => "good",
            Self::Over => "over",
        }
    }
}

/// The verdict on `spoken` (first to last spoken word) against `target`.
pub fn verdict(target: Duration, spoken: Duration) -> Verdict {
    let share = spoken.as_secs_f64();
    let target = target.as_secs_f64();
    if share < GREEN_FROM * target {
        Verdict::Short
    } else if share <= RED_FROM * target {
        Verdict::OnTarget
    } else {
        Verdict::Over
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lights_change_at_eight_tenths_at_the_target_and_at_twelve_tenths() {
        let target = Duration::from_secs(30);
        let at = |ms| light(target, Duration::from_millis(ms));
        assert_eq!(at(0), Light::Early);
        assert_eq!(at(23_999), Light::Early);
        assert_eq!(at(24_000), Light::Good);
        assert_eq!(at(29_999), Light::Good);
        assert_eq!(at(30_000), Light::Closing);
        assert_eq!(at(35_999), Light::Closing);
        assert_eq!(at(36_000), Light::Over);
        assert_eq!(at(3_600_000), Light::Over);
    }

    #[test]
    fn exactly_twelve_tenths_is_still_on_target() {
        let target = Duration::from_secs(20);
        assert_eq!(verdict(target, Duration::from_secs(15)), Verdict::Short);
        assert_eq!(verdict(target, Duration::from_secs(16)), Verdict::OnTarget);
        assert_eq!(verdict(target, Duration::from_secs(24)), Verdict::OnTarget);
        assert_eq!(verdict(target, Duration::from_millis(24_001)), Verdict::Over);
    }
}

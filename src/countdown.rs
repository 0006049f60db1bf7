//! The lights: target and elapsed time → early, good, closing, over; and the verdict on a finished take.

use crate::plan::Turn;
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

/// When the lights of one take change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lights {
    /// Green from here on: long enough.
    pub green: Duration,
    /// Yellow from here on: come to the end.
    pub yellow: Duration,
    /// Red from here on.
    pub red: Duration,
}

impl Lights {
    /// For a target, which may be missed by a fifth to both sides.
    pub fn for_target(target: Duration) -> Self {
        let part = |share: f64| target.mul_f64(share);
        Self { green: part(GREEN_FROM), yellow: target, red: part(RED_FROM) }
    }

    /// For a limit, as Toastmasters have it: green at the shortest, yellow in the middle, red at the longest. Without a
    /// lower limit, 0.8 of the limit is long enough.
    pub fn for_limit(at_least: Duration, at_most: Duration) -> Self {
        let green = if at_least.is_zero() { at_most.mul_f64(GREEN_FROM) } else { at_least.min(at_most) };
        Self { green, yellow: green + at_most.saturating_sub(green) / 2, red: at_most }
    }

    /// For a turn: its limit where it has one, else its target.
    pub fn of(turn: &Turn) -> Self {
        turn.at_least
            .map_or_else(|| Self::for_target(turn.target), |least| Self::for_limit(least, turn.target))
    }

    /// The light at `elapsed`.
    pub fn at(self, elapsed: Duration) -> Light {
        if elapsed < self.green {
            Light::Early
        } else if elapsed < self.yellow {
            Light::Good
        } else if elapsed < self.red {
            Light::Closing
        } else {
            Light::Over
        }
    }
}

/// The light for `elapsed` of `target`.
pub fn light(target: Duration, elapsed: Duration) -> Light {
    Lights::for_target(target).at(elapsed)
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

/// So much beyond a limit does no harm: Toastmasters give 30 s after 7 minutes.
const GRACE: f64 = 30.0 / 420.0;

/// The verdict on a turn: against its limit where it has one, else against its target.
pub fn verdict_of(turn: &Turn, spoken: Duration) -> Verdict {
    match turn.at_least {
        None => verdict(turn.target, spoken),
        Some(_) if spoken < Lights::of(turn).green => Verdict::Short,
        Some(_) if spoken > turn.target.mul_f64(1.0 + GRACE) => Verdict::Over,
        Some(_) => Verdict::OnTarget,
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
    fn the_lights_of_a_limit_are_green_yellow_and_red_at_its_beginning_middle_and_end() {
        let second = Duration::from_secs;
        let senior = Lights::for_limit(second(150), second(180));
        let light = |s: u64| senior.at(second(s));
        assert_eq!(
            [light(149), light(150), light(165), light(180)],
            [Light::Early, Light::Good, Light::Closing, Light::Over]
        );
        let junior = Lights::for_limit(Duration::ZERO, second(120));
        assert_eq!((junior.green, junior.yellow, junior.red), (second(96), second(108), second(120)));
        // A limit that is none is over at once, and nothing divides by it.
        assert_eq!(Lights::for_limit(second(9), Duration::ZERO).at(Duration::ZERO), Light::Over);
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

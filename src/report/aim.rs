//! By which level and angle an answer is judged, in words.

use super::text::{clock, wrap};
use super::{Colour, Style, wash};
use crate::content::slug;
use crate::plan::{Limit, Plan, PlannedLevel};
use std::fmt::Write as _;

/// What the level and the angle ask, one paragraph each; nothing without them.
pub fn lines(plan: &Plan, style: &Style) -> Vec<String> {
    let level = plan.level.as_ref().map(|level| level_text(level, plan.limit.as_ref(), style));
    let angle = plan.angle.as_ref().map(|angle| {
        let how = if angle.how.trim().is_empty() { "the same story for this principle." } else { &angle.how };
        format!("{}: {how}", angle.principle)
    });
    let texts = level.into_iter().chain(angle);
    let lines = texts.flat_map(|text| wrap(&wash(&text), style.reading_width(), "", "  "));
    lines.map(|line| style.paint(Colour::Faint, &line)).collect()
}

/// The flags that ask for the same level and angle again, with a blank before each.
pub fn flags(plan: &Plan) -> String {
    let level = plan.level.as_ref().map(|level| format!(" --level {}", level.level));
    let angle = plan.angle.as_ref().map(|angle| format!(" --angle {}", slug(&angle.principle)));
    level.into_iter().chain(angle).collect()
}

fn level_text(level: &PlannedLevel, limit: Option<&Limit>, style: &Style) -> String {
    let mut text = format!("{}:", level.level.title());
    if !level.focus.trim().is_empty() {
        text.push(' ');
        text.push_str(level.focus.trim());
    }
    if let Some(limit) = limit {
        let most = clock(limit.at_most);
        let to = style.either("–", "-");
        let range = if limit.at_least.is_zero() {
            format!(" Up to {most}.")
        } else {
            format!(" {}{to}{most}.", clock(limit.at_least))
        };
        text.push_str(&range);
    }
    if !level.spared.is_empty() {
        let _ = write!(text, " Not asked at this level: {}.", level.spared.join(", "));
    }
    text
}

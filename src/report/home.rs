//! The home screen: the stories with what was done so far, and what is left to fix.

use super::text::wrap;
use super::{Colour, Column, Style, table, wash};
use crate::analysis::{Finding, Severity};

/// At most and at least so many stories are listed; `rehearse list` has all.
const STORIES: std::ops::RangeInclusive<usize> = 3..=8;
/// The rows that everything else takes: the heading, the last attempt, and the choice.
const OTHERS: usize = 21;
/// From this width on the titles have room.
const WITH_TITLES: usize = 60;
/// So many things to fix are shown.
const FIXES: usize = 3;

/// A story on the home screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeStory {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How many attempts there are.
    pub attempts: usize,
    /// When the last one was, as it is shown.
    pub last: Option<String>,
    /// The last quiz: right answers, of how many.
    pub quiz: Option<(usize, usize)>,
}

/// The last attempt and what was found in it.
#[derive(Debug, Clone, PartialEq)]
pub struct LastAttempt {
    /// Its heading ("webhook-drops · attempt 4 · SDE 2").
    pub heading: String,
    /// Its findings, worst first; empty when it is not transcribed.
    pub findings: Vec<Finding>,
    /// Whether there was something to judge.
    pub judged: bool,
}

/// The screen above the choice of what to do next, in a window of so many rows.
pub fn home(
    stories: &[HomeStory],
    last: Option<&LastAttempt>,
    model: bool,
    rows: Option<usize>,
    style: &Style,
) -> String {
    let most = rows.map_or(*STORIES.end(), |rows| rows.saturating_sub(OTHERS));
    let most = most.clamp(*STORIES.start(), *STORIES.end());
    let mut lines = vec![style.paint(Colour::Strong, "rehearse")];
    if last.is_none() {
        lines.extend(wrap(
            "Speak an interview answer aloud, step by step; see what to fix. Nothing leaves this machine.",
            style.reading_width(),
            "",
            "",
        ));
    }
    lines.push(String::new());
    let mut shown: Vec<&HomeStory> = stories.iter().collect();
    shown.sort_by_key(|story| std::cmp::Reverse(story.attempts));
    let wide = style.width >= WITH_TITLES;
    let cells: Vec<Vec<String>> = shown.iter().take(most).map(|story| row(story, wide, style)).collect();
    let mut columns = vec![Column::left("story")];
    if wide {
        columns.push(Column::left("title"));
    }
    columns.extend([Column::right("attempts"), Column::left("last"), Column::right("quiz")]);
    lines.extend(table(&columns, &cells, style).lines().map(str::to_owned));
    if stories.len() > most {
        let more = stories.len() - most;
        lines.push(style.paint(Colour::Faint, &format!("and {more} more: rehearse list")));
    }
    if let Some(last) = last {
        lines.extend(to_fix(last, style));
    }
    if !model {
        let text = "No speech model is here yet: what you say is recorded and timed, and not transcribed.";
        lines.push(String::new());
        lines.extend(wrap(
            text,
            style.reading_width(),
            &format!("{} ", style.paint(Colour::Watch, "!")),
            "  ",
        ));
    }
    lines.join("\n") + "\n\n"
}

fn row(story: &HomeStory, wide: bool, style: &Style) -> Vec<String> {
    let none = || style.none().to_owned();
    let mut row = vec![story.id.clone()];
    if wide {
        row.push(story.title.clone());
    }
    row.extend([
        if story.attempts == 0 { none() } else { story.attempts.to_string() },
        story.last.clone().unwrap_or_else(none),
        story.quiz.map_or_else(none, |(right, of)| format!("{right}/{of}")),
    ]);
    row
}

fn to_fix(last: &LastAttempt, style: &Style) -> Vec<String> {
    let mut lines = vec![String::new(), style.paint(Colour::Strong, &wash(&last.heading))];
    let fixes: Vec<&Finding> =
        last.findings.iter().filter(|finding| finding.severity == Severity::Fix).collect();
    if !last.judged {
        lines.push("  Not transcribed: nothing is known about its words.".to_owned());
    } else if fixes.is_empty() {
        lines.push(format!("  {}", style.paint(Colour::Good, "Nothing to fix.")));
    }
    for finding in fixes.iter().take(FIXES) {
        let place = finding.step.map(|step| format!("{}: ", step.title())).unwrap_or_default();
        let sign = style.paint(Colour::Bad, style.cross());
        let text = format!("{place}{}", wash(&finding.message));
        lines.extend(wrap(&text, style.reading_width(), &format!("  {sign} "), "    "));
    }
    if fixes.len() > FIXES {
        let more = fixes.len() - FIXES;
        lines.push(style.paint(Colour::Faint, &format!("    and {more} more: rehearse review --last")));
    }
    lines
}

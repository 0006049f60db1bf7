//! The list of saved attempts.

use super::text::clock;
use super::{Column, Style, table, wash};
use crate::plan::Part;
use crate::takes::{Attempt, AttemptOutcome, Mode, Take, TakeOutcome};
use serde::Serialize;
use std::time::Duration;

/// One saved attempt in the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Its number in the list, to call it by.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// The story.
    pub story: String,
    /// When it started.
    pub started: Option<jiff::ZonedDateTime>,
    /// How it was spoken.
    pub mode: Option<Mode>,
    /// How it ended.
    pub outcome: Option<AttemptOutcome>,
    /// How many steps have speech, of how many.
    pub steps: [usize; 2],
    /// What was spoken in all steps together, in seconds.
    pub spoken_seconds: f64,
    /// How many findings are left to fix; `None` when nobody judged it.
    pub fixes: Option<usize>,
    /// Why it cannot be read; then nothing but its name is known.
    pub unreadable: Option<String>,
}

impl Summary {
    /// The summary of an attempt; `fixes` when it was judged.
    pub fn of(number: usize, attempt: &Attempt, fixes: Option<usize>) -> Self {
        let spoken: Vec<Duration> = attempt
            .plan
            .steps
            .iter()
            .filter_map(|planned| attempt.counting_take(planned.step))
            .filter(|take| take.outcome != TakeOutcome::Skipped)
            .filter_map(|take| take.spoken())
            .collect();
        let in_one_go = attempt.counting(Part::Answer).and_then(Take::spoken);
        let spoken_seconds = in_one_go.unwrap_or_else(|| spoken.iter().sum()).as_secs_f64();
        Self {
            number,
            id: attempt.id.clone(),
            story: attempt.plan.story.clone(),
            started: Some(attempt.started.clone()),
            mode: Some(attempt.mode),
            outcome: Some(attempt.outcome.clone()),
            steps: [spoken.len(), attempt.plan.steps.len()],
            spoken_seconds,
            fixes,
            unreadable: None,
        }
    }

    /// An attempt that cannot be read.
    pub fn unreadable(number: usize, id: &str, story: &str, why: &str) -> Self {
        Self {
            number,
            id: id.to_owned(),
            story: story.to_owned(),
            started: None,
            mode: None,
            outcome: None,
            steps: [0, 0],
            spoken_seconds: 0.0,
            fixes: None,
            unreadable: Some(why.to_owned()),
        }
    }

    fn result(&self) -> String {
        if let Some(why) = &self.unreadable {
            return format!("cannot be read: {}", wash(why));
        }
        let ended = match &self.outcome {
            Some(AttemptOutcome::Stopped) => Some("stopped"),
            Some(AttemptOutcome::Running) => Some("not finished"),
            Some(AttemptOutcome::Interrupted { .. }) => Some("interrupted"),
            Some(AttemptOutcome::Complete) | None => None,
        };
        let fixes = match self.fixes {
            Some(0) => Some("nothing to fix".to_owned()),
            Some(fixes) => Some(format!("{fixes} to fix")),
            None => None,
        };
        let parts: Vec<String> = ended.map(str::to_owned).into_iter().chain(fixes).collect();
        parts.join(", ")
    }
}

/// From this width on the list shows ids and modes.
const WIDE: usize = 90;

/// The attempts as a table, and how to see one; a word when there are none.
pub fn attempts(list: &[Summary], style: &Style) -> String {
    if list.is_empty() {
        return "No attempts yet.\n\nBegin with: rehearse list, then rehearse practice STORY\n".to_owned();
    }
    let wide = style.width >= WIDE;
    let mut columns = vec![Column::right("no"), Column::left("story"), Column::left("date")];
    if wide {
        columns.push(Column::left("mode"));
    }
    columns.extend([Column::right("steps"), Column::right("spoken"), Column::left("result")]);
    let rows: Vec<Vec<String>> = list.iter().map(|one| row(one, wide, style)).collect();
    let table = table(&columns, &rows, style);
    format!("{table}\nSee one: rehearse review NUMBER, or rehearse review --last\n")
}

fn row(one: &Summary, wide: bool, style: &Style) -> Vec<String> {
    let none = || style.none().to_owned();
    let format = if wide { "%a %-d %b %Y %H:%M" } else { "%-d %b %H:%M" };
    let date = one.started.as_ref().map_or_else(none, |started| started.strftime(format).to_string());
    let mut row = vec![one.number.to_string(), one.story.clone(), date];
    if wide {
        row.push(one.mode.map_or_else(none, |mode| mode.as_str().to_owned()));
    }
    let known = one.unreadable.is_none();
    row.push(if known { format!("{} of {}", one.steps[0], one.steps[1]) } else { none() });
    let spoken = Duration::try_from_secs_f64(one.spoken_seconds).unwrap_or_default();
    row.push(if known { clock(spoken) } else { none() });
    row.push(one.result());
    row
}

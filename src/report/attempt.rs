//! The report of one attempt, from its heading to what to do next.

use super::steps::steps;
use super::text::{columns_of, count, cut, wrap};
use super::{Colour, Style, aim, findings, interview, transcripts, wash};
use crate::analysis::{Analysis, Severity};
use crate::plan::Part;
use crate::takes::{Attempt, AttemptOutcome, Mode, Take, TranscriptState};
use std::borrow::Cow;
use std::path::Path;

/// The report for people: heading, table of steps, transcripts, what to fix, what was good, and what to do next.
///
/// `folder` is where the attempt's files are; `notes` are said before the findings (how to get a model, for example).
pub fn attempt(
    attempt: &Attempt,
    analysis: &Analysis,
    folder: &Path,
    notes: &[String],
    style: &Style,
) -> String {
    let mut lines = heading(attempt, style);
    lines.extend(outcome(attempt, style));
    lines.extend(aim::lines(&attempt.plan, style));
    lines.extend(interview::question(attempt, style));
    lines.push(String::new());
    lines.extend(steps(attempt, analysis, style));
    lines.extend(interview::how_it_was_cut(attempt, style));
    lines.extend(spoken(attempt, analysis, style));
    lines.extend(interview::follow_ups(attempt, analysis, style));
    lines.extend(open_matters(attempt, notes, style));
    lines.extend(findings::sections(&analysis.findings, style));
    lines.extend(praise(attempt, analysis, style));
    lines.extend(ending(attempt, analysis, folder, style));
    lines.join("\n") + "\n"
}

/// Story, attempt, model on the left; the date on the right.
fn heading(attempt: &Attempt, style: &Style) -> Vec<String> {
    let mut parts = vec![wash(&attempt.plan.story).into_owned(), format!("attempt {}", attempt.number)];
    if attempt.mode != Mode::Practice {
        parts.push(attempt.mode.as_str().to_owned());
    }
    parts.extend(attempt.plan.judged_by().into_iter().map(|one| wash(one).into_owned()));
    parts.extend(attempt.model().map(|model| wash(model).into_owned()));
    let date = attempt.started.strftime("%a %-d %b %Y %H:%M").to_string();
    let left = parts.join(style.dot());
    let used = columns_of(&left) + columns_of(&date);
    let width = style.reading_width();
    let title = |text: &str| style.paint(Colour::Strong, text);
    if used + 2 <= width {
        return vec![format!("{}{}{date}", title(&left), " ".repeat(width - used))];
    }
    vec![title(&cut(&left, width)), date]
}

/// How it ended, when that needs a word.
fn outcome(attempt: &Attempt, style: &Style) -> Vec<String> {
    let text = match &attempt.outcome {
        AttemptOutcome::Complete => return Vec::new(),
        AttemptOutcome::Stopped => "Stopped before the end; what was spoken is kept.".to_owned(),
        AttemptOutcome::Running => "Not finished; what was spoken is kept.".to_owned(),
        AttemptOutcome::Interrupted { why } => {
            format!("Interrupted: {}. What was spoken is kept.", wash(why).trim_end_matches('.'))
        }
    };
    wrap(&text, style.reading_width(), "", "").iter().map(|line| style.paint(Colour::Watch, line)).collect()
}

/// The takes that count, in the order of the plan.
fn counting(attempt: &Attempt) -> impl Iterator<Item = Cow<'_, Take>> {
    attempt
        .plan
        .steps
        .iter()
        .filter_map(|planned| attempt.counting_take(planned.step))
        .filter(|take| take.counts())
}

/// The recordings that count, in the order in which they are spoken: steps, or an answer and its follow-ups.
fn recorded(attempt: &Attempt) -> impl Iterator<Item = &Take> {
    let parts = attempt.plan.turns().into_iter().map(|turn| turn.part);
    parts.filter_map(|part| attempt.counting(part)).filter(|take| take.counts())
}

/// The transcripts with their marks.
fn spoken(attempt: &Attempt, analysis: &Analysis, style: &Style) -> Vec<String> {
    let mut lines = Vec::new();
    for take in counting(attempt) {
        let Some(transcript) = take.transcript() else { continue };
        let step = analysis.steps.iter().find(|step| Part::Step(step.step) == take.part);
        if lines.is_empty() {
            let title = style.paint(Colour::Strong, "What you said");
            lines.extend([String::new(), title]);
            lines.extend(wrap(&transcripts::legend(style), style.reading_width(), "  ", "  "));
        }
        lines.push(style.paint(Colour::Strong, &title(attempt, &take)));
        let text = transcript.text();
        if text.trim().is_empty() {
            lines.push("  (no words were recognised)".to_owned());
        } else if let Some(step) = step {
            lines.extend(transcripts::marked(&text, step, style));
            lines.extend(transcripts::notes(step, style));
        } else {
            lines.extend(wrap(&wash(&text), style.reading_width(), "  ", "  "));
        }
    }
    lines
}

/// The step, and which take it is where there are several.
fn title(attempt: &Attempt, take: &Take) -> String {
    let takes = attempt.takes.iter().filter(|other| other.part == take.part).count();
    if takes > 1 {
        format!("{} (take {} of {takes})", take.part.title(), take.number)
    } else {
        take.part.title()
    }
}

/// What is not transcribed and why, and the caller's notes.
fn open_matters(attempt: &Attempt, notes: &[String], style: &Style) -> Vec<String> {
    let mut matters: Vec<String> = Vec::new();
    let names = |parts: &[Part]| parts.iter().map(|part| part.title()).collect::<Vec<_>>().join(", ");
    let pending: Vec<Part> = recorded(attempt)
        .filter(|take| take.transcript == TranscriptState::Pending)
        .map(|take| take.part)
        .collect();
    if !pending.is_empty() {
        matters.push(format!("Not transcribed yet: {}.", names(&pending)));
    }
    let mut reasons: Vec<(&str, Vec<Part>)> = Vec::new();
    for take in recorded(attempt) {
        let TranscriptState::Failed { why } = &take.transcript else { continue };
        match reasons.iter_mut().find(|(known, _)| known == why) {
            Some((_, parts)) => parts.push(take.part),
            None => reasons.push((why, vec![take.part])),
        }
    }
    for (why, parts) in &reasons {
        matters.push(format!("No transcript of {}: {}.", names(parts), wash(why).trim_end_matches('.')));
    }
    let unheard = !matters.is_empty();
    matters.extend(notes.iter().flat_map(|note| note.lines().map(|line| wash(line).into_owned())));
    if unheard {
        matters.push(format!("Then: rehearse transcribe {}", wash(&attempt.id)));
    }
    let mut lines = Vec::new();
    for matter in &matters {
        if lines.is_empty() {
            lines.push(String::new());
        }
        let sign = style.paint(Colour::Watch, "!");
        lines.extend(wrap(matter, style.reading_width(), &format!("{sign} "), "  "));
    }
    lines
}

/// A clear word where there is nothing to mend, and only there.
fn praise(attempt: &Attempt, analysis: &Analysis, style: &Style) -> Vec<String> {
    let heard = counting(attempt).filter(|take| take.transcript().is_some()).count();
    let follow_ups = analysis.follow_ups.iter().map(|follow_up| findings::to_fix(&follow_up.findings));
    if heard == 0 || findings::to_fix(&analysis.findings) + follow_ups.sum::<usize>() > 0 {
        return Vec::new();
    }
    let all = heard == attempt.plan.steps.len();
    let text = if all {
        "Nothing to fix.".to_owned()
    } else {
        format!("Nothing to fix in {}.", count(heard, "step that was heard", "steps that were heard"))
    };
    vec![String::new(), style.paint(Colour::Good, &text)]
}

/// Where the files are, and what to do next.
fn ending(attempt: &Attempt, analysis: &Analysis, folder: &Path, style: &Style) -> Vec<String> {
    let story = format!("{}{}", wash(&attempt.plan.story), aim::flags(&attempt.plan));
    let first = analysis.findings.iter().find(|finding| finding.severity == Severity::Fix);
    let again = match first.and_then(|finding| finding.step) {
        _ if attempt.plan.is_about_a_question() => format!("rehearse interview {story}"),
        Some(step) if attempt.mode != Mode::Demo => format!("rehearse practice {story} --step {step}"),
        None if attempt.mode == Mode::Interview => format!("rehearse interview {story}"),
        _ => format!("rehearse practice {story}"),
    };
    // Commands and paths stay whole, to be copied.
    vec![
        String::new(),
        format!("{} {again}", style.paint(Colour::Faint, "Next: ")),
        format!("{} {}", style.paint(Colour::Faint, "Files:"), wash(&folder.display().to_string())),
    ]
}

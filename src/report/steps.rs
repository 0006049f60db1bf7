//! The table of steps: time against target, pace, phrases, "we", and what went wrong with a recording.

use super::text::{bar, clock, columns_of, count, difference, moment, tenths, wrap_words};
use super::{Colour, Style, wash};
use crate::analysis::{Analysis, PhraseStatus, Severity, StepAnalysis};
use crate::capture::{Gap, RecordedTake};
use crate::content::StepName;
use crate::countdown::{Verdict, verdict, verdict_of};
use crate::plan::{Part, PlannedStep};
use crate::takes::{Attempt, Take, TakeOutcome};
use std::borrow::Cow;
use std::time::Duration;

/// From this width on the bar has room; it is the width of the whole line.
const WITH_BAR: usize = 76;
/// From this width on every step is one line.
const IN_COLUMNS: usize = 60;
/// The columns of the bar.
const BAR: usize = 14;
/// A few samples at full scale are no harm.
const CLIPPED: u64 = 50;
/// So many gaps are listed one by one.
const GAPS: usize = 3;

/// What the report says about a step that a bar cannot show.
struct Sign {
    colour: Colour,
    text: String,
}

/// One step as it is shown.
struct Row<'a> {
    title: &'static str,
    target: Duration,
    take: Option<Cow<'a, Take>>,
    /// Only with a transcript: without one, nothing is known about the words.
    heard: Option<&'a StepAnalysis>,
    signs: Vec<Sign>,
}

/// The table, one or more lines a step.
pub fn steps(attempt: &Attempt, analysis: &Analysis, style: &Style) -> Vec<String> {
    let interview = attempt.plan.interview.is_some();
    // An answer that is not cut yet has no steps.
    let known = |step: StepName| !interview || attempt.counting_take(step).is_some();
    let rows: Vec<Row<'_>> = attempt
        .plan
        .steps
        .iter()
        .filter(|planned| known(planned.step))
        .map(|planned| row(attempt, analysis, planned, style))
        .collect();
    let mut lines = Vec::new();
    if style.width >= IN_COLUMNS {
        lines.push(style.paint(Colour::Faint, &head(style)));
        lines.extend(rows.iter().flat_map(|row| columns(row, style)));
    } else {
        lines.extend(rows.iter().flat_map(|row| stacked(row, style)));
    }
    if interview {
        lines.extend(whole_answer(attempt, style));
    } else {
        lines.extend(together(&rows, style));
    }
    lines
}

/// The answer as it was spoken, in one go: from its first to its last word against its limit.
fn whole_answer(attempt: &Attempt, style: &Style) -> Vec<String> {
    let Some(turn) = attempt.plan.turns().into_iter().find(|turn| turn.part == Part::Answer) else {
        return Vec::new();
    };
    let take = attempt.counting(Part::Answer);
    let mut signs = Vec::new();
    if let Some(TakeOutcome::Interrupted { why }) = take.map(|take| &take.outcome) {
        signs.push(Sign {
            colour: Colour::Bad,
            text: format!("{} interrupted: {}", style.cross(), wash(why)),
        });
    }
    signs.extend(take.and_then(|take| take.recorded.as_ref()).map(faults).unwrap_or_default());
    let Some(time) = take.and_then(Take::spoken) else {
        let why = if take.is_some() { "no speech" } else { "not recorded" };
        let line = format!(
            "{:<10}  {:>6}  {:>6}  {}",
            "answer",
            clock(turn.target),
            style.none(),
            style.paint(Colour::Watch, why)
        );
        return with_signs(line, &signs, style);
    };
    let judged = verdict_of(&turn, time);
    let text = format!("{} {}", difference(turn.target, time, style), judged.word());
    let against = style.paint(colour(judged), &text);
    let line = if style.width >= WITH_BAR {
        let bar = painted_bar(turn.target, time, judged, style);
        format!("{:<10}  {:>6}  {:>6}  {bar}  {against}", "answer", clock(turn.target), clock(time))
    } else if style.width >= IN_COLUMNS {
        format!("{:<10}  {:>6}  {:>6}  {against}", "answer", clock(turn.target), clock(time))
    } else {
        format!("{:<10}  {} of {}  {against}", "answer", clock(time), clock(turn.target))
    };
    with_signs(line, &signs, style)
}

fn row<'a>(attempt: &'a Attempt, analysis: &'a Analysis, planned: &PlannedStep, style: &Style) -> Row<'a> {
    let take = attempt.counting_take(planned.step);
    let heard = analysis.steps.iter().find(|step| step.step == planned.step);
    Row {
        title: planned.step.title(),
        target: planned.target,
        heard: heard
            .filter(|_| take.as_ref().is_some_and(|take| take.counts() && take.transcript().is_some())),
        signs: signs(take.as_deref(), planned.step, analysis, attempt.plan.interview.is_some(), style),
        take,
    }
}

/// The time of a take that is judged.
fn spoken(row: &Row<'_>) -> Option<Duration> {
    row.take.as_deref().filter(|take| take.counts()).and_then(Take::spoken)
}

/// Why there is no time.
fn why_no_time(row: &Row<'_>) -> &'static str {
    match row.take.as_ref().map(|take| &take.outcome) {
        None => "not recorded",
        Some(TakeOutcome::Skipped) => "skipped",
        Some(TakeOutcome::NotHeard) => "not heard",
        Some(TakeOutcome::Interrupted { .. }) => "interrupted",
        Some(TakeOutcome::NoSpeech | TakeOutcome::Complete) => "no speech",
    }
}

fn signs(
    take: Option<&Take>,
    step: StepName,
    analysis: &Analysis,
    interview: bool,
    style: &Style,
) -> Vec<Sign> {
    let mut signs = Vec::new();
    if let Some(take) = take.filter(|take| take.counts()) {
        // That of a whole answer is said with the answer, and not with each of its steps.
        if let (TakeOutcome::Interrupted { why }, false) = (&take.outcome, interview) {
            let text = format!("{} interrupted: {}", style.cross(), wash(why));
            signs.push(Sign { colour: Colour::Bad, text });
        }
        if let Some(recorded) = &take.recorded {
            signs.extend(faults(recorded));
        }
    }
    let mut rules: Vec<&str> = Vec::new();
    for finding in &analysis.findings {
        // "Not heard" stands in the line already.
        let new = finding.rule != "missing-step";
        if new
            && finding.severity == Severity::Fix
            && finding.step == Some(step)
            && !rules.contains(&finding.rule)
        {
            rules.push(finding.rule);
        }
    }
    signs.extend(rules.into_iter().map(|rule| Sign {
        colour: Colour::Bad,
        text: format!("{} {}", style.cross(), rule.replace('-', " ")),
    }));
    signs
}

/// What is wrong with the sound of a take.
fn faults(recorded: &RecordedTake) -> Vec<Sign> {
    let mut texts = lost(&recorded.gaps);
    if recorded.clipped_samples > CLIPPED {
        texts.push("too loud, distorted".to_owned());
    }
    if recorded.replaced_samples > 0 {
        let samples = count(recorded.replaced_samples as usize, "broken sample", "broken samples");
        texts.push(format!("{samples} replaced by silence"));
    }
    texts.into_iter().map(|text| Sign { colour: Colour::Watch, text: format!("! {text}") }).collect()
}

fn lost(gaps: &[Gap]) -> Vec<String> {
    match gaps.first() {
        Some(first) if gaps.len() > GAPS => {
            let all: Duration = gaps.iter().map(|gap| gap.lost).sum();
            let from = moment(first.at.as_secs_f64());
            vec![format!("{} lost in {} places from {from} on", tenths(all), gaps.len())]
        }
        _ => gaps
            .iter()
            .map(|gap| format!("{} lost at {}", tenths(gap.lost), moment(gap.at.as_secs_f64())))
            .collect(),
    }
}

fn head(style: &Style) -> String {
    let bar = if style.width >= WITH_BAR { " ".repeat(BAR + 2) } else { String::new() };
    format!(
        "{:<10}  {:>6}  {:>6}  {bar}{:<12}  {:>4}  {:>7}  {:>2}",
        "step", "target", "spoken", "", "pace", "phrases", "we"
    )
}

fn columns(row: &Row<'_>, style: &Style) -> Vec<String> {
    let start = format!("{:<10}  {:>6}", row.title, clock(row.target));
    let with_bar = style.width >= WITH_BAR;
    let line = match spoken(row) {
        None => {
            let why = style.paint(Colour::Watch, why_no_time(row));
            format!("{start}  {:>6}  {why}", style.none())
        }
        Some(time) => {
            let judged = verdict(row.target, time);
            let bar = if with_bar {
                format!("{}  ", painted_bar(row.target, time, judged, style))
            } else {
                String::new()
            };
            let [pace, phrases, we] = words(row, style);
            let against = against(row.target, time, style);
            format!("{start}  {:>6}  {bar}{against}  {pace:>4}  {phrases:>7}  {we:>2}", clock(time))
        }
    };
    with_signs(line, &row.signs, style)
}

fn painted_bar(target: Duration, time: Duration, judged: Verdict, style: &Style) -> String {
    style.paint(colour(judged), &bar(target, time, BAR, style))
}

/// "+0:04 good", in twelve columns.
fn against(target: Duration, time: Duration, style: &Style) -> String {
    let judged = verdict(target, time);
    let text = format!("{} {}", difference(target, time, style), judged.word());
    style.paint(colour(judged), &format!("{text:<12}"))
}

fn colour(judged: Verdict) -> Colour {
    match judged {
        Verdict::Short => Colour::Watch,
        Verdict::OnTarget => Colour::Good,
        Verdict::Over => Colour::Bad,
    }
}

/// Pace, phrases and "we" of a step.
fn words(row: &Row<'_>, style: &Style) -> [String; 3] {
    let none = || style.none().to_owned();
    let Some(heard) = row.heard else { return [none(), none(), none()] };
    let pace = heard.delivery.as_ref().and_then(|delivery| delivery.words_per_minute);
    let said = heard.phrases.iter().filter(|phrase| phrase.status == PhraseStatus::Said).count();
    [
        pace.map_or_else(none, |pace| format!("{pace:.0}")),
        if heard.phrases.is_empty() { none() } else { format!("{said} of {}", heard.phrases.len()) },
        if heard.we.is_empty() { none() } else { heard.we.len().to_string() },
    ]
}

/// The line with its signs: behind it where all of them fit, else below.
fn with_signs(line: String, signs: &[Sign], style: &Style) -> Vec<String> {
    if signs.is_empty() {
        return vec![line];
    }
    let plain: Vec<&str> = signs.iter().map(|sign| sign.text.as_str()).collect();
    let painted = painted(signs, style);
    if columns_of(&line) + 4 + columns_of(&plain.join("  ")) <= style.width {
        return vec![format!("{line}    {}", painted.join("  "))];
    }
    let indent = if style.width >= IN_COLUMNS { "            " } else { "  " };
    let mut lines = vec![line];
    // A sign may be longer than the line: then its words are wrapped, too.
    for (sign, painted) in signs.iter().zip(&painted) {
        if columns_of(indent) + columns_of(&sign.text) <= style.width {
            let fits = lines.len() > 1
                && lines
                    .last()
                    .is_some_and(|line| columns_of(line) + 2 + columns_of(&sign.text) <= style.width);
            match lines.last_mut() {
                Some(line) if fits => line.extend(["  ", painted.as_str()]),
                _ => lines.push(format!("{indent}{painted}")),
            }
        } else {
            let words = sign.text.split_whitespace().map(|word| style.paint(sign.colour, word));
            lines.extend(wrap_words(words, style.width, indent, &format!("{indent}  ")));
        }
    }
    lines
}

fn painted(signs: &[Sign], style: &Style) -> Vec<String> {
    signs.iter().map(|sign| style.paint(sign.colour, &sign.text)).collect()
}

/// For terminals that are too narrow for columns.
fn stacked(row: &Row<'_>, style: &Style) -> Vec<String> {
    let Some(time) = spoken(row) else {
        let why = style.paint(Colour::Watch, why_no_time(row));
        return with_signs(format!("{:<10}  {why}", row.title), &row.signs, style);
    };
    let judged = against(row.target, time, style);
    let line = format!("{:<10}  {} of {}  {judged}", row.title, clock(time), clock(row.target));
    let mut lines = vec![line.trim_end().to_owned()];
    if row.heard.is_some() {
        let [pace, phrases, we] = words(row, style);
        let none = style.none();
        let parts = [(pace, " words/min"), (phrases, " phrases"), (we, " we")];
        let known: Vec<String> = parts
            .iter()
            .filter(|(value, _)| value != none)
            .map(|(value, unit)| format!("{value}{unit}"))
            .collect();
        lines.push(format!("  {}", known.join(style.dot())));
    }
    let signs = with_signs(String::new(), &row.signs, style);
    lines.extend(
        signs.into_iter().map(|line| if line.starts_with("    ") { line[2..].to_owned() } else { line }),
    );
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// All spoken steps together, where there are several.
fn together(rows: &[Row<'_>], style: &Style) -> Option<String> {
    let times: Vec<(Duration, Duration)> =
        rows.iter().filter_map(|row| Some((row.target, spoken(row)?))).collect();
    if times.len() < 2 {
        return None;
    }
    let target: Duration = times.iter().map(|(target, _)| *target).sum();
    let time: Duration = times.iter().map(|(_, time)| *time).sum();
    let judged = against(target, time, style);
    let line = if style.width >= WITH_BAR {
        let bar = painted_bar(target, time, verdict(target, time), style);
        format!("{:<10}  {:>6}  {:>6}  {bar}  {judged}", "together", clock(target), clock(time))
    } else if style.width >= IN_COLUMNS {
        format!("{:<10}  {:>6}  {:>6}  {judged}", "together", clock(target), clock(time))
    } else {
        format!("{:<10}  {} of {}  {judged}", "together", clock(time), clock(target))
    };
    Some(line.trim_end().to_owned())
}

//! What the report of an interview says beside that of a practice: the question, how the answer was cut, the follow-ups.

use super::text::{clock, wrap};
use super::{Colour, Style, difference, findings, transcripts, wash};
use crate::analysis::{Analysis, FollowUpAnalysis, Severity, Strength};
use crate::countdown::verdict_of;
use crate::plan::{Part, PlannedFollowUp, Turn};
use crate::takes::{Attempt, Take, TakeOutcome};

/// The question that was asked.
pub fn question(attempt: &Attempt, style: &Style) -> Vec<String> {
    if attempt.plan.interview.is_none() {
        return Vec::new();
    }
    wrap(&format!("“{}”", wash(&attempt.plan.question)), style.reading_width(), "", " ")
}

/// How the answer came to be cut into its steps; nothing for an answer that is not cut.
pub fn how_it_was_cut(attempt: &Attempt, style: &Style) -> Vec<String> {
    let cut = attempt.counting(Part::Answer).and_then(|take| take.cut.as_ref());
    let Some(cut) = cut.filter(|_| attempt.plan.interview.is_some()) else { return Vec::new() };
    let text = if cut.estimated {
        "Estimated cut: where each step begins is guessed from your words. With --mark you press Enter there, and the cut is exact."
    } else {
        "The answer is cut where you marked the steps."
    };
    wrap(text, style.reading_width(), "", "").iter().map(|line| style.paint(Colour::Faint, line)).collect()
}

/// Every follow-up that was drawn: question, time, what was said, what to mend, and what a strong answer says.
pub fn follow_ups(attempt: &Attempt, analysis: &Analysis, style: &Style) -> Vec<String> {
    let Some(interview) = &attempt.plan.interview else { return Vec::new() };
    let mut lines = Vec::new();
    let turns = attempt.plan.turns();
    for (number, planned) in (1..).zip(&interview.follow_ups) {
        if lines.is_empty() {
            let title = style.paint(Colour::Strong, "Follow-ups");
            lines.extend([String::new(), format!("{title} (drawn with --seed {})", interview.seed)]);
        }
        let part = Part::FollowUp(number);
        let judged = analysis.follow_ups.iter().find(|judged| judged.number == number);
        let Some(turn) = turns.iter().find(|turn| turn.part == part) else { continue };
        lines.extend(one(number, planned, turn, attempt.counting(part), judged, style));
    }
    lines
}

fn one(
    number: u32,
    planned: &PlannedFollowUp,
    turn: &Turn,
    take: Option<&Take>,
    judged: Option<&FollowUpAnalysis>,
    style: &Style,
) -> Vec<String> {
    let width = style.reading_width();
    let mut lines = wrap(&format!("“{}”", wash(&planned.question)), width, &format!("{number}. "), "   ");
    for line in &mut lines {
        *line = style.paint(Colour::Strong, line);
    }
    lines.push(format!("   {}", result(turn, take, judged, style)));
    if let Some(transcript) = take.filter(|take| take.counts()).and_then(Take::transcript) {
        let text = transcript.text();
        match judged {
            Some(judged) => {
                lines.extend(
                    transcripts::marked(&text, &judged.heard, style).iter().map(|line| format!(" {line}")),
                );
            }
            None if text.trim().is_empty() => lines.push("   (no words were recognised)".to_owned()),
            None => lines.extend(wrap(&wash(&text), width, "   ", "   ")),
        }
    }
    for finding in judged.iter().flat_map(|judged| &judged.findings) {
        let (sign, colour) = if finding.severity == Severity::Fix {
            (style.cross(), Colour::Bad)
        } else {
            ("!", Colour::Watch)
        };
        let first = format!("   {} ", style.paint(colour, sign));
        lines.extend(wrap(&findings::sentence(finding), width, &first, "     "));
    }
    for (label, text) in [("It probes:", &planned.probes), ("A strong answer:", &planned.strong)] {
        let Some(text) = text else { continue };
        let text = format!("{label} {}", wash(text.trim()));
        lines.extend(wrap(&text, width, "   ", "   ").iter().map(|line| style.paint(Colour::Faint, line)));
    }
    lines
}

/// "0:48 of 1:00  −0:12 good  weak", or why there is no answer.
fn result(turn: &Turn, take: Option<&Take>, judged: Option<&FollowUpAnalysis>, style: &Style) -> String {
    let spoken = take.filter(|take| take.counts()).and_then(Take::spoken);
    let Some(spoken) = spoken else {
        let why = match take.map(|take| &take.outcome) {
            None => "not answered".to_owned(),
            Some(TakeOutcome::Skipped) => "skipped".to_owned(),
            Some(TakeOutcome::Interrupted { why }) => format!("interrupted: {}", wash(why)),
            Some(TakeOutcome::NoSpeech | TakeOutcome::NotHeard | TakeOutcome::Complete) => {
                "no speech".to_owned()
            }
        };
        return style.paint(Colour::Watch, &why);
    };
    let verdict = verdict_of(turn, spoken);
    let time = format!(
        "{} of {}  {} {}",
        clock(spoken),
        clock(turn.target),
        difference(turn.target, spoken, style),
        verdict.word()
    );
    let Some(judged) = judged else { return time };
    let colour = match judged.strength {
        Strength::Strong => Colour::Good,
        Strength::Fair => Colour::Watch,
        Strength::Weak => Colour::Bad,
    };
    format!("{time}{}{}", style.dot(), style.paint(colour, judged.strength.word()))
}

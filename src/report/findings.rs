//! What to mend: at most three things first, then the rest in short, then what was good.

use super::text::{moment, wrap};
use super::{Colour, Style, wash};
use crate::analysis::{Finding, Severity};

/// So many things are to be mended first; more at once help nobody.
const FIRST: usize = 3;

/// The three sections, each with an empty line before it; those with nothing in them are left out.
pub fn sections(findings: &[Finding], style: &Style) -> Vec<String> {
    let of = |severity| findings.iter().filter(move |finding| finding.severity == severity);
    let mut lines = Vec::new();
    if of(Severity::Fix).next().is_some() {
        lines.extend([String::new(), style.paint(Colour::Strong, "Fix first")]);
        for (at, finding) in of(Severity::Fix).take(FIRST).enumerate() {
            lines.extend(full(at + 1, finding, style));
        }
    }
    let rest: Vec<&Finding> = of(Severity::Fix).skip(FIRST).chain(of(Severity::Watch)).collect();
    lines.extend(short("Also", &rest, style));
    let good: Vec<&Finding> = of(Severity::Good).collect();
    lines.extend(short("Good", &good, style));
    lines
}

/// How many findings are to be mended.
pub fn to_fix(findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| finding.severity == Severity::Fix).count()
}

fn full(number: usize, finding: &Finding, style: &Style) -> Vec<String> {
    let text = format!("{}{}{}", place(finding), wash(&finding.message), evidence(finding));
    let number = style.paint(Colour::Bad, &format!("{number}."));
    let mut lines = wrap(&text, style.reading_width(), &format!("{number} "), "   ");
    if !finding.hint.is_empty() {
        lines.extend(wrap(&wash(&finding.hint), style.reading_width(), "   ", "   "));
    }
    lines
}

fn short(title: &str, findings: &[&Finding], style: &Style) -> Vec<String> {
    if findings.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), style.paint(Colour::Strong, title)];
    for finding in findings {
        let (sign, colour) = match finding.severity {
            Severity::Fix => (style.cross(), Colour::Bad),
            Severity::Watch => ("!", Colour::Watch),
            Severity::Good => (style.either("✓", "+"), Colour::Good),
        };
        let hint = if finding.severity == Severity::Good || finding.hint.is_empty() {
            String::new()
        } else {
            format!(" {}", wash(&finding.hint))
        };
        let text = format!("{}{}{}{hint}", place(finding), wash(&finding.message), evidence(finding));
        lines.extend(wrap(&text, style.reading_width(), &format!("{} ", style.paint(colour, sign)), "  "));
    }
    lines
}

/// "Task, 0:03: "; without a time for a written text, and nothing for the whole answer.
fn place(finding: &Finding) -> String {
    let time = finding.time.map(|[start, _]| moment(start));
    match (finding.step, time) {
        (Some(step), Some(time)) => format!("{}, {time}: ", step.title()),
        (Some(step), None) => format!("{}: ", step.title()),
        (None, Some(time)) => format!("{time}: "),
        (None, None) => String::new(),
    }
}

/// The words it rests on, unless the message quotes them already.
fn evidence(finding: &Finding) -> String {
    match finding.evidence.as_deref().map(str::trim) {
        Some(words) if !words.is_empty() && !finding.message.contains(words) => {
            format!(" Your words: \"{}\".", wash(words))
        }
        _ => String::new(),
    }
}

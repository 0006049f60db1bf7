//! What to mend: at most three things first, then the rest in short, then what was good.

use super::text::{moment, wrap};
use super::{Colour, Style, wash};
use crate::analysis::{Finding, Severity};

/// So many things are to be mended first; more at once help nobody.
const FIRST: usize = 3;

/// Findings that are one thing to a reader: all phrases of a step that were not said, or a single finding.
type Group<'a> = Vec<&'a Finding>;

/// The three sections, each with an empty line before it; those with nothing in them are left out.
pub fn sections(findings: &[Finding], style: &Style) -> Vec<String> {
    let of = |severity| grouped(findings.iter().filter(move |finding| finding.severity == severity));
    let fixes = of(Severity::Fix);
    let mut lines = Vec::new();
    if !fixes.is_empty() {
        lines.extend([String::new(), style.paint(Colour::Strong, "Fix first")]);
        for (at, group) in fixes.iter().take(FIRST).enumerate() {
            lines.extend(full(at + 1, group, style));
        }
    }
    let rest: Vec<Group> = fixes.into_iter().skip(FIRST).chain(of(Severity::Watch)).collect();
    lines.extend(short("Also", &rest, style));
    lines.extend(short("Good", &of(Severity::Good), style));
    lines
}

/// Phrases of which nothing was heard stand together by step; what was almost said stays on its own.
fn grouped<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<Group<'a>> {
    let unsaid = |finding: &Finding| finding.phrase.is_some() && finding.evidence.is_none();
    let mut groups: Vec<Group> = Vec::new();
    for finding in findings {
        let alike = |group: &&mut Group| {
            unsaid(group[0]) && (group[0].rule, group[0].step) == (finding.rule, finding.step)
        };
        match groups.iter_mut().find(alike).filter(|_| unsaid(finding)) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
}

/// A finding as one sentence: when, what, by which words, and what to do.
pub fn sentence(finding: &Finding) -> String {
    let (text, hint) = said(&vec![finding]);
    if hint.is_empty() { text } else { format!("{text} {hint}") }
}

/// How many findings are to be mended.
pub fn to_fix(findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| finding.severity == Severity::Fix).count()
}

fn full(number: usize, group: &Group, style: &Style) -> Vec<String> {
    let (text, hint) = said(group);
    let number = style.paint(Colour::Bad, &format!("{number}."));
    let mut lines = wrap(&text, style.reading_width(), &format!("{number} "), "   ");
    if !hint.is_empty() {
        lines.extend(wrap(&hint, style.reading_width(), "   ", "   "));
    }
    lines
}

fn short(title: &str, groups: &[Group], style: &Style) -> Vec<String> {
    if groups.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), style.paint(Colour::Strong, title)];
    for group in groups {
        let severity = group[0].severity;
        let (sign, colour) = match severity {
            Severity::Fix => (style.cross(), Colour::Bad),
            Severity::Watch => ("!", Colour::Watch),
            Severity::Good => (style.either("✓", "+"), Colour::Good),
        };
        let (mut text, hint) = said(group);
        if severity != Severity::Good && !hint.is_empty() {
            text = format!("{text} {hint}");
        }
        lines.extend(wrap(&text, style.reading_width(), &format!("{} ", style.paint(colour, sign)), "  "));
    }
    lines
}

/// What a group says, and what to do about it; washed.
fn said(group: &Group) -> (String, String) {
    let first = group[0];
    if group.len() == 1 {
        let text = format!("{}{}{}", place(first), wash(&first.message), evidence(first));
        return (text, wash(&first.hint).into_owned());
    }
    let phrases: Vec<_> = group.iter().filter_map(|finding| Some(wash(finding.phrase.as_ref()?))).collect();
    let text = format!("{}{} key phrases are missing: {}.", place(first), phrases.len(), phrases.join(" · "));
    (text, "Work each into a sentence of this step.".to_owned())
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
            let stop = if words.ends_with(['.', '?', '!']) { "" } else { "." };
            format!(" Your words: \"{}\"{stop}", wash(words))
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::StepName;
    use crate::report::sample::finding;

    fn missing(step: StepName, phrase: &str) -> Finding {
        let message = format!("A key phrase is missing: {phrase}.");
        let mut finding = finding("missing-phrase", Some(step), Severity::Fix, &message);
        finding.phrase = Some(phrase.into());
        finding
    }

    #[test]
    fn phrases_of_a_step_that_were_not_said_are_one_thing_to_mend() {
        let mut close = missing(StepName::Action, "I wrote");
        close.evidence = Some("we wrote it.".into());
        let findings = [
            missing(StepName::Task, "no ticket"),
            missing(StepName::Action, "I pulled"),
            close,
            missing(StepName::Action, "I traced"),
        ];
        let lines = sections(&findings, &Style::plain(100));
        let numbered: Vec<&str> = lines
            .iter()
            .map(String::as_str)
            .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
            .collect();
        assert_eq!(
            numbered,
            [
                "1. Task: A key phrase is missing: no ticket.",
                "2. Action: 2 key phrases are missing: I pulled · I traced.",
                "3. Action: A key phrase is missing: I wrote. Your words: \"we wrote it.\"",
            ]
        );
    }
}

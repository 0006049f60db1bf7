//! Which words decided every rule, and what each rule looks for.

use super::text::wrap;
use super::{Colour, Style, wash};
use crate::analysis::{Analysis, RULES, Reason, Spoken, Statement, StepAnalysis};

/// The words that decided, step by step; then the rules in their own words.
pub fn explain_rules(analysis: &Analysis, style: &Style) -> String {
    let mut lines = vec![String::new(), style.paint(Colour::Strong, "What decided")];
    for step in &analysis.steps {
        lines.push(format!("  {}", style.paint(Colour::Strong, step.step.title())));
        for (label, statement) in statements(step) {
            lines.extend(decided(label, statement, style));
        }
        lines.extend(counted("fillers", &step.fillers, style));
        lines.extend(counted("hedges", &step.hedges, style));
        let with_i =
            format!("{} of {} sentences have \"I\" as the doer", step.i_actions.with_i, step.sentences);
        lines.extend(item(&format!("i_actions: {with_i}"), style));
    }
    lines.extend([String::new(), style.paint(Colour::Strong, "The rules")]);
    for rule in RULES {
        let name = style.paint(Colour::Strong, rule.name);
        lines.extend(wrap(rule.about, style.reading_width(), &format!("  {name}: "), "    "));
    }
    lines.join("\n") + "\n"
}

fn statements(step: &StepAnalysis) -> [(&'static str, &Statement); 6] {
    [
        ("scope", &step.scope),
        ("assigned", &step.assigned),
        ("handed_off", &step.handed_off),
        ("quantified", &step.quantified),
        ("vague_outcome", &step.vague_outcome),
        ("generic_lesson", &step.generic_lesson),
    ]
}

/// One statement: stated or not, then what was considered.
fn decided(label: &str, statement: &Statement, style: &Style) -> Vec<String> {
    let verdict = match (&statement.evidence, statement.reasons.is_empty()) {
        (Some(words), _) => format!("stated: \"{}\"", wash(words)),
        (None, true) => "not stated: no words of the kind".to_owned(),
        (None, false) => "not stated".to_owned(),
    };
    let mut lines = item(&format!("{label}: {verdict}"), style);
    for reason in distinct(&statement.reasons) {
        let sign = if reason.counts { style.either("✓", "+") } else { style.cross() };
        let text = format!("\"{}\": {}", wash(&reason.said), wash(&reason.because));
        lines.extend(wrap(&text, style.reading_width(), &format!("      {sign} "), "        "));
    }
    lines
}

/// The same words may be found by several patterns: the first says enough.
fn distinct(reasons: &[Reason]) -> Vec<&Reason> {
    let mut kept: Vec<&Reason> = Vec::new();
    for reason in reasons {
        let known = |one: &&Reason| {
            one.counts == reason.counts && one.words[0] < reason.words[1] && reason.words[0] < one.words[1]
        };
        if !kept.iter().any(known) {
            kept.push(reason);
        }
    }
    kept
}

fn counted(label: &str, words: &[Spoken], style: &Style) -> Vec<String> {
    let said: Vec<String> = words.iter().map(|one| format!("\"{}\"", wash(&one.word))).collect();
    let list = if said.is_empty() { "none".to_owned() } else { said.join(style.dot()) };
    item(&format!("{label}: {list}"), style)
}

fn item(text: &str, style: &Style) -> Vec<String> {
    wrap(text, style.reading_width(), "    ", "      ")
}

//! What the rules say about a written text.

use super::text::count;
use super::{Colour, Style, findings, transcripts, wash};
use crate::analysis::{Analysis, Answer, PhraseStatus, StepAnalysis};
use crate::content::LevelName;

/// The report on a draft: each step with its marks, then what to fix. `answers` are what was judged.
pub fn check(analysis: &Analysis, answers: &[Answer], style: &Style) -> String {
    let mut lines = Vec::new();
    let level = analysis.level.map(LevelName::title);
    let judged_by: Vec<_> = level.into_iter().chain(analysis.angle.as_deref()).map(wash).collect();
    if !judged_by.is_empty() {
        lines.push(style.paint(Colour::Strong, &format!("Judged as {}", judged_by.join(style.dot()))));
    }
    lines.push(transcripts::legend(style));
    for step in &analysis.steps {
        let Some(answer) = answers.iter().find(|answer| answer.step == step.step) else { continue };
        lines.push(String::new());
        lines.push(format!(
            "{}{}{}",
            style.paint(Colour::Strong, step.step.title()),
            style.dot(),
            size(step, style)
        ));
        if answer.text.trim().is_empty() {
            lines.push("  (no words)".to_owned());
        } else {
            lines.extend(transcripts::marked(&answer.text, step, style));
        }
        lines.extend(transcripts::notes(step, style));
    }
    lines.extend(findings::sections(&analysis.findings, style));
    if findings::to_fix(&analysis.findings) == 0 && analysis.steps.iter().any(|step| step.words > 0) {
        lines.extend([String::new(), style.paint(Colour::Good, "Nothing to fix.")]);
    }
    lines.join("\n") + "\n"
}

fn size(step: &StepAnalysis, style: &Style) -> String {
    let mut parts = vec![count(step.words, "word", "words"), count(step.sentences, "sentence", "sentences")];
    if !step.phrases.is_empty() {
        let said = step.phrases.iter().filter(|phrase| phrase.status == PhraseStatus::Said).count();
        parts.push(format!("{said} of {} phrases", step.phrases.len()));
    }
    parts.join(style.dot())
}

//! The pages of a lesson.

use super::{Lesson, Page, Told};
use crate::content::{Angle, AngleDemand, KeyPhrase, StepName};
use crate::plan::Limit;
use crate::report::text::{clock, columns_of, wrap};
use crate::report::transcripts::marked;
use crate::report::{Colour, Style, aim, wash};
use std::time::Duration;

/// What it is about, and what an interviewer takes away.
pub(super) fn overview(lesson: &Lesson<'_>, style: &Style) -> Page {
    let story = lesson.story;
    let collection =
        if story.collection.is_empty() { String::new() } else { format!("{}: ", story.collection) };
    let mut lines = paragraph(&format!("“{}”", story.question.trim()), style);
    lines.extend(paragraph(&format!("{collection}the question probes {}.", story.competency), style));
    lines.extend(aim::lines(lesson.plan, style));
    lines.push(String::new());
    lines.extend(paragraph(&story.overview, style));
    if !story.takeaways.is_empty() {
        lines.extend(title("What an interviewer takes away", style));
        let bullet = format!("{} ", style.either("•", "*"));
        lines.extend(story.takeaways.iter().flat_map(|one| listed(&bullet, one, style)));
    }
    lines.extend(title("The steps", style));
    for planned in &lesson.plan.steps {
        let head = format!("{:<11}{:>4}  ", planned.step.title(), clock(planned.target));
        lines.extend(listed(&head, &planned.cue, style));
    }
    let sum: Duration = lesson.plan.steps.iter().map(|step| step.target).sum();
    lines.push(format!("  {:<11}{:>4}", "together", clock(sum)));
    let mut parts = vec![wash(&story.title).into_owned()];
    parts.extend(lesson.plan.judged_by().into_iter().map(|one| wash(one).into_owned()));
    Page { key: "overview".into(), title: parts.join(style.dot()), lines }
}

/// A step: its target, the strong example with its phrases marked, advice, and the common mistake.
pub(super) fn step(lesson: &Lesson<'_>, step: StepName, style: &Style) -> Option<Page> {
    let planned = lesson.plan.step(step)?;
    let told = lesson.strong.iter().find(|told| told.marks.step == step)?;
    let own = lesson.story.step(step)?;
    let mut lines =
        paragraph(&format!("Target {}{}{}", clock(planned.target), style.dot(), planned.cue), style);
    lines.extend(title(&strong_title(lesson, step), style));
    lines.extend(marked(&told.text, &told.marks, style));
    lines.extend(phrases(&planned.phrases, style));
    lines.extend(title("Advice", style));
    lines.extend(indented(&own.advice, style));
    lines.extend(title("The common mistake", style));
    lines.extend(indented(&own.mistake, style));
    Some(Page { key: step.as_str().into(), title: step.title().into(), lines })
}

fn strong_title(lesson: &Lesson<'_>, step: StepName) -> String {
    match lesson.level.filter(|_| step == StepName::Reflection) {
        Some(level) => format!("A strong example for {}", level.level.title()),
        None => "A strong example".to_owned(),
    }
}

/// The phrases that are marked in the text, with the other wordings that count.
fn phrases(phrases: &[KeyPhrase], style: &Style) -> Vec<String> {
    if phrases.is_empty() {
        return Vec::new();
    }
    let also = |phrase: &KeyPhrase| match phrase.also.as_slice() {
        [] => phrase.text.clone(),
        also => format!("{} (or: {})", phrase.text, also.join("; ")),
    };
    let all: Vec<String> = phrases.iter().map(also).collect();
    let name = if phrases.len() == 1 { "Key phrase" } else { "Key phrases" };
    let mut lines = title(name, style);
    lines.extend(indented(&all.join(style.dot()), style));
    lines
}

/// The chosen level, or all that the story has.
pub(super) fn levels(lesson: &Lesson<'_>, style: &Style) -> Option<Page> {
    let all = &lesson.story.levels;
    let chosen = lesson.level;
    if all.is_empty() {
        return None;
    }
    let mut lines = Vec::new();
    for level in all.iter().filter(|level| chosen.is_none_or(|chosen| chosen.level == level.level)) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let limit = match chosen {
            Some(_) => lesson.plan.limit.map(limit_text),
            None => limit_of(level.at_least_seconds, level.at_most_seconds),
        };
        let limit = limit.unwrap_or_else(|| "as the step targets".to_owned());
        lines.push(style.paint(Colour::Strong, &format!("{}, {limit}", level.level.title())));
        lines.extend(indented(&format!("Focus: {}", level.focus), style));
        lines.extend(indented(&format!("The reflection shows: {}", level.reflection_shows), style));
        lines.extend(indented(&format!("The bar: {}", level.bar), style));
    }
    if chosen.is_none() {
        let names: Vec<&str> = all.iter().map(|level| level.level.as_str()).collect();
        lines.push(String::new());
        lines.extend(faint(&format!("Read it for one of them with --level {}.", names.join(", ")), style));
    }
    let title = chosen.map_or("The levels".to_owned(), |level| format!("The level: {}", level.level.title()));
    Some(Page { key: "levels".into(), title, lines })
}

fn limit_of(least: Option<u32>, most: Option<u32>) -> Option<String> {
    let second = |seconds: u32| Duration::from_secs(u64::from(seconds));
    let most = second(most?);
    Some(limit_text(Limit { at_least: least.map_or(Duration::ZERO, second), at_most: most }))
}

fn limit_text(limit: Limit) -> String {
    if limit.at_least.is_zero() {
        format!("up to {}", clock(limit.at_most))
    } else {
        format!("{} to {}", clock(limit.at_least), clock(limit.at_most))
    }
}

/// The chosen angle with its retelling, or all that the story has.
pub(super) fn angles(lesson: &Lesson<'_>, style: &Style) -> Option<Page> {
    let all = &lesson.story.angles;
    if all.is_empty() {
        return None;
    }
    let Some(angle) = lesson.angle else {
        let mut lines = Vec::new();
        for angle in all {
            lines.push(style.paint(Colour::Strong, &wash(&angle.principle)));
            lines.extend(indented(&angle.how, style));
        }
        let names: Vec<String> = all.iter().map(Angle::slug).collect();
        lines.push(String::new());
        lines.extend(faint(&format!("Read it for one of them with --angle {}.", names.join(", ")), style));
        return Some(Page {
            key: "angles".into(),
            title: "The same story for other principles".into(),
            lines,
        });
    };
    let mut lines = paragraph(&angle.how, style);
    if let Some(demand) = angle.demand {
        let text = match demand {
            AngleDemand::ResultFirst => "A figure of the result is said in the first 20 s.",
            AngleDemand::ScopeFirst => "The scope is said in the Situation, or first thing in the Task.",
            AngleDemand::PreventionSaid => "The step that prevents the next failure is said.",
        };
        lines.extend(title("What must be heard", style));
        lines.extend(indented(text, style));
    }
    if let Some(Told { text, marks }) = &lesson.retelling {
        lines.extend(title("How the telling may begin", style));
        lines.extend(marked(text, marks, style));
    }
    let weights = [
        ("Say with weight", style.either("▲", "+"), &angle.emphasise),
        ("Play down", style.either("▽", "-"), &angle.downplay),
    ];
    for (name, sign, phrases) in weights {
        if !phrases.is_empty() {
            lines.extend(title(name, style));
            lines.extend(phrases.iter().flat_map(|one| listed(&format!("{sign} "), &one.text, style)));
        }
    }
    Some(Page { key: "angles".into(), title: format!("Told for {}", wash(&angle.principle)), lines })
}

/// The weak answer, taken apart.
pub(super) fn weak(lesson: &Lesson<'_>, style: &Style) -> Option<Page> {
    let weak = lesson.story.weak_answer.as_ref()?;
    let mut lines = Vec::new();
    for part in &weak.parts {
        lines.extend(listed(&format!("{:<11}", part.step.title()), &part.text, style));
    }
    lines.extend(title("What is wrong with it", style));
    for point in &weak.critique {
        let quote = point.quote.as_ref().map(|quote| format!("“{quote}”: ")).unwrap_or_default();
        let sign = style.paint(Colour::Bad, style.cross());
        lines.extend(listed(&format!("{sign} "), &format!("{quote}{}", point.point), style));
    }
    lines.extend(title("How the interviewer decides", style));
    lines.extend(indented(&weak.verdict, style));
    Some(Page { key: "weak".into(), title: "A weak answer, to learn by contrast".into(), lines })
}

/// A follow-up with a weak and a strong answer.
pub(super) fn follow_up(lesson: &Lesson<'_>, at: usize, style: &Style) -> Option<Page> {
    let one = lesson.story.follow_ups.get(at)?;
    let mut lines = paragraph(&format!("“{}”", one.question.trim()), style);
    lines.extend(faint(&format!("It probes: {}", one.probes), style));
    lines.extend(title(&format!("{} A weak answer", style.cross()), style));
    lines.extend(indented(&format!("“{}”", one.weak.trim()), style));
    lines.extend(indented(&one.weak_because, style));
    lines.extend(title(&format!("{} A strong answer", style.either("✓", "+")), style));
    match lesson.follow_ups.get(at) {
        Some(told) => lines.extend(marked(&told.text, &told.marks, style)),
        None => lines.extend(indented(&one.strong, style)),
    }
    lines.extend(phrases(std::slice::from_ref(&one.phrase), style));
    let of = lesson.story.follow_ups.len();
    Some(Page { key: format!("follow-up-{}", at + 1), title: format!("Follow-up {} of {of}", at + 1), lines })
}

/// An empty line and a heading.
fn title(text: &str, style: &Style) -> Vec<String> {
    vec![String::new(), style.paint(Colour::Strong, text)]
}

fn paragraph(text: &str, style: &Style) -> Vec<String> {
    wrap(&wash(text), style.reading_width(), "", "")
}

fn faint(text: &str, style: &Style) -> Vec<String> {
    paragraph(text, style).iter().map(|line| style.paint(Colour::Faint, line)).collect()
}

fn indented(text: &str, style: &Style) -> Vec<String> {
    wrap(&wash(text), style.reading_width(), "  ", "  ")
}

/// A text behind a sign or a word; its further lines stand below its first word.
fn listed(head: &str, text: &str, style: &Style) -> Vec<String> {
    let next = " ".repeat(2 + columns_of(head));
    wrap(&wash(text), style.reading_width(), &format!("  {head}"), &next)
}

//! A story to learn from, page by page: what a strong answer says, what a weak one lacks, and what is asked afterwards.

mod pages;

use super::text::{columns_of, count, cut};
use super::{Colour, Style, wash};
use crate::analysis::StepAnalysis;
use crate::content::{Angle, Level, StepName, Story};
use crate::plan::Plan;

/// Everything that a lesson shows. The texts come with the places of their phrases.
#[derive(Debug)]
pub struct Lesson<'a> {
    /// The story.
    pub story: &'a Story,
    /// The story as it is practised for the chosen level and angle.
    pub plan: &'a Plan,
    /// The chosen level, where the story says something about it.
    pub level: Option<&'a Level>,
    /// The chosen angle.
    pub angle: Option<&'a Angle>,
    /// The strong example of each step; the reflection is that of the level.
    pub strong: Vec<Told>,
    /// The retelling for the angle.
    pub retelling: Option<Told>,
    /// The strong answers to the follow-ups, in their order.
    pub follow_ups: Vec<Told>,
}

/// A text and where its phrases are.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The text.
    pub text: String,
    /// Word `n` of it is the `n`th piece of the text.
    pub marks: StepAnalysis,
}

/// A page of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it is called in the memory of where a person stopped; the same for every level and angle.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// Its lines, wrapped.
    pub lines: Vec<String>,
}

/// The pages, in the order in which they are read.
pub fn pages(lesson: &Lesson<'_>, style: &Style) -> Vec<Page> {
    let mut pages = vec![pages::overview(lesson, style)];
    for step in StepName::ALL {
        pages.extend(pages::step(lesson, step, style));
    }
    pages.extend(pages::levels(lesson, style));
    pages.extend(pages::angles(lesson, style));
    pages.extend(pages::weak(lesson, style));
    let follow_ups = lesson.story.follow_ups.len();
    pages.extend((0..follow_ups).filter_map(|at| pages::follow_up(lesson, at, style)));
    pages
}

/// The whole lesson at once.
pub fn whole(lesson: &Lesson<'_>, style: &Style) -> String {
    let mut lines = Vec::new();
    for page in pages(lesson, style) {
        if !lines.is_empty() {
            lines.push(String::new());
            lines.push(style.paint(Colour::Faint, &style.either("─", "-").repeat(style.reading_width())));
        }
        lines.push(style.paint(Colour::Strong, &page.title));
        lines.push(String::new());
        lines.extend(page.lines);
    }
    lines.extend([String::new(), ending(lesson, style)]);
    lines.join("\n") + "\n"
}

/// What to do after the lesson.
pub fn ending(lesson: &Lesson<'_>, style: &Style) -> String {
    let (id, flags) = (wash(&lesson.story.id), super::aim::flags(lesson.plan));
    let practise = format!("{} rehearse practice {id}{flags}", style.paint(Colour::Faint, "Next:"));
    match lesson.story.quiz.len() {
        0 => practise,
        questions => {
            let questions = count(questions, "question", "questions");
            let quiz = style.paint(Colour::Faint, &format!("Quiz, {questions}:"));
            format!("{quiz} rehearse quiz {id}\n{practise}")
        }
    }
}

/// One screen of a lesson: a page, or a part of one that is longer than the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The page's key.
    pub page: String,
    /// The lines, the keys at the end.
    pub text: String,
}

/// Lines of a screen that are not text: the heading, an empty line after it, one before the keys, the keys, and the line
/// of the cursor.
const AROUND: usize = 5;

/// The screens of a lesson in a window of so many rows.
pub fn screens(lesson: &Lesson<'_>, rows: usize, style: &Style) -> Vec<Shown> {
    let pages = pages(lesson, style);
    let room = rows.saturating_sub(AROUND).max(3);
    let mut screens = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        let parts = parts(&page.lines, room);
        for (part, lines) in parts.iter().enumerate() {
            let place = match parts.len() {
                1 => format!("{} of {}", at + 1, pages.len()),
                parts => format!("{} of {}, part {} of {parts}", at + 1, pages.len(), part + 1),
            };
            let head = heading(&page.title, &place, style);
            let keys = style.paint(Colour::Faint, &keys(style));
            let body = lines.join("\n");
            screens.push(Shown { page: page.key.clone(), text: format!("{head}\n\n{body}\n\n{keys}") });
        }
    }
    screens
}

/// The lines of a page in parts of at most `room` lines. A section (from one empty line to the next) stays whole where
/// it can.
fn parts(lines: &[String], room: usize) -> Vec<Vec<String>> {
    let mut sections: Vec<Vec<String>> = vec![Vec::new()];
    for line in lines {
        if line.is_empty() {
            sections.push(Vec::new());
        }
        if let Some(section) = sections.last_mut() {
            section.push(line.clone());
        }
    }
    let mut parts: Vec<Vec<String>> = vec![Vec::new()];
    for section in sections {
        let fits = parts.last().is_some_and(|part| part.len() + section.len() <= room);
        if fits {
            if let Some(part) = parts.last_mut() {
                part.extend(section);
            }
            continue;
        }
        let text = section.strip_prefix(&[String::new()]).unwrap_or(&section);
        parts.extend(text.chunks(room).map(<[String]>::to_vec));
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The title on the left, the place on the right.
fn heading(title: &str, place: &str, style: &Style) -> String {
    let width = style.reading_width();
    let title = cut(title, width.saturating_sub(columns_of(place) + 2));
    let blanks = width.saturating_sub(columns_of(&title) + columns_of(place));
    format!(
        "{}{}{}",
        style.paint(Colour::Strong, &title),
        " ".repeat(blanks),
        style.paint(Colour::Faint, place)
    )
}

fn keys(style: &Style) -> String {
    ["enter next", "b back", "q quit"].join(style.dot())
}

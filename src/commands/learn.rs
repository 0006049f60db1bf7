//! `rehearse learn STORY`: read it page by page, or print it at once.

use super::{Context, aim};
use crate::analysis::{Answer, PhraseStatus, StepAnalysis, analyse};
use crate::cli::LearnArgs;
use crate::content::{Angle, KeyPhrase, Level, StepName, Story};
use crate::error::{Error, Kind, Result};
use crate::memory::Places;
use crate::plan::Plan;
use crate::report::Style;
use crate::report::lesson::{self, Lesson, Shown, Told};
use crate::terminal::{Keys, Turn, prompt, turn};
use std::time::Duration;

/// How often the size of the window is looked at while nobody types.
const LOOK: Duration = Duration::from_millis(250);
/// The rows of a window that does not say how many it has.
const ROWS: usize = 24;

/// Shows the lesson. Gives the exit code.
///
/// # Errors
/// When there is no such story, level or angle.
pub fn run(args: &LearnArgs, context: &Context) -> Result<u8> {
    let library = context.library()?;
    let story = library.find(&args.story)?;
    let plan = aim::plan(story, &args.aim, &[], context)?;
    let lesson = lesson(story, &plan);
    if args.all || !context.output.turns_pages() {
        let text = lesson::whole(&lesson, &context.output.style());
        if args.all {
            context.output.paged(&text);
        } else {
            context.output.data(&text);
        }
        return Ok(0);
    }
    let mut places = Places::load(&context.folders.data);
    let begin = places.of(&story.id).filter(|_| !args.restart).map(str::to_owned);
    let (ended, unsaved) = read(&lesson, begin.as_deref(), &mut places, context)?;
    context.output.data("\n");
    if let Some(error) = unsaved {
        context.output.note(&format!("Where you stopped is not remembered: {error}"));
    }
    match ended {
        Turn::Interrupt => Ok(130),
        Turn::End => offer_the_quiz(&lesson, context),
        _ => {
            context.output.note(&format!("Go on here later: rehearse learn {}", story.id));
            Ok(0)
        }
    }
}

/// The story with the places of all its phrases.
fn lesson<'a>(story: &'a Story, plan: &'a Plan) -> Lesson<'a> {
    let level = plan.level.as_ref().and_then(|planned| story.level(planned.level));
    let angle: Option<&Angle> = plan.angle.as_ref().and_then(|planned| story.angle(&planned.principle));
    let strong = plan.steps.iter().map(|planned| {
        let text = strong(story, level, planned.step);
        told(planned.step, text, &planned.phrases)
    });
    let follow_up = |one: &crate::content::FollowUp| {
        told(StepName::Situation, &one.strong, std::slice::from_ref(&one.phrase))
    };
    Lesson {
        story,
        plan,
        level,
        angle,
        strong: strong.collect(),
        retelling: angle.map(|angle| told(StepName::Situation, &angle.retelling, &angle.emphasise)),
        follow_ups: story.follow_ups.iter().map(follow_up).collect(),
    }
}

/// The strong example of a step; the reflection is that of the level.
fn strong<'a>(story: &'a Story, level: Option<&'a Level>, step: StepName) -> &'a str {
    match level.filter(|_| step == StepName::Reflection) {
        Some(level) => &level.reflection,
        None => story.step(step).map_or("", |step| &step.strong),
    }
}

/// Finds the phrases in a text.
fn told(step: StepName, text: &str, phrases: &[KeyPhrase]) -> Told {
    let text = text.trim().to_owned();
    let mut plan = Plan::without_story([step], None);
    for planned in &mut plan.steps {
        planned.phrases = phrases.to_vec();
    }
    let answer = Answer { step, text: text.clone(), words: None, sound: None };
    let mut seen = analyse(&plan, &[answer]).steps;
    let mut marks: StepAnalysis = seen.remove(0);
    // A strong example says its phrases, also where a "nobody" before one would make a listener doubt.
    for phrase in marks.phrases.iter_mut().filter(|phrase| phrase.words.is_some()) {
        phrase.status = PhraseStatus::Said;
    }
    // Only phrases are marked here: a strong answer may say "us" in its Situation.
    Told { text, marks: StepAnalysis { we: Vec::new(), fillers: Vec::new(), ..marks } }
}

/// Turns the pages until the person leaves or has read all. Every page is remembered when it is shown; `Some` error:
/// that did not work.
fn read(
    lesson: &Lesson<'_>,
    begin: Option<&str>,
    places: &mut Places,
    context: &Context,
) -> Result<(Turn, Option<Error>)> {
    let story = lesson.story.id.as_str();
    let mut keys = Keys::new()?;
    let mut window = window(context);
    let mut screens = lesson::screens(lesson, window.0, &window.1);
    let mut at = begin.and_then(|page| place_of(page, &screens)).unwrap_or(0);
    let mut unsaved = None;
    let mut keep = |places: &Places| {
        if let Err(error) = places.save(&context.folders.data) {
            unsaved.get_or_insert(error);
        }
    };
    loop {
        let Some(shown) = screens.get(at) else { return Ok((Turn::End, unsaved)) };
        context.output.page(&shown.text);
        places.stop_at(story, &shown.page);
        keep(places);
        let next = loop {
            if let Some(key) = keys.next(LOOK) {
                match turn(at, screens.len(), key) {
                    Turn::Stay => {}
                    next => break next,
                }
            }
            let now = self::window(context);
            if now != window {
                let page = screens.get(at).map(|shown| shown.page.clone()).unwrap_or_default();
                window = now;
                screens = lesson::screens(lesson, window.0, &window.1);
                break Turn::To(place_of(&page, &screens).unwrap_or(0));
            }
        };
        match next {
            Turn::To(page) => at = page,
            Turn::End => {
                places.forget(story);
                keep(places);
                return Ok((next, unsaved));
            }
            _ => return Ok((next, unsaved)),
        }
    }
}

fn window(context: &Context) -> (usize, Style) {
    (context.output.rows().unwrap_or(ROWS), context.output.style_now())
}

/// The first screen of the page with this key.
fn place_of(page: &str, screens: &[Shown]) -> Option<usize> {
    screens.iter().position(|shown| shown.page == page)
}

fn offer_the_quiz(lesson: &Lesson<'_>, context: &Context) -> Result<u8> {
    let story = lesson.story;
    if !story.quiz.is_empty() {
        let question = format!("That was all of it. Take the quiz now ({} questions)?", story.quiz.len());
        match prompt(&context.output).and_then(|mut asks| asks.confirm(&question, true)) {
            Ok(Some(true)) => return super::quiz::ask(story, None, context),
            Ok(_) => {}
            Err(error) if error.kind() == Kind::Interrupted => return Ok(130),
            Err(error) => return Err(error),
        }
    }
    context.output.talk(&format!("{}\n", lesson::ending(lesson, &context.output.talk_style())));
    Ok(0)
}

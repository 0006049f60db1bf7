//! `rehearse new ID`: a story of one's own, by a dialogue, from a written draft, or as a commented file.

use super::Context;
use super::dialogue::{Dialogue, End, take_question};
use crate::cli::NewArgs;
use crate::content::{
    Draft, Library, OwnStories, Question, StepName, Story, is_id, one_line, parse, propose, read_text,
    sections, template, to_toml,
};
use crate::error::{Error, Kind, Result};
use crate::report::wrap;
use crate::terminal::{ChooseAsk, Prompt, prompt};
use std::path::Path;

/// Makes a story, or goes on with one that was begun. Gives the exit code.
///
/// # Errors
/// When the id cannot be one or is taken, nobody can be asked, or nothing can be written.
pub fn run(args: &NewArgs, context: &Context) -> Result<u8> {
    let library = context.library()?;
    let own = OwnStories::new(&context.folders.data);
    free(&args.id, &library, &own)?;
    let question = args.question.as_deref().map(|words| asked(words, &library)).transpose()?;
    if args.template {
        let (words, competency) = question.as_ref().map_or(
            ("Tell me about a time you fixed something that was not yours to fix.", "Ownership"),
            |question| (question.question.as_str(), question.competency.as_str()),
        );
        let path = own.write_new(&args.id, &template(&args.id, words, competency))?;
        context.output.data_line(&path.display().to_string());
        context.output.talk(&format!(
            "This file is a small story already; make it yours.\n\nNext:  rehearse edit {id}\n       rehearse validate\n       rehearse practice {id}\n",
            id = args.id
        ));
        return Ok(0);
    }
    if let Some(file) = &args.from {
        let story = from_file(&args.id, file, question.as_ref())?;
        say_phrases(&story, context);
        save(&story, &own, context)?;
        return Ok(0);
    }
    dialogue(args, &library, &own, question.as_ref(), context)
}

/// An id that can be typed, stays in its folder, and belongs to nothing yet.
pub(super) fn free(id: &str, library: &Library, own: &OwnStories) -> Result<()> {
    if !is_id(id) {
        return Err(Error::usage(format!("{id:?} cannot be the id of a story"))
            .hint("Use lower-case letters, digits and single hyphens, at most 64: my-first-story"));
    }
    let file = own.file(id);
    if file.symlink_metadata().is_ok() {
        return Err(Error::usage(format!("you have a story {id:?} already: {}", file.display()))
            .hint(format!("Change it with: rehearse edit {id}  (or choose another id)")));
    }
    if library.has(id) {
        return Err(Error::usage(format!("the id {id:?} belongs to another story or question"))
            .hint("Choose another id; `rehearse list` shows those that are taken."));
    }
    Ok(())
}

/// The question that is meant: the id of one in the bank, or the words themselves.
fn asked(words: &str, library: &Library) -> Result<Question> {
    if let Ok(question) = library.find_question(words) {
        return Ok(question.clone());
    }
    if is_id(words) {
        // One word with hyphens is meant as an id.
        library.find_question(words)?;
    }
    Ok(Question {
        id: String::new(),
        collection: String::new(),
        competency: "General".to_owned(),
        question: one_line(words),
        probes: String::new(),
        follow_ups: Vec::new(),
    })
}

/// The story of a written answer with step headings. The key phrases are those that the text offers.
fn from_file(id: &str, file: &Path, question: Option<&Question>) -> Result<Story> {
    let sections = sections(&read_text(file)?)?;
    let mut draft = Draft::new(id);
    if let Some(question) = question {
        take_question(&mut draft, question);
    }
    if let Some(words) = sections.question.filter(|_| question.is_none()) {
        draft.question = one_line(&words);
    }
    if let Some(competency) = sections.competency {
        draft.competency = one_line(&competency);
    }
    draft.title = sections.title.map(|title| one_line(&title)).unwrap_or_default();
    let told = |step: &StepName| sections.steps.iter().any(|(own, text)| own == step && !text.is_empty());
    let absent: Vec<String> =
        StepName::ALL.iter().filter(|step| !told(step)).map(|step| format!("# {}", step.title())).collect();
    if !absent.is_empty() {
        return Err(Error::usage(format!("{} has no text under {}", file.display(), absent.join(", ")))
            .hint("Give each of the five steps its heading: # Situation, # Task, # Action, # Result, # Reflection"));
    }
    if draft.question.is_empty() {
        return Err(Error::usage(format!("{} does not say which question it answers", file.display()))
            .hint("Add a heading # Question with the question below it, or: --question dive-deep-1"));
    }
    for (step, text) in sections.steps {
        let text = one_line(&text);
        let phrases = propose(step, &text);
        if phrases.is_empty() {
            return Err(Error::usage(format!(
                "the {step} in {} has no words that could be a key phrase",
                file.display()
            ))
            .hint("Write what you want to say there."));
        }
        let own = draft.step_mut(step);
        own.phrases = Some(phrases);
        own.strong = text;
    }
    Ok(draft.story())
}

fn say_phrases(story: &Story, context: &Context) {
    context.output.talk("Key phrases taken from your text:\n");
    for step in &story.steps {
        let phrases: Vec<&str> = step.phrases.iter().map(|phrase| phrase.text.as_str()).collect();
        context.output.talk(&format!("  {:<11}{}\n", step.step.title(), phrases.join(" · ")));
    }
    context.output.talk("\n");
}

/// Writes a finished story.
fn save(story: &Story, own: &OwnStories, context: &Context) -> Result<()> {
    let text = to_toml(story);
    let path = own.file(&story.id);
    parse(&text, &path).map_err(|problems| {
        let lines: Vec<String> =
            problems.iter().map(|problem| format!("  {}. {}", problem.what, problem.write)).collect();
        Error::failed(format!("this does not make a story yet:\n{}", lines.join("\n")))
            .hint("Mend the text and try again; nothing was written.")
    })?;
    let path = own.write_new(&story.id, &text)?;
    context.output.data_line(&path.display().to_string());
    context.output.talk(&format!(
        "Your story is ready.\n\nNext:  rehearse practice {id}     speak it step by step\n       rehearse edit {id}         change it, add follow-ups or a quiz\n       rehearse validate\n",
        id = story.id
    ));
    Ok(())
}

fn dialogue(
    args: &NewArgs,
    library: &Library,
    own: &OwnStories,
    question: Option<&Question>,
    context: &Context,
) -> Result<u8> {
    let id = &args.id;
    let mut asks = prompt(&context.output).map_err(|error| {
        error.hint(format!("Write a file instead: rehearse new {id} --template  (or --from DRAFT.md)"))
    })?;
    let begun = own.draft(id)?;
    let mut draft = match begun {
        None => Draft::new(id),
        Some(draft) => match go_on(&draft, asks.as_mut())? {
            None => return Ok(0),
            Some(true) => draft,
            Some(false) => Draft::new(id),
        },
    };
    if let Some(question) = question {
        take_question(&mut draft, question);
    }
    // Before the first answer, so that a folder that cannot be written is no surprise after an hour.
    own.keep_draft(&draft)?;
    context.output.talk("Every answer is kept. Esc or Ctrl-C leaves; the same command goes on there.\n");
    let end = Dialogue {
        prompt: asks.as_mut(),
        talk: &|text| context.output.talk(&folded(text, context.output.talk_style().width)),
        keep: &|draft| own.keep_draft(draft),
    }
    .run(&mut draft, library);
    let again = format!("Go on with: rehearse new {id}");
    match end {
        Ok(End::Save) => {
            save(&draft.story(), own, context)?;
            own.drop_draft(id)?;
            Ok(0)
        }
        Ok(End::Leave) => {
            let told = draft.settled();
            context.output.talk(&format!("\nKept: {told} of 5 steps are told. {again}\n"));
            Ok(0)
        }
        Err(error) if error.kind() == Kind::Interrupted => {
            Err(Error::interrupted("stopped; everything you typed and confirmed is kept").hint(again))
        }
        Err(error) => Err(error),
    }
}

/// Each line in lines that break between words.
fn folded(text: &str, width: usize) -> String {
    let lines = text.lines().flat_map(|line| {
        let text = line.trim_start();
        let indent = " ".repeat(line.len() - text.len());
        wrap(text, width, &indent, &indent)
    });
    lines.map(|line| line + "\n").collect()
}

/// Whether to go on with what was begun (`true`) or to begin again; `None`: neither.
fn go_on(draft: &Draft, asks: &mut dyn Prompt) -> Result<Option<bool>> {
    let options = [
        "Go on there".to_owned(),
        "Begin again; the answers so far are thrown away".to_owned(),
        "Leave it for now".to_owned(),
    ];
    let question = format!("You have begun this story: {} of 5 steps are told.", draft.settled());
    let ask = ChooseAsk { question: &question, options: &options, start: 0, search: false };
    Ok(match asks.choose(&ask)? {
        Some(0) => Some(true),
        Some(1) => Some(false),
        _ => None,
    })
}

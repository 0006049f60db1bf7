//! `rehearse quiz STORY`: one question at a time, each explained at once.

use super::Context;
use crate::cli::QuizArgs;
use crate::content::Story;
use crate::error::{Error, Kind, Result};
use crate::memory::{QuizResult, add_quiz, quizzes};
use crate::plan::any_seed;
use crate::plan::quiz::{self, Asked};
use crate::report::quiz as show;
use crate::terminal::{ChooseAsk, Prompt, prompt};
use std::io::{BufRead, IsTerminal};

/// Asks the questions of a story. Gives the exit code.
///
/// # Errors
/// When there is no such story, or it has no quiz.
pub fn run(args: &QuizArgs, context: &Context) -> Result<u8> {
    let library = context.library()?;
    ask(library.find(&args.story)?, args.seed, context)
}

/// Asks the questions of this story, its options in the order of `seed`.
///
/// # Errors
/// When it has no quiz, or the terminal fails.
pub fn ask(story: &Story, seed: Option<u64>, context: &Context) -> Result<u8> {
    if story.quiz.is_empty() {
        return Err(Error::usage(format!("the story {:?} has no quiz", story.id))
            .hint("`rehearse list` names the stories; add [[quiz]] to one of your own."));
    }
    let seed = seed.unwrap_or_else(any_seed);
    let asked = quiz::ask(&story.quiz, seed);
    context.output.data(&show::beginning(&story.title, asked.len(), seed, &context.output.style()));
    let right = if std::io::stdin().is_terminal() {
        let mut asks = prompt(&context.output)?;
        by_prompt(&asked, asks.as_mut(), context)
    } else {
        by_lines(&asked, &mut std::io::stdin().lock(), context)
    };
    match right {
        Ok(Some(right)) => finish(story, right, asked.len(), seed, context),
        Ok(None) => Ok(0),
        Err(error) if error.kind() == Kind::Interrupted => {
            context.output.note("Stopped; the result is not kept.");
            Ok(130)
        }
        Err(error) => Err(error),
    }
}

/// How many answers were right; `None` when the person left.
fn by_prompt(asked: &[Asked<'_>], asks: &mut dyn Prompt, context: &Context) -> Result<Option<usize>> {
    let mut right = 0;
    for (at, one) in asked.iter().enumerate() {
        let options: Vec<String> = one.options.iter().map(|option| option.text.clone()).collect();
        // A prompt would break a long question in the middle of a word.
        context.output.data(&show::question_lines(at, asked.len(), one, &context.output.style()));
        let ask = ChooseAsk { question: "Your answer", options: &options, start: 0, search: false };
        let Some(chosen) = asks.choose(&ask)? else {
            context.output.note("Stopped; the result is not kept.");
            return Ok(None);
        };
        right += usize::from(chosen == one.right());
        context.output.data(&show::explanation(one, chosen, &context.output.style()));
    }
    Ok(Some(right))
}

/// The same without a terminal: each line of standard input is the letter of an answer. Where the lines end, the other
/// questions are printed, and there is no result.
fn by_lines(asked: &[Asked<'_>], input: &mut dyn BufRead, context: &Context) -> Result<Option<usize>> {
    let style = context.output.style();
    let (mut right, mut ended) = (0, false);
    for (at, one) in asked.iter().enumerate() {
        context.output.data(&show::with_options(at, asked.len(), one, &style));
        let chosen = if ended { None } else { letter_of(one, input, context)? };
        ended = chosen.is_none();
        match chosen {
            Some(chosen) => {
                right += usize::from(chosen == one.right());
                context.output.data(&show::explanation(one, chosen, &style));
            }
            None => context.output.data("\n"),
        }
    }
    if ended {
        context.output.note("Answer on a terminal, or with one letter a line on standard input.");
        return Ok(None);
    }
    Ok(Some(right))
}

/// The next line that is the letter of an option; `None` at the end of the input.
fn letter_of(one: &Asked<'_>, input: &mut dyn BufRead, context: &Context) -> Result<Option<usize>> {
    let mut line = String::new();
    loop {
        line.clear();
        let length = input
            .read_line(&mut line)
            .map_err(|cause| Error::failed(format!("cannot read the answers: {cause}")))?;
        if length == 0 {
            return Ok(None);
        }
        let typed = line.trim().to_lowercase();
        if typed.is_empty() {
            continue;
        }
        let chosen = (0..one.options.len()).find(|at| typed == show::letter(*at).to_string());
        if chosen.is_some() {
            return Ok(chosen);
        }
        let last = show::letter(one.options.len().saturating_sub(1));
        context.output.note(&format!("{typed:?} is no option; type a letter from a to {last}."));
    }
}

fn finish(story: &Story, right: usize, of: usize, seed: u64, context: &Context) -> Result<u8> {
    let data = &context.folders.data;
    let before = quizzes(data).into_iter().rfind(|result| result.story == story.id);
    let result = QuizResult { story: story.id.clone(), when: jiff::ZonedDateTime::now(), right, of, seed };
    context.output.data(&show::result(&result, before.as_ref(), &context.output.style()));
    add_quiz(data, &result)?;
    Ok(0)
}

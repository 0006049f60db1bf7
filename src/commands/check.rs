//! `rehearse check`: the same checks on a written draft or any transcript.

use super::{Context, aim};
use crate::analysis::{Answer, Severity, analyse_with, explain_phrases};
use crate::cli::CheckArgs;
use crate::content::{StepName, Story, read_story, sections};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::report;
use std::io::Read;
use std::path::Path;

/// The largest text that is read, in bytes: a spoken answer has 3,000.
const LARGEST: u64 = 16_000_000;

/// Checks a text. Gives the exit code: 3 when something is to be fixed.
///
/// # Errors
/// When the text or the story cannot be read.
pub fn run(args: &CheckArgs, context: &Context) -> Result<u8> {
    let text = read(args.file.as_deref())?;
    let answers = answers(&text, args.step)?;
    let plan = plan(args, &answers, context)?;
    let lexicon = context.lexicon()?;
    let analysis = analyse_with(&lexicon, &plan, &answers);
    if args.json {
        context.output.json(&analysis)?;
    } else {
        context.output.data(&report::check(&analysis, &answers, &context.output.style()));
    }
    if args.explain && !args.json {
        for answer in &answers {
            let phrases = explain_phrases(&plan, answer);
            if !phrases.is_empty() {
                let told = report::explain(answer.step.title(), &phrases, &context.output.style());
                context.output.data(&format!("\n{told}"));
            }
        }
        context.output.data(&report::explain_rules(&analysis, &context.output.style()));
    }
    let fix = analysis.findings.iter().any(|finding| finding.severity == Severity::Fix);
    Ok(if fix { 3 } else { 0 })
}

fn read(file: Option<&Path>) -> Result<String> {
    let (name, mut bytes) = (file.unwrap_or(Path::new("standard input")), Vec::new());
    let failed = |cause: std::io::Error| Error::io("cannot read", name, &cause);
    match file.filter(|file| *file != Path::new("-")) {
        None => std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?,
        Some(file) => std::fs::File::open(file)
            .map_err(failed)?
            .take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(failed)?,
    };
    if bytes.len() as u64 > LARGEST {
        return Err(Error::failed(format!("{} is longer than {} MB", name.display(), LARGEST / 1_000_000))
            .hint("Give the text of an answer, not a recording."));
    }
    String::from_utf8(bytes).map_err(|error| {
        Error::failed(format!(
            "{} is no text: the byte at position {} is not UTF-8",
            name.display(),
            error.utf8_error().valid_up_to()
        ))
        .hint("Save it as UTF-8 text.")
    })
}

/// The steps of the text: one with `--step`, else one for each Markdown heading.
fn answers(text: &str, step: Option<StepName>) -> Result<Vec<Answer>> {
    let answer = |step, text: &str| Answer { step, text: text.trim().to_owned(), words: None, sound: None };
    if let Some(step) = step {
        return Ok(vec![answer(step, text)]);
    }
    let steps = sections(text)?.steps;
    if steps.is_empty() {
        return Err(Error::usage("the text does not say which step it is")
            .hint("Give --step task (or another), or divide it by headings: # Situation, # Task …"));
    }
    Ok(steps.into_iter().map(|(step, text)| answer(step, &text)).collect())
}

/// The story's plan with the phrases of the command line, which count in every step of the text.
fn plan(args: &CheckArgs, answers: &[Answer], context: &Context) -> Result<Plan> {
    let mut plan = match &args.story {
        Some(wanted) => aim::plan(&story(wanted, context)?, &args.aim, &[], context)?,
        None => aim::plan_without_story(&args.aim, answers.iter().map(|answer| answer.step), context)?,
    };
    for step in
        plan.steps.iter_mut().filter(|planned| answers.iter().any(|answer| answer.step == planned.step))
    {
        step.phrases.extend(args.phrases.0.iter().cloned());
    }
    Ok(plan)
}

fn story(wanted: &str, context: &Context) -> Result<Story> {
    let file = Path::new(wanted);
    if file.extension().is_some_and(|extension| extension == "toml") {
        return read_story(file);
    }
    Ok(context.library()?.find(wanted)?.clone())
}

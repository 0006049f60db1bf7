//! `rehearse` alone on a terminal: what is there, what is left to fix, and a choice of what to do next.

use super::{Context, judge};
use crate::analysis::{Analysis, Severity};
use crate::cli::Cli;
use crate::content::Library;
use crate::error::{Error, Kind, Result};
use crate::memory::quizzes;
use crate::report::{self, HomeStory, LastAttempt};
use crate::takes::{Attempt, Store, story_of};
use crate::terminal::{ChooseAsk, Prompt, prompt};
use crate::transcribe::models;
use clap::CommandFactory;
use std::io::IsTerminal;
use std::process::Command;

/// Whether somebody reads and can answer.
pub fn has_somebody(_context: &Context) -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal() && std::io::stderr().is_terminal()
}

/// One thing that can be done next.
struct Action {
    /// What it is, for the person.
    said: String,
    /// The words of the command; a blank `STORY` is asked for.
    words: Vec<String>,
}

impl Action {
    fn new(said: impl Into<String>, words: &str) -> Self {
        Self { said: said.into(), words: words.split(' ').map(str::to_owned).collect() }
    }
}

/// The word of a command that stands for a story that is still to be chosen.
const STORY: &str = "STORY";

/// Shows the screen and does what is chosen. Gives the exit code.
///
/// # Errors
/// When the stories cannot be read, or what was chosen fails.
pub fn run(context: &Context) -> Result<u8> {
    let library = context.library()?;
    let store = context.store();
    context.recover(&store);
    let last = last(&store).map(|attempt| {
        let analysis = judge::judge(&attempt, &context.lexicon_or_built_in());
        (attempt, analysis)
    });
    let model = models::resolve(context.settings.model.as_deref(), &context.folders.models());
    let model = !matches!(model, Ok(None));
    let stories = stories(&library, &store, context)?;
    let shown = last.as_ref().map(|(attempt, analysis)| heading(attempt, analysis));
    context.output.data(&report::home(
        &stories,
        shown.as_ref(),
        model,
        context.output.rows(),
        &context.output.style(),
    ));
    let actions = actions(last.as_ref(), model);
    let last = last.map(|(attempt, _)| attempt);
    let mut asks = prompt(&context.output)?;
    match chosen(&actions, &library, last.as_ref(), asks.as_mut()) {
        Ok(Some(words)) => {
            drop(asks);
            context.output.talk(&format!("› {}\n\n", words.join(" ")));
            perform(&words)
        }
        Ok(None) => Ok(0),
        Err(error) if error.kind() == Kind::Interrupted => Ok(130),
        Err(error) => Err(error),
    }
}

fn stories(library: &Library, store: &Store, context: &Context) -> Result<Vec<HomeStory>> {
    let ids = store.ids()?;
    let taken = quizzes(&context.folders.data);
    let one = |story: &crate::content::Story| {
        let own: Vec<&String> = ids.iter().filter(|id| story_of(id) == story.id).collect();
        // The id begins with the day.
        let last = own.last().and_then(|id| id.get(..10)).map(str::to_owned);
        let quiz = taken.iter().rfind(|quiz| quiz.story == story.id).map(|quiz| (quiz.right, quiz.of));
        HomeStory { id: story.id.clone(), title: story.title.clone(), attempts: own.len(), last, quiz }
    };
    Ok(library.stories().map(one).collect())
}

/// The newest attempt that can be read.
fn last(store: &Store) -> Option<Attempt> {
    store.load(&store.newest().ok()?).ok()
}

fn heading(attempt: &Attempt, analysis: &Analysis) -> LastAttempt {
    let mut parts = vec![attempt.plan.story.clone(), format!("attempt {}", attempt.number)];
    parts.extend(attempt.plan.judged_by().into_iter().map(str::to_owned));
    LastAttempt {
        heading: parts.join(" · "),
        findings: analysis.findings.clone(),
        judged: attempt.model().is_some(),
    }
}

/// What can be done next, the most useful first. Verbs that this program does not have are left out.
fn actions(last: Option<&(Attempt, Analysis)>, model: bool) -> Vec<Action> {
    let mut actions = Vec::new();
    if let Some((attempt, analysis)) = last {
        let story = &attempt.plan.story;
        let flags = report::flags(&attempt.plan);
        let first = analysis.findings.iter().find(|finding| finding.severity == Severity::Fix);
        let step = first.and_then(|finding| finding.step);
        if attempt.plan.is_about_a_question() {
            let said = format!("Stand the interview about {story} again");
            actions.push(Action::new(said, &format!("interview {story}{flags}")));
        } else if let Some(step) = step {
            let said = format!("Practise {story} again: only the {}", step.title());
            actions.push(Action::new(said, &format!("practice {story} --step {step}{flags}")));
        }
        if !attempt.plan.is_about_a_question() {
            actions.push(Action::new(format!("Practise {story} again"), &format!("practice {story}{flags}")));
        }
    } else {
        actions.push(Action::new("See the whole job in a minute (no microphone needed)", "demo"));
    }
    if let Some((attempt, _)) = last.filter(|(attempt, _)| model && attempt.model().is_none()) {
        let words = format!("transcribe {}", attempt.id);
        actions.insert(0, Action::new("Transcribe the last attempt, and see what to fix", &words));
    }
    if !model {
        actions.push(Action::new("Get a speech model (82 MB, once)", "model get"));
    }
    if last.is_none() {
        actions.push(Action::new("Check the microphone and the rest", "doctor"));
    }
    actions.push(Action::new("Learn: read what a strong answer says", "learn STORY"));
    actions.push(Action::new("Practise: speak a story step by step", "practice STORY"));
    actions.push(Action::new("Interview: the whole answer without prompts", "interview STORY"));
    actions.push(Action::new("Quiz: a few questions about a story", "quiz STORY"));
    if last.is_some() {
        actions.push(Action::new("See the last report again", "review --last"));
    }
    actions.push(Action::new("Write a story of your own", "new"));
    let command = Cli::command();
    actions.retain(|action| command.find_subcommand(&action.words[0]).is_some());
    actions.push(Action { said: "Nothing now".to_owned(), words: Vec::new() });
    actions
}

/// The words of the command that the person wants; `None` for nothing.
fn chosen(
    actions: &[Action],
    library: &Library,
    last: Option<&Attempt>,
    asks: &mut dyn Prompt,
) -> Result<Option<Vec<String>>> {
    let options: Vec<String> = actions.iter().map(|action| action.said.clone()).collect();
    let ask = ChooseAsk { question: "What next?", options: &options, start: 0, search: false };
    let Some(action) = asks.choose(&ask)?.and_then(|at| actions.get(at)) else { return Ok(None) };
    if action.words.is_empty() {
        return Ok(None);
    }
    let mut words = action.words.clone();
    if words.last().is_some_and(|word| word == STORY) {
        let ids: Vec<&str> = library.stories().map(|story| story.id.as_str()).collect();
        let options: Vec<String> =
            library.stories().map(|story| format!("{}: {}", story.id, story.title)).collect();
        let start = last.and_then(|last| ids.iter().position(|id| *id == last.plan.story)).unwrap_or(0);
        let ask = ChooseAsk { question: "Which story?", options: &options, start, search: true };
        let Some(story) = asks.choose(&ask)?.and_then(|at| ids.get(at)) else { return Ok(None) };
        words.pop();
        words.push((*story).to_owned());
    }
    if words == ["new"] {
        use crate::terminal::TextAsk;
        let help = "lower-case words joined by hyphens: my-story";
        let ask = TextAsk { help, ..TextAsk::new("The name of the story on the command line") };
        let Some(id) = asks.text(&ask)? else { return Ok(None) };
        words.push(id.trim().to_owned());
    }
    words.insert(0, "rehearse".to_owned());
    Ok(Some(words))
}

/// Does it as if it had been typed: the program starts again with these words, and the flags that it was given.
#[cfg(unix)]
fn perform(words: &[String]) -> Result<u8> {
    use std::os::unix::process::CommandExt;
    Err(cannot_start(&again(words)?.exec()))
}

#[cfg(not(unix))]
fn perform(words: &[String]) -> Result<u8> {
    let status = again(words)?.status().map_err(|cause| cannot_start(&cause))?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

fn again(words: &[String]) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe().map_err(|cause| cannot_start(&cause))?);
    command.args(std::env::args_os().skip(1)).args(words.iter().skip(1));
    Ok(command)
}

fn cannot_start(cause: &std::io::Error) -> Error {
    Error::failed(format!("cannot start the program again: {cause}"))
}

//! `rehearse list`: the stories with the attempts so far, the questions of the bank, and what is in the making.

use super::Context;
use crate::cli::ListArgs;
use crate::content::{Library, Origin, OwnStories};
use crate::error::Result;
use crate::report::{Column, clock, table, wash, wrap};
use crate::takes::story_of;
use serde::Serialize;
use std::time::Duration;

/// One story in the list.
#[derive(Debug, Serialize)]
struct Row {
    id: String,
    title: String,
    competency: String,
    target_seconds: u32,
    attempts: usize,
    mine: bool,
}

/// Lists stories or questions and says which files could not be used.
///
/// # Errors
/// When a folder cannot be read.
pub fn run(args: &ListArgs, context: &Context) -> Result<()> {
    let library = context.library()?;
    for problem in library.problems() {
        context.output.note(&format!("left out: {problem}"));
    }
    if args.questions { questions(args, &library, context) } else { stories(args, &library, context) }
}

fn stories(args: &ListArgs, library: &Library, context: &Context) -> Result<()> {
    let attempts = context.store().ids()?;
    let own = OwnStories::new(&context.folders.data);
    let mine = |id: &str| matches!(library.origin(id), Some(Origin::File(file)) if file.starts_with(context.folders.stories()));
    let rows: Vec<Row> = library
        .stories()
        .map(|story| Row {
            id: story.id.clone(),
            title: story.title.clone(),
            competency: story.competency.clone(),
            target_seconds: story.target_seconds(),
            attempts: attempts.iter().filter(|id| story_of(id) == story.id).count(),
            mine: mine(&story.id),
        })
        .filter(|row| row.mine || !args.mine)
        .collect();
    if args.json {
        return context.output.json(&rows);
    }
    let columns = [
        Column::left("story"),
        Column::left("title"),
        Column::left("probes"),
        Column::right("target"),
        Column::right("attempts"),
    ];
    if rows.is_empty() {
        context.output.data("You have no stories of your own yet. Make one: rehearse new my-first-story\n");
    } else {
        let cells: Vec<Vec<String>> = rows.iter().map(cells).collect();
        context.output.data(&table(&columns, &cells, &context.output.style()));
    }
    for draft in own.drafts()?.iter().filter(|draft| !library.has(&draft.id)) {
        context.output.data(&format!(
            "begun: {id} ({told} of 5 steps are told). Go on: rehearse new {id}\n",
            id = draft.id,
            told = draft.settled()
        ));
    }
    if !rows.is_empty() {
        context.output.data("\nPractise one: rehearse practice STORY\n");
    }
    if !args.mine {
        let count = library.questions().count();
        context
            .output
            .data(&format!("{count} questions wait for a story of yours: rehearse list --questions\n"));
    }
    Ok(())
}

fn questions(args: &ListArgs, library: &Library, context: &Context) -> Result<()> {
    let all: Vec<_> = library.questions().collect();
    if args.json {
        return context.output.json(&all);
    }
    let width = context.output.style().width;
    let mut probes = "";
    for question in all {
        if question.competency != probes {
            context.output.data(&format!("\n{}\n", wash(&question.competency)));
            probes = &question.competency;
        }
        let text = wash(&question.question).into_owned();
        let lines = wrap(&text, width, &format!("  {}: ", question.id), "      ");
        context.output.data(&(lines.join("\n") + "\n"));
    }
    context.output.data("\nWrite your answer to one: rehearse new my-story --question ID\n");
    Ok(())
}

fn cells(row: &Row) -> Vec<String> {
    vec![
        if row.mine { format!("{} (yours)", row.id) } else { row.id.clone() },
        row.title.clone(),
        row.competency.clone(),
        clock(Duration::from_secs(u64::from(row.target_seconds))),
        if row.attempts == 0 { "–".into() } else { row.attempts.to_string() },
    ]
}

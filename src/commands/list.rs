//! `rehearse list`: the stories, with the attempts so far.

use super::Context;
use crate::cli::ListArgs;
use crate::content::Origin;
use crate::error::Result;
use crate::report::{Column, clock, table};
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

/// Lists the stories and says which files could not be used.
///
/// # Errors
/// When a folder cannot be read.
pub fn run(args: &ListArgs, context: &Context) -> Result<()> {
    let library = context.library()?;
    let attempts = context.store().ids()?;
    let rows: Vec<Row> = library
        .stories()
        .map(|story| Row {
            id: story.id.clone(),
            title: story.title.clone(),
            competency: story.competency.clone(),
            target_seconds: story.target_seconds(),
            attempts: attempts.iter().filter(|id| story_of(id) == story.id).count(),
            mine: matches!(library.origin(&story.id), Some(Origin::File(_))),
        })
        .collect();
    for problem in library.problems() {
        context.output.note(&format!("left out: {problem}"));
    }
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
    let cells: Vec<Vec<String>> = rows.iter().map(cells).collect();
    context.output.data(&table(&columns, &cells, &context.output.style()));
    context.output.data("\nPractise one: rehearse practice STORY\n");
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

//! `rehearse review`: the saved attempts, or the report of one again, from its files alone.

use super::{Context, cutting, judge, results};
use crate::analysis::Severity;
use crate::cli::ReviewArgs;
use crate::error::Result;
use crate::report::{self, Summary};
use crate::takes::{Store, story_of};

/// Lists the attempts, or shows one.
///
/// # Errors
/// When there is none, or the wanted one cannot be read.
pub fn run(args: &ReviewArgs, context: &Context) -> Result<()> {
    let store = context.store();
    context.recover(&store);
    let id = match (&args.attempt, args.last) {
        (Some(wanted), _) => store.find(wanted)?,
        (None, true) => store.newest()?,
        (None, false) => return list(&store, args.json, context),
    };
    let mut attempt = store.load(&id)?;
    cutting::complete(&mut attempt);
    results::show(&attempt, &store.folder_of(&id), args.json, &[], context)?;
    Ok(())
}

fn list(store: &Store, json: bool, context: &Context) -> Result<()> {
    let ids = store.ids()?;
    if ids.is_empty() {
        // The same words as where one is wanted and none is there.
        store.newest()?;
    }
    let lexicon = context.lexicon_or_built_in();
    let summaries: Vec<Summary> = ids
        .iter()
        .enumerate()
        .map(|(at, id)| match store.load(id) {
            Ok(mut attempt) => {
                cutting::complete(&mut attempt);
                let judged = attempt.model().is_some();
                let fixes = judge::judge(&attempt, &lexicon)
                    .findings
                    .iter()
                    .filter(|f| f.severity == Severity::Fix)
                    .count();
                Summary::of(at + 1, &attempt, judged.then_some(fixes))
            }
            Err(error) => Summary::unreadable(at + 1, id, story_of(id), error.message()),
        })
        .collect();
    if json {
        return context.output.json(&summaries);
    }
    context.output.data(&report::attempts(&summaries, &context.output.style()));
    Ok(())
}

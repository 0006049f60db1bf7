//! Labelled sentences of our own, and what a small model learned from them; `analysis::learned` says how both are used.

/// The examples: JSON lines in the form of `tests/eval/README.md`. None of them stands in `tests/eval`.
pub const EXAMPLES: [&str; 5] = [
    include_str!("../../content/statements/scope.jsonl"),
    include_str!("../../content/statements/assigned.jsonl"),
    include_str!("../../content/statements/outcome.jsonl"),
    include_str!("../../content/statements/handoff.jsonl"),
    // What the stories say: their strong examples, three sentences at a time, and their weak answers, and a few plain ones.
    include_str!("../../content/statements/stories.jsonl"),
];

/// Classes of words: a name with a colon, and under it, moved in, its words; `#` begins a comment.
pub const CLASSES: &str = include_str!("../../content/statements/classes.txt");

/// The weights, packed: `analysis::learned` says how. `weights.tsv` has them as lines to read: a run of words, with a tab and a
/// whole number for each statement.
pub const WEIGHTS: &[u8] = include_bytes!("../../content/statements/weights.bin");

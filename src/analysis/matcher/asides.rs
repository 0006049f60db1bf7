//! Words that may stand anywhere and cost nothing: fillers, asides of several words, words that are said twice.

use crate::analysis::index::Index;
use crate::analysis::normal::{Class, Normal, Pause};

/// What people put in between and mean nothing by, in several words.
const ASIDES: &[&[&str]] = &[
    &["first", "of", "all"],
    &["of", "course"],
    &["in", "fact"],
    &["to", "be", "honest"],
    &["to", "be", "fair"],
    &["so", "to", "speak"],
    &["in", "the", "end"],
    &["at", "the", "end", "of", "the", "day"],
    &["at", "that", "point"],
    &["at", "some", "point"],
    &["at", "first"],
    &["by", "the", "way"],
    &["more", "or", "less"],
    &["as", "it", "were"],
    &["let", "us", "say"],
    &["as", "well"],
    &["for", "example"],
    &["for", "instance"],
    &["i", "think"],
    &["i", "guess"],
    &["i", "would", "say"],
    &["i", "suppose"],
    &["i", "believe"],
    &["a", "lot"],
    &["a", "bit"],
    &["a", "little", "bit"],
    &["a", "great", "deal"],
    &["back", "then"],
    &["right", "away"],
    &["straight", "away"],
    &["so", "far"],
    &["by", "now"],
    &["in", "a", "way"],
    &["at", "all"],
    &["at", "the", "time"],
    &["if", "you", "will"],
    &["if", "you", "like"],
    &["or", "so"],
    &["in", "total"],
    &["in", "other", "words"],
    &["for", "the", "most", "part"],
    &["as", "i", "said"],
    &["as", "you", "know"],
    &["as", "it", "turned", "out"],
    &["as", "it", "turns", "out"],
    &["how", "do", "you", "say"],
    &["what", "do", "you", "call", "it"],
    &["on", "my", "own"],
    &["all", "by", "myself"],
    &["by", "myself"],
    &["in", "my", "case"],
    &["from", "my", "side"],
    &["i", "'d", "say"],
    &["i", "have", "to", "say"],
    &["i", "must", "say"],
    &["let", "me", "think"],
    &["of", "sorts"],
    &["for", "sure"],
    &["no", "doubt"],
    &["as", "you", "can", "imagine"],
    &["you", "can", "imagine"],
    &["as", "they", "say"],
    &["as", "we", "say"],
    &["i", "should", "say"],
    &["believe", "it", "or", "not"],
    &["mind", "you"],
    &["if", "i", "remember", "correctly"],
    &["if", "i", "remember", "right"],
    &["if", "i", "recall", "correctly"],
    &["so", "to", "say"],
    &["you", "see"],
    &["or", "something"],
    &["or", "whatever"],
    &["you", "could", "say"],
    &["one", "could", "say"],
    &["at", "least"],
    &["in", "particular"],
    &["in", "general"],
    &["in", "principle"],
    &["in", "theory"],
    &["in", "reality"],
    &["in", "my", "opinion"],
    &["after", "all"],
    &["above", "all"],
    &["all", "in", "all"],
    &["in", "short"],
    &["on", "top", "of", "that"],
    &["to", "be", "precise"],
    &["to", "be", "exact"],
    &["to", "be", "clear"],
    &["how", "to", "say"],
    &["what", "is", "the", "word"],
    &["what", "'s", "the", "word"],
    &["do", "not", "ask", "me", "why"],
    &["funny", "enough"],
    &["sad", "to", "say"],
    &["as", "i", "remember"],
    &["as", "i", "recall"],
    &["what", "can", "i", "say"],
    &["like", "i", "said"],
    &["in", "all", "honesty"],
    &["strictly", "speaking"],
    &["let", "me", "put", "it", "like", "this"],
    &["no", "joke"],
    &["no", "kidding"],
    &["go", "figure"],
    &["thank", "god"],
    &["for", "the", "record"],
];

/// Which items are fillers of one and more words, or are said twice in a row.
pub(super) fn free(normal: &Normal) -> Vec<bool> {
    let mut free = vec![false; normal.items.len()];
    let asides = asides(normal);
    let fillers: Vec<bool> = normal.entries.iter().map(|entry| may_fill(&entry.plain)).collect();
    for at in 0..free.len() {
        let entry = normal.items[at].entry;
        let again = at > 0 && normal.items[at - 1].entry == entry
            || at > 1
                && at + 1 < free.len()
                && normal.items[at - 2].entry == entry
                && normal.items[at - 1].entry == normal.items[at + 1].entry;
        // "the names were okay" says how they were.
        let said_of = fillers[entry as usize]
            && matches!(normal.plain(at), "okay" | "ok")
            && normal.items[at].pause == Pause::None
            && at > 0
            && normal.class(at - 1).is(Class::BE | Class::ADVERB);
        free[at] |= normal.class(at).is(Class::FILLER) && !said_of || again;
        if fillers[entry as usize] && fills(normal, at) {
            free[at] = true;
            if at + 1 < free.len() && !stands_alone(normal.plain(at)) {
                free[at + 1] = true;
            }
        }
        let says = |aside: &&&[&str]| aside.iter().enumerate().all(|(n, part)| normal.plain(at + n) == *part);
        let aside = asides.of(entry).iter().map(|number| &ASIDES[*number as usize]).find(says);
        if let Some(aside) = aside {
            free[at..at + aside.len()].fill(true);
        }
    }
    free
}

/// For every entry the asides that begin with it.
fn asides(normal: &Normal) -> Index {
    let begin = (0..).zip(ASIDES).filter_map(|(number, aside)| Some((normal.word(aside.first()?)?, number)));
    let begin: Vec<(u32, u32)> = begin.collect();
    Index::new(begin.iter().copied())
}

/// Whether a word may be a filler, or a part of one: the words around it decide.
fn may_fill(word: &str) -> bool {
    matches!(word, "you" | "i" | "sort" | "kind" | "okay" | "ok") || stands_alone(word)
}

/// Words that fill alone, between commas.
fn stands_alone(word: &str) -> bool {
    matches!(word, "like" | "well" | "right" | "so")
}

/// Whether a filler stands here: "you know", "sort of", ", like,".
fn fills(normal: &Normal, at: usize) -> bool {
    let comma = |at: usize| normal.items.get(at).is_none_or(|item| item.pause == Pause::Short);
    match (normal.plain(at), normal.plain(at + 1)) {
        ("you", "know") | ("i", "mean") => true,
        // "that kind of database" names a class; "kind of noticed" does not.
        ("sort" | "kind", "of") => !at
            .checked_sub(1)
            .is_some_and(|before| normal.class(before).is(Class::DETERMINER | Class::POSSESSIVE)),
        (word, _) => stands_alone(word) && comma(at) && comma(at + 1),
    }
}

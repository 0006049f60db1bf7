//! Sentences whose doer is "I".

use crate::analysis::reading::Reading;
use crate::analysis::result::IActions;

/// After these words "I" belongs to a clause inside of the sentence.
const SUBORDINATE: &[&str] = &[
    "that",
    "which",
    "who",
    "whom",
    "what",
    "where",
    "how",
    "why",
    "if",
    "because",
    "when",
    "while",
    "after",
    "before",
    "until",
    "till",
    "since",
    "as",
    "once",
    "whether",
    "although",
    "though",
    "unless",
    "than",
    "whenever",
    "wherever",
    "like",
    "said",
    "says",
    "thought",
    "knew",
    "way",
    "everything",
    "all",
    "whatever",
    "told",
    "asked",
];
/// A clause that begins with one of these has its subject later.
const OPENERS: &[&str] = &[
    "so",
    "then",
    "first",
    "next",
    "and",
    "but",
    "or",
    "in",
    "on",
    "at",
    "after",
    "before",
    "when",
    "while",
    "for",
    "with",
    "from",
    "to",
    "because",
    "since",
    "if",
    "once",
    "during",
    "instead",
    "finally",
    "later",
    "again",
    "also",
    "as",
    "by",
    "without",
    "within",
    "over",
    "only",
    "even",
    "still",
    "now",
    "today",
    "yesterday",
    "having",
    "using",
    "being",
    "given",
    "until",
    "through",
    "between",
    "although",
    "though",
    "despite",
    "well",
    "okay",
    "ok",
    "yeah",
    "yes",
    "no",
    "actually",
    "honestly",
    "basically",
    "literally",
    "eventually",
    "meanwhile",
    "afterwards",
    "afterward",
    "there",
    "here",
    "thus",
    "therefore",
    "besides",
    "second",
    "third",
    "last",
    "under",
    "across",
    "along",
    "around",
    "against",
    "besides",
    "out",
    "up",
    "just",
    "maybe",
    "together",
    "alone",
    "whenever",
    "wherever",
    "rather",
    "apart",
    "back",
    "right",
    "soon",
    "early",
    "late",
    "initially",
    "you",
    "i",
    "like",
    "kind",
    "sort",
    "plus",
    "per",
];
/// "The next morning I drove": a noun of time is no subject.
const TIMES: &[&str] = &[
    "morning",
    "day",
    "days",
    "week",
    "weeks",
    "night",
    "nights",
    "evening",
    "evenings",
    "time",
    "month",
    "months",
    "weekend",
    "weekends",
    "moment",
    "afternoon",
    "year",
    "hour",
    "hours",
    "minute",
    "minutes",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "later",
    "ago",
    "before",
    "after",
    "round",
    "sprint",
    "shift",
    "step",
    "way",
    "point",
];
/// "Only then did I": the verb stands before the doer.
const INVERTED: &[&str] = &["did", "do", "could", "would", "had", "have", "should", "can", "will"];
const COORDINATE: &[&str] = &["and", "but", "so", "then", "or", "yet", "plus"];

/// Counts the sentences, and those whose doer is "I".
pub fn see(reading: &Reading) -> IActions {
    let with_i =
        reading.sentences().filter(|[start, end]| (*start..*end).any(|at| is_doer(reading, at, *start)));
    IActions { with_i: with_i.count(), sentences: reading.text.sentences.len() }
}

/// Whether the word is an "I" that does the main action of its clause.
fn is_doer(reading: &Reading, at: usize, start: usize) -> bool {
    if reading.word(at) != "i" || reading.beginning_at("i_actions.passive", at) {
        return false;
    }
    if reading.beginning_at("i_actions.cleft", at) {
        return true;
    }
    let clause = clause_start(reading, at, start);
    if clause == at {
        return true;
    }
    let before = reading.word(at - 1);
    if INVERTED.contains(&before) {
        return true;
    }
    if SUBORDINATE.contains(&before) {
        return false;
    }
    let opener = reading.word(clause);
    let loose = |word: &str| OPENERS.contains(&word) || word.ends_with("ly") || word.ends_with("ing");
    loose(opener) || TIMES.contains(&before) || loose(before)
}

/// Where the clause of this word begins: after a mark, or with the conjunction that joins it.
fn clause_start(reading: &Reading, at: usize, start: usize) -> usize {
    let begins = |at: &usize| reading.units[*at].after_mark || COORDINATE.contains(&reading.word(*at));
    (start..=at).rev().find(begins).unwrap_or(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::lexicon::Lexicon;
    use crate::analysis::text::Text;

    fn seen(text: &str) -> (usize, usize) {
        let text = Text::new(text);
        let found = see(&Reading::new(&text, Lexicon::built_in()));
        (found.with_i, found.sentences)
    }

    #[test]
    fn words_may_stand_before_the_doer() {
        assert_eq!(
            seen("So first I read it. Only after that did I restart. The next morning I drove there."),
            (3, 3)
        );
        assert_eq!(
            seen("When the alert fired, I rolled it back to v2.14. What I did was rewrite it."),
            (2, 2)
        );
    }

    #[test]
    fn passives_and_other_doers_do_not_count() {
        assert_eq!(seen("I was paged at two. We looked at it. The script that I wrote crashed."), (0, 3));
    }
}

//! Fillers a minute, over the whole answer.

use super::Rule;
use crate::analysis::delivery::per_minute;
use crate::analysis::reading::{Found, Reading};
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::analysis::units::is_hesitation;
use crate::plan::Plan;
use std::time::Duration;

pub const RULE: Rule = Rule {
    name: "fillers",
    about: "Filler words by minutes of speech, over the whole answer: a step of 15 s is too short for a rate. Up to 5 a minute did no \
            harm, 12 did (Laske & DiGennaro Reed 2024). The count is a lower bound: speech engines leave many out.",
    judge,
};

/// Fillers a minute of speech from here on are worth a word.
const MANY_PER_MINUTE: f64 = 5.0;

fn judge(_: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    let spoken = || steps.iter().filter(|step| step.delivery.is_some());
    let speech: Duration = spoken().filter_map(|step| step.delivery.as_ref()).map(|one| one.speech).sum();
    let count = spoken().map(|step| step.fillers.len()).sum();
    let Some(rate) = per_minute(count, speech).filter(|rate| *rate > MANY_PER_MINUTE) else {
        return Vec::new();
    };
    let message = format!(
        "At least {count} fillers in {} s of speech, {rate:.0} a minute; up to 5 do no harm.",
        speech.as_secs()
    );
    let mut finding =
        Finding::new("fillers", None, Severity::Watch, message, "Pause instead; silence sounds sure.");
    let words: Vec<&str> = spoken().flat_map(|step| &step.fillers).map(|one| one.word.as_str()).collect();
    finding.evidence = Some(words.join(", "));
    vec![finding]
}

/// Filler words with several senses: the sentence decides.
const SINGLE: &str = "like";

/// The fillers as ranges of tokens, in the order of the text.
pub fn see(reading: &Reading) -> Vec<[usize; 2]> {
    let tokens = &reading.text.tokens;
    let mut found: Vec<[usize; 2]> =
        (0..tokens.len()).filter(|at| hesitates(reading, *at)).map(|at| [at, at + 1]).collect();
    for filler in reading.all("fillers.says") {
        // A pattern for "like" also names the words around it.
        let like = (filler.from..filler.to).find(|at| reading.word(*at) == SINGLE);
        let own = like.map_or(*filler, Found::at);
        let sense = reading.overlapping("fillers.not", own.from, own.to).is_some();
        if !sense || reading.overlapping("fillers.still", own.from, own.to).is_some() {
            found.push([reading.units[own.from].token, reading.units[own.to - 1].end]);
        }
    }
    found.sort_unstable();
    found.dedup_by(|later, earlier| later[0] < earlier[1]);
    found
}

/// "The ER" is a room; "to err" is a verb.
fn hesitates(reading: &Reading, at: usize) -> bool {
    let token = &reading.text.tokens[at];
    let before = at.checked_sub(1).map(|before| &reading.text.tokens[before]);
    let verb = token.plain == "err" && !token.mark && before.is_some_and(|before| !before.mark);
    let room = token.bare == "ER" && before.is_some_and(|before| before.plain.len() > 1 && !before.mark);
    is_hesitation(&token.plain) && !verb && !room
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::lexicon::Lexicon;
    use crate::analysis::text::Text;

    fn words(text: &str) -> Vec<String> {
        let text = Text::new(text);
        let reading = Reading::new(&text, Lexicon::built_in());
        let found = see(&reading);
        found
            .into_iter()
            .map(|[from, to]| {
                text.tokens[from..to].iter().map(|one| one.plain.clone()).collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    #[test]
    fn sounds_and_words_that_only_fill() {
        assert_eq!(
            words("Um, it was, like, uhh, you know, kind of slow, I mean, basically down."),
            ["um", "like", "uhh", "you know", "kind of", "i mean", "basically"]
        );
    }

    #[test]
    fn the_same_words_with_a_meaning_are_none() {
        for text in [
            "I like the one that looks like the old one.",
            "Do you know which kind of database that is?",
            "By the left lane I mean the write path.",
            "I drove to the ER.",
            "It is the mean of two.",
        ] {
            assert_eq!(words(text), Vec::<String>::new(), "{text}");
        }
    }
}

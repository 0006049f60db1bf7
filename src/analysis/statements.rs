//! What is stated, by patterns of words. `*` stands for up to three words.

use super::text::Text;

const SCOPE: &[&str] = &[
    "not my team",
    "wasn't my team",
    "isn't my team",
    "not my job",
    "wasn't my job",
    "not my responsibility",
    "not my area",
    "not mine",
    "wasn't mine",
    "no ticket",
    "no * ticket",
    "nobody asked",
    "nobody had asked",
    "no one asked",
    "no one had asked",
    "nobody told me",
    "nobody assigned",
    "another team's",
    "different team's",
    "belonged to * team",
    "owned by * team",
    "outside * scope",
    "outside my",
    "not on my roadmap",
    "own initiative",
    "nobody owned",
    "not assigned",
];
const ASSIGNED: &[&str] = &[
    "asked me to",
    "told me to",
    "assigned me",
    "assigned it to me",
    "was assigned",
    "was asked to",
    "was tasked",
    "was told to",
    "gave me the",
    "tasked me",
];
const HANDED_OFF: &[&str] = &[
    "escalated it",
    "i escalated",
    "i handed it",
    "i passed it",
    "i gave it to",
    "filed a ticket and they",
    "they fixed it",
    "they took care",
    "i delegated",
];
const VAGUE: &[&str] = &[
    "got better",
    "was happy",
    "were happy",
    "improved a lot",
    "huge impact",
    "big impact",
    "went well",
    "much better",
    "a lot better",
    "great success",
    "big success",
];
const GENERIC: &[&str] = &[
    "communication is",
    "teamwork is",
    "teamwork matters",
    "never give up",
    "learned a lot",
    "learnt a lot",
    "communication matters",
    "always do your best",
    "hard work",
];
const NUMBER_WORDS: &[&str] = &[
    "zero", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "thirty",
    "forty", "fifty", "hundred", "thousand", "million", "half", "third", "quarter", "doubled", "halved",
    "percent", "twice",
];
const ASKED_NOT: &[&str] = &["didn't", "never", "not", "hadn't", "nobody", "no", "one"];

/// The words of the first pattern that is found: `[first, end)`.
fn first(text: &Text, patterns: &[&str]) -> Option<[usize; 2]> {
    let found = (0..text.tokens.len())
        .find_map(|at| patterns.iter().find_map(|pattern| Some((at, matches(text, at, pattern)?))));
    found.map(|(from, to)| text.range(from, to))
}

/// Where the pattern ends when it begins at token `at`.
fn matches(text: &Text, at: usize, pattern: &str) -> Option<usize> {
    let mut at = at;
    let mut gap = 0;
    for word in pattern.split(' ') {
        if word == "*" {
            gap = 3;
            continue;
        }
        let here =
            (at..=at + gap).find(|at| text.tokens.get(*at).is_some_and(|token| token.plain == word))?;
        (at, gap) = (here + 1, 0);
    }
    Some(at)
}

/// That the work was not the speaker's to do.
pub fn scope(text: &Text) -> Option<[usize; 2]> {
    first(text, SCOPE)
}

/// That somebody gave the work to the speaker, unless that is denied.
pub fn assigned(text: &Text) -> Option<[usize; 2]> {
    let found = first(text, ASSIGNED)?;
    let before: Vec<_> = text.tokens.iter().take_while(|token| token.word < found[0]).collect();
    let denied = before.iter().rev().take(3).any(|token| ASKED_NOT.contains(&token.plain.as_str()));
    (!denied).then_some(found)
}

/// That the speaker's work went to others.
pub fn handed_off(text: &Text) -> Option<[usize; 2]> {
    first(text, HANDED_OFF)
}

/// An outcome in figures.
pub fn quantified(text: &Text) -> Option<[usize; 2]> {
    let number = text.tokens.iter().position(|token| {
        token.plain.chars().any(|c| c.is_ascii_digit()) || NUMBER_WORDS.contains(&token.plain.as_str())
    })?;
    Some(text.range(number, (number + 2).min(text.tokens.len())))
}

/// An outcome that is only an activity or a mood.
pub fn vague_outcome(text: &Text) -> Option<[usize; 2]> {
    first(text, VAGUE)
}

/// A lesson that would fit any story.
pub fn generic_lesson(text: &Text) -> Option<[usize; 2]> {
    first(text, GENERIC)
}

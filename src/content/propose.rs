//! Key phrases that a text offers: what a listener would write down. Pure.
//!
//! No grammar is known here, only shapes: a sentence that opens with "I" and a verb, a number with what it counts, a
//! negation with what it denies, and words that stand together without any of the small words of English in between.
//! Each proposal is said in the text word for word, so that it passes the check of a story file.

use super::story::StepName;
use std::collections::HashSet;

/// As many as a person keeps in mind while speaking.
const MOST: [(StepName, usize); 5] = [
    (StepName::Situation, 4),
    (StepName::Task, 3),
    (StepName::Action, 6),
    (StepName::Result, 3),
    (StepName::Reflection, 3),
];
/// The longest phrase, in words: longer ones are not said twice in the same way.
const LONGEST: usize = 6;
/// The longest compound of words without small words in between.
const COMPOUND: usize = 4;

/// A compound of fewer letters is seldom what a listener would write down ("lab lost").
const RARE: usize = 10;

/// Words that carry no meaning of their own.
const SMALL: &str = "a an the and or but so if because as at by for from in into of off on onto out over to under up upon \
    with without within about after again against all also although always am among any anyone anything are aren't \
    around away back be became become been before behind being below between both came can can't cannot come could \
    couldn't did didn't do does doesn't doing don't done down during each either else enough even ever every everybody \
    everyone everything few first get gets getting give go goes going gone got had hadn't has hasn't have haven't having \
    he her here hers herself him himself his how however i i'd i'll i'm i've instead is isn't it it's its itself just kept \
    last later least less let like made make many may me might mine more most much must my myself near never next no \
    nobody none nor not nothing now often once one only other others our ours ourselves own put quite rather really said \
    same saw say see seen several shall she should shouldn't since some somebody someone something soon still such take \
    taken than that that's their theirs them themselves then there there's these they this those though through thus till \
    together told too took until us very was wasn't way we we're we've well went were weren't what when where whether \
    which while who whole whom whose why will won't would wouldn't yet you your yours yourself two three four five six \
    seven eight nine ten today yesterday tomorrow there'd they'd she'd he'd who'd that'd it'd new old good bad big small \
    lot thing things single whole entire";
/// Verbs after "I" that say nothing yet.
const EMPTY_VERBS: &str = "was am had have did could would will can should must want wanted thought think felt knew know guess \
    believe believed mean hope like liked need needed got get went";
/// Words that deny.
const DENIALS: &str =
    "no not nobody none never isn't wasn't weren't aren't hadn't didn't outside without nothing";
/// Number words; a word with a digit is a number anyway.
const NUMBERS: &str = "zero half double doubled twice hundred hundreds thousand thousands million millions dozen dozens third \
    quarter halved tripled percent";
/// Small numbers, which count only with what they count.
const SMALL_NUMBERS: &str = "two three four five six seven eight nine ten";
/// What a rate is given for.
const PERIODS: &str = "second minute hour shift day night week month quarter year";

/// A word as it is written, and in lower case without the punctuation around it.
#[derive(Debug, Clone)]
struct Word {
    written: String,
    plain: String,
}

impl Word {
    fn is(&self, list: &str) -> bool {
        list.split_whitespace().any(|word| word == self.plain)
    }

    fn is_number(&self) -> bool {
        self.plain.chars().any(|c| c.is_ascii_digit()) || self.is(NUMBERS)
    }

    fn is_small(&self) -> bool {
        self.is(SMALL) && !self.is_number()
    }
}

/// Where a proposal stands: clause, first word, behind the last word.
type Place = (usize, usize, usize);

/// Key phrases for a step, in the order of the text; every one occurs in it. Empty for a text without a word that means
/// something.
pub fn propose(step: StepName, text: &str) -> Vec<String> {
    let (clauses, openings) = clauses(text);
    let most = MOST.iter().find(|(own, _)| *own == step).map_or(3, |(_, most)| *most);
    let kinds: Vec<Vec<Place>> = match step {
        StepName::Situation => {
            vec![first(deeds(&clauses, &openings), 1), first(numbers(&clauses), 2), compounds(&clauses)]
        }
        StepName::Task => vec![denials(&clauses), numbers(&clauses), compounds(&clauses)],
        StepName::Action => vec![deeds(&clauses, &openings)],
        StepName::Result => vec![numbers(&clauses), compounds(&clauses)],
        StepName::Reflection => vec![compounds(&clauses), numbers(&clauses)],
    };
    let mut chosen: Vec<Place> = Vec::new();
    for place in kinds.into_iter().flatten() {
        let apart = |other: &Place| other.0 != place.0 || other.2 <= place.1 || place.2 <= other.1;
        if chosen.len() < most && chosen.iter().all(apart) {
            chosen.push(place);
        }
    }
    if chosen.is_empty() {
        chosen.extend(compounds(&clauses).into_iter().take(2));
    }
    if chosen.is_empty() {
        chosen.extend(anything(&clauses));
    }
    chosen.sort_unstable();
    let mut seen = HashSet::new();
    let said = chosen.iter().map(|(clause, from, to)| written(&clauses[*clause][*from..*to]));
    said.filter(|phrase| seen.insert(phrase.to_lowercase())).collect()
}

fn first(mut places: Vec<Place>, most: usize) -> Vec<Place> {
    places.truncate(most);
    places
}

fn written(words: &[Word]) -> String {
    words.iter().map(|word| word.written.as_str()).collect::<Vec<_>>().join(" ")
}

/// The text in clauses, and which of them open a sentence. No phrase goes across a clause.
fn clauses(text: &str) -> (Vec<Vec<Word>>, Vec<bool>) {
    let (mut clauses, mut openings) = (vec![Vec::new()], vec![true]);
    for piece in text.split_whitespace() {
        let kept = |c: char| c.is_alphanumeric() || matches!(c, '$' | '€' | '£' | '%');
        let bare = piece.trim_matches(|c: char| !kept(c));
        let begins = piece.starts_with(['(', '"', '“', '–', '—', '-']);
        if begins && clauses.last().is_some_and(|clause| !clause.is_empty()) {
            clauses.push(Vec::new());
            openings.push(false);
        }
        if !bare.is_empty() {
            let plain = bare.to_lowercase().replace('’', "'");
            if let Some(clause) = clauses.last_mut() {
                clause.push(Word { written: bare.to_owned(), plain });
            }
        }
        let rest = &piece
            [piece.rfind(kept).map_or(0, |at| at + piece[at..].chars().next().map_or(0, char::len_utf8))..];
        if !rest.is_empty() || bare.is_empty() {
            clauses.push(Vec::new());
            openings.push(rest.contains(['.', '!', '?']));
        }
    }
    (clauses, openings)
}

/// Sentences that open with "I" and a verb that says something: "I pulled", "I then traced".
fn deeds(clauses: &[Vec<Word>], openings: &[bool]) -> Vec<Place> {
    let mut found = Vec::new();
    for (at, clause) in clauses.iter().enumerate().filter(|(at, _)| openings.get(*at) == Some(&true)) {
        let Some(start) = clause.iter().take(3).position(|word| word.plain == "i") else { continue };
        let adverb = |word: &&Word| {
            word.is("then also first finally just only later once soon never") || word.plain.ends_with("ly")
        };
        let verb = start + 1 + clause[start + 1..].iter().take_while(adverb).count().min(2);
        if clause
            .get(verb)
            .is_some_and(|word| !word.is(EMPTY_VERBS) && !word.is(DENIALS) && !word.is_number())
        {
            found.push((at, start, verb + 1));
        }
    }
    found
}

/// Numbers with what they count: "from 47 a week to 6", "47 pages a week", "went to zero". Changes come first, then
/// numbers in digits, then small numbers in words.
fn numbers(clauses: &[Vec<Word>]) -> Vec<Place> {
    let mut found: Vec<(usize, Place)> = Vec::new();
    for (at, clause) in clauses.iter().enumerate() {
        let mut behind = 0;
        for number in 0..clause.len() {
            let small = clause[number].is(SMALL_NUMBERS);
            if number < behind || !(clause[number].is_number() || small) {
                continue;
            }
            let (rank, start, end) = around(clause, number, small);
            // A lone number says nothing about what it counts.
            if end - start >= 2 {
                found.push((rank, (at, start, end)));
                behind = end;
            }
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, place)| place).collect()
}

/// How much a number is worth (0 is most), and from where to where its phrase goes.
fn around(clause: &[Word], number: usize, small: bool) -> (usize, usize, usize) {
    let word = |place: usize| clause.get(place).map_or("", |word| word.plain.as_str());
    let (mut start, mut end, mut rank) = (number, number + 1, if small { 2 } else { 1 });
    let before = number.checked_sub(1).map_or("", word);
    let second =
        (end..(end + 5).min(clause.len())).find(|at| clause[*at].is_number() && word(at - 1) == "to");
    if before == "from" && second.is_some() {
        (rank, start) = (0, start - 1);
        end = second.map_or(end, |place| place + 1);
    } else if matches!(before, "to" | "by") && number >= 2 && !small {
        start -= 2;
    } else if word(end) == "of" && clause.get(end + 1).is_some_and(Word::is_number) {
        end += 2;
    }
    // What it counts, up to the verb that follows.
    let counted = end;
    let named = |at: usize| {
        let verb = |next: &Word| at > counted && next.plain.ends_with("ed");
        clause.get(at).is_some_and(|next| !next.is_small() && !verb(next))
    };
    while named(end) && end - start < COMPOUND + 1 {
        end += 1;
    }
    let rate = matches!(word(end), "a" | "an" | "per" | "each" | "every");
    if rate && clause.get(end + 1).is_some_and(|next| word(end) == "per" || next.is(PERIODS)) {
        end += 2;
    }
    (rank, start, end.min(start + LONGEST))
}

/// A denial with what it denies: "not my team", "nobody had asked", "outside my area".
fn denials(clauses: &[Vec<Word>]) -> Vec<Place> {
    let mut found = Vec::new();
    for (at, clause) in clauses.iter().enumerate() {
        for start in (0..clause.len()).filter(|start| clause[*start].is(DENIALS)) {
            let next =
                (start + 1..clause.len().min(start + LONGEST)).find(|place| !clause[*place].is_small());
            if let Some(last) = next.filter(|last| last - start < LONGEST) {
                found.push((at, start, last + 1));
            }
        }
    }
    found
}

/// Words that stand together without small words: the rarest first, as far as their length tells.
fn compounds(clauses: &[Vec<Word>]) -> Vec<Place> {
    let mut found: Vec<(usize, Place)> = Vec::new();
    for (at, clause) in clauses.iter().enumerate() {
        let mut start = 0;
        while start < clause.len() {
            let length = clause[start..].iter().take_while(|word| !word.is_small()).count();
            let mut run = (start, start + length);
            // "I closed abandoned sockets" is about sockets; after an article a word in -ed is a part of the name.
            let named =
                start.checked_sub(1).is_some_and(|before| clause[before].is("a an the no this that its my"));
            let verb = |at: usize| !named && clause[at].plain.ends_with("ed");
            while run.1 - run.0 > 2 && (run.1 - run.0 > COMPOUND || verb(run.0)) {
                run.0 += 1;
            }
            let rare: usize = clause[run.0..run.1].iter().map(|word| word.plain.chars().count()).sum();
            if run.1 - run.0 >= 2 && rare >= RARE {
                found.push((rare, (at, run.0, run.1)));
            }
            start += length.max(1);
        }
    }
    found.sort_by_key(|(rare, _)| std::cmp::Reverse(*rare));
    found.into_iter().map(|(_, place)| place).collect()
}

/// When nothing has a shape: from the first word that means something to the second one.
fn anything(clauses: &[Vec<Word>]) -> Option<Place> {
    clauses.iter().enumerate().find_map(|(at, clause)| {
        let start = clause.iter().position(|word| !word.is_small())?;
        let end = (start + 1..clause.len().min(start + LONGEST)).find(|place| !clause[*place].is_small());
        Some((at, start, end.map_or(start + 1, |end| end + 1)))
    })
}

#[cfg(test)]
mod tests {
    use super::super::node::occurs;
    use super::*;
    use proptest::prelude::*;

    fn all(step: StepName, text: &str) -> Vec<String> {
        propose(step, text)
    }

    #[test]
    fn deeds_open_their_sentences() {
        let text = "I pulled the logs of a month. Then I traced the losses, and I was happy. We met. I was able to sleep. \
                    Only then I quickly wrote a fix.";
        assert_eq!(all(StepName::Action, text)[..2], ["I pulled", "I traced"]);
        assert!(!all(StepName::Action, text).iter().any(|phrase| phrase.contains("I was")));
    }

    #[test]
    fn a_number_comes_with_what_it_counts() {
        let text = "Pages fell from 47 a week to 6, and that saved $8K per week. The rate went to zero.";
        let found = all(StepName::Result, text);
        assert_eq!(found, ["from 47 a week to 6", "$8K per week", "went to zero"]);
        let text =
            "It saw that 14 of 200 test rigs failed every single night, and two hours a day were lost.";
        assert_eq!(all(StepName::Result, text), ["14 of 200 test rigs", "two hours a day"]);
    }

    #[test]
    fn a_boundary_is_a_denial_with_what_it_denies() {
        let text =
            "This was not my team, there was no ticket, and nobody had asked me. It wasn't on my roadmap.";
        assert_eq!(all(StepName::Task, text), ["not my team", "no ticket", "nobody had asked"]);
    }

    #[test]
    fn rare_words_that_stand_together_are_remembered() {
        let text = "What was missing was a shared webhook reliability SLO, and there was zero visibility between the teams.";
        assert!(all(StepName::Reflection, text).contains(&"shared webhook reliability SLO".to_owned()));
    }

    #[test]
    fn a_text_of_a_few_small_words_still_gives_something_and_an_empty_one_nothing() {
        assert_eq!(
            all(StepName::Result, "it got better for all of the people"),
            ["better for all of the people"]
        );
        for text in ["", " ... ", "it was and it is"] {
            assert!(all(StepName::Result, text).is_empty(), "{text}");
        }
    }

    #[test]
    fn the_stories_that_ship_would_get_most_of_the_phrases_that_their_authors_chose() {
        let library = crate::content::Library::load(&[]).expect("good");
        let (mut hit, mut count) = (0, 0);
        for story in library.stories() {
            for step in story.steps.iter().filter(|step| step.step != StepName::Reflection) {
                let proposed = propose(step.step, &step.strong).join(" | ").to_lowercase();
                for phrase in &step.phrases {
                    let words: Vec<String> =
                        phrase.text.to_lowercase().split(' ').map(str::to_owned).collect();
                    let said = words.windows(2).any(|pair| proposed.contains(&pair.join(" ")));
                    (hit, count) = (hit + usize::from(said), count + 1);
                }
            }
        }
        assert!(hit * 2 >= count, "{hit} of {count}");
    }

    proptest! {
        #[test]
        fn every_proposal_is_said_in_the_text(text in "([a-z]{1,9}|I|not|no|my|from|to|[0-9]{1,3}%?|\\$[0-9]K|[.,;()\"–-]| |’|é){0,60}") {
            for step in StepName::ALL {
                for phrase in propose(step, &text) {
                    prop_assert!(occurs(&phrase, &text), "{phrase:?} in {text:?}");
                }
            }
        }
    }
}

//! What "I" does in some words: "I traced" is an action, "I now ask" a habit, "I was" neither.

use super::text::Token;

/// What the speaker does in some words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Doing {
    /// How many things "I" did.
    pub actions: usize,
    /// Whether "I" occurs at all.
    pub any: bool,
    /// Whether "I" does something as a habit, in the present.
    pub habit: bool,
}

/// What the speaker does in these words.
pub fn doing(tokens: &[Token]) -> Doing {
    let mut doing = Doing::default();
    for (at, token) in tokens.iter().enumerate() {
        if !matches!(token.plain.as_str(), "i" | "i'd" | "i've" | "i'm" | "i'll") {
            continue;
        }
        doing.any = true;
        let mut behind = tokens[at + 1..].iter().map(|token| token.plain.as_str());
        let Some(verb) = behind.find(|word| !SKIPPED.contains(word) && !word.ends_with("ly")) else {
            continue;
        };
        if is_past(verb) {
            doing.actions += usize::from(!NOT_AN_ACTION.contains(&verb));
        } else if token.plain == "i" && !PRESENT_WITHOUT_MEANING.contains(&verb) {
            doing.habit = true;
        }
    }
    doing
}

fn is_past(verb: &str) -> bool {
    (verb.ends_with("ed") && verb.len() > 4) || IRREGULAR_PAST.contains(&verb)
}

/// Words between "I" and its verb.
const SKIPPED: &[&str] = &[
    "also", "then", "just", "even", "first", "had", "have", "have", "did", "um", "uh", "still", "now",
    "always", "never", "not", "simply", "myself", "soon", "once", "only", "i",
];

/// Past forms that do not end in "ed".
const IRREGULAR_PAST: &[&str] = &[
    "wrote",
    "built",
    "ran",
    "took",
    "made",
    "found",
    "drew",
    "put",
    "set",
    "got",
    "sent",
    "went",
    "read",
    "bought",
    "told",
    "showed",
    "kept",
    "saw",
    "began",
    "chose",
    "caught",
    "cut",
    "drove",
    "gave",
    "held",
    "led",
    "met",
    "sat",
    "spoke",
    "spent",
    "split",
    "brought",
    "taught",
    "thought",
    "knew",
    "felt",
    "heard",
    "was",
    "were",
    "became",
    "came",
    "did",
    "dug",
    "fought",
    "flew",
    "grew",
    "hit",
    "laid",
    "left",
    "lost",
    "paid",
    "quit",
    "rebuilt",
    "rewrote",
    "said",
    "shut",
    "slept",
    "sold",
    "stood",
    "stuck",
    "swept",
    "threw",
    "understood",
    "won",
    "woke",
    "broke",
    "fit",
    "fed",
    "let",
    "lent",
    "rang",
    "sought",
    "shot",
    "sought",
    "swung",
    "tore",
    "undid",
    "wound",
    "withdrew",
];

/// Past forms with "I" that are no work: what one saw, wanted, was or learned.
const NOT_AN_ACTION: &[&str] = &[
    "was",
    "were",
    "noticed",
    "discovered",
    "spotted",
    "realized",
    "realised",
    "decided",
    "learned",
    "learnt",
    "wanted",
    "needed",
    "worked",
    "maintained",
    "knew",
    "thought",
    "felt",
    "heard",
    "joined",
    "became",
    "understood",
    "trusted",
    "believed",
    "hoped",
    "liked",
    "owned",
    "expected",
    "stumbled",
    "lived",
    "used",
    "cared",
    "supposed",
    "improved",
    "lost",
    "allowed",
    "tasked",
    "asked",
];

/// "I" with these says nothing about habits.
const PRESENT_WITHOUT_MEANING: &[&str] = &[
    "am", "could", "can", "would", "will", "should", "think", "guess", "mean", "know", "remember", "do",
    "don't", "didn't", "couldn't", "can't", "wasn't", "might", "may", "must", "hadn't", "needn't",
    "wouldn't", "won't", "and", "or", "the", "a", "to", "in", "who", "o", "suppose", "hope", "could",
];

#[cfg(test)]
mod tests {
    use super::super::text::Text;
    use super::*;

    fn of(text: &str) -> (usize, bool, bool) {
        let Doing { actions, any, habit } = doing(&Text::new(text).tokens);
        (actions, any, habit)
    }

    #[test]
    fn actions_habits_and_states_are_told_apart() {
        assert_eq!(of("I quickly pulled the logs, and then I wrote a fix."), (2, true, false));
        assert_eq!(of("So now I ask what a green light would miss."), (0, true, true));
        assert_eq!(of("I was on call, and I noticed it."), (0, true, false));
        assert_eq!(of("They fixed it."), (0, false, false));
    }
}

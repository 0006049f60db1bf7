//! Words of one family: the verb that a noun of action comes from ("rotation", "rotate"), the adverb of an adjective
//! ("silent", "silently"), and what kind of adjective or verb a word is.
//!
//! The endings are the productive ones of English; what follows none of them stands in `content/english`.

use super::inflection::{Forms, lemmas};
use crate::analysis::quick::{QuickMap, QuickSet};
use crate::content::ShortText;
use std::sync::LazyLock;

/// A verb, as an action tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// The key of all forms of the verb.
    pub key: ShortText,
    /// Its particle: "back" of "rollback".
    pub particle: Option<&'static str>,
}

type Verbs = QuickMap<&'static str, (&'static str, Option<&'static str>)>;

/// Nouns and their verbs that no ending tells.
static ACTIONS: LazyLock<Verbs> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let mut parts = line.split(' ');
        let noun = parts.next()?;
        Some((noun, (parts.next().unwrap_or(noun), parts.next())))
    };
    lines(include_str!("../../../content/english/actions.txt")).filter_map(line).collect()
});

/// The keys of the verbs that say what happens to a thing by itself.
static CHANGES: LazyLock<QuickSet<ShortText>> =
    LazyLock::new(|| lines(include_str!("../../../content/english/changes.txt")).map(key).collect());

static ADJECTIVES: LazyLock<QuickSet<&str>> =
    LazyLock::new(|| lines(include_str!("../../../content/english/adjectives.txt")).collect());

static OTHER_GERUNDS: LazyLock<QuickSet<&str>> =
    LazyLock::new(|| lines(include_str!("../../../content/english/gerunds.txt")).collect());

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// The key that all forms of this verb have.
fn key(verb: &str) -> ShortText {
    let all = lemmas(verb);
    let bare = all.iter().find(|lemma| lemma.forms.is(Forms::BARE)).or(all.first());
    bare.map_or_else(|| ShortText::new(verb), |lemma| lemma.key.clone())
}

/// The endings of nouns of action, and what the verb has in their place.
const ENDINGS: &[(&str, &[&str])] = &[
    ("ification", &["ify"]),
    ("ription", &["ribe"]),
    ("eption", &["eive"]),
    ("uction", &["uce"]),
    ("olution", &["olve"]),
    ("etention", &["etain"]),
    ("ormation", &["orm"]),
    ("mission", &["mit", "miss"]),
    ("ision", &["ide", "ise"]),
    ("usion", &["ude", "use"]),
    ("ersion", &["ert", "erse"]),
    ("nsion", &["nd", "nse"]),
    ("ession", &["ess", "ede"]),
    ("osion", &["ode"]),
    ("ation", &["ate", "", "e"]),
    ("ition", &["ite", "", "e"]),
    ("ution", &["ute"]),
    ("etion", &["ete"]),
    ("tion", &["t", "te"]),
    ("sion", &["s", "se"]),
    ("ment", &["", "e"]),
    ("ance", &["", "e"]),
    ("ence", &["", "e"]),
    ("ense", &["", "e"]),
    ("age", &["", "e"]),
    ("ure", &["", "e"]),
    ("ery", &["er"]),
    ("val", &["ve", "v"]),
    ("ial", &["y"]),
    ("al", &["", "e"]),
];

/// What a compound with a particle ends in.
const PARTICLES: &[&str] =
    &["back", "out", "up", "off", "down", "over", "away", "around", "through", "in", "on"];

/// The verbs that a noun may be the action of; none when it is no noun of action.
pub fn actions(noun: &str) -> Vec<Action> {
    const SHORTEST_VERB: usize = 3;
    let one = noun.strip_suffix('s').filter(|one| !one.ends_with(['s', 'i', 'u'])).unwrap_or(noun);
    let known = ACTIONS.get(noun).or_else(|| ACTIONS.get(one));
    let known = known.or_else(|| ACTIONS.get(noun.strip_suffix("es")?));
    if let Some((verb, particle)) = known {
        return vec![Action { key: key(verb), particle: *particle }];
    }
    let mut found: Vec<Action> = Vec::new();
    if !one.is_ascii() {
        return found;
    }
    let ending = ENDINGS.iter().find(|(ending, _)| one.ends_with(ending));
    if let Some((ending, verbs)) = ending
        && let Some(begin) = one.strip_suffix(ending)
    {
        for verb in *verbs {
            let verb = format!("{begin}{verb}");
            let single = undoubled(&verb).map(str::to_owned);
            for verb in std::iter::once(verb).chain(single).filter(|verb| verb.len() > SHORTEST_VERB) {
                let action = Action { key: key(&verb), particle: None };
                if !found.contains(&action) {
                    found.push(action);
                }
            }
        }
        return found;
    }
    for particle in PARTICLES {
        let verb = one.strip_suffix(particle).filter(|verb| verb.len() >= SHORTEST_VERB);
        if let Some(verb) = verb.filter(|verb| verb.contains(['a', 'e', 'i', 'o', 'u', 'y'])) {
            found.push(Action { key: key(verb), particle: Some(particle) });
        }
    }
    found
}

/// "stopp", of "stoppage", is "stop".
fn undoubled(verb: &str) -> Option<&str> {
    let bytes = verb.as_bytes();
    let (last, before) = (bytes.last()?, bytes.get(bytes.len().checked_sub(2)?)?);
    (last == before && !matches!(last, b's' | b'l' | b'e')).then(|| &verb[..verb.len() - 1])
}

/// The adverb of an adjective: "silently", "automatically", "steadily".
pub fn adverb(adjective: &str) -> String {
    if let Some(begin) = adjective.strip_suffix("le") {
        return format!("{begin}ly");
    }
    if let Some(begin) = adjective.strip_suffix('y') {
        return format!("{begin}ily");
    }
    if adjective.ends_with("ic") { format!("{adjective}ally") } else { format!("{adjective}ly") }
}

/// Whether a verb with this key says what happens to a thing by itself.
pub fn happens(key: &str) -> bool {
    CHANGES.contains(key)
}

/// Whether the word is an adjective, and hardly anything else.
pub fn is_adjective(word: &str) -> bool {
    const SHORTEST: usize = 6;
    const LAST: &[&str] = &["ous", "ful", "less", "ive", "able", "ible"];
    ADJECTIVES.contains(word) || word.len() >= SHORTEST && LAST.iter().any(|last| word.ends_with(last))
}

/// Whether a word in -ing names the action of its verb, so that both stand before a noun alike: "rendering farm" and "render
/// farm", but not "alarming fatigue" and "alarm fatigue".
pub fn names_action(gerund: &str) -> bool {
    !OTHER_GERUNDS.contains(gerund)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tells(noun: &str, verb: &str) -> bool {
        let wanted = key(verb);
        actions(noun).iter().any(|action| action.key == wanted)
    }

    #[test]
    fn a_noun_of_action_tells_its_verb() {
        for (noun, verb) in [
            ("rotation", "rotate"),
            ("pollination", "pollinate"),
            ("fermentation", "ferment"),
            ("organization", "organize"),
            ("classification", "classify"),
            ("description", "describe"),
            ("reduction", "reduce"),
            ("resolution", "resolve"),
            ("transmission", "transmit"),
            ("decision", "decide"),
            ("explosion", "explode"),
            ("compression", "compress"),
            ("extension", "extend"),
            ("deletion", "delete"),
            ("adoption", "adopt"),
            ("shipment", "ship"),
            ("measurement", "measure"),
            ("acceptance", "accept"),
            ("occurrence", "occur"),
            ("blockage", "block"),
            ("stoppage", "stop"),
            ("failures", "fail"),
            ("closure", "close"),
            ("recovery", "recover"),
            ("approval", "approve"),
            ("removal", "remove"),
            ("burial", "bury"),
            ("losses", "lose"),
            ("growth", "grow"),
            ("leaks", "leak"),
        ] {
            assert!(tells(noun, verb), "{noun} {verb}: {:?} {}", actions(noun), key(verb));
        }
        let back = actions("rollbacks");
        assert_eq!(back, [Action { key: key("roll"), particle: Some("back") }]);
    }

    #[test]
    fn a_thing_is_no_action() {
        for noun in ["seed", "drawer", "flag", "server", "page", "key", "box"] {
            assert!(actions(noun).is_empty(), "{noun}: {:?}", actions(noun));
        }
    }

    #[test]
    fn adverbs_adjectives_and_changes() {
        assert_eq!(
            ["silent", "simple", "steady", "automatic"].map(adverb),
            ["silently", "simply", "steadily", "automatically"]
        );
        assert!(is_adjective("stale") && is_adjective("harmless") && !is_adjective("seed"));
        assert!(happens(&key("expire")) && !happens(&key("rotate")));
        assert!(names_action("rendering") && !names_action("alarming"));
    }
}

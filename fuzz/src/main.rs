//! Feeds damaged phrases and texts to the normal form, the matcher and the rules, and checks what must always hold.

use rehearse::analysis::{Answer, PhraseStatus, analyse, explain_phrases, normal_form};
use rehearse::content::{KeyPhrase, StepName};
use rehearse::plan::Plan;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

/// Nothing of this length takes nearly as long to judge, even on a machine with much else to do.
const TOO_LONG: Duration = Duration::from_secs(20);
const LONGEST: usize = 6_000;

const PIECES: &[&str] = &[
    " ", ".", ",", "?", "…", "-", "–", "'", "’", "n't", "'s", "'d", "%", "$", "€", "/", ":", "\u{0}", "\u{301}", "\u{202e}", "🎉",
    "👩‍👩‍👧", "ﬁ", "½", "⅓", "№", "Ⅷ", "١٢", "זרע", "数", "ß", "İ", "ǅ", "\u{ad}", "\u{feff}", "♪", "[BLANK_AUDIO]", "(",
    ")", "[", "a", "I", "we", "not", "no", "one", "no one", "never", "nobody", "to", "from", "by", "of", "and", "a half",
    "half", "a", "third", "quarter", "point", "zero", "oh", "hundred", "thousand", "million", "trillion", "twenty",
    "twenty-four", "nineteen", "first", "second", "seconds", "minutes", "per", "per cent", "percent", "every week", "weekly",
    "k", "8K", "2M", "bn", "x", "10x", "1e9", "0.3", ".3", "1,400", "99.95", "2.4.1", "4:30", "24:60", "a.m.", "am",
    "T.L.S.", "S", "L", "O", "March", "may", "14th", "31", "99999999999999999999999999999999999999999", "-", "minus", "→", "um,",
    "you know,", "I mean", "sort of", "should have", "if I had", "was", "were", "been", "who", "that", "because",
];

struct Random(u64);

impl Random {
    /// Xorshift: the same seed gives the same inputs on every machine.
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

fn main() {
    let mut seconds = 60;
    let mut seed = 1;
    let mut args = std::env::args().skip(1);
    while let Some(flag) = args.next() {
        let number = args.next().and_then(|number| number.parse().ok());
        match (flag.as_str(), number) {
            ("--seconds", Some(number)) => seconds = number,
            ("--seed", Some(number)) => seed = number,
            _ => {
                eprintln!("usage: rehearse-fuzz [--seconds N] [--seed N]");
                std::process::exit(2);
            }
        }
    }
    let (phrases, texts) = corpus();
    let mut random = Random(seed.max(1_u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let (start, mut inputs, mut said) = (Instant::now(), 0_u64, 0_u64);
    while start.elapsed() < Duration::from_secs(seconds) {
        let phrase = damaged(&phrases, &mut random);
        let also = if random.below(4) == 0 { vec![damaged(&phrases, &mut random)] } else { Vec::new() };
        let text = damaged(&texts, &mut random);
        let key = KeyPhrase { text: phrase, also, exact: random.below(8) == 0 };
        let step = StepName::ALL[random.below(StepName::ALL.len())];
        let began = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| judge(&key, step, &text)));
        let wrong = match outcome {
            Ok(Ok(found)) => {
                said += u64::from(found);
                (began.elapsed() > TOO_LONG).then(|| format!("took {:?}", began.elapsed()))
            }
            Ok(Err(what)) => Some(what),
            Err(_) => Some("panicked".to_owned()),
        };
        if let Some(what) = wrong {
            fail(&what, &key, step, &text, inputs);
        }
        inputs += 1;
        if inputs.is_multiple_of(10_000) {
            eprintln!("{inputs} inputs after {} s", start.elapsed().as_secs());
        }
    }
    println!("{inputs} inputs in {:?}, seed {seed}: nothing failed; the phrase was said in {said}", start.elapsed());
}

/// The phrases and texts to start from.
fn corpus() -> (Vec<String>, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/eval");
    let (mut phrases, mut texts) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let lines = std::fs::read_to_string(entry.path()).unwrap_or_default();
        for case in lines.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()) {
            phrases.extend(case["phrase"].as_str().map(str::to_owned));
            texts.extend(case["text"].as_str().map(str::to_owned));
        }
    }
    phrases.push("seed vault".to_owned());
    texts.push("The seed vault was full.".to_owned());
    (phrases, texts)
}

/// One of the corpus with up to a dozen damages; now and then repeated many times.
fn damaged(corpus: &[String], random: &mut Random) -> String {
    let mut text: Vec<char> = corpus[random.below(corpus.len())].chars().collect();
    for _ in 0..random.below(12) {
        let (a, b) = (random.below(text.len() + 1), random.below(text.len() + 1));
        let (from, to) = (a.min(b), a.max(b));
        match random.below(7) {
            0 => drop(text.drain(from..to.min(from + 8))),
            1 => drop(text.splice(from..from, PIECES[random.below(PIECES.len())].chars())),
            2 => {
                let piece = format!(" {} ", PIECES[random.below(PIECES.len())]);
                drop(text.splice(from..from, piece.chars()));
            }
            3 => {
                let copy: Vec<char> = text[from..to.min(from + 40)].to_vec();
                drop(text.splice(to..to, copy));
            }
            4 => {
                let other: Vec<char> = corpus[random.below(corpus.len())].chars().collect();
                drop(text.splice(from..to, other));
            }
            5 => {
                if let Some(c) = text.get_mut(from) {
                    *c = char::from_u32(random.below(0x11_0000) as u32).unwrap_or(' ');
                }
            }
            _ => text[from..to].reverse(),
        }
        text.truncate(LONGEST);
    }
    if random.below(200) == 0 {
        text = text.iter().copied().cycle().take(if text.is_empty() { 0 } else { LONGEST }).collect();
    }
    text.into_iter().collect()
}

/// Judges one input; says whether the phrase was said, or what must never be.
fn judge(key: &KeyPhrase, step: StepName, text: &str) -> Result<bool, String> {
    let planned = serde_json::json!({
        "step": step, "target_seconds": 30.0, "cue": "", "first_person": true, "phrases": [key],
    });
    let plan = serde_json::json!({ "story": "", "title": "", "question": "", "steps": [planned] });
    let plan: Plan = serde_json::from_value(plan).map_err(|error| error.to_string())?;
    let answer = Answer { step, text: text.to_owned(), words: None, sound: None };
    let analysis = analyse(&plan, std::slice::from_ref(&answer));
    serde_json::to_string(&analysis).map_err(|error| error.to_string())?;
    let told = explain_phrases(&plan, &answer);
    let found = &analysis.steps[0].phrases[0];
    if told[0].status != found.status {
        return Err("the explanation tells something else".to_owned());
    }
    let pieces = text.split_whitespace().count();
    if let Some([from, to]) = found.words
        && (from >= to || to > pieces)
    {
        return Err(format!("the words {from}..{to} of {pieces}"));
    }
    let said = found.status == PhraseStatus::Said;
    let nothing = std::iter::once(&key.text).chain(&key.also).all(|wording| normal_form(wording).is_err());
    if said && nothing {
        return Err("small words alone were said".to_owned());
    }
    if said && found.words.is_none() {
        return Err("said, but nowhere".to_owned());
    }
    Ok(said)
}

fn fail(what: &str, key: &KeyPhrase, step: StepName, text: &str, inputs: u64) -> ! {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("failures");
    let input = serde_json::json!({ "what": what, "phrase": key, "step": step, "text": text });
    let file = folder.join(format!("{inputs}.json"));
    if let Err(error) = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, input.to_string())) {
        eprintln!("cannot keep the input: {error}");
    }
    eprintln!("{what}: see {}", file.display());
    std::process::exit(1);
}

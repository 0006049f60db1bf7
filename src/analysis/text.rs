//! A text as words and sentences, each word in a plain form beside the one that was written.
//!
//! Most words of a text come again. What has to be found out about a word is found out where it first comes, here and in the
//! stages that read a text: equal words have equal numbers.

use super::quick::QuickMap;
use crate::content::ShortText;
use std::ops::Range;

/// One word.
#[derive(Debug, Clone)]
pub struct Token {
    /// Lower case, without punctuation, plain apostrophes.
    pub plain: ShortText,
    /// As written, without punctuation around it.
    pub bare: ShortText,
    /// Words with one number are written alike, below [`Text::different`].
    pub number: u32,
    /// Which blank-separated piece of the text it is.
    pub word: usize,
    /// Whether a punctuation mark stands between it and the next word.
    pub mark: bool,
}

/// Which tokens a sentence has: `start..end`.
#[derive(Debug, Clone, Copy)]
pub struct Sentence {
    /// Its first token.
    pub start: usize,
    /// Behind its last token.
    pub end: usize,
}

/// A text, taken apart.
#[derive(Debug)]
pub struct Text {
    written: String,
    /// Where its blank-separated pieces stand in it.
    pieces: Vec<Range<usize>>,
    /// Its words.
    pub tokens: Vec<Token>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// How many different numbers its words have.
    pub different: usize,
}

/// The words of the pieces that were met.
#[derive(Default)]
struct Known<'t> {
    words: Vec<Token>,
    /// For every piece its words, and whether a mark stands before them.
    of_piece: QuickMap<&'t str, (Range<usize>, bool)>,
}

/// A recogniser's note of a sound has few words: "(keyboard clicking)", "[BLANK_AUDIO]".
const LONGEST_NOTE: usize = 6;
/// Words of such notes that do not end in "ing".
const SOUNDS: &[&str] = &[
    "music",
    "applause",
    "laughter",
    "laughs",
    "silence",
    "noise",
    "noises",
    "sigh",
    "sighs",
    "cough",
    "coughs",
    "inaudible",
    "unintelligible",
    "static",
    "beep",
    "beeps",
    "click",
    "clicks",
    "clears",
    "blank",
    "audio",
    "crosstalk",
    "foreign",
    "speaker",
    "sniffs",
    "gasps",
    "chatter",
    "pause",
];
/// Abbreviations whose dot ends no sentence when a word in lower case follows.
const SHORT_FORMS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "vs", "etc", "approx", "e.g", "i.e", "a.k.a", "no", "inc", "ltd", "sr",
    "jr", "st",
];
/// Abbreviations that need a word after them: their dot never ends a sentence.
const NEVER_LAST: &[&str] = &["mr", "mrs", "dr", "prof", "vs", "e.g", "i.e", "approx"];

impl Text {
    /// Takes a text apart. Marks of the recogniser ("[BLANK_AUDIO]", "(clicking)", "♪") and pieces without a letter or digit
    /// are no words. An empty line and an item of a list end a sentence, as in a written draft.
    pub fn new(text: &str) -> Self {
        let pieces: Vec<&str> = text.split_whitespace().collect();
        let no_words = notes(&pieces);
        let ends_paragraph = paragraph_ends(text, &pieces);
        let mut known = Known::default();
        let mut tokens: Vec<Token> = Vec::with_capacity(pieces.len());
        let mut sentences = Vec::new();
        let mut start = 0;
        for (word, piece) in pieces.iter().enumerate() {
            if !no_words[word] {
                let (words, opens) = known.words_of(piece);
                if let Some(before) = tokens.last_mut().filter(|_| opens) {
                    before.mark = true;
                }
                tokens.extend(words.iter().map(|known| Token { word, ..known.clone() }));
            }
            let last = tokens.len();
            let next = pieces.get(word + 1).copied().unwrap_or_default();
            let full_stop = !no_words[word] && ends_sentence(piece, next, last == start + 1);
            if (full_stop || ends_paragraph[word]) && last > start {
                sentences.push(Sentence { start, end: last });
                start = last;
            }
        }
        if tokens.len() > start {
            sentences.push(Sentence { start, end: tokens.len() });
        }
        let pieces = pieces.iter().map(|piece| place(text, piece)).collect();
        Self { written: text.to_owned(), pieces, tokens, sentences, different: known.words.len() }
    }

    /// The blank-separated pieces of the text, as they were written.
    pub fn pieces(&self) -> impl ExactSizeIterator<Item = &str> {
        self.pieces.iter().map(|place| &self.written[place.clone()])
    }

    /// The piece of this number; empty behind the end.
    pub fn piece(&self, at: usize) -> &str {
        self.pieces.get(at).map_or("", |place| &self.written[place.clone()])
    }

    /// The words of the tokens `from..to`.
    pub fn range(&self, from: usize, to: usize) -> [usize; 2] {
        let first = self.tokens.get(from).map_or(0, |token| token.word);
        let last =
            to.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(first, |token| token.word + 1);
        [first, last]
    }

    /// The words as they were written.
    pub fn written(&self, [from, to]: [usize; 2]) -> String {
        let pieces = self.pieces.get(from..to).unwrap_or_default();
        let mut written = String::with_capacity(pieces.iter().map(|place| place.len() + 1).sum());
        for place in pieces {
            if !written.is_empty() {
                written.push(' ');
            }
            written.push_str(&self.written[place.clone()]);
        }
        written
    }

    /// The sentence that a token belongs to.
    pub fn sentence_at(&self, token: usize) -> Option<Sentence> {
        let at = self.sentences.partition_point(|sentence| sentence.end <= token);
        self.sentences.get(at).copied()
    }

    /// The sentence around a token, as it was written.
    pub fn sentence_around(&self, token: usize) -> String {
        self.sentence_at(token)
            .map_or_else(String::new, |sentence| self.written(self.range(sentence.start, sentence.end)))
    }
}

impl<'t> Known<'t> {
    /// The words of a piece, and whether a mark stands before them.
    fn words_of(&mut self, piece: &'t str) -> (&[Token], bool) {
        let words = &mut self.words;
        let (range, opens) = self.of_piece.entry(piece).or_insert_with(|| {
            let from = words.len();
            add_words(piece, words);
            (from..words.len(), piece.starts_with(['"', '“', '(', '—', '–', '-', '…', ',']))
        });
        (&self.words[range.clone()], *opens)
    }
}

/// The words of a piece: mostly one; "um,like" and "there—we" have two.
fn add_words(piece: &str, words: &mut Vec<Token>) {
    let mut rest = piece;
    while !rest.is_empty() {
        let (fragment, after) = rest.split_at(fragment_end(rest));
        rest = after;
        let bare =
            fragment.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '$' | '€' | '£' | '%'));
        if !bare.chars().any(char::is_alphanumeric) {
            continue;
        }
        let plain = if bare.is_ascii() {
            bare.bytes()
                .map(|byte| if byte == b'`' { '\'' } else { char::from(byte.to_ascii_lowercase()) })
                .collect()
        } else {
            ShortText::from(bare.to_lowercase().replace(['’', 'ʼ', '‘', '`', '´'], "'"))
        };
        let tail = fragment.rsplit(bare).next().unwrap_or_default();
        let mark = !rest.is_empty() || tail.contains(|c: char| ",.;:?!—–…\"”)".contains(c));
        let number = u32::try_from(words.len()).unwrap_or(u32::MAX);
        words.push(Token { plain, bare: ShortText::new(bare), number, word: 0, mark });
    }
}

/// Where a part of a text stands in it.
fn place(text: &str, part: &str) -> Range<usize> {
    let from = part.as_ptr().addr() - text.as_ptr().addr();
    from..from + part.len()
}

/// Where the first word of a piece ends, its punctuation included.
fn fragment_end(piece: &str) -> usize {
    let mut before = ' ';
    let mut signs = piece.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let after = signs.peek().map_or(' ', |(_, next)| *next);
        let glue = match sign {
            '—' | '–' | '…' => !(before.is_ascii_digit() && after.is_ascii_digit()),
            ',' | ';' | ':' | '?' | '!' => !before.is_ascii_digit() || !after.is_ascii_digit(),
            '.' => before == '.' && after != '.',
            _ => false,
        };
        if glue && after.is_alphanumeric() && before != ' ' {
            return at + sign.len_utf8();
        }
        before = sign;
    }
    piece.len()
}

/// Which pieces are a recogniser's notes of sounds.
fn notes(pieces: &[&str]) -> Vec<bool> {
    let mut found = vec![false; pieces.len()];
    let mut at = 0;
    while at < pieces.len() {
        let length = note_at(&pieces[at..pieces.len().min(at + LONGEST_NOTE)]);
        found[at..at + length].fill(true);
        at += length.max(1);
    }
    found
}

/// How many pieces the note has that begins here; 0 when none does.
fn note_at(pieces: &[&str]) -> usize {
    let Some(first) = pieces.first().and_then(|piece| piece.chars().next()) else { return 0 };
    let close = match first {
        '[' => ']',
        '(' => ')',
        '*' => '*',
        '♪' | '♫' | '🎵' | '🎶' => first,
        _ => return 0,
    };
    let ends = |(at, piece): (usize, &&str)| {
        let core = piece.trim_end_matches(['.', ',', '!', '?', '…']);
        let own_end = at > 0 || core.chars().count() > 1;
        own_end && core.ends_with(close)
    };
    let Some(last) = pieces.iter().enumerate().position(ends) else { return 0 };
    let note = &pieces[..=last];
    let sound = |piece: &&str| {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        word.ends_with("ing") || SOUNDS.contains(&word.as_str()) || word.contains('_')
    };
    // A note does not hold another one: then the outer brackets are a person's.
    if note[1..].iter().any(|piece| piece.starts_with(['[', '('])) {
        return 0;
    }
    // A person may write brackets around real words; a note names a sound, or shouts.
    let shouted = first == '[' && !note.iter().any(|piece| piece.contains(char::is_lowercase));
    let sounds = note.iter().any(sound) && last < 4;
    let music = !matches!(first, '[' | '(' | '*');
    if sounds || shouted || music { last + 1 } else { 0 }
}

/// Whether a sentence ends with this piece. `alone`: it is the first word of its sentence.
fn ends_sentence(piece: &str, next: &str, alone: bool) -> bool {
    // Most pieces end with a letter.
    if piece.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let core = piece.trim_end_matches(['"', '”', '’', '\'', ')', ']', '*']);
    if core.ends_with(['?', '!']) {
        return true;
    }
    let goes_on = next.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
    if core.ends_with('…') || core.ends_with("...") {
        return !goes_on;
    }
    let Some(word) = core.strip_suffix('.') else { return core.ends_with(['。', '؟', '।']) };
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    // "1." before an item of a list
    if alone && !next.is_empty() && !word.is_empty() && word.chars().all(|c| c.is_ascii_digit()) {
        return false;
    }
    let letter = |text: &str| text.chars().count() == 1 && text.chars().all(char::is_alphabetic);
    let next_letter = next.strip_suffix('.').is_some_and(&letter);
    if letter(&word) && (next_letter || goes_on && word != "i")
        || !next.is_empty() && NEVER_LAST.contains(&word.as_str())
    {
        return false;
    }
    let dotted = word.contains('.') && word.split('.').all(letter);
    !(goes_on && (dotted || SHORT_FORMS.contains(&word.as_str())))
}

/// After which pieces a paragraph or an item of a list ends.
fn paragraph_ends(text: &str, pieces: &[&str]) -> Vec<bool> {
    let mut ends = vec![false; pieces.len()];
    let mut done = 0;
    let mut line_end = 0;
    for line in text.split_inclusive('\n') {
        line_end += line.len();
        let here = pieces[done..].iter().take_while(|piece| place(text, piece).start < line_end).count();
        let item = line.trim_start().starts_with(['-', '*', '•', '#']);
        if (here == 0 || item) && done > 0 {
            ends[done - 1] = true;
        }
        done += here;
        if item && line.trim_start().starts_with('#') && here > 0 {
            ends[done - 1] = true;
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        Text::new(text).tokens.into_iter().map(|token| token.plain.to_string()).collect()
    }

    fn sentences(text: &str) -> usize {
        Text::new(text).sentences.len()
    }

    #[test]
    fn notes_of_sounds_are_no_words() {
        assert_eq!(words("[BLANK_AUDIO] I saw (keyboard clicking) it. [ Silence ] ♪ ♪"), ["i", "saw", "it"]);
        assert_eq!(
            words("*laughs* ♪ la la ♪ I wrote [Music] a test. (upbeat music)"),
            ["i", "wrote", "a", "test"]
        );
    }

    #[test]
    fn words_in_brackets_are_words() {
        assert_eq!(words("The job (we wrote it) failed"), ["the", "job", "we", "wrote", "it", "failed"]);
        assert_eq!(words("an open ( bracket"), ["an", "open", "bracket"]);
        assert_eq!(words("(we [BLANK_AUDIO] said)"), ["we", "said"]);
        assert_eq!(
            words("[we never closed this one and it goes on"),
            words("we never closed this one and it goes on")
        );
    }

    #[test]
    fn words_glued_by_a_mark_are_two() {
        assert_eq!(
            words("um,like there—we went...then 1,000 a/b x-y"),
            ["um", "like", "there", "we", "went", "then", "1,000", "a/b", "x-y"]
        );
    }

    #[test]
    fn a_dot_inside_a_number_or_an_abbreviation_ends_no_sentence() {
        assert_eq!(sentences("It fell to 0.5%. Version v2.14 is live."), 2);
        assert_eq!(sentences("The U.S. customers saw it at 5 p.m. on a Friday."), 1);
        assert_eq!(sentences("I used tools, e.g. perf. Mr. Lee agreed."), 2);
        assert_eq!(sentences("The S. L. O. was missed... and nobody knew."), 1);
        assert_eq!(sentences("Was it down? Yes! I said \"no.\" Then I left."), 4);
    }

    #[test]
    fn a_paragraph_and_a_list_item_end_a_sentence() {
        assert_eq!(sentences("I read the log\n\nI found it\n- first one\n- second one"), 4);
        assert_eq!(sentences("one line\nis wrapped"), 1);
    }

    #[test]
    fn a_mark_is_known_by_the_word_before_it() {
        let marks: Vec<bool> = Text::new("well, I said \"go\" now").tokens.iter().map(|t| t.mark).collect();
        assert_eq!(marks, [true, false, true, true, false]);
    }
}

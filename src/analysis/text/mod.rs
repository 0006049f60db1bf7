//! A text as words and sentences, each word in a plain form beside the one that was written.
//!
//! Most words of a text come again. What has to be found out about a word is found out where it first comes, here and in the
//! stages that read a text: equal words have equal numbers.

mod ends;
mod notes;

use super::quick::QuickMap;
use crate::content::ShortText;
use ends::{ends_sentence, paragraph_ends};
use notes::notes;
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
        let plain = if bare.bytes().all(|byte| byte.is_ascii_lowercase()) {
            ShortText::new(bare)
        } else {
            ShortText::from(bare.to_lowercase().replace(['’', 'ʼ', '‘', '`', '´'], "'"))
        };
        let tail = &fragment[place(fragment, bare).end..];
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
    // Most pieces are letters, maybe with a mark behind them.
    let (Some(before_last), true) = (piece.len().checked_sub(1), piece.is_ascii()) else {
        return glued_at(piece);
    };
    let plain = piece.as_bytes()[..before_last].iter().all(u8::is_ascii_alphanumeric);
    if plain { piece.len() } else { glued_at(piece) }
}

/// Where a mark ends to which the next word is glued; the whole length where there is none.
fn glued_at(piece: &str) -> usize {
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

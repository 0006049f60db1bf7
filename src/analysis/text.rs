//! A text as words and sentences, each word in a plain form beside the one that was written.

/// One word.
#[derive(Debug, Clone)]
pub struct Token {
    /// Lower case, without punctuation, plain apostrophes.
    pub plain: String,
    /// As written, without punctuation around it.
    pub bare: String,
    /// Which blank-separated piece of the text it is.
    pub word: usize,
}

impl Token {
    /// "US" in capitals is the country.
    pub fn is_the_country(&self) -> bool {
        self.bare == "US"
    }
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
    pieces: Vec<String>,
    /// Its words.
    pub tokens: Vec<Token>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

impl Text {
    /// Takes a text apart. Marks of the recogniser ("[BLANK_AUDIO]", "(clicking)") and pieces without a letter or digit are
    /// no words.
    pub fn new(text: &str) -> Self {
        let pieces: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let (mut tokens, mut sentences): (Vec<Token>, Vec<Sentence>) = (Vec::new(), Vec::new());
        let mut start = 0;
        let mut mark: Option<char> = None;
        for (word, piece) in pieces.iter().enumerate() {
            if mark.is_none() {
                mark = match piece.chars().next() {
                    Some('[') => Some(']'),
                    Some('(') => Some(')'),
                    _ => None,
                };
            }
            if let Some(end) = mark {
                if piece.trim_end_matches(['.', ',']).ends_with(end) {
                    mark = None;
                }
                continue;
            }
            let bare =
                piece.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '$' | '€' | '£' | '%'));
            if bare.chars().any(char::is_alphanumeric) {
                let plain = bare.to_lowercase().replace(['’', 'ʼ'], "'");
                tokens.push(Token { plain, bare: bare.to_owned(), word });
            }
            if piece.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '?', '!']) && tokens.len() > start
            {
                sentences.push(Sentence { start, end: tokens.len() });
                start = tokens.len();
            }
        }
        if tokens.len() > start {
            sentences.push(Sentence { start, end: tokens.len() });
        }
        Self { pieces, tokens, sentences }
    }

    /// The blank-separated pieces of the text, as they were written.
    pub fn pieces(&self) -> &[String] {
        &self.pieces
    }

    /// Whether these words stand at this token.
    pub fn says_at(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(n, word)| self.tokens.get(at + n).is_some_and(|token| token.plain == *word))
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
        self.pieces.get(from..to).unwrap_or_default().join(" ")
    }

    /// The sentence around a word.
    pub fn sentence_of(&self, word: usize) -> String {
        let around = self.sentences.iter().find(|sentence| {
            let range = self.range(sentence.start, sentence.end);
            (range[0]..range[1]).contains(&word)
        });
        around.map_or_else(String::new, |sentence| self.written(self.range(sentence.start, sentence.end)))
    }
}

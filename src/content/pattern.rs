//! The small language in which the rules are written: patterns over the words of a sentence. Pure.
//!
//! | written | means |
//! | --- | --- |
//! | `asked` | this word, in the plain form (lower case, contractions written out: `was not`, `team 's`) |
//! | `ask~` | any form of it: ask, asks, asked, asking; of a noun: ticket, tickets |
//! | `{nobody}` | one of the family of this name |
//! | `(a\|the other)` | one of these |
//! | `very?` | may be left out |
//! | `..3` | up to three words of the same sentence |
//! | `#` | a number, in digits or words |
//! | `*ers` | a word that ends so |
//! | `@` | a name: written with a capital inside of the sentence |
//! | `!to` | what comes next is not this |
//! | `,` | a punctuation mark, or the end of the sentence, stands here |
//! | `^` | the sentence begins here |

/// A word of a pattern. Short ones, which nearly all of them are, need no memory of their own: asking for that was a third of
/// the time that reading the words of the rules took.
pub type ShortText = smol_str::SmolStr;

/// One piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// This word.
    Word(ShortText),
    /// Any form of this word.
    Forms(ShortText),
    /// A family of patterns.
    Family(ShortText),
    /// One of several sequences.
    Any(Vec<Vec<Piece>>),
    /// This, or nothing.
    Maybe(Box<Piece>),
    /// Up to so many words.
    Gap(usize),
    /// A number.
    Number,
    /// A word that ends so.
    Ending(ShortText),
    /// A name.
    Name,
    /// What comes next is not this.
    Not(Box<Piece>),
    /// A punctuation mark or the end of the sentence.
    Break,
    /// The beginning of the sentence.
    Start,
}

/// More words between two pieces join what does not belong together.
pub const LONGEST_GAP: usize = 9;
const NESTED: usize = 8;

/// Reads a pattern; the error says what is wrong with it.
pub fn read(text: &str) -> Result<Vec<Piece>, String> {
    let mut reader = Reader { rest: text, depth: 0 };
    let pieces = reader.sequence()?;
    match reader.rest.chars().next() {
        Some(sign) => Err(format!("there is a {sign:?} too many")),
        None if pieces.iter().any(is_solid) => Ok(pieces),
        None => Err("there is no word in it that must be said".to_owned()),
    }
}

/// Whether something must be said for this piece; a pattern without such a piece would be found everywhere.
fn is_solid(piece: &Piece) -> bool {
    match piece {
        Piece::Word(_)
        | Piece::Forms(_)
        | Piece::Family(_)
        | Piece::Number
        | Piece::Ending(_)
        | Piece::Name => true,
        Piece::Any(choices) => choices.iter().all(|choice| choice.iter().any(is_solid)),
        Piece::Maybe(_) | Piece::Gap(_) | Piece::Not(_) | Piece::Break | Piece::Start => false,
    }
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    /// Pieces up to the end, a `|` or a `)`.
    fn sequence(&mut self) -> Result<Vec<Piece>, String> {
        // A choice in brackets is mostly one word, a pattern three or fewer.
        let mut pieces = Vec::with_capacity(if self.depth > 0 { 1 } else { 3 });
        loop {
            self.rest = self.rest.trim_start();
            match self.rest.as_bytes().first() {
                None | Some(b'|' | b')') => return Ok(pieces),
                Some(_) => pieces.push(self.piece()?),
            }
        }
    }

    fn piece(&mut self) -> Result<Piece, String> {
        let piece = if self.eat("!") {
            Piece::Not(Box::new(self.piece()?))
        } else if self.eat("(") {
            self.choices()?
        } else if self.eat("{") {
            let (name, rest) = self.rest.split_once('}').ok_or("a \"{\" is not closed")?;
            self.rest = rest;
            Piece::Family(ShortText::new(name.trim()))
        } else if self.eat("..") {
            self.gap()?
        } else if self.eat("#") {
            Piece::Number
        } else if self.eat("@") {
            Piece::Name
        } else if self.eat(",") {
            Piece::Break
        } else if self.eat("^") {
            Piece::Start
        } else {
            self.word()?
        };
        Ok(if self.eat("?") { Piece::Maybe(Box::new(piece)) } else { piece })
    }

    fn choices(&mut self) -> Result<Piece, String> {
        self.depth += 1;
        if self.depth > NESTED {
            return Err("the brackets are nested too deeply".to_owned());
        }
        let mut choices = vec![self.sequence()?];
        while self.eat("|") {
            choices.push(self.sequence()?);
        }
        self.depth -= 1;
        if !self.eat(")") {
            return Err("a \"(\" is not closed".to_owned());
        }
        if choices.iter().any(Vec::is_empty) {
            return Err("one of the choices between \"(\" and \")\" is empty".to_owned());
        }
        Ok(Piece::Any(choices))
    }

    fn gap(&mut self) -> Result<Piece, String> {
        let digits = self.rest.len() - self.rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        match number.parse() {
            Ok(most @ 1..=LONGEST_GAP) => Ok(Piece::Gap(most)),
            _ => Err(format!("after \"..\" stands a number from 1 to {LONGEST_GAP}")),
        }
    }

    fn word(&mut self) -> Result<Piece, String> {
        let (word, rest) = self.rest.split_at(word_length(self.rest));
        if word.is_empty() {
            return Err(format!("{:?} does not belong here", rest.chars().next().unwrap_or(' ')));
        }
        self.rest = rest;
        let lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        let word = if lower { ShortText::new(word) } else { ShortText::from(word.to_lowercase()) };
        if let Some(ending) = word.strip_prefix('*') {
            return if ending.is_empty() {
                Err("after \"*\" stands an ending".to_owned())
            } else {
                Ok(Piece::Ending(ShortText::new(ending)))
            };
        }
        Ok(if self.eat("~") { Piece::Forms(word) } else { Piece::Word(word) })
    }

    fn eat(&mut self, sign: &str) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

/// How many bytes the word has with which the text begins.
fn word_length(text: &str) -> usize {
    let sign = |byte| {
        matches!(
            byte,
            b'(' | b')' | b'{' | b'}' | b'|' | b'?' | b'~' | b'!' | b'#' | b',' | b'^' | b'@' | b' '
        )
    };
    let ends = |byte: u8| sign(byte) || byte.is_ascii_whitespace() || !byte.is_ascii();
    match text.bytes().position(ends) {
        None => text.len(),
        Some(at) if text.as_bytes()[at].is_ascii() => at,
        // Letters beyond ASCII are rare, and blanks beyond it are blanks, too.
        Some(_) => text
            .find(|c: char| {
                c.is_whitespace() || u8::try_from(c).is_ok_and(|byte| byte.is_ascii() && sign(byte))
            })
            .unwrap_or(text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_means_what_the_table_says() {
        let word = |text: &str| Piece::Word(ShortText::new(text));
        assert_eq!(
            read("Not ..2 (my|our own) {team}? ask~ !to , #").unwrap(),
            [
                word("not"),
                Piece::Gap(2),
                Piece::Any(vec![vec![word("my")], vec![word("our"), word("own")]]),
                Piece::Maybe(Box::new(Piece::Family("team".into()))),
                Piece::Forms("ask".into()),
                Piece::Not(Box::new(word("to"))),
                Piece::Break,
                Piece::Number,
            ]
        );
    }

    #[test]
    fn a_broken_pattern_says_what_is_wrong() {
        let wrong = |text: &str| read(text).unwrap_err();
        assert_eq!(wrong("not (my|our"), "a \"(\" is not closed");
        assert_eq!(wrong("not {mine"), "a \"{\" is not closed");
        assert_eq!(wrong("not my) team"), "there is a ')' too many");
        assert_eq!(wrong("not ..40 team"), "after \"..\" stands a number from 1 to 9");
        assert_eq!(wrong("not (my||our) team"), "one of the choices between \"(\" and \")\" is empty");
        assert_eq!(wrong("..3 very?"), "there is no word in it that must be said");
        assert_eq!(wrong(""), "there is no word in it that must be said");
        assert_eq!(wrong(&"(".repeat(100)), "the brackets are nested too deeply");
    }
}

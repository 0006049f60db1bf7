//! A text as atoms: runs of letters, runs of digits, and the signs that carry meaning. Everything is lower case here, without
//! accents, and contractions are written out; each atom knows its word and the pause that was written before it.

use super::contractions;
use super::letters::{
    begins_number, inside_of_word, is_apostrophe, is_letter_with_dot, is_money, is_plural, is_sign,
    number_end,
};
use super::pause::Pause;
use unicode_normalization::UnicodeNormalization;

/// A run of letters, a run of digits, or a sign.
#[derive(Debug, Clone, Copy)]
pub struct Atom {
    from: u32,
    to: u32,
    /// Which blank-separated piece of the text it comes from.
    pub piece: u32,
    /// What was written before it.
    pub pause: Pause,
    /// No blank and no hyphen stands before it ("8" and "k" of "8k").
    pub glued: bool,
    /// Its first letter was written as a capital.
    pub capital: bool,
}

/// A text as atoms.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "what the last piece leaves to the next one")]
pub struct Atoms {
    letters: String,
    all: Vec<Atom>,
    /// The pause at the end of the text.
    pub last_pause: Pause,
    /// A dot after a lone letter: the end of a sentence, if what follows has a capital ("at 4 a.m. The pump").
    open_dot: bool,
    /// A dot after a lone letter with blanks around both: the end of a sentence, if neither a small letter follows nor
    /// another letter with a dot ("S. L. O. for it").
    open_letter: bool,
    /// The piece before was a hesitation.
    after_hesitation: bool,
    /// It began a sentence: what follows it does now.
    capital_hesitation: bool,
    has_small_letters: bool,
    next_pause: Pause,
    /// The word that is read, in lower case.
    word: String,
}

impl Atoms {
    /// Takes pieces apart: each with the number that spans shall name.
    pub fn new<'p>(pieces: impl Iterator<Item = (u32, &'p str)>) -> Self {
        let mut atoms = Self::default();
        let mut chars = Vec::new();
        for (number, piece) in pieces {
            atoms.has_small_letters = atoms.has_small_letters || piece.contains(char::is_lowercase);
            if atoms.plain_word(piece, number) {
                continue;
            }
            chars.clear();
            if piece.is_ascii() {
                chars.extend(piece.chars());
            } else {
                // Compatibility forms ("％", "½", "…") become plain ones, and accents go: "naïve" is "naive".
                chars.extend(piece.nfkd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')));
            }
            atoms.piece(&chars, number);
        }
        if atoms.open_letter {
            atoms.pause(Pause::Stop);
        }
        atoms.last_pause = atoms.next_pause;
        atoms
    }

    /// How many atoms there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The atom at a place.
    pub fn get(&self, at: usize) -> Option<&Atom> {
        self.all.get(at)
    }

    /// The letters of an atom; empty behind the end.
    pub fn text(&self, at: usize) -> &str {
        let text = self.all.get(at).and_then(|atom| self.letters.get(atom.from as usize..atom.to as usize));
        text.unwrap_or_default()
    }

    /// Whether the atom follows the one before it without a written pause.
    pub fn flows(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|atom| !atom.pause.breaks())
    }

    /// Whether the atom is glued to the one before it.
    pub fn glued(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|atom| atom.glued)
    }

    /// Most pieces are a word of plain letters, maybe with a comma or a full stop: those take a short way.
    fn plain_word(&mut self, piece: &str, number: u32) -> bool {
        let mark = piece.as_bytes().last().filter(|last| matches!(last, b',' | b'.'));
        let letters = &piece[..piece.len() - usize::from(mark.is_some())];
        let plain = !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_alphabetic());
        // "S." may be a part of "S. L. O."
        let letter = letters.len() == 1;
        if !plain
            || letter && mark == Some(&b'.')
            || contractions::is_one(letters)
            || hesitates(letters)
            || is_plural(letters.as_bytes())
        {
            return false;
        }
        let from = self.letters.len();
        let capital = letters.starts_with(|c: char| c.is_ascii_uppercase());
        self.behind_a_letter(capital, false);
        self.before_push(capital, matches!(letters, "i" | "I"));
        self.letters.push_str(letters);
        self.letters[from..].make_ascii_lowercase();
        self.add(from, number, false, capital);
        match mark {
            Some(b',') => self.pause(Pause::Short),
            Some(_) => self.pause(Pause::Stop),
            None => {}
        }
        true
    }

    fn piece(&mut self, chars: &[char], piece: u32) {
        let last = chars.iter().rposition(|c| is_letter(*c) || c.is_numeric() || is_sign(*c));
        let mut at = 0;
        let mut glued = false;
        while at < chars.len() {
            let c = chars[at];
            let end = if is_letter(c) {
                self.word(chars, at, piece, glued)
            } else if begins_number(chars, at) {
                let end = number_end(chars, at);
                self.push_chars(&chars[at..end], piece, glued);
                end
            } else if c.is_numeric() {
                self.push_chars(&chars[at..=at], piece, glued);
                at + 1
            } else {
                let inside = at > 0 && last.is_some_and(|last| at < last);
                let (end, keeps_glue) = self.other(chars, at, piece, inside, glued);
                if !keeps_glue {
                    glued = false;
                    at = end;
                    continue;
                }
                end
            };
            at = end;
            glued = true;
        }
    }

    /// A run of letters, or an acronym with dots. Gives its end.
    fn word(&mut self, chars: &[char], start: usize, piece: u32, glued: bool) -> usize {
        let letter = |at: usize| chars.get(at).is_some_and(|c| is_letter(*c));
        self.behind_a_letter(chars[start].is_uppercase(), is_letter_with_dot(chars));
        if !letter(start + 1) && chars.get(start + 1) == Some(&'.') && letter(start + 2) && !letter(start + 3)
        {
            let mut end = start;
            let mut letters = Vec::new();
            while letter(end) && !letter(end + 1) {
                letters.push(chars[end]);
                end += if chars.get(end + 1) == Some(&'.') { 2 } else { 1 };
            }
            // "P.S.U.s" are several of them.
            if letters.len() > 2 && is_plural(&letters) {
                letters.pop();
            }
            self.push_chars(&letters, piece, glued);
            if chars.get(end - 1) == Some(&'.') && end == chars.len() {
                self.open_dot = true;
            }
            return end;
        }
        let mut end = start;
        while letter(end) || (is_apostrophe(chars, end) && letter(end + 1)) {
            end += 1;
        }
        self.push_chars(&chars[start..end], piece, glued);
        end
    }

    /// Punctuation and signs. Gives the end, and whether what follows is still glued.
    fn other(&mut self, chars: &[char], at: usize, piece: u32, inside: bool, glued: bool) -> (usize, bool) {
        let next = chars.get(at + 1).copied();
        let before_number = next.is_some_and(|c| c.is_ascii_digit() || c == '.' || is_money(c));
        match chars[at] {
            '-' if next == Some('>') => {
                self.push("to", piece, false, false);
                return (at + 2, false);
            }
            '→' => self.push("to", piece, false, false),
            '-' | '−' | '–' if before_number && !glued && !inside_of_word(chars, at) => {
                self.push("minus", piece, false, false);
                return (at + 1, true);
            }
            '-' | '‐' | '‑' | '−' | '_' if inside => {}
            '–' if inside && before_number => {}
            '%' | '$' | '€' | '£' | '¥' | '₹' | '°' => {
                self.push_chars(&chars[at..=at], piece, glued);
                return (at + 1, true);
            }
            '&' => self.push("and", piece, false, false),
            '+' if glued => self.push("plus", piece, true, false),
            '#' if glued => self.push("sharp", piece, true, false),
            '/' | '\u{2044}' if inside => {
                self.push("/", piece, true, false);
                return (at + 1, true);
            }
            '.' if next == Some('.') => {
                let end = (at..chars.len()).find(|at| chars[*at] != '.').unwrap_or(chars.len());
                self.pause(Pause::Short);
                return (end, false);
            }
            '.' if is_letter_with_dot(chars) => self.open_letter = true,
            '.' if inside && next.is_some_and(|c| is_letter(c) || c.is_ascii_digit()) => {}
            '?' => self.pause(Pause::Question),
            '.' | '!' | ';' => self.pause(Pause::Stop),
            ',' | ':' | '—' | '–' | '(' | ')' | '…' => self.pause(Pause::Short),
            '-' if chars.len() == 1 || next == Some('-') => self.pause(Pause::Short),
            _ => {}
        }
        (at + 1, false)
    }

    fn pause(&mut self, pause: Pause) {
        if self.after_hesitation && pause == Pause::Short {
            return;
        }
        self.next_pause = self.next_pause.max(pause);
    }

    /// Adds letters as they were written: a contraction becomes several atoms.
    fn push_chars(&mut self, chars: &[char], piece: u32, glued: bool) {
        let capital = chars.first().is_some_and(|c| c.is_uppercase());
        let plain = |c: &char| if is_apostrophe(&[*c], 0) { '\'' } else { *c };
        // "GPUs": the stemmer takes the s behind a vowel for a part of the word.
        let chars = if is_plural(chars) { &chars[..chars.len() - 1] } else { chars };
        let mut word = std::mem::take(&mut self.word);
        word.clear();
        word.extend(chars.iter().map(plain).flat_map(char::to_lowercase));
        self.push_lower(&word, chars, piece, glued, capital);
        self.word = word;
    }

    fn push_lower(&mut self, word: &str, chars: &[char], piece: u32, glued: bool, capital: bool) {
        // A hesitation is no word, and the commas around it are no pause: "four, um, percent". "ER" is a place.
        let shouted = chars.len() > 1 && chars.iter().all(|c| c.is_uppercase()) && self.has_small_letters;
        if HESITATIONS.contains(&word) && !shouted && !glued {
            if self.next_pause == Pause::Short {
                self.next_pause = Pause::Hesitation;
            }
            self.after_hesitation = true;
            self.capital_hesitation |= capital && self.next_pause.ends_sentence();
            return;
        }
        let mut glued = glued;
        contractions::write_out(word, &mut |part| {
            self.push(part, piece, glued, capital);
            glued = false;
        });
    }

    fn push(&mut self, text: &str, piece: u32, glued: bool, capital: bool) {
        self.before_push(capital, text == "i");
        let from = self.letters.len();
        self.letters.push_str(text);
        self.add(from, piece, glued, capital);
    }

    /// What follows a lone letter with its dot: a sentence begins with a capital, unless the letters go on.
    fn behind_a_letter(&mut self, capital: bool, letter: bool) {
        if std::mem::take(&mut self.open_letter) && capital && !letter {
            self.pause(Pause::Stop);
        }
    }

    fn before_push(&mut self, capital: bool, i: bool) {
        if std::mem::take(&mut self.open_dot) && capital && !i {
            self.pause(Pause::Stop);
        }
    }

    /// Adds the letters from here on as one atom.
    fn add(&mut self, from: usize, piece: u32, glued: bool, capital: bool) {
        let to = self.letters.len();
        // Beyond four gigabytes of letters nothing is kept: no answer comes near.
        if let (Ok(from), Ok(to)) = (u32::try_from(from), u32::try_from(to)) {
            let pause = std::mem::take(&mut self.next_pause);
            (self.after_hesitation, self.open_letter) = (false, false);
            let capital = std::mem::take(&mut self.capital_hesitation) || capital;
            self.all.push(Atom { from, to, piece, pause, glued, capital });
        }
    }
}

/// What people utter while they think.
const HESITATIONS: &[&str] =
    &["um", "umm", "ummm", "uh", "uhh", "uhm", "er", "erm", "err", "hmm", "hm", "mhm"];

/// Whether plain letters are a hesitation, in capitals or not.
fn hesitates(letters: &str) -> bool {
    matches!(letters.as_bytes()[0], b'u' | b'U' | b'e' | b'E' | b'h' | b'H' | b'm' | b'M')
        && HESITATIONS.iter().any(|sound| sound.eq_ignore_ascii_case(letters))
}

/// A letter, or a mark that combines with one.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphabetic() || (c > '\u{7f}' && unicode_normalization::char::is_combining_mark(c))
}

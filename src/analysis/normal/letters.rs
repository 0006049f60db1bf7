//! What single letters and signs are, and where a number begins and ends.

use super::atoms::is_letter;

/// "S." and nothing else.
pub(super) fn is_letter_with_dot(chars: &[char]) -> bool {
    matches!(chars, [letter, '.'] if is_letter(*letter))
}

/// An acronym of capitals with a small s.
pub(super) fn is_plural<L: Copy + Into<u32>>(letters: &[L]) -> bool {
    letters.split_last().is_some_and(|(last, rest)| {
        let capital = |letter: &L| (u32::from(b'A')..=u32::from(b'Z')).contains(&(*letter).into());
        (*last).into() == u32::from(b's') && rest.len() > 1 && rest.iter().all(capital)
    })
}

pub(super) fn is_apostrophe(chars: &[char], at: usize) -> bool {
    matches!(chars.get(at), Some('\'' | '’' | 'ʼ' | '‘' | '`' | '´'))
}

pub(super) fn is_money(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₹')
}

pub(super) fn is_sign(c: char) -> bool {
    is_money(c) || matches!(c, '%' | '°')
}

pub(super) fn inside_of_word(chars: &[char], at: usize) -> bool {
    at > 0 && chars.get(at - 1).is_some_and(|c| is_letter(*c) || c.is_numeric())
}

/// Digits, or a dot before digits that does not follow a letter or digit (".3").
pub(super) fn begins_number(chars: &[char], at: usize) -> bool {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    digit(at) || (chars[at] == '.' && digit(at + 1) && !inside_of_word(chars, at))
}

/// Digits with the dots, commas and colons between them.
pub(super) fn number_end(chars: &[char], start: usize) -> usize {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut end = start + 1;
    while digit(end) || (matches!(chars.get(end), Some('.' | ',' | ':')) && digit(end + 1)) {
        end += 1;
    }
    end
}

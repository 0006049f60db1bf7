//! What was said without its fillers. "It was, you know, kind of not my team" states what "it was not my team" does, so the
//! model that judges the statements is given every filler in the shape of a hesitation, which it takes for no word. The words
//! of the text keep their numbers.

use super::text::Text;
use super::units::is_hesitation;

/// The text with "um" for each piece that is nothing but filler; `None` when no piece is. `fillers` are ranges of tokens.
pub fn fluent(written: &str, text: &Text, fillers: &[[usize; 2]]) -> Option<String> {
    let mut of_filler = vec![false; text.tokens.len()];
    for [from, to] in fillers {
        of_filler[*from..*to].fill(true);
    }
    let mut filler = vec![false; text.pieces().len()];
    for (token, of_filler) in text.tokens.iter().zip(&of_filler) {
        filler[token.word] |= *of_filler && !is_hesitation(&token.plain);
    }
    // "kind—we" is one piece with two words.
    for (token, of_filler) in text.tokens.iter().zip(&of_filler) {
        filler[token.word] &= *of_filler;
    }
    filler.contains(&true).then(|| replaced(written, &filler))
}

/// The text with "um" for these of its blank-separated pieces; blanks, line ends and punctuation stay.
fn replaced(written: &str, filler: &[bool]) -> String {
    let mut fluent = String::with_capacity(written.len());
    let mut rest = written;
    for is_filler in filler {
        let start = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
        let length = rest[start..].find(char::is_whitespace).unwrap_or(rest.len() - start);
        let (blank, piece) = (&rest[..start], &rest[start..start + length]);
        rest = &rest[start + length..];
        fluent.push_str(blank);
        if *is_filler {
            let word = |c: char| c.is_alphanumeric();
            let behind = piece.trim_start_matches(|c| !word(c));
            fluent.push_str(&piece[..piece.len() - behind.len()]);
            fluent.push_str("um");
            fluent.push_str(&behind[behind.trim_end_matches(|c| !word(c)).len()..]);
        } else {
            fluent.push_str(piece);
        }
    }
    fluent.push_str(rest);
    fluent
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::lexicon::Lexicon;
    use crate::analysis::reading::Reading;
    use crate::analysis::rules::fillers;

    fn shown(written: &str) -> Option<String> {
        let text = Text::new(written);
        fluent(written, &text, &fillers::see(&Reading::new(&text, Lexicon::built_in())))
    }

    #[test]
    fn fillers_become_hesitations_and_all_else_stays() {
        assert_eq!(
            shown("It was, you know, kind of\n\nnot my team. (Basically) it broke.").as_deref(),
            Some("It was, um um, um um\n\nnot my team. (um) it broke.")
        );
        assert_eq!(shown("I like that kind of team."), None);
        assert_eq!(shown(""), None);
    }

    #[test]
    fn a_word_that_is_glued_to_a_filler_stays() {
        assert_eq!(shown("so basically—we went, um, home"), None);
    }
}

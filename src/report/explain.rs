//! How key phrases were found: which words said which, and what each cost.

use super::{Colour, Style, wash};
use crate::analysis::{Explanation, Part, PhraseStatus};

/// One paragraph a phrase. Costs are in the matcher's own unit: a word that slipped in costs 0.2, a misheard one 0.3.
pub fn explain(title: &str, phrases: &[Explanation], style: &Style) -> String {
    let mut lines = vec![style.paint(Colour::Strong, &format!("{title}: how the phrases were found"))];
    for phrase in phrases {
        lines.push(String::new());
        lines.push(head(phrase, style));
        lines.push(format!("  compared as: {}", wash(&phrase.normal)));
        let widest = phrase.parts.iter().map(|part| part.wanted.chars().count()).max().unwrap_or(0);
        lines.extend(phrase.parts.iter().map(|part| row(part, widest)));
        if phrase.turned {
            lines.push("  turned around: the same words in another order, in one clause".to_owned());
        }
        if let Some(why) = &phrase.why {
            lines.push(format!("  but {}", wash(why)));
        }
    }
    lines.join("\n") + "\n"
}

fn head(phrase: &Explanation, style: &Style) -> String {
    let (word, colour) = match phrase.status {
        PhraseStatus::Said => ("said", Colour::Good),
        PhraseStatus::Close => ("close", Colour::Watch),
        PhraseStatus::Missing => ("missing", Colour::Bad),
    };
    let cost = if phrase.parts.is_empty() {
        String::new()
    } else {
        format!(", cost {:.2} of at most {:.2}", phrase.cost, phrase.limit)
    };
    format!("\"{}\": {}{cost}", wash(&phrase.phrase), style.paint(colour, word))
}

fn row(part: &Part, widest: usize) -> String {
    let wanted = wash(&part.wanted);
    let heard = part.heard.as_deref().map_or_else(|| "-".to_owned(), |heard| format!("\"{}\"", wash(heard)));
    let cost = if part.cost > 0.0 { format!(", {:.2}", part.cost) } else { String::new() };
    let gap = if part.gap > 0.0 { format!("; the words before it {:.2}", part.gap) } else { String::new() };
    format!("    {wanted:<widest$}  {heard}  {}{cost}{gap}", part.how)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_shows_what_said_it_and_what_it_cost() {
        let part = |wanted: &str, heard: Option<&str>, cost, gap| Part {
            wanted: wanted.into(),
            heard: heard.map(str::to_owned),
            how: if cost > 0.0 { "another form" } else { "the same" },
            cost,
            gap,
        };
        let phrase = Explanation {
            phrase: "I traced \u{1b}[31m it".into(),
            status: PhraseStatus::Close,
            normal: "i trace".into(),
            parts: vec![part("I", Some("I"), 0.0, 0.0), part("traced", Some("trace"), 0.02, 0.2)],
            cost: 0.22,
            limit: 0.55,
            turned: true,
            why: Some("\"never\" denies it".into()),
        };
        let text = explain("Action", &[phrase], &Style::plain(80));
        assert!(text.contains("close, cost 0.22 of at most 0.55"), "{text}");
        assert!(text.contains("traced  \"trace\"  another form, 0.02; the words before it 0.20"), "{text}");
        assert!(text.contains("turned around: the same words"), "{text}");
        assert!(text.contains("but \"never\" denies it"), "{text}");
        assert!(!text.contains('\u{1b}'), "{text}");
    }
}

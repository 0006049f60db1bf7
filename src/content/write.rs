//! A story as the text of its file: the head and the steps, folded so that a person can go on writing. Pure.

use super::story::{KeyPhrase, Story};
use std::fmt::Write as _;

/// Longer values are written over several lines.
const LINE: usize = 100;

/// The commented file that shows every part of a story; its own id and question stand for the placeholders.
const TEMPLATE: &str = include_str!("../../content/template.toml");

/// The text of a story file with the head and the steps of `story`; the optional parts are only pointed to.
pub fn to_toml(story: &Story) -> String {
    let mut out =
        String::from("# A story of your own. `rehearse edit` opens it, `rehearse validate` checks it.\n");
    let _ = writeln!(out, "format_version = {}", story.format_version);
    pair(&mut out, "id", &story.id);
    pair(&mut out, "title", &story.title);
    if !story.collection.is_empty() {
        pair(&mut out, "collection", &story.collection);
    }
    pair(&mut out, "question", &story.question);
    pair(&mut out, "competency", &story.competency);
    pair(&mut out, "overview", &story.overview);
    for step in &story.steps {
        let _ =
            writeln!(out, "\n[[steps]]\nstep = \"{}\"\ntarget_seconds = {}", step.step, step.target_seconds);
        pair(&mut out, "cue", &step.cue);
        pair(&mut out, "strong", &step.strong);
        phrases(&mut out, &step.phrases);
        pair(&mut out, "advice", &step.advice);
        pair(&mut out, "mistake", &step.mistake);
        if !step.first_person {
            out.push_str("first_person = false\n");
        }
    }
    out.push_str(
        "\n# Levels, angles, follow-ups, a weak answer and a quiz can be added below.\n\
         # `rehearse new another-id --template` writes a file that shows how.\n",
    );
    out
}

/// The template with this id, question and competency.
pub fn template(id: &str, question: &str, competency: &str) -> String {
    // In one pass, so that a question with a brace in it stays as it is.
    let mut out = String::new();
    let mut rest = TEMPLATE;
    while let Some((before, after)) = rest.split_once('{') {
        let value = [("ID}", id), ("QUESTION}", question), ("COMPETENCY}", competency)];
        out.push_str(before);
        if let Some((name, value)) = value.iter().find(|(name, _)| after.starts_with(name)) {
            out.push_str(&quoted(value));
            rest = &after[name.len()..];
        } else {
            out.push('{');
            rest = after;
        }
    }
    out + rest
}

fn pair(out: &mut String, key: &str, text: &str) {
    if key.len() + text.chars().count() <= LINE
        || text.chars().any(|c| c.is_whitespace() && c != ' ')
        || text.contains("  ")
    {
        let _ = writeln!(out, "{key} = {}", quoted(text));
        return;
    }
    // A backslash at the end of a line joins it with the next one.
    let _ = writeln!(out, "{key} = \"\"\"");
    let mut width = 0;
    for (number, word) in text.split(' ').enumerate() {
        let word = escaped(word);
        let length = word.chars().count();
        if number > 0 && width + 1 + length > LINE {
            out.push_str(" \\\n");
            width = 0;
        } else if number > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(&word);
        width += length;
    }
    out.push_str("\"\"\"\n");
}

fn phrases(out: &mut String, phrases: &[KeyPhrase]) {
    let one = |phrase: &KeyPhrase| {
        if phrase.also.is_empty() && !phrase.exact {
            return quoted(&phrase.text);
        }
        let also: Vec<String> = phrase.also.iter().map(|also| quoted(also)).collect();
        let exact = if phrase.exact { ", exact = true" } else { "" };
        format!("{{ text = {}, also = [{}]{exact} }}", quoted(&phrase.text), also.join(", "))
    };
    let all: Vec<String> = phrases.iter().map(one).collect();
    let line = all.join(", ");
    if line.chars().count() <= LINE {
        let _ = writeln!(out, "phrases = [{line}]");
    } else {
        let _ = writeln!(out, "phrases = [\n  {},\n]", all.join(",\n  "));
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// What TOML wants escaped in a basic string, and what a terminal would obey.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::super::{Draft, Library, StepName};
    use super::*;
    use proptest::prelude::*;
    use std::path::Path;

    #[test]
    fn what_is_written_is_read_again() {
        for story in Library::load(&[]).expect("good").stories() {
            let mut story = story.clone();
            story.takeaways.clear();
            story.scope_statements.clear();
            (story.levels, story.angles, story.follow_ups, story.quiz) = (vec![], vec![], vec![], vec![]);
            story.weak_answer = None;
            assert_eq!(parse(&to_toml(&story), Path::new("x")).expect("good"), story);
        }
    }

    #[test]
    fn the_template_is_a_good_story_with_its_optional_parts_and_without_them() {
        let text = template("my-story", "Why \"so\" {late}?", "Ownership");
        let story = parse(&text, Path::new("template")).expect("good");
        assert_eq!((story.id.as_str(), story.question.as_str()), ("my-story", "Why \"so\" {late}?"));
        assert!(story.levels.is_empty() && story.quiz.is_empty());
        let open = |line: &str| match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with(' ') || rest.starts_with("  ") => rest.to_owned(),
            _ => line.to_owned(),
        };
        let all: Vec<String> = text.lines().map(open).collect();
        let story = parse(&all.join("\n"), Path::new("template")).expect("good");
        assert!(story.weak_answer.is_some());
        for parts in [story.levels.len(), story.angles.len(), story.follow_ups.len(), story.quiz.len()] {
            assert!(parts > 0);
        }
    }

    proptest! {
        #[test]
        fn any_text_a_person_types_survives(texts in proptest::collection::vec("[ -~é”’\"\\\\]{0,300}", 2)) {
            let mut draft = Draft::new("my-story");
            draft.question = format!("Q {}", texts[0]).trim().chars().take(300).collect();
            for step in StepName::ALL {
                let own = draft.step_mut(step);
                own.strong = format!("I wrote. {}", texts[1]);
                own.phrases = Some(vec!["I wrote".into()]);
            }
            let story = draft.story();
            prop_assert_eq!(parse(&to_toml(&story), Path::new("x")), Ok(story));
        }
    }
}

//! What a content file must mean, beyond its shape: steps complete, phrases really said, one right option.

use super::coaching::slug;
use super::node::{Node, occurs, words};
use super::problem::Problem;
use super::story::{FORMAT_VERSION, StepName};
use std::collections::HashSet;
use std::path::Path;

/// What is wrong with the meaning of a story file. Parts of the wrong shape are passed over: the schema names them.
pub(super) fn story(file: &Path, root: Node<'_>) -> Vec<Problem> {
    let mut notes = Notes { file, problems: Vec::new() };
    notes.version(root);
    notes.steps(root);
    notes.scope(root);
    notes.levels(root);
    notes.angles(root);
    for follow_up in root.list("follow_ups") {
        notes.phrase_in(follow_up.get("phrase"), follow_up.text_of("strong"), "the strong answer");
    }
    notes.unique(root, "follow_ups", "question", str::to_owned);
    if let Some(weak) = root.get("weak_answer") {
        notes.weak(weak);
    }
    notes.unique(root, "quiz", "question", str::to_owned);
    for question in root.list("quiz") {
        notes.quiz(question);
    }
    notes.problems
}

/// What is wrong with the meaning of a question bank.
pub(super) fn bank(file: &Path, root: Node<'_>) -> Vec<Problem> {
    let mut notes = Notes { file, problems: Vec::new() };
    notes.version(root);
    notes.unique(root, "questions", "id", str::to_owned);
    notes.unique(root, "questions", "question", str::to_lowercase);
    notes.problems
}

struct Notes<'p> {
    file: &'p Path,
    problems: Vec<Problem>,
}

impl Notes<'_> {
    fn note(&mut self, line: usize, what: impl Into<String>, write: impl Into<String>) {
        self.problems.push(Problem::new(self.file, line, what, write));
    }

    fn version(&mut self, root: Node<'_>) {
        let Some(node) = root.get("format_version") else { return };
        if node.number().is_some_and(|number| number < 1) {
            self.note(
                node.line(),
                "there is no such format_version",
                format!("Write: format_version = {FORMAT_VERSION}"),
            );
        }
    }

    /// Every step once, in the order in which they are told, and every phrase in its own strong example.
    fn steps(&mut self, root: Node<'_>) {
        self.unique(root, "steps", "step", str::to_owned);
        let steps = root.list("steps");
        let names: Vec<&str> = steps.iter().map(|step| step.text_of("step")).collect();
        for wanted in StepName::ALL {
            if root.get("steps").is_some() && !names.contains(&wanted.as_str()) {
                let line = root.get("steps").map_or(1, Node::line);
                self.note(
                    line,
                    format!("the step {wanted} is missing"),
                    format!("Add [[steps]] with step = \"{wanted}\"."),
                );
            }
        }
        let known = |name: &str| StepName::ALL.iter().position(|step| step.as_str() == name);
        for (before, after) in steps.iter().zip(steps.iter().skip(1)) {
            let (a, b) = (before.text_of("step"), after.text_of("step"));
            if known(a).zip(known(b)).is_some_and(|(a, b)| a > b) {
                self.note(
                    after.line(),
                    format!("the step {b} comes after {a}"),
                    "Keep the order situation, task, action, result, reflection.",
                );
            }
        }
        for step in steps {
            self.phrases(step, "phrases", step.text_of("strong"), "the strong example");
        }
    }

    /// The phrases under `key` differ from each other and are said in `text`.
    fn phrases(&mut self, table: Node<'_>, key: &str, text: &str, whose: &str) {
        let mut seen = HashSet::new();
        for phrase in table.list(key) {
            if !seen.insert(words(phrase_text(phrase))) {
                self.note(
                    phrase.line(),
                    format!("the phrase {:?} is there twice", phrase_text(phrase)),
                    "Keep one.",
                );
            }
            self.phrase_in(Some(phrase), text, whose);
        }
    }

    fn phrase_in(&mut self, phrase: Option<Node<'_>>, text: &str, whose: &str) {
        let Some(phrase) = phrase else { return };
        let wanted = phrase_text(phrase);
        // An empty phrase or text has been named already.
        if text.trim().is_empty() || words(wanted).is_empty() {
            if !wanted.trim().is_empty() && words(wanted).is_empty() {
                self.note(phrase.line(), format!("the phrase {wanted:?} has no word"), "Write words.");
            }
            return;
        }
        let others = phrase.list("also");
        let said = occurs(wanted, text)
            || others.iter().filter_map(|other| other.text()).any(|other| occurs(other, text));
        if !said {
            self.note(
                phrase.line(),
                format!("{whose} does not say {wanted:?}"),
                "Say it there word for word, or add the wording that is used: { text = \"…\", also = [\"…\"] }",
            );
        }
    }

    fn scope(&mut self, root: Node<'_>) {
        let early: Vec<&str> = root
            .list("steps")
            .iter()
            .filter(|step| matches!(step.text_of("step"), "situation" | "task"))
            .map(|step| step.text_of("strong"))
            .collect();
        self.phrases(root, "scope_statements", &early.join("\n"), "the strong example of situation or task");
    }

    fn levels(&mut self, root: Node<'_>) {
        self.unique(root, "levels", "level", str::to_owned);
        for level in root.list("levels") {
            self.phrases(level, "phrases", level.text_of("reflection"), "the reflection of this level");
            let least = level.get("at_least_seconds").and_then(Node::number);
            let most = level.get("at_most_seconds").and_then(Node::number);
            if least.zip(most).is_some_and(|(least, most)| least >= most) {
                self.note(
                    level.line(),
                    "at_least_seconds is not below at_most_seconds",
                    "Swap or mend them.",
                );
            }
        }
    }

    fn angles(&mut self, root: Node<'_>) {
        self.unique(root, "angles", "principle", slug);
        let strong: Vec<&str> = root.list("steps").iter().map(|step| step.text_of("strong")).collect();
        let strong = strong.join("\n");
        for angle in root.list("angles") {
            let all = format!("{}\n{strong}", angle.text_of("retelling"));
            self.phrases(angle, "emphasise", &all, "the story (retelling and strong examples)");
        }
    }

    fn weak(&mut self, weak: Node<'_>) {
        self.unique(weak, "parts", "step", str::to_owned);
        let text: Vec<&str> = weak.list("parts").iter().map(|part| part.text_of("text")).collect();
        let text = text.join(" ");
        for point in weak.list("critique") {
            let quote = point.text_of("quote");
            if !quote.is_empty() && !occurs(quote, &text) {
                self.note(
                    point.line(),
                    format!("the weak answer does not say {quote:?}"),
                    "Quote its very words, or leave `quote` out.",
                );
            }
        }
        for finding in weak.list("findings") {
            let Some(text) = finding.text() else { continue };
            let fits = text.split_once(": ").is_some_and(|(step, rule)| {
                (step == "answer" || step.parse::<StepName>().is_ok()) && slug(rule) == rule
            });
            if !fits {
                self.note(
                    finding.line(),
                    format!("{text:?} does not name a finding"),
                    "Write the step and the rule: \"task: missing-scope\"",
                );
            }
        }
    }

    fn quiz(&mut self, question: Node<'_>) {
        self.unique(question, "options", "text", str::to_owned);
        let options = question.list("options");
        let right =
            options.iter().filter(|option| option.get("right").and_then(Node::flag) == Some(true)).count();
        if right != 1 && !options.is_empty() {
            self.note(
                question.line(),
                format!("{right} options of this question are right"),
                "Mark exactly one with: right = true",
            );
        }
    }

    /// No two tables under `list` have the same `key`.
    fn unique(&mut self, root: Node<'_>, list: &str, key: &str, same: fn(&str) -> String) {
        let mut seen = HashSet::new();
        for table in root.list(list) {
            let Some(node) = table.get(key) else { continue };
            let Some(text) = node.text() else { continue };
            if !seen.insert(same(text)) {
                self.note(node.line(), format!("{key} {text:?} is there twice in `{list}`"), "Keep one.");
            }
        }
    }
}

fn phrase_text(phrase: Node<'_>) -> &str {
    phrase.text().unwrap_or_else(|| phrase.text_of("text"))
}

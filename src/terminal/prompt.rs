//! Questions to the person at the terminal: a text, one of several, some of several, yes or no.
//!
//! On a terminal that can be drawn over, `inquire` asks (the only file that knows it): of the crates for this it is the
//! one that tells Escape from Ctrl-C, takes a pasted text of several lines as one answer, and starts from a text that
//! the person edits. With `--plain` and on a dumb terminal the same questions are asked as lines.
//!
//! ```no_run
//! # use rehearse::terminal::{Output, TextAsk, Prompt, prompt};
//! # fn f(output: &Output) -> rehearse::error::Result<()> {
//! let mut asks = prompt(output)?;
//! let Some(title) = asks.text(&TextAsk::new("How is your story called?"))? else { return Ok(()) };
//! # Ok(()) }
//! ```

use super::output::Output;
use super::plain_prompt::PlainPrompt;
use crate::error::{Error, Result};
use crate::report::{Style, columns_of, cut, wash, wrap};
use inquire::error::InquireError;
use inquire::list_option::ListOption;
use inquire::ui::{Color, ErrorMessageRenderConfig, RenderConfig, StyleSheet, Styled};
use inquire::validator::Validation;
use inquire::{Confirm, MultiSelect, Select, Text};
use std::io::{BufReader, IsTerminal};

/// How many options are shown at once; longer lists scroll.
const PAGE: usize = 9;

/// Says what is wrong with a text, if anything.
pub type TextCheck<'a> = &'a dyn Fn(&str) -> std::result::Result<(), String>;

/// A question that is answered with a text of one's own.
#[derive(Clone, Copy)]
pub struct TextAsk<'a> {
    /// The question.
    pub question: &'a str,
    /// One line below it.
    pub help: &'a str,
    /// The text that stands there at first, to be edited.
    pub start: &'a str,
    /// What is no answer.
    pub check: TextCheck<'a>,
}

impl<'a> TextAsk<'a> {
    /// A question without help, from an empty line, that takes any text.
    pub fn new(question: &'a str) -> Self {
        Self { question, help: "", start: "", check: &|_| Ok(()) }
    }
}

/// A question that is answered with one of several options.
#[derive(Debug, Clone, Copy)]
pub struct ChooseAsk<'a> {
    /// The question.
    pub question: &'a str,
    /// What can be chosen; not empty.
    pub options: &'a [String],
    /// The option that Enter takes at first.
    pub start: usize,
    /// Whether typing searches the options (a long list). Otherwise each has a letter, and typing it goes there.
    pub search: bool,
}

/// Asks a person. Escape (a plain line `q`) gives `None`; Ctrl-C and the end of the input are an error of the kind
/// [`crate::error::Kind::Interrupted`].
pub trait Prompt {
    /// A text, in one line or pasted from several, as it was typed.
    ///
    /// # Errors
    /// When the person interrupts, or the terminal fails.
    fn text(&mut self, ask: &TextAsk<'_>) -> Result<Option<String>>;

    /// The number of the chosen option, from 0.
    ///
    /// # Errors
    /// When the person interrupts, the terminal fails, or there is no option.
    fn choose(&mut self, ask: &ChooseAsk<'_>) -> Result<Option<usize>>;

    /// The numbers of the options that are ticked at the end, in their order; `ticked` are so at first.
    ///
    /// # Errors
    /// When the person interrupts, the terminal fails, or there is no option.
    fn pick(&mut self, question: &str, options: &[String], ticked: &[usize]) -> Result<Option<Vec<usize>>>;

    /// Yes or no; Enter alone is `default`.
    ///
    /// # Errors
    /// When the person interrupts, or the terminal fails.
    fn confirm(&mut self, question: &str, default: bool) -> Result<Option<bool>>;
}

/// The way to ask the person at this terminal.
///
/// # Errors
/// A usage error when nobody can be asked: standard input or standard error is no terminal.
pub fn prompt(output: &Output) -> Result<Box<dyn Prompt>> {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Err(Error::usage("nobody can be asked here: this is no terminal"));
    }
    if output.redraws() {
        Ok(Box::new(LivePrompt { style: output.talk_style() }))
    } else {
        Ok(Box::new(PlainPrompt::new(BufReader::new(std::io::stdin()), std::io::stderr())))
    }
}

/// Asks with `inquire`, on standard error.
struct LivePrompt {
    style: Style,
}

impl LivePrompt {
    fn look(&self) -> RenderConfig<'static> {
        let signs = |unicode: &'static str, ascii: &'static str| {
            Styled::new(if self.style.unicode { unicode } else { ascii })
        };
        let mut look = if self.style.colour {
            let faint = StyleSheet::new().with_fg(Color::DarkGrey);
            RenderConfig::default_colored().with_help_message(faint)
        } else {
            RenderConfig::empty()
        };
        let tinted =
            |sign: Styled<&'static str>| if self.style.colour { sign.with_fg(Color::DarkCyan) } else { sign };
        look.prompt_prefix = tinted(signs("?", "?"));
        look.answered_prompt_prefix = tinted(signs("›", ">"));
        look.highlighted_option_prefix = tinted(signs("❯", ">"));
        look.scroll_up_prefix = signs("↑", "^");
        look.scroll_down_prefix = signs("↓", "v");
        look.selected_checkbox = tinted(signs("◉", "[x]"));
        look.unselected_checkbox = signs("○", "[ ]");
        look.canceled_prompt_indicator = signs("(left)", "(left)");
        look.error_message = if self.style.colour {
            ErrorMessageRenderConfig::default_colored()
        } else {
            ErrorMessageRenderConfig::empty()
        };
        look.error_message.prefix = signs("!", "!");
        look
    }

    /// A washed text in lines that break between words, with room for a sign of `room` columns in front.
    fn folded(&self, text: &str, room: usize, next: &str) -> String {
        wrap(&wash(text), self.style.width.saturating_sub(room).max(20), "", next).join("\n")
    }

    fn arrows(&self) -> &'static str {
        if self.style.unicode { "↑↓" } else { "arrows" }
    }
}

/// Escape is `None`, everything else that is no answer an error.
fn answered<T>(answer: Result<T, InquireError>) -> Result<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(InquireError::OperationCanceled) => Ok(None),
        Err(InquireError::OperationInterrupted) => Err(Error::interrupted("interrupted")),
        Err(cause) => {
            Err(Error::failed(format!("cannot ask at this terminal: {cause}"))
                .hint("Try again with --plain."))
        }
    }
}

impl Prompt for LivePrompt {
    fn text(&mut self, ask: &TextAsk<'_>) -> Result<Option<String>> {
        let (question, start) = (self.folded(ask.question, 2, ""), wash(ask.start));
        let check = ask.check;
        let mut text = Text::new(&question)
            .with_render_config(self.look())
            .with_initial_value(&start)
            .with_formatter(&|text| wash(text.trim()).into_owned())
            .with_validator(move |text: &str| {
                Ok(check(text).map_or_else(|wrong| Validation::Invalid(wrong.into()), |()| Validation::Valid))
            });
        if !ask.help.is_empty() {
            text = text.with_help_message(ask.help);
        }
        answered(text.prompt())
    }

    fn choose(&mut self, ask: &ChooseAsk<'_>) -> Result<Option<usize>> {
        let question = self.folded(ask.question, 2, "");
        let options: Vec<String> = ask.options.iter().map(|option| wash(option).into_owned()).collect();
        // A long list has one line an option, and is searched in full; a short one is shown in full.
        let one = |(number, option): (usize, &String)| match letter(number).filter(|_| !ask.search) {
            Some(letter) => self.folded(&format!("{letter}) {option}"), 3, "     "),
            None => cut(option, self.style.width.saturating_sub(3)),
        };
        let shown: Vec<String> = options.iter().enumerate().map(one).collect();
        let help = if ask.search {
            format!("type words to search · {} · enter takes it · esc leaves", self.arrows())
        } else {
            format!("{} or a letter · enter takes it · esc leaves", self.arrows())
        };
        let fits = |typed: &str, _: &String, shown: &str, number: usize| {
            let full = options.get(number).map_or(shown, String::as_str);
            let fits = if ask.search {
                has_words(full, typed)
            } else {
                shown.starts_with(&typed.trim().to_lowercase())
            };
            fits.then_some(0)
        };
        // What was chosen stands behind the question, or below it when it is long.
        let chosen = |option: ListOption<&String>| {
            let text = options.get(option.index).map_or("", String::as_str);
            let fits = columns_of(&question) + columns_of(text) + 4 <= self.style.width;
            let below = || wrap(text, self.style.width, "\n  ", "  ").join("\n");
            if fits { text.to_owned() } else { below() }
        };
        let select = Select::new(&question, shown)
            .with_render_config(self.look())
            .with_help_message(&help)
            .with_page_size(PAGE)
            .with_formatter(&chosen)
            .with_scorer(&fits)
            .with_starting_cursor(ask.start.min(ask.options.len().saturating_sub(1)));
        Ok(answered(select.raw_prompt())?.map(|chosen| chosen.index))
    }

    fn pick(&mut self, question: &str, options: &[String], ticked: &[usize]) -> Result<Option<Vec<usize>>> {
        let question = self.folded(question, 2, "");
        let options: Vec<String> = options.iter().map(|option| self.folded(option, 6, "      ")).collect();
        let help = format!("{} · space ticks · enter goes on · esc leaves", self.arrows());
        let pick = MultiSelect::new(&question, options)
            .with_render_config(self.look())
            .with_help_message(&help)
            .with_page_size(PAGE)
            .with_default(ticked)
            .without_filtering();
        Ok(answered(pick.raw_prompt())?.map(|picked| picked.iter().map(|option| option.index).collect()))
    }

    fn confirm(&mut self, question: &str, default: bool) -> Result<Option<bool>> {
        let question = self.folded(question, 2, "");
        let confirm = Confirm::new(&question)
            .with_render_config(self.look())
            .with_default(default)
            .with_error_message("Type y or n.");
        answered(confirm.prompt())
    }
}

/// Whether a text has all of these words, whatever their order and case.
pub(super) fn has_words(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// The letter of an option: a, b, c …
pub(super) fn letter(number: usize) -> Option<char> {
    u8::try_from(number).ok().filter(|number| *number < 26).map(|number| char::from(b'a' + number))
}

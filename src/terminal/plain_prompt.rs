//! Questions as lines: for `--plain`, dumb terminals, screen readers and tests. Pure over a reader and a writer.

use super::prompt::{ChooseAsk, Prompt, TextAsk, has_words, letter};
use crate::error::{Error, Result};
use crate::report::wash;
use std::io::{BufRead, Write};

/// The longest line that is read, in bytes: a whole spoken answer has 3,000.
const LONGEST: usize = 100_000;

/// A longer list is searched before it is shown.
const SHORT_LIST: usize = 20;

/// Asks over any reader and writer. A line `q` leaves a choice; an empty line takes what stands there already.
#[derive(Debug)]
pub struct PlainPrompt<R, W> {
    input: R,
    output: W,
}

impl<R: BufRead, W: Write> PlainPrompt<R, W> {
    /// Asks on `output`, reads lines from `input`.
    pub fn new(input: R, output: W) -> Self {
        Self { input, output }
    }

    fn say(&mut self, text: &str) -> Result<()> {
        let said = self.output.write_all(text.as_bytes()).and_then(|()| self.output.flush());
        said.map_err(|cause| Error::failed(format!("cannot ask at this terminal: {cause}")))
    }

    /// One line without its end. The end of the input is an interruption: nobody is there to answer.
    fn line(&mut self) -> Result<String> {
        let mut line = Vec::new();
        let mut input = std::io::Read::take(&mut self.input, LONGEST as u64);
        let length = input
            .read_until(b'\n', &mut line)
            .map_err(|cause| Error::failed(format!("cannot read what you type: {cause}")))?;
        if length == 0 {
            return Err(Error::interrupted("the input has ended"));
        }
        Ok(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_owned())
    }

    fn list(&mut self, question: &str, options: &[String], sign: impl Fn(usize) -> String) -> Result<()> {
        self.say(&format!("{}\n", wash(question)))?;
        for (number, option) in options.iter().enumerate() {
            self.say(&format!("  {} {}\n", sign(number), wash(option)))?;
        }
        if options.is_empty() {
            return Err(Error::failed("there is nothing to choose from"));
        }
        Ok(())
    }
}

/// Which options a person means by a number, a letter (when each has one), or words that the option has.
fn meant(typed: &str, ask: &ChooseAsk<'_>) -> Vec<usize> {
    let typed = typed.trim().to_lowercase();
    if let Some(number) =
        typed.parse::<usize>().ok().filter(|number| (1..=ask.options.len()).contains(number))
    {
        return vec![number - 1];
    }
    let by_letter =
        (0..ask.options.len()).find(|number| letter(*number).is_some_and(|own| typed == own.to_string()));
    if let Some(number) = by_letter.filter(|_| !ask.search) {
        return vec![number];
    }
    let fits = |(_, option): &(usize, &String)| has_words(option, &typed);
    ask.options.iter().enumerate().filter(fits).map(|(number, _)| number).collect()
}

impl<R: BufRead, W: Write> Prompt for PlainPrompt<R, W> {
    fn text(&mut self, ask: &TextAsk<'_>) -> Result<Option<String>> {
        self.say(&format!("{}\n", wash(ask.question)))?;
        if !ask.help.is_empty() {
            self.say(&format!("  ({})\n", wash(ask.help)))?;
        }
        if !ask.start.is_empty() {
            self.say(&format!("  now: {}\n  (an empty line keeps it)\n", wash(ask.start)))?;
        }
        loop {
            self.say("> ")?;
            let mut line = self.line()?;
            if line.trim().is_empty() {
                ask.start.clone_into(&mut line);
            }
            match (ask.check)(&line) {
                Ok(()) => return Ok(Some(line)),
                Err(wrong) => self.say(&format!("  {}\n", wash(&wrong)))?,
            }
        }
    }

    fn choose(&mut self, ask: &ChooseAsk<'_>) -> Result<Option<usize>> {
        let sign = |number: usize| match letter(number).filter(|_| !ask.search) {
            Some(letter) => format!("{letter})"),
            None => format!("{}.", number + 1),
        };
        let long = ask.search && ask.options.len() > SHORT_LIST;
        if long {
            self.say(&format!(
                "{}\n  {} options: type words to search, ? shows all\n",
                wash(ask.question),
                ask.options.len()
            ))?;
        } else {
            self.list(ask.question, ask.options, sign)?;
        }
        let start = ask.start.min(ask.options.len() - 1);
        loop {
            let what = if ask.search { "number or words" } else { "letter" };
            self.say(&format!("{what}, enter for {}, q leaves> ", sign(start).trim_end_matches(['.', ')'])))?;
            let line = self.line()?;
            match line.trim() {
                "" => return Ok(Some(start)),
                "?" if long => self.list(ask.question, ask.options, sign)?,
                "q" | "Q" if ask.search || ask.options.len() < 17 => return Ok(None),
                typed => match meant(typed, ask).as_slice() {
                    [one] => return Ok(Some(*one)),
                    [] => self.say("  nothing like that is there\n")?,
                    several => {
                        let fits: Vec<String> =
                            several.iter().map(|number| (number + 1).to_string()).collect();
                        self.say(&format!("  several fit: {}\n", fits.join(", ")))?;
                    }
                },
            }
        }
    }

    fn pick(&mut self, question: &str, options: &[String], ticked: &[usize]) -> Result<Option<Vec<usize>>> {
        let mut ticked: Vec<usize> =
            ticked.iter().copied().filter(|number| *number < options.len()).collect();
        loop {
            let sign = |number: usize| {
                format!("{} {}.", if ticked.contains(&number) { "[x]" } else { "[ ]" }, number + 1)
            };
            self.list(question, options, sign)?;
            self.say("numbers to tick or untick, enter goes on, q leaves> ")?;
            let line = self.line()?;
            match line.trim() {
                "" => {
                    ticked.sort_unstable();
                    return Ok(Some(ticked));
                }
                "q" | "Q" => return Ok(None),
                typed => {
                    let pieces = typed
                        .split(|c: char| c.is_whitespace() || c == ',')
                        .filter(|piece| !piece.is_empty());
                    for piece in pieces {
                        match piece
                            .parse::<usize>()
                            .ok()
                            .filter(|number| (1..=options.len()).contains(number))
                        {
                            Some(number) if ticked.contains(&(number - 1)) => {
                                ticked.retain(|ticked| *ticked != number - 1);
                            }
                            Some(number) => ticked.push(number - 1),
                            None => self.say(&format!("  there is no {}\n", wash(piece)))?,
                        }
                    }
                }
            }
        }
    }

    fn confirm(&mut self, question: &str, default: bool) -> Result<Option<bool>> {
        let keys = if default { "Y/n" } else { "y/N" };
        loop {
            self.say(&format!("{} ({keys}, q leaves) ", wash(question)))?;
            match self.line()?.trim().to_lowercase().as_str() {
                "" => return Ok(Some(default)),
                "y" | "yes" => return Ok(Some(true)),
                "n" | "no" => return Ok(Some(false)),
                "q" => return Ok(None),
                _ => self.say("  type y or n\n")?,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    /// Asks with these lines typed; gives the answer and everything that was shown.
    fn with<T>(
        typed: &str,
        ask: impl FnOnce(&mut PlainPrompt<&[u8], &mut Vec<u8>>) -> Result<T>,
    ) -> (Result<T>, String) {
        let mut shown = Vec::new();
        let answer = ask(&mut PlainPrompt::new(typed.as_bytes(), &mut shown));
        (answer, String::from_utf8(shown).expect("text"))
    }

    fn options(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_text_is_asked_again_until_it_is_an_answer() {
        let check = |text: &str| if text == "good" { Ok(()) } else { Err("not that".to_owned()) };
        let ask = TextAsk { check: &check, ..TextAsk::new("Which?") };
        let (answer, shown) = with("bad\ngood\r\n", |prompt| prompt.text(&ask));
        assert_eq!(answer, Ok(Some("good".into())));
        assert_eq!(shown, "Which?\n>   not that\n> ");
    }

    #[test]
    fn an_empty_line_keeps_the_text_that_is_there() {
        let ask = TextAsk { start: "old", ..TextAsk::new("Which?") };
        assert_eq!(with("\n", |prompt| prompt.text(&ask)).0, Ok(Some("old".into())));
        assert_eq!(with("new\n", |prompt| prompt.text(&ask)).0, Ok(Some("new".into())));
    }

    #[test]
    fn the_end_of_the_input_is_an_interruption_and_no_endless_question() {
        let ask = TextAsk { check: &|_| Err("never".into()), ..TextAsk::new("Which?") };
        let (answer, _) = with("a\nb\n", |prompt| prompt.text(&ask));
        assert_eq!(answer.map_err(|error| error.kind()), Err(Kind::Interrupted));
    }

    #[test]
    fn a_choice_is_made_by_number_letter_words_or_enter() {
        let all = options(&["Dive Deep", "Deliver Results", "Earn Trust"]);
        let ask = |search| ChooseAsk { question: "Which?", options: &all, start: 2, search };
        let chosen = |typed: &str, search| with(typed, |prompt| prompt.choose(&ask(search))).0;
        assert_eq!(chosen("\n", true), Ok(Some(2)));
        assert_eq!(chosen("2\n", true), Ok(Some(1)));
        assert_eq!(chosen("trust EARN\n", true), Ok(Some(2)));
        assert_eq!(chosen("de\n1\n", true), Ok(Some(0)), "several fit");
        assert_eq!(chosen("b\n", false), Ok(Some(1)));
        assert_eq!(chosen("q\n", false), Ok(None));
        assert_eq!(chosen("9\nx\n3\n", true), Ok(Some(2)));
    }

    #[test]
    fn ticks_are_set_and_taken_away_by_their_numbers() {
        let all = options(&["one", "two", "three"]);
        let (answer, shown) = with("1, 3\n7\n\n", |prompt| prompt.pick("Which?", &all, &[0]));
        assert_eq!(answer, Ok(Some(vec![2])));
        assert!(
            shown.contains("[x] 1. one") && shown.contains("[ ] 1. one") && shown.contains("there is no 7"),
            "{shown}"
        );
    }

    #[test]
    fn yes_and_no_have_a_default() {
        let answer = |typed: &str, default| with(typed, |prompt| prompt.confirm("Sure?", default)).0;
        assert_eq!(answer("\n", true), Ok(Some(true)));
        assert_eq!(answer("maybe\nNo\n", true), Ok(Some(false)));
        assert_eq!(answer("q\n", false), Ok(None));
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_shown() {
        let (_, shown) = with("\n", |prompt| prompt.confirm("a\u{1b}[2Jb", true));
        assert!(!shown.contains('\u{1b}'), "{shown:?}");
    }
}

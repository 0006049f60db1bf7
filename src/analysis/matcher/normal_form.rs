//! What a phrase comes to, for its author.

use super::phrase::Form;
use crate::analysis::normal::measure::Measure;
use crate::analysis::normal::{Entry, Sense};

/// Why nothing can be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is no word in it.
    NoWord,
    /// It has function words alone.
    OnlyFunctionWords,
}

/// What a phrase comes to: its strong words as they are compared.
///
/// # Errors
/// When there is nothing that can be looked for.
pub fn normal_form(phrase: &str) -> Result<String, Fault> {
    let form = Form::new(phrase, false);
    if form.normal.items.is_empty() {
        return Err(Fault::NoWord);
    }
    if form.is_empty() {
        return Err(Fault::OnlyFunctionWords);
    }
    let subject = form.subject.map(|at| form.normal.plain(at).to_owned());
    let units = (0..form.units.len()).filter_map(|unit| form.entry(unit)).map(shown);
    Ok(subject.into_iter().chain(units).collect::<Vec<_>>().join(" "))
}

fn shown(entry: &Entry) -> String {
    match entry.sense {
        Sense::Word => entry.lemmas.last().map_or(&entry.plain, |lemma| &lemma.key).to_string(),
        Sense::Period(period) => format!("per-{}", period.name()),
        Sense::Figure(figure) => {
            let unit = match figure.measure {
                Measure::None if figure.ordinal => "th",
                Measure::None => "",
                Measure::Percent => "%",
                Measure::Money(code) => code,
                Measure::SomeMoney => "money",
                Measure::Time => "s",
                Measure::Months => "months",
                Measure::Bytes => "bytes",
                Measure::Frequency => "Hz",
                Measure::Power => "W",
                Measure::Length => "m",
                Measure::Mass => "g",
                Measure::Level => "dB",
                Measure::Times => "x",
                Measure::Degrees => "°",
                Measure::Fahrenheit => "°F",
            };
            format!("{}{unit}", figure.value)
        }
    }
}

//! What a number counts: percent, money, time, bytes. Units of one kind are kept in one base unit.

use super::value::Value;

/// What a number counts. The value of a figure is in the base unit that is named here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Nothing, or a thing that is named by an ordinary word ("12 racks").
    None,
    /// Percent.
    Percent,
    /// An amount of money, in the currency of this code.
    Money(&'static str),
    /// An amount of money in a currency that is not named ("eight grand").
    SomeMoney,
    /// Seconds.
    Time,
    /// Months; a year has twelve. A month has no fixed number of days.
    Months,
    /// Bytes; a kilobyte has a thousand, as people say it.
    Bytes,
    /// Hertz.
    Frequency,
    /// Watts.
    Power,
    /// Metres.
    Length,
    /// Grams.
    Mass,
    /// Decibels.
    Level,
    /// How many times ("10x", "twice").
    Times,
    /// Degrees, Celsius or of no named scale.
    Degrees,
    /// Degrees Fahrenheit.
    Fahrenheit,
}

impl Measure {
    /// Whether it is an amount of money.
    pub fn is_money(self) -> bool {
        matches!(self, Self::Money(_) | Self::SomeMoney)
    }
}

/// A unit: what it measures, and how many base units it has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// What it measures.
    pub measure: Measure,
    /// Base units in one of it.
    pub scale: Value,
}

/// The unit of this name: "minutes", "ms", "€". One letter is a unit only right behind digits ("15s"): see
/// [`unit_behind_digits`].
pub fn unit(name: &str) -> Option<Unit> {
    let whole = |measure, scale| Some(Unit { measure, scale: Value::whole(scale) });
    let part = |measure, of| Value::new(1, of).map(|scale| Unit { measure, scale });
    match name {
        "%" | "percent" | "pct" => whole(Measure::Percent, 1),
        "$" | "dollar" | "dollars" | "usd" | "buck" | "bucks" => whole(Measure::Money("USD"), 1),
        "€" | "euro" | "euros" | "eur" => whole(Measure::Money("EUR"), 1),
        "£" | "pound" | "pounds" | "quid" | "gbp" => whole(Measure::Money("GBP"), 1),
        "¥" | "yen" | "jpy" => whole(Measure::Money("JPY"), 1),
        "₹" | "rupee" | "rupees" | "inr" => whole(Measure::Money("INR"), 1),
        "franc" | "francs" | "chf" => whole(Measure::Money("CHF"), 1),
        "ns" | "nanosecond" | "nanoseconds" => part(Measure::Time, 1_000_000_000),
        "µs" | "μs" | "microsecond" | "microseconds" => part(Measure::Time, 1_000_000),
        "ms" | "msec" | "millis" | "millisecond" | "milliseconds" => part(Measure::Time, 1_000),
        "sec" | "secs" | "second" | "seconds" => whole(Measure::Time, 1),
        "min" | "mins" | "minute" | "minutes" => whole(Measure::Time, 60),
        "hr" | "hrs" | "hour" | "hours" => whole(Measure::Time, 3_600),
        "day" | "days" => whole(Measure::Time, 86_400),
        "week" | "weeks" | "wk" | "wks" => whole(Measure::Time, 604_800),
        "month" | "months" => whole(Measure::Months, 1),
        "quarter" | "quarters" => whole(Measure::Months, 3),
        "year" | "years" | "yr" | "yrs" => whole(Measure::Months, 12),
        "byte" | "bytes" => whole(Measure::Bytes, 1),
        "kb" | "kilobyte" | "kilobytes" => whole(Measure::Bytes, 1_000),
        "mb" | "meg" | "megs" | "megabyte" | "megabytes" => whole(Measure::Bytes, 1_000_000),
        "gb" | "gig" | "gigs" | "gigabyte" | "gigabytes" => whole(Measure::Bytes, 1_000_000_000),
        "tb" | "terabyte" | "terabytes" => whole(Measure::Bytes, 1_000_000_000_000),
        "pb" | "petabyte" | "petabytes" => whole(Measure::Bytes, 1_000_000_000_000_000),
        "hz" | "hertz" => whole(Measure::Frequency, 1),
        "khz" | "kilohertz" => whole(Measure::Frequency, 1_000),
        "mhz" | "megahertz" => whole(Measure::Frequency, 1_000_000),
        "ghz" | "gigahertz" => whole(Measure::Frequency, 1_000_000_000),
        "watt" | "watts" => whole(Measure::Power, 1),
        "kw" | "kilowatt" | "kilowatts" => whole(Measure::Power, 1_000),
        "megawatt" | "megawatts" => whole(Measure::Power, 1_000_000),
        "mm" | "millimetre" | "millimetres" | "millimeter" | "millimeters" => part(Measure::Length, 1_000),
        "cm" | "centimetre" | "centimetres" | "centimeter" | "centimeters" => part(Measure::Length, 100),
        "metre" | "metres" | "meter" | "meters" => whole(Measure::Length, 1),
        "km" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => whole(Measure::Length, 1_000),
        "gram" | "grams" => whole(Measure::Mass, 1),
        "kg" | "kilo" | "kilos" | "kilogram" | "kilograms" => whole(Measure::Mass, 1_000),
        "db" | "decibel" | "decibels" => whole(Measure::Level, 1),
        "times" | "fold" => whole(Measure::Times, 1),
        "°" | "degree" | "degrees" => whole(Measure::Degrees, 1),
        _ => None,
    }
}

/// The units of one letter, which count right behind digits only.
pub fn unit_behind_digits(name: &str) -> Option<Unit> {
    match name {
        "s" => unit("seconds"),
        "h" => unit("hours"),
        "d" => unit("days"),
        "w" => unit("watts"),
        "x" => unit("times"),
        name => unit(name),
    }
}

/// How often: "per week", "a week", "weekly".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// Every second.
    Second,
    /// Every minute.
    Minute,
    /// Every hour.
    Hour,
    /// Every day.
    Day,
    /// Every night.
    Night,
    /// Every week.
    Week,
    /// Every month.
    Month,
    /// Every quarter.
    Quarter,
    /// Every year.
    Year,
}

impl Period {
    /// The period whose name follows "per", "a" or "every".
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "second" | "sec" | "s" => Self::Second,
            "minute" | "min" => Self::Minute,
            "hour" | "hr" | "h" => Self::Hour,
            "day" => Self::Day,
            "night" => Self::Night,
            "week" | "wk" => Self::Week,
            "month" | "mo" => Self::Month,
            "quarter" => Self::Quarter,
            "year" | "yr" | "annum" => Self::Year,
            _ => return None,
        })
    }

    /// The period of "weekly" and its like.
    pub fn adverb(word: &str) -> Option<Self> {
        Some(match word {
            "hourly" => Self::Hour,
            "daily" => Self::Day,
            "nightly" => Self::Night,
            "weekly" => Self::Week,
            "monthly" => Self::Month,
            "quarterly" => Self::Quarter,
            "yearly" | "annually" | "annual" => Self::Year,
            _ => return None,
        })
    }

    /// What "mph" and its like count, and how often.
    pub fn short(name: &str) -> Option<(&'static str, Self)> {
        Some(match name {
            "mph" => ("miles", Self::Hour),
            "rps" => ("requests", Self::Second),
            "qps" => ("queries", Self::Second),
            "tps" => ("transactions", Self::Second),
            "fps" => ("frames", Self::Second),
            "rpm" => ("revolutions", Self::Minute),
            _ => return None,
        })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Night => "night",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

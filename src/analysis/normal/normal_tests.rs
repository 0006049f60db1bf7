//! What comes out the same, and what does not.

use super::*;

/// The items of a text, each in one short word.
fn shown(text: &str) -> String {
    let normal = Normal::of(text);
    let one = |at: usize| {
        let entry = normal.entry(at).expect("an entry");
        match entry.sense {
            Sense::Word => entry.plain.to_string(),
            Sense::Period(period) => format!("/{}", period.name()),
            Sense::Figure(figure) => {
                let order = if figure.ordinal { "th" } else { "" };
                match figure.measure {
                    measure::Measure::None => format!("{}{order}", figure.value),
                    measure => format!("{}:{measure:?}", figure.value),
                }
            }
        }
    };
    (0..normal.items.len()).map(one).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn same(forms: &[&str]) {
    for form in &forms[1..] {
        assert_eq!(shown(form), shown(forms[0]), "{form:?} against {:?}", forms[0]);
    }
}

#[test]
fn numbers_in_words_and_digits_are_the_same() {
    same(&["0.3%", ".3 percent", "point three percent", "zero point three per cent", "0.3 %", "0.30 pct"]);
    same(&["99.95%", "ninety-nine point nine five percent", "ninety nine point ninety-five per cent"]);
    same(&["8000", "8,000", "eight thousand", "8k", "8 K", "eight k"]);
    same(&["500,000", "half a million", "five hundred thousand", "0.5 million"]);
    same(&["1,400", "fourteen hundred", "one thousand four hundred", "1.4k"]);
    same(&["250", "two hundred and fifty", "two hundred fifty"]);
    same(&["1,200,000", "one point two million", "1.2M", "1.2 million"]);
    same(&["2024", "twenty twenty-four", "two thousand and twenty-four"]);
    same(&["1999", "nineteen ninety-nine"]);
    same(&["200", "a couple of hundred", "two hundred"]);
    same(&["99th percentile", "ninety-ninth percentile"]);
    same(&["10x", "ten times", "10 times", "tenfold"]);
    same(&["-20 degrees", "minus 20 degrees", "minus twenty degrees", "−20°", "negative twenty degrees"]);
    same(&["one third of users", "a third of users", "1/3 of users"]);
    same(&["two thirds", "2/3"]);
    same(&["an hour and a half", "1.5 hours", "one and a half hours", "one point five hours", "90 minutes"]);
    same(&["version 2.4", "version two point four"]);
    same(&["2.4.1", "two point four point one"]);
    same(&["half an hour", "30 minutes", "thirty minutes"]);
    same(&["quarter of a million", "a quarter of a million", "250,000"]);
    same(&["thirty second timeout", "30-second timeout"]);
    same(&["from 900 to 120 milliseconds", "from nine hundred ms to a hundred and twenty ms"]);
    same(&["twelve", "a dozen", "12"]);
    same(&["three tenths of a percent", "0.3%"]);
    same(&["a hundred users", "hundred users", "100 users"]);
    same(&["1.2 seconds", "1200 ms", "1,200 milliseconds"]);
}

#[test]
fn money_and_periods_are_the_same_however_they_are_said() {
    same(&[
        "$8K per week",
        "$8,000 a week",
        "eight thousand dollars every week",
        "8,000 dollars per week",
        "$8k/week",
        "8k dollars weekly",
        "$8K each week",
    ]);
    same(&["€3,000 a month", "3000 euro every month", "three thousand euros monthly"]);
    same(&[
        "$1.2M a year",
        "one point two million dollars a year",
        "$1.2 million annually",
        "1.2 million bucks per year",
    ]);
    same(&["1 TB of logs per day", "one terabyte of logs a day", "a terabyte of logs daily"]);
}

#[test]
fn other_numbers_are_not() {
    for (a, b) in [
        ("0.3%", "3%"),
        ("0.3%", "0.3"),
        ("$8K", "$80K"),
        ("$8K", "€8K"),
        ("45 minutes", "45 seconds"),
        ("$8K per week", "$8K per month"),
        ("99th", "99"),
        ("1.2M", "1.2K"),
        ("2024", "twenty, twenty-four"),
    ] {
        assert_ne!(shown(a), shown(b));
    }
}

#[test]
fn times_of_day_and_dates() {
    same(&["4:30 a.m.", "four thirty a m", "4:30 am", "four thirty in the morning"]);
    same(&["4:30", "four thirty", "half past four"]);
    same(&["4:45 a.m.", "a quarter to five in the morning", "four forty-five a.m."]);
    same(&["4:30 p.m.", "16:30", "four thirty in the afternoon"]);
    assert_eq!(shown("on the fourteenth of March"), "on the march 14th");
    assert_eq!(shown("14 March"), "march 14th");
    assert_eq!(shown("March 14th, 2022"), "march 14th 2022");
    assert_eq!(shown("I march 14 miles"), "i march 14 miles");
}

#[test]
fn a_unit_that_is_said_once_counts_for_both_ends() {
    same(&["from 71% to 84%", "from seventy-one to eighty-four percent", "from 71 to 84 per cent"]);
    same(&["two days or three days", "two or three days"]);
    same(&["10% 20%", "10-20%"]);
    assert_eq!(shown("12 racks and 3 percent"), "12 racks and 3:Percent");
}

#[test]
fn words_that_only_look_like_numbers_stay_words() {
    assert_eq!(shown("no one"), "nobody");
    assert_eq!(shown("at one point two engineers"), "at 1 point 2 engineers");
    assert_eq!(shown("at that point three people"), "at that point 3 people");
    assert_eq!(shown("a second region"), "a 2th region");
    assert_eq!(shown("in a week"), "in 604800:Time");
    assert_eq!(shown("last quarter"), "last quarter");
    assert_eq!(shown("three nines"), "3 nines");
}

#[test]
fn signs_dots_and_accents() {
    same(&["T.L.S. certificate", "TLS certificate"]);
    same(&["naïve", "naive", "nai\u{308}ve"]);
    same(&["created_at", "created at"]);
    same(&["it’s", "it's"]);
    same(&["dead-letter", "dead letter"]);
    assert_eq!(shown("PCI-e"), "pci e");
    assert_eq!(shown("p99"), "p 99");
    assert_eq!(shown("CVE-2021-44228"), "cve 2021 44228");
    assert_eq!(shown("71% → 84%"), "71:Percent to 84:Percent");
    assert_eq!(shown(""), "");
    assert_eq!(shown("… — % \u{0} 🎉"), "percent");
}

#[test]
fn pauses_are_kept_and_a_decimal_point_is_none() {
    let pauses =
        |text: &str| -> Vec<Pause> { Normal::of(text).items.iter().map(|item| item.pause).collect() };
    assert_eq!(
        pauses("no, the ticket. Was it 2.4?"),
        [Pause::None, Pause::Short, Pause::None, Pause::Stop, Pause::None, Pause::None,]
    );
    assert_eq!(Normal::of("was it?").last_pause, Pause::Question);
    assert_eq!(pauses("at 4 a.m. The pump")[3], Pause::Stop);
    assert_eq!(pauses("at 4 a.m. we left")[3], Pause::None);
}

#[test]
fn spans_name_the_pieces_that_were_written() {
    let normal = Normal::of("a drop of zero point three percent today");
    let figure = normal.items[3];
    assert_eq!((figure.first, figure.last), (3, 6));
}

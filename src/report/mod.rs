//! Finished results as text: the report on a terminal, JSON. Formats; computes nothing.

mod style;

pub use style::{Ink, Style, clock, columns, cut, moment, pad, pad_left, paragraph, wash, wrap};

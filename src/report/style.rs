//! How text may look: colour, width, characters. Decided once, at the edge.

/// How text may look on the place where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether colours may be used. They are never the only sign of anything.
    pub colour: bool,
    /// The columns of the terminal.
    pub width: usize,
    /// Whether characters beyond ASCII may be used for bars and signs.
    pub unicode: bool,
}

/// A colour with a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Well done, or said.
    Good,
    /// Worth a look.
    Watch,
    /// To be mended.
    Bad,
    /// A word that stands out: "we".
    Mark,
    /// Less important.
    Faint,
    /// A heading.
    Strong,
}

impl Colour {
    /// The codes of ECMA-48 for it: among the eight that every theme defines.
    fn code(self) -> &'static str {
        match self {
            Self::Good => "32",
            Self::Watch => "33",
            Self::Bad => "31",
            Self::Mark => "1;35",
            Self::Faint => "2",
            Self::Strong => "1",
        }
    }
}

impl Style {
    /// Text without colours, bars in full characters.
    pub fn plain(width: usize) -> Self {
        Self { colour: false, width, unicode: true }
    }

    /// The text in a colour, where colours are allowed.
    pub fn paint(&self, colour: Colour, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("\u{1b}[{}m{text}\u{1b}[0m", colour.code())
        } else {
            text.to_owned()
        }
    }

    /// The first where characters beyond ASCII may be used, else the second.
    pub fn either<'a>(&self, unicode: &'a str, ascii: &'a str) -> &'a str {
        if self.unicode { unicode } else { ascii }
    }

    /// Between things of a line (" · ").
    pub(crate) fn dot(&self) -> &'static str {
        if self.unicode { " · " } else { " | " }
    }

    /// Nothing (an empty cell).
    pub(crate) fn none(&self) -> &'static str {
        if self.unicode { "–" } else { "-" }
    }

    /// Before something that is wrong.
    pub(crate) fn cross(&self) -> &'static str {
        if self.unicode { "✗" } else { "x" }
    }

    /// Text for reading is not wider than this on any terminal.
    pub(crate) fn reading_width(&self) -> usize {
        self.width.clamp(20, 100)
    }
}

//! Turning pages: which one comes next. Pure.

use super::Key;

/// What a key does to a person who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// To this page.
    To(usize),
    /// Nothing changes.
    Stay,
    /// Past the last page.
    End,
    /// `q`: leave, and come back later.
    Quit,
    /// Ctrl-C.
    Interrupt,
}

/// Where a key leads from page `at` of `count`.
pub fn turn(at: usize, count: usize, key: Key) -> Turn {
    match key {
        Key::Next | Key::Other('n') if at + 1 < count => Turn::To(at + 1),
        Key::Next | Key::Other('n') => Turn::End,
        // Backspace, too.
        Key::Other('b' | '\u{7f}' | '\u{8}') => Turn::To(at.saturating_sub(1)),
        Key::Stop | Key::End => Turn::Quit,
        Key::Interrupt => Turn::Interrupt,
        _ => Turn::Stay,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_goes_on_to_the_end_and_b_goes_back_to_the_first_page() {
        assert_eq!(turn(0, 2, Key::Next), Turn::To(1));
        assert_eq!(turn(1, 2, Key::Next), Turn::End);
        assert_eq!(turn(1, 2, Key::Other('b')), Turn::To(0));
        assert_eq!(turn(0, 2, Key::Other('b')), Turn::To(0));
    }

    #[test]
    fn q_and_ctrl_c_leave_and_other_keys_do_nothing() {
        assert_eq!(turn(0, 2, Key::Stop), Turn::Quit);
        assert_eq!(turn(0, 2, Key::End), Turn::Quit);
        assert_eq!(turn(0, 2, Key::Interrupt), Turn::Interrupt);
        assert_eq!(turn(0, 2, Key::Again), Turn::Stay);
    }
}

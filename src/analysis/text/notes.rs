//! A recogniser's notes of sounds, which are no words: "(keyboard clicking)", "[BLANK_AUDIO]".

/// A recogniser's note of a sound has few words: "(keyboard clicking)", "[BLANK_AUDIO]".
const LONGEST_NOTE: usize = 6;

/// Words of such notes that do not end in "ing".
const SOUNDS: &[&str] = &[
    "music",
    "applause",
    "laughter",
    "laughs",
    "silence",
    "noise",
    "noises",
    "sigh",
    "sighs",
    "cough",
    "coughs",
    "inaudible",
    "unintelligible",
    "static",
    "beep",
    "beeps",
    "click",
    "clicks",
    "clears",
    "blank",
    "audio",
    "crosstalk",
    "foreign",
    "speaker",
    "sniffs",
    "gasps",
    "chatter",
    "pause",
];

/// Which pieces are a recogniser's notes of sounds.
pub(super) fn notes(pieces: &[&str]) -> Vec<bool> {
    let mut found = vec![false; pieces.len()];
    let mut at = 0;
    while at < pieces.len() {
        let length = note_at(&pieces[at..pieces.len().min(at + LONGEST_NOTE)]);
        found[at..at + length].fill(true);
        at += length.max(1);
    }
    found
}

/// How many pieces the note has that begins here; 0 when none does.
fn note_at(pieces: &[&str]) -> usize {
    let Some(first) = pieces.first().and_then(|piece| piece.chars().next()) else { return 0 };
    let close = match first {
        '[' => ']',
        '(' => ')',
        '*' => '*',
        '♪' | '♫' | '🎵' | '🎶' => first,
        _ => return 0,
    };
    let ends = |(at, piece): (usize, &&str)| {
        let core = piece.trim_end_matches(['.', ',', '!', '?', '…']);
        let own_end = at > 0 || core.chars().count() > 1;
        own_end && core.ends_with(close)
    };
    let Some(last) = pieces.iter().enumerate().position(ends) else { return 0 };
    let note = &pieces[..=last];
    let sound = |piece: &&str| {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        word.ends_with("ing") || SOUNDS.contains(&word.as_str()) || word.contains('_')
    };
    // A note does not hold another one: then the outer brackets are a person's.
    if note[1..].iter().any(|piece| piece.starts_with(['[', '('])) {
        return 0;
    }
    // A person may write brackets around real words; a note names a sound, or shouts.
    let shouted = first == '[' && !note.iter().any(|piece| piece.contains(char::is_lowercase));
    let sounds = note.iter().any(sound) && last < 4;
    let music = !matches!(first, '[' | '(' | '*');
    if sounds || shouted || music { last + 1 } else { 0 }
}

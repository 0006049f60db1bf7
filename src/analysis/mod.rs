//! Judgement: what was said against what was planned. Pure; no I/O at all.

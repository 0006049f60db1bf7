//! `rehearse`: speak an interview answer aloud, step by step; see what to fix.
//!
//! # The way of one rehearsal
//!
//! ```text
//! content → plan → capture → takes → memory → transcribe → analysis → report, terminal → commands
//! ```
//!
//! The modules below stand in that order. A stage uses only stages above it; `tests/layering.rs` keeps that true.
//! Inside a stage a file is pure (data in, data out) or an edge (the one file through which a foreign crate or the
//! file system enters). Only `commands` joins stages. `transcript` (words, times, spans) stands to the left of
//! `capture`: the recorder already speaks of spans, and a take keeps them.

pub mod error;

pub mod transcript;

pub mod content;

pub mod plan;

pub mod countdown;

pub mod capture;

pub mod takes;

pub mod memory;

pub mod transcribe;

pub mod analysis;

pub mod report;

pub mod terminal;

pub mod config;

pub mod cli;

pub mod commands;

//! One file a verb; the only place that joins stages.

pub mod model;
pub mod validate;
pub mod worker;

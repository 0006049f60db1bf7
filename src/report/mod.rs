//! Placeholder of the stage while the tree grows.

//! Awards.

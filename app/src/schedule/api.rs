//! What the browser may ask.

//! locations in the database.

sql! {}

//! people in the database.

sql! {}

//! script in the database.

sql! {}

//! schedule in the database.

sql! {}

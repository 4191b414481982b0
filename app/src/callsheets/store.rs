//! callsheets in the database.

sql! {}

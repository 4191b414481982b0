//! Reads the rows of a statement: JSON arrays in the order of its columns, as the database wrote them.
//!
//! The names of the columns are known here, so they do not travel with every row, and neither engine spends time on
//! words that mean the same: SQLite gives an id as bare hexadecimal digits and a flag as 0 or 1.
use serde::{
    Deserialize,
    de::{
        DeserializeOwned, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
        value::{MapAccessDeserializer, MapDeserializer},
    },
    forward_to_deserialize_any,
};
use std::{fmt, marker::PhantomData};

/// How a column is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// 32 hexadecimal digits or a UUID's usual form; nothing as null or as empty text.
    Id,
    /// 32 hexadecimal digits, in a list of nothing else: neither brackets nor commas.
    Digits,
    /// 0 and 1, or false and true.
    Flag,
    /// As JSON has it.
    Plain,
}

/// A column of a statement: its name and how it is written.
pub type Column = (&'static str, Cell);

/// All rows. A statement that names no columns wrote a list of objects itself.
pub(super) fn read<T: DeserializeOwned>(columns: &[Column], text: &str) -> Result<Vec<T>, serde_json::Error> {
    if columns.is_empty() {
        return serde_json::from_str(text);
    }
    if columns.iter().all(|(_, cell)| *cell == Cell::Digits) {
        return digits(columns, text);
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let rows = Rows(columns, PhantomData).deserialize(&mut json)?;
    json.end()?;
    Ok(rows)
}

/// Rows of ids alone.
fn digits<T: DeserializeOwned>(columns: &[Column], text: &str) -> Result<Vec<T>, serde_json::Error> {
    let wrong = || serde_json::Error::custom("not a list of ids");
    if !text.is_ascii() || !text.len().is_multiple_of(32 * columns.len()) {
        return Err(wrong());
    }
    let one = |row: &[u8]| {
        let ids = row.chunks(32).map(|id| std::str::from_utf8(id).unwrap_or_default());
        let names = columns.iter().map(|(name, _)| *name);
        T::deserialize(MapDeserializer::new(names.zip(ids.map(Given::<serde_json::Error>::Id))))
    };
    text.as_bytes().chunks(32 * columns.len()).map(one).collect()
}

struct Rows<'c, T>(&'c [Column], PhantomData<T>);
struct Row<'c, T>(&'c [Column], PhantomData<T>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Rows<'_, T> {
    type Value = Vec<T>;
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Vec<T>, D::Error> {
        json.deserialize_seq(self)
    }
}
impl<'de, T: Deserialize<'de>> Visitor<'de> for Rows<'_, T> {
    type Value = Vec<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rows")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Vec<T>, A::Error> {
        let mut all = Vec::new();
        while let Some(row) = rows.next_element_seed(Row(self.0, PhantomData))? {
            all.push(row);
        }
        Ok(all)
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Row<'_, T> {
    type Value = T;
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<T, D::Error> {
        json.deserialize_seq(self)
    }
}
impl<'de, T: Deserialize<'de>> Visitor<'de> for Row<'_, T> {
    type Value = T;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, cells: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(Cells { columns: self.0.iter(), next: Cell::Plain, cells }))
    }
}

/// A row as names and values.
struct Cells<'c, A> {
    columns: std::slice::Iter<'c, Column>,
    next: Cell,
    cells: A,
}
impl<'de, A: SeqAccess<'de>> MapAccess<'de> for Cells<'_, A> {
    type Error = A::Error;
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let Some((name, cell)) = self.columns.next() else { return Ok(None) };
        self.next = *cell;
        seed.deserialize((*name).into_deserializer()).map(Some)
    }
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        let value = match self.next {
            Cell::Plain => self.cells.next_element_seed(seed)?,
            Cell::Id | Cell::Digits => match self.cells.next_element::<Option<&'de str>>()? {
                Some(None | Some("")) => Some(seed.deserialize(Given::<A::Error>::Nothing(PhantomData))?),
                Some(Some(id)) => Some(seed.deserialize(Given::<A::Error>::Id(id))?),
                None => None,
            },
            Cell::Flag => match self.cells.next_element::<Flag>()? {
                Some(Flag(None)) => Some(seed.deserialize(Given::<A::Error>::Nothing(PhantomData))?),
                Some(Flag(Some(flag))) => Some(seed.deserialize(Given::<A::Error>::Flag(flag))?),
                None => None,
            },
        };
        value.ok_or_else(|| A::Error::custom("a row has too few values"))
    }
}

/// false, true, 0, 1 or nothing.
struct Flag(Option<bool>);
impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Flag;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a flag")
            }
            fn visit_bool<E: Error>(self, flag: bool) -> Result<Flag, E> {
                Ok(Flag(Some(flag)))
            }
            fn visit_u64<E: Error>(self, flag: u64) -> Result<Flag, E> {
                Ok(Flag(Some(flag != 0)))
            }
            fn visit_unit<E: Error>(self) -> Result<Flag, E> {
                Ok(Flag(None))
            }
        }
        json.deserialize_any(Reader)
    }
}

/// One value that was read already.
enum Given<'de, E> {
    Nothing(PhantomData<E>),
    Id(&'de str),
    Flag(bool),
}
impl<'de, E: Error> IntoDeserializer<'de, E> for Given<'de, E> {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}
impl<'de, E: Error> Deserializer<'de> for Given<'de, E> {
    type Error = E;
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self {
            Self::Nothing(_) => visitor.visit_unit(),
            Self::Id(id) => visitor.visit_borrowed_str(id),
            Self::Flag(flag) => visitor.visit_bool(flag),
        }
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        if matches!(self, Self::Nothing(_)) { visitor.visit_none() } else { visitor.visit_some(self) }
    }
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }
    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::SceneId;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Line {
        id: SceneId,
        over: Option<SceneId>,
        closed: bool,
        name: String,
        doc: serde_json::Value,
        #[serde(default)]
        more: i64,
    }
    const COLUMNS: &[Column] = &[
        ("id", Cell::Id),
        ("over", Cell::Id),
        ("closed", Cell::Flag),
        ("unused", Cell::Plain),
        ("name", Cell::Plain),
        ("doc", Cell::Plain),
    ];

    #[test]
    fn both_engines_rows_are_read_alike() {
        let sqlite = r#"[["0190A1B2C3D47E8F9A0B1C2D3E4F5061","",1,7,"A\"ö",{"a":[1]}]]"#;
        let postgres = r#"[["0190a1b2-c3d4-7e8f-9a0b-1c2d3e4f5061", null, true, 7, "A\"ö", {"a": [1]}]]"#;
        let (one, two) = (read::<Line>(COLUMNS, sqlite).expect("rows"), read::<Line>(COLUMNS, postgres).expect("rows"));
        assert_eq!(one, two);
        assert_eq!(one[0].over, None);
        assert!(one[0].closed);
        assert_eq!(one[0].name, "A\"ö");
        assert_eq!(one[0].doc["a"][0], 1);
        assert!(read::<Line>(COLUMNS, "[]").expect("none").is_empty());
    }

    #[test]
    fn ids_alone_are_read() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct Pair {
            one: SceneId,
            two: SceneId,
        }
        const PAIR: &[Column] = &[("one", Cell::Digits), ("two", Cell::Digits)];
        let (a, b) = ("0190A1B2C3D47E8F9A0B1C2D3E4F5061", "0190a1b2c3d47e8f9a0b1c2d3e4f5062");
        let of = |id: &str| id.parse::<SceneId>().expect("an id");
        let rows = read::<Pair>(PAIR, &format!("{a}{b}{b}{a}")).expect("rows");
        assert_eq!(rows, [Pair { one: of(a), two: of(b) }, Pair { one: of(b), two: of(a) }]);
        assert!(read::<Pair>(PAIR, "").expect("none").is_empty());
        for text in [a, "[]", &format!("{a}{}", "x".repeat(32)), &format!("{a}{}", "ö".repeat(16))] {
            assert!(read::<Pair>(PAIR, text).is_err(), "{text}");
        }
    }

    #[test]
    fn rows_of_another_shape_are_errors() {
        for text in [
            "",
            "[",
            "{}",
            "[1]",
            r#"[["x","",1,7,"A",{}]]"#,
            r#"[["0190A1B2C3D47E8F9A0B1C2D3E4F5061","",1,7,"A"]]"#,
            r#"[["0190A1B2C3D47E8F9A0B1C2D3E4F5061","",1,7,"A",{},8]]"#,
            r#"[["","",1,7,"A",{}]]"#,
            "[] []",
        ] {
            assert!(read::<Line>(COLUMNS, text).is_err(), "{text}");
        }
    }
}

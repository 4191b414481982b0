//! Statements and what is bound to them: one text for SQLite and PostgreSQL.
//!
//! Every statement is made by [`sql!`], which also registers it, so that a test can prepare all of them on both
//! engines. Lists come back as one row of JSON: sqlx hands SQLite rows over one by one from its worker thread,
//! which costs about eight times as much for a hundred rows.
use super::rows::Column;
use crate::error::AppError;
use serde_json::value::RawValue;
use uuid::Uuid;

/// A statement with its text for either engine, and the columns of a list.
#[derive(Debug, Clone, Copy)]
pub struct Sql {
    /// Its name in the code, for the log.
    pub name: &'static str,
    /// Text for SQLite.
    pub sqlite: &'static str,
    /// Text for PostgreSQL.
    pub postgres: &'static str,
    /// What a row of a `rows` statement holds, in order.
    pub columns: &'static [Column],
}

/// A value bound to `$n`.
#[derive(Debug, Clone)]
pub enum Arg {
    /// An id, or none.
    Id(Option<Uuid>),
    /// Text, a date or a key, or none.
    Text(Option<String>),
    /// A whole number, or none.
    Int(Option<i64>),
    /// Yes or no.
    Bool(bool),
    /// Bytes, or none.
    Bytes(Option<Vec<u8>>),
    /// A document (TEXT with JSON on SQLite, JSONB on PostgreSQL).
    Doc(Box<RawValue>),
}
impl From<&str> for Arg {
    fn from(v: &str) -> Self {
        Self::Text(Some(v.to_owned()))
    }
}
impl From<&String> for Arg {
    fn from(v: &String) -> Self {
        Self::Text(Some(v.clone()))
    }
}
impl From<String> for Arg {
    fn from(v: String) -> Self {
        Self::Text(Some(v))
    }
}
impl From<Option<String>> for Arg {
    fn from(v: Option<String>) -> Self {
        Self::Text(v)
    }
}
impl From<Option<&str>> for Arg {
    fn from(v: Option<&str>) -> Self {
        Self::Text(v.map(str::to_owned))
    }
}
impl From<i64> for Arg {
    fn from(v: i64) -> Self {
        Self::Int(Some(v))
    }
}
impl From<Option<i64>> for Arg {
    fn from(v: Option<i64>) -> Self {
        Self::Int(v)
    }
}
impl From<bool> for Arg {
    fn from(v: bool) -> Self {
        Self::Bool(v)
    }
}
impl From<Vec<u8>> for Arg {
    fn from(v: Vec<u8>) -> Self {
        Self::Bytes(Some(v))
    }
}
impl From<Option<Vec<u8>>> for Arg {
    fn from(v: Option<Vec<u8>>) -> Self {
        Self::Bytes(v)
    }
}
impl From<serde_json::Value> for Arg {
    fn from(v: serde_json::Value) -> Self {
        Self::Doc(RawValue::from_string(v.to_string()).unwrap_or_default())
    }
}
impl Arg {
    /// A document straight from its type: a tree of values would be several times its work.
    pub fn doc<T: serde::Serialize>(value: &T) -> Result<Self, AppError> {
        serde_json::value::to_raw_value(value).map(Self::Doc).map_err(|e| AppError::internal("document", e))
    }
}
impl From<jiff::civil::Date> for Arg {
    fn from(v: jiff::civil::Date) -> Self {
        Self::Text(Some(v.to_string()))
    }
}
impl From<crate::values::Minute> for Arg {
    fn from(v: crate::values::Minute) -> Self {
        Self::Int(Some(v.0))
    }
}
impl From<Option<crate::values::Minute>> for Arg {
    fn from(v: Option<crate::values::Minute>) -> Self {
        Self::Int(v.map(|m| m.0))
    }
}
impl From<crate::values::Eighths> for Arg {
    fn from(v: crate::values::Eighths) -> Self {
        Self::Int(Some(v.0))
    }
}
macro_rules! ids { ($($id:ident)*) => { $(
    impl From<crate::values::$id> for Arg { fn from(v: crate::values::$id) -> Self { Self::Id(Some(v.0)) } }
    impl From<Option<crate::values::$id>> for Arg { fn from(v: Option<crate::values::$id>) -> Self { Self::Id(v.map(|id| id.0)) } }
)* } }
ids!(WorkspaceId ProductionId AccountId PersonId CharacterId SceneId LocationId UnitId DayId BoardId StripId RevisionId ImportId MailId InvitationId PasskeyId ElementId LinkId TagId VariantId);
impl From<Uuid> for Arg {
    fn from(v: Uuid) -> Self {
        Self::Id(Some(v))
    }
}

/// The values of a statement, in the order of `$1`, `$2` …
#[macro_export]
macro_rules! args { ($($value:expr),* $(,)?) => { &[$($crate::access::Arg::from($value)),*] } }

/// One column of a JSON list, in each engine's words and as it is read.
#[doc(hidden)]
#[macro_export]
macro_rules! json_column {
    (sqlite $n:ident uuid) => {
        concat!("hex(", stringify!($n), ")")
    };
    (sqlite $n:ident json) => {
        concat!("json(", stringify!($n), ")")
    };
    (sqlite $n:ident bytes) => {
        concat!("lower(hex(", stringify!($n), "))")
    };
    (postgres $n:ident bytes) => {
        concat!("coalesce(encode(", stringify!($n), ",'hex'),'')")
    };
    (postgres $n:ident json) => {
        concat!(stringify!($n), "::json")
    };
    ($engine:ident $n:ident $t:ident) => {
        stringify!($n)
    };
    (read uuid) => {
        $crate::access::Cell::Id
    };
    (read bool) => {
        $crate::access::Cell::Flag
    };
    (read $t:ident) => {
        $crate::access::Cell::Plain
    };
}

/// Registers statements. Four forms:
/// - `NAME = "…";` one text for both engines, with `$1` placeholders;
/// - `NAME = rows { id: uuid, active: bool, name: text, n: int, doc: json } from "…" order "…" limit "…";` a JSON list:
///   what follows `from` is a table, a join or a `(select …) x`, then its `where`; without `order` the rows come as that
///   gives them; read it with `Scope::list` or `first`;
/// - `NAME = ids { scene, part } from "…";` pairs of ids (or more) in no order, none of them null: read as `rows` are,
///   in a third of the time;
/// - `NAME = sqlite "…" postgres "…";` where the engines differ (rare: full text, job claim).
#[macro_export]
macro_rules! sql {
    ($($(#[$doc:meta])* $name:ident = $($kind:ident)? $({ $($column:ident $(: $type:ident)?),* $(,)? } from $from:literal $(order $order:literal)? $(limit $limit:literal)?)? $($one:literal $(postgres $two:literal)?)? ;)*) => {
        $( $(#[$doc])* pub(crate) const $name: $crate::access::Sql = $crate::sql_one!($name $($kind)? $({ $($column $(: $type)?),* } from $from $(order $order)? $(limit $limit)?)? $($one $(postgres $two)?)?); )*
        /// Every statement of this file, for the test that prepares them all.
        #[allow(dead_code, reason = "a test's own statements are not on the list")]
        pub(crate) const STATEMENTS: &[$crate::access::Sql] = &[$($name),*];
    };
}

/// One statement of [`sql!`].
#[doc(hidden)]
#[macro_export]
macro_rules! sql_one {
    ($name:ident $text:literal) => { $crate::access::Sql { name: stringify!($name), sqlite: $text, postgres: $text, columns: &[] } };
    ($name:ident sqlite $one:literal postgres $two:literal) => { $crate::access::Sql { name: stringify!($name), sqlite: $one, postgres: $two, columns: &[] } };
    // SQLite writes each row as soon as it has it, inside of the limit: it would carry every column out one by one.
    ($name:ident rows { $c0:ident : $t0:ident $(, $c:ident : $t:ident)* } from $from:literal $(order $order:literal)?) => { $crate::access::Sql {
        name: stringify!($name),
        sqlite: concat!("select '['||coalesce(group_concat(line),'')||']' from (select json_array(", $crate::json_column!(sqlite $c0 $t0) $(, ",", $crate::json_column!(sqlite $c $t))*, ") as line from ", $from $(, " order by ", $order)?, " limit -1)"),
        postgres: concat!("select coalesce(json_agg(json_build_array(", $crate::json_column!(postgres $c0 $t0) $(, ",", $crate::json_column!(postgres $c $t))*, ")" $(, " order by ", $order)?, "),'[]')::text from ", $from),
        columns: &[(stringify!($c0), $crate::json_column!(read $t0)) $(, (stringify!($c), $crate::json_column!(read $t)))*],
    } };
    ($name:ident rows { $c0:ident : $t0:ident $(, $c:ident : $t:ident)* } from $from:literal order $order:literal limit $limit:literal) => { $crate::access::Sql {
        name: stringify!($name),
        sqlite: concat!("select '['||coalesce(group_concat(line),'')||']' from (select json_array(", $crate::json_column!(sqlite $c0 $t0) $(, ",", $crate::json_column!(sqlite $c $t))*, ") as line from ", $from, " order by ", $order, " limit ", $limit, ")"),
        postgres: concat!("select coalesce(json_agg(json_build_array(", $crate::json_column!(postgres $c0 $t0) $(, ",", $crate::json_column!(postgres $c $t))*, ") order by ", $order, "),'[]')::text from (select * from ", $from, " order by ", $order, " limit ", $limit, ") cut"),
        columns: &[(stringify!($c0), $crate::json_column!(read $t0)) $(, (stringify!($c), $crate::json_column!(read $t)))*],
    } };
    ($name:ident ids { $c0:ident $(, $c:ident)* } from $from:literal) => { $crate::access::Sql {
        name: stringify!($name),
        sqlite: concat!("select hex(coalesce(group_concat(", stringify!($c0) $(, "||", stringify!($c))*, ",''),'')) from ", $from),
        postgres: concat!("select coalesce(encode(string_agg(uuid_send(", stringify!($c0), ")" $(, "||uuid_send(", stringify!($c), ")")*, ",''::bytea),'hex'),'') from ", $from),
        columns: &[(stringify!($c0), $crate::access::Cell::Digits) $(, (stringify!($c), $crate::access::Cell::Digits))*],
    } };
}

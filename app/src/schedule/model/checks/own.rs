//! Reading a production's own pack: the same JSON as the built-in ones, with a message per field.
use super::packs::Pack;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The text is no JSON; counted from 1.
    NotJson {
        /// Line.
        line: usize,
        /// Column.
        column: usize,
    },
    /// Not there, or empty.
    Missing,
    /// No field of this name is known here.
    Unknown,
    /// Wants words.
    NotText,
    /// Wants a whole number.
    NotWhole,
    /// Wants `true` or `false`.
    NotYesNo,
    /// Wants a list.
    NotList,
    /// Wants a record.
    NotRecord,
    /// Wants a date such as `2027-01-31`.
    NotDate,
    /// Not one of the words that are possible here.
    NotOneOf,
    /// A number out of range.
    Range {
        /// Least.
        from: i64,
        /// Most.
        to: i64,
    },
    /// Ends before it starts.
    Order,
    /// Stands twice.
    Twice,
}

/// A field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fault {
    /// Way to the field: `editions[0].rules[2].minutes`; empty for the text as a whole.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

const DAY: i64 = 24 * 60;
const WEEK: i64 = 7 * DAY;

/// What a field holds.
#[derive(Clone, Copy)]
enum Want {
    Text,
    Date,
    YesNo,
    Number(i64, i64),
    OneOf(&'static [&'static str]),
}
use Want::{Number, OneOf, YesNo};

/// Name, what it holds, and whether it must be there.
type Field = (&'static str, Want, bool);

const LENGTH: Want = Number(1, DAY);
const CLOCK: Want = Number(0, 2 * DAY);
const TYPE: Field = ("day_type", OneOf(&["standard", "semi_continuous", "continuous"]), false);
const MEASURE: Field = ("measure", OneOf(&["work", "call_to_wrap"]), false);

/// Every kind of rule with its fields.
const KINDS: [(&str, &[Field]); 12] = [
    ("daily_rest", &[("minutes", LENGTH, true)]),
    (
        "weekly_rest",
        &[
            ("minutes", Number(1, WEEK), true),
            ("late_minutes", Number(1, WEEK), false),
            ("late_from", CLOCK, false),
            ("six_day_minutes", Number(1, WEEK), false),
        ],
    ),
    ("max_day", &[("minutes", LENGTH, true), MEASURE, TYPE]),
    (
        "overtime",
        &[("minutes", LENGTH, true), MEASURE, TYPE, ("step", LENGTH, false), ("percent", Number(0, 1000), false)],
    ),
    ("max_week", &[("minutes", Number(1, WEEK), true), ("average", YesNo, false)]),
    ("first_meal", &[("after", LENGTH, true)]),
    ("next_meal", &[("after", LENGTH, true)]),
    ("meal_length", &[("minutes", LENGTH, true), ("day_over", Number(0, DAY), false), ("total", YesNo, false), TYPE]),
    (
        "night_work",
        &[
            ("from", CLOCK, true),
            ("to", CLOCK, true),
            ("more_than", Number(0, DAY), true),
            ("limit", LENGTH, true),
            ("average", YesNo, false),
        ],
    ),
    (
        "minor",
        &[
            ("from_age", Number(0, 30), true),
            ("to_age", Number(0, 30), true),
            ("forbidden", YesNo, false),
            ("work", Number(0, DAY), false),
            ("week", Number(0, WEEK), false),
            ("on_set", Number(0, DAY), false),
            ("earliest", CLOCK, false),
            ("latest", CLOCK, false),
            ("rest", Number(0, DAY), false),
            ("permit", YesNo, false),
            ("chaperone", YesNo, false),
        ],
    ),
    (
        "premium",
        &[
            ("on", OneOf(&["sunday", "holiday", "night"]), true),
            ("from", CLOCK, false),
            ("to", CLOCK, false),
            ("percent", Number(0, 1000), false),
        ],
    ),
    ("travel_is_work", &[]),
];

const PACK: [Field; 3] = [("id", Want::Text, true), ("name", Want::Text, true), ("falls_back", Want::Text, false)];
const RULE: [Field; 3] = [
    ("basis", OneOf(&["statutory", "contractual"]), true),
    ("source", Want::Text, true),
    ("checked", Want::Text, true),
];

/// Reads a pack.
///
/// # Errors
/// Every fault there is, field by field.
pub fn read(text: &str) -> Result<Pack, Vec<Fault>> {
    let whole = |problem| vec![Fault { field: String::new(), problem }];
    let value: Value =
        serde_json::from_str(text).map_err(|e| whole(Problem::NotJson { line: e.line(), column: e.column() }))?;
    let mut faults = Faults(Vec::new());
    faults.pack(&value);
    if faults.0.is_empty() {
        serde_json::from_value(value).map_err(|_| whole(Problem::NotRecord))
    } else {
        Err(faults.0)
    }
}

struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, field: &str, problem: Problem) {
        self.0.push(Fault { field: field.to_owned(), problem });
    }

    fn pack(&mut self, value: &Value) {
        if !self.record("", value, &[&PACK], &["editions"]) {
            return;
        }
        let mut dates: Vec<&str> = Vec::new();
        for (path, edition) in self.list("editions", value.get("editions")) {
            if !self.record(&path, edition, &[&[("valid_from", Want::Date, true)]], &["rules"]) {
                continue;
            }
            if let Some(date) = edition.get("valid_from").and_then(Value::as_str) {
                if dates.contains(&date) {
                    self.add(&format!("{path}.valid_from"), Problem::Twice);
                }
                dates.push(date);
            }
            for (path, rule) in self.list(&format!("{path}.rules"), edition.get("rules")) {
                self.rule(&path, rule);
            }
        }
    }

    fn rule(&mut self, path: &str, rule: &Value) {
        if !rule.is_object() {
            return self.add(path, Problem::NotRecord);
        }
        let kind = rule.get("kind").and_then(Value::as_str);
        let Some((name, fields)) = KINDS.iter().find(|(name, _)| Some(*name) == kind) else {
            let problem = if rule.get("kind").is_some() { Problem::NotOneOf } else { Problem::Missing };
            return self.add(&format!("{path}.kind"), problem);
        };
        self.record(path, rule, &[&RULE, fields], &["kind"]);
        let number = |field: &str| rule.get(field).and_then(Value::as_i64);
        let ends_first = |from: &str, to: &str| matches!((number(from), number(to)), (Some(a), Some(b)) if b < a);
        if *name == "minor" && ends_first("from_age", "to_age") {
            self.add(&format!("{path}.to_age"), Problem::Order);
        }
        if *name == "minor" && ends_first("earliest", "latest") {
            self.add(&format!("{path}.latest"), Problem::Order);
        }
        if *name == "premium" && rule.get("on").and_then(Value::as_str) == Some("night") {
            for field in ["from", "to"].into_iter().filter(|f| rule.get(*f).is_none()) {
                self.add(&format!("{path}.{field}"), Problem::Missing);
            }
        }
    }

    /// The items of a list that must not be empty, each with its way.
    fn list<'a>(&mut self, path: &str, value: Option<&'a Value>) -> Vec<(String, &'a Value)> {
        match value.map(|v| v.as_array()) {
            Some(Some(items)) if !items.is_empty() => {
                return items.iter().enumerate().map(|(n, item)| (format!("{path}[{n}]"), item)).collect();
            }
            Some(None) => self.add(path, Problem::NotList),
            _ => self.add(path, Problem::Missing),
        }
        Vec::new()
    }

    /// Checks the plain fields of a record; false when it is none. `more` are fields looked at elsewhere.
    fn record(&mut self, path: &str, value: &Value, fields: &[&[Field]], more: &[&str]) -> bool {
        let Some(record) = value.as_object() else {
            self.add(path, Problem::NotRecord);
            return false;
        };
        let at = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        let all = || fields.iter().flat_map(|list| list.iter());
        for name in record.keys().filter(|name| !more.contains(&name.as_str()) && !all().any(|f| f.0 == *name)) {
            self.add(&at(name), Problem::Unknown);
        }
        for &(name, want, needed) in all() {
            match record.get(name) {
                None | Some(Value::Null) if needed => self.add(&at(name), Problem::Missing),
                None | Some(Value::Null) => {}
                Some(value) => {
                    if let Some(problem) = want.problem(value) {
                        self.add(&at(name), problem);
                    }
                }
            }
        }
        true
    }
}

impl Want {
    fn problem(self, value: &Value) -> Option<Problem> {
        match (self, value) {
            (Self::YesNo, Value::Bool(_)) => None,
            (Self::YesNo, _) => Some(Problem::NotYesNo),
            (Number(from, to), Value::Number(n)) => match n.as_i64() {
                Some(n) if (from..=to).contains(&n) => None,
                Some(_) => Some(Problem::Range { from, to }),
                None => Some(Problem::NotWhole),
            },
            (Number(..), _) => Some(Problem::NotWhole),
            (_, Value::String(text)) if text.trim().is_empty() => Some(Problem::Missing),
            (Self::Text, Value::String(_)) => None,
            (Self::Date, Value::String(text)) => text.parse::<Date>().is_err().then_some(Problem::NotDate),
            (OneOf(words), Value::String(text)) => (!words.contains(&text.as_str())).then_some(Problem::NotOneOf),
            (Self::Date, _) => Some(Problem::NotDate),
            (Self::Text | OneOf(_), _) => Some(Problem::NotText),
        }
    }
}

//! Taking an object apart key by key. What nobody asked for remains, and is kept.
use super::{
    error::{Remark, RemarkKind, Trouble, UssError},
    model::Extra,
};
use crate::values::Eighths;
use serde_json::Value;

/// An object on its way into the model.
pub(super) struct Object<'a> {
    map: Extra,
    path: String,
    remarks: &'a mut Vec<Remark>,
}

impl<'a> Object<'a> {
    pub(super) fn of(value: Value, path: String, remarks: &'a mut Vec<Remark>) -> Result<Self, UssError> {
        match value {
            Value::Object(map) => Ok(Self { map, path, remarks }),
            _ => Err(wrong(path, "object")),
        }
    }

    /// The keys nobody asked for.
    pub(super) fn rest(self) -> Extra {
        self.map
    }

    pub(super) fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    pub(super) fn remark(&mut self, key: &str, kind: RemarkKind) {
        let path = self.path(key);
        self.remarks.push(Remark { path, kind });
    }

    pub(super) fn remarks(&mut self) -> &mut Vec<Remark> {
        self.remarks
    }

    /// The key under its name of today. If there is only one under an older name, that is taken.
    pub(super) fn rename(&mut self, key: &str, old: &str) {
        if !self.map.contains_key(key)
            && let Some(value) = self.map.remove(old)
        {
            self.map.insert(key.to_owned(), value);
            self.remark(old, RemarkKind::OldName);
        }
    }

    fn take(&mut self, key: &str) -> Option<Value> {
        self.map.remove(key).filter(|value| !value.is_null())
    }

    /// A text. Numbers are taken as they are written.
    pub(super) fn text(&mut self, key: &str) -> Result<Option<String>, UssError> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(Value::Number(number)) => {
                self.remark(key, RemarkKind::Converted);
                Ok(Some(number.to_string()))
            }
            Some(_) => Err(wrong(self.path(key), "text")),
        }
    }

    /// A text that must be there: an id.
    pub(super) fn id(&mut self, key: &str) -> Result<String, UssError> {
        match self.text(key)? {
            Some(text) if !text.is_empty() => Ok(text),
            _ => Err(UssError { path: self.path(key), trouble: Trouble::Missing }),
        }
    }

    /// A text that should be there.
    pub(super) fn text_or(&mut self, key: &str, or: &str) -> Result<String, UssError> {
        Ok(match self.text(key)? {
            Some(text) => text,
            None => {
                self.remark(key, RemarkKind::Filled);
                or.to_owned()
            }
        })
    }

    /// A whole number, also as a text or with a fraction, which is cut.
    pub(super) fn integer(&mut self, key: &str) -> Result<Option<i64>, UssError> {
        let Some(value) = self.take(key) else { return Ok(None) };
        if let Some(number) = value.as_i64() {
            return Ok(Some(number));
        }
        let float = match &value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) if text.trim().is_empty() => {
                self.remark(key, RemarkKind::Converted);
                return Ok(None);
            }
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        // Up to here every whole number is exact as a float.
        match float.filter(|float: &f64| float.abs() < 9e15) {
            Some(float) => {
                self.remark(key, RemarkKind::Converted);
                Ok(Some(float as i64))
            }
            None => Err(wrong(self.path(key), "number")),
        }
    }

    /// A boolean, also 0 and 1 and as a text.
    pub(super) fn flag(&mut self, key: &str, or: bool) -> Result<bool, UssError> {
        let Some(value) = self.take(key) else {
            self.remark(key, RemarkKind::Filled);
            return Ok(or);
        };
        let flag = match &value {
            Value::Bool(flag) => return Ok(*flag),
            Value::Number(number) => number.as_i64().and_then(|n| [false, true].get(usize::try_from(n).ok()?).copied()),
            Value::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
            _ => None,
        };
        self.remark(key, RemarkKind::Converted);
        flag.ok_or_else(|| wrong(self.path(key), "boolean"))
    }

    /// Pages: a decimal; tolerated are a text with one, and with a fraction.
    pub(super) fn pages(&mut self, key: &str) -> Result<Option<Eighths>, UssError> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let float = match &value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => {
                self.remark(key, RemarkKind::Converted);
                if text.trim().is_empty() {
                    return Ok(None);
                }
                match text.trim().replace(',', ".").parse() {
                    Ok(float) => Some(float),
                    Err(_) => return text.parse().map(Some).map_err(|_| wrong(self.path(key), "pages")),
                }
            }
            _ => None,
        };
        let float =
            float.filter(|pages| (0.0..10_000.0).contains(pages)).ok_or_else(|| wrong(self.path(key), "pages"))?;
        let exact = float * 8.0;
        let mut eighths = exact.round() as i64;
        if exact > 0.0 {
            eighths = eighths.max(1);
        }
        if exact.fract() != 0.0 {
            self.remark(key, RemarkKind::Rounded);
        }
        Ok(Some(Eighths(eighths)))
    }

    /// A list; missing is empty.
    pub(super) fn list(&mut self, key: &str) -> Result<Vec<Value>, UssError> {
        match self.take(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(list)) => Ok(list),
            Some(_) => Err(wrong(self.path(key), "list")),
        }
    }

    /// A list that must be there.
    pub(super) fn needed(&mut self, key: &str) -> Result<Vec<Value>, UssError> {
        if self.map.get(key).is_none_or(Value::is_null) {
            return Err(UssError { path: self.path(key), trouble: Trouble::Missing });
        }
        self.list(key)
    }

    /// A list of ids.
    pub(super) fn ids(&mut self, key: &str) -> Result<Vec<String>, UssError> {
        let path = self.path(key);
        let ids = self.list(key)?.into_iter().enumerate();
        ids.map(|(at, id)| text_of(id).ok_or_else(|| wrong(format!("{path}[{at}]"), "text"))).collect()
    }
}

/// A text, or a number as one.
pub(super) fn text_of(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

pub(super) fn wrong(path: String, wanted: &str) -> UssError {
    UssError { path, trouble: Trouble::Wrong { wanted: wanted.to_owned() } }
}

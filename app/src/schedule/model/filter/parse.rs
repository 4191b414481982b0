//! Reading a filter. One pass over the characters; every error says where.
use super::{Filter, FilterError, FilterErrorKind as Kind, MAX_CHARS, MAX_NESTING, Op, Value};
use crate::schedule::model::fields::{Field, SceneFlag};
use crate::values::{IntExt, Light, Minute};

/// Reads a filter. An empty text lets everything through.
///
/// # Errors
/// Says what is wrong and at which character.
pub fn parse(text: &str) -> Result<Filter, FilterError> {
    let chars: Vec<char> = text.chars().take(MAX_CHARS + 1).collect();
    if chars.len() > MAX_CHARS {
        return Err(FilterError { at: MAX_CHARS, kind: Kind::TooLong });
    }
    let mut parser = Parser { chars, at: 0 };
    let filter = parser.any(0)?;
    match parser.peek() {
        None => Ok(filter),
        Some(_) => Err(parser.error(Kind::StrayParenthesis)),
    }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
}

/// A word and whether it or a part of it was quoted; a quoted word is never a keyword.
struct Word {
    text: String,
    quoted: bool,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn error(&self, kind: Kind) -> FilterError {
        FilterError { at: self.at, kind }
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// Takes `or` or `|`, if that is next.
    fn or(&mut self) -> bool {
        self.blanks();
        if self.peek() == Some('|') {
            self.at += 1;
            return true;
        }
        let word = |at: usize| self.chars.get(self.at + at).map(char::to_ascii_lowercase);
        let ends = self.chars.get(self.at + 2).is_none_or(|c| c.is_whitespace() || "()|\"".contains(*c));
        let or = word(0) == Some('o') && word(1) == Some('r') && ends;
        self.at += if or { 2 } else { 0 };
        or
    }

    /// Alternatives.
    fn any(&mut self, depth: usize) -> Result<Filter, FilterError> {
        if depth > MAX_NESTING {
            return Err(self.error(Kind::TooDeep));
        }
        let mut any = vec![self.all(depth)?];
        while self.or() {
            if any.last().is_some_and(|filter| *filter == Filter::All(Vec::new())) {
                return Err(self.error(Kind::Expected));
            }
            let at = self.at;
            any.push(self.all(depth)?);
            if any.last().is_some_and(|filter| *filter == Filter::All(Vec::new())) {
                return Err(FilterError { at, kind: Kind::Expected });
            }
        }
        Ok(if any.len() == 1 { any.remove(0) } else { Filter::Any(any) })
    }

    /// Terms side by side.
    fn all(&mut self, depth: usize) -> Result<Filter, FilterError> {
        let mut all = Vec::new();
        loop {
            self.blanks();
            let before = self.at;
            if matches!(self.peek(), None | Some(')')) {
                break;
            }
            if self.or() {
                self.at = before;
                break;
            }
            all.push(self.one(depth)?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Filter::All(all) })
    }

    fn one(&mut self, depth: usize) -> Result<Filter, FilterError> {
        if depth > MAX_NESTING {
            return Err(self.error(Kind::TooDeep));
        }
        match self.peek() {
            Some('-') => {
                self.at += 1;
                if self.peek().is_none_or(|c| c.is_whitespace() || c == ')' || c == '|') {
                    return Err(self.error(Kind::Expected));
                }
                Ok(Filter::Not(Box::new(self.one(depth + 1)?)))
            }
            Some('(') => {
                let open = self.at;
                self.at += 1;
                let inner = self.any(depth + 1)?;
                self.blanks();
                if self.peek() != Some(')') {
                    return Err(FilterError { at: open, kind: Kind::OpenParenthesis });
                }
                self.at += 1;
                Ok(inner)
            }
            _ => self.term(),
        }
    }

    fn term(&mut self) -> Result<Filter, FilterError> {
        let start = self.at;
        let word = self.word(":=!<>")?;
        let Some(op) = self.op() else {
            // A sign that is no operator, such as a lone `!`, is part of the word.
            let mut text = word.text;
            while matches!(self.peek(), Some('!')) {
                self.at += 1;
                text.push('!');
                text.push_str(&self.word(":=!<>")?.text);
            }
            if text.is_empty() && !word.quoted {
                return Err(FilterError { at: start, kind: Kind::Expected });
            }
            return Ok(keyword(&text).filter(|_| !word.quoted).unwrap_or(Filter::Text(text)));
        };
        let field: Field = match word.text.parse() {
            Ok(field) if !word.quoted => field,
            _ => return Err(FilterError { at: start, kind: Kind::UnknownField { name: word.text } }),
        };
        let at = self.at;
        let mut words = vec![self.word(",")?];
        while self.peek() == Some(',') {
            self.at += 1;
            words.push(self.word(",")?);
        }
        value(field, op, words).map_err(|kind| FilterError { at, kind })
    }

    fn op(&mut self) -> Option<Op> {
        let next = self.chars.get(self.at + 1) == Some(&'=');
        let (op, length) = match (self.peek()?, next) {
            (':', _) => (Op::Has, 1),
            ('=', _) => (Op::Is, 1),
            ('!', true) => (Op::IsNot, 2),
            ('<', true) => (Op::AtMost, 2),
            ('<', false) => (Op::Less, 1),
            ('>', true) => (Op::AtLeast, 2),
            ('>', false) => (Op::More, 1),
            _ => return None,
        };
        self.at += length;
        Some(op)
    }

    /// Up to a blank, a parenthesis, `|` or one of the given signs; quotes may hold anything, `\` before a quote.
    fn word(&mut self, until: &str) -> Result<Word, FilterError> {
        let mut word = Word { text: String::new(), quoted: false };
        while let Some(c) = self.peek() {
            if c == '"' {
                word.quoted = true;
                self.quoted(&mut word.text)?;
            } else if c.is_whitespace() || "()|".contains(c) || until.contains(c) {
                break;
            } else {
                word.text.push(c);
                self.at += 1;
            }
        }
        Ok(word)
    }

    fn quoted(&mut self, text: &mut String) -> Result<(), FilterError> {
        let open = self.at;
        self.at += 1;
        while let Some(c) = self.peek() {
            self.at += 1;
            match c {
                '"' => return Ok(()),
                '\\' => match self.peek() {
                    Some(next @ ('"' | '\\')) => {
                        text.push(next);
                        self.at += 1;
                    }
                    _ => text.push('\\'),
                },
                c => text.push(c),
            }
        }
        Err(FilterError { at: open, kind: Kind::OpenQuote })
    }
}

/// A word that stands for itself.
fn keyword(text: &str) -> Option<Filter> {
    let text = text.to_lowercase();
    if text == "banner" {
        return Some(Filter::Banner);
    }
    let int_ext = text.parse().ok().filter(|v: &IntExt| *v != IntExt::Other);
    let light = text.parse().ok().filter(|v: &Light| *v != Light::Other);
    int_ext
        .map(|v| Filter::Term(Field::IntExt, Op::Has, Value::IntExt(v)))
        .or_else(|| light.map(|v| Filter::Term(Field::DayNight, Op::Has, Value::Light(v))))
}

/// Brings a value to the type of its field. Several values are one term each, one of which has to hold.
fn value(field: Field, op: Op, words: Vec<Word>) -> Result<Filter, Kind> {
    let nothing = words.len() == 1 && words.iter().all(|word| word.text.is_empty() && !word.quoted);
    if nothing {
        return if op.orders() {
            Err(Kind::BadOperator { field })
        } else {
            Ok(Filter::Term(field, op, Value::Nothing))
        };
    }
    let ordered = matches!(
        field,
        Field::Pages | Field::Minutes | Field::Date | Field::Number | Field::ScriptDay | Field::Day | Field::Sequence
    );
    if op.orders() && (!ordered || words.len() > 1) {
        return Err(Kind::BadOperator { field });
    }
    let typed =
        matches!(field, Field::IntExt | Field::DayNight | Field::Pages | Field::Minutes | Field::Date | Field::Flags);
    if !typed {
        let words = words.into_iter().map(|word| word.text).collect();
        return Ok(Filter::Term(field, op, Value::Words(words)));
    }
    let one = |word: Word| {
        let text = word.text.trim().to_lowercase();
        let value = match field {
            Field::IntExt => text.parse().ok().map(Value::IntExt),
            // What is no kind of light is looked for in the script's own words.
            Field::DayNight => Some(text.parse().map_or_else(|()| Value::Words(vec![word.text.clone()]), Value::Light)),
            Field::Pages => text.parse().ok().map(Value::Pages),
            Field::Minutes => minutes(&text).map(Value::Minutes),
            Field::Date => text.parse().ok().map(Value::Date),
            _ => SceneFlag::ALL.into_iter().find(|flag| flag.key() == text).map(Value::Flag),
        };
        let value = value.ok_or(Kind::BadValue { field: field.clone(), value: word.text })?;
        Ok(Filter::Term(field.clone(), op, value))
    };
    let mut terms = words.into_iter().map(one).collect::<Result<Vec<_>, _>>()?;
    Ok(match terms.len() {
        1 => terms.remove(0),
        // Not this and not that.
        _ if op == Op::IsNot => Filter::All(terms),
        _ => Filter::Any(terms),
    })
}

/// `90` or `1:30`.
fn minutes(text: &str) -> Option<i64> {
    match text.contains(':') {
        true => text.parse::<Minute>().ok().map(|minute| minute.0),
        false => text.parse().ok().filter(|minutes| (0..100_000).contains(minutes)),
    }
}

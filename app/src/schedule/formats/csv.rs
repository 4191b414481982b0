//! The lists of a schedule as files for spreadsheets: RFC 4180, and nothing in them that would run as a formula
//! (OWASP, CSV Injection). Headings are the caller's, in the reader's language.
use crate::{
    audit::csv::safe,
    schedule::model::{CompanyDay, DayOutOfDays},
    values::{Eighths, Minute},
};
use jiff::civil::Date;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    /// Another number of headings than of columns.
    #[error("{got} headings for {wanted} columns")]
    Headings {
        /// Columns of a row.
        wanted: usize,
        /// Headings given.
        got: usize,
    },
    /// Writing failed.
    #[error("csv: {0}")]
    Write(String),
}

/// A row of a list with columns of its own.
pub trait Row {
    /// Stable names of the columns, in order: what headings are looked up by.
    const COLUMNS: &'static [&'static str];
    /// The cells, as many as columns.
    fn cells(&self) -> Vec<String>;
}

macro_rules! rows { ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })*) => { $(
    $(#[$doc])*
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct $name { $($(#[$field_doc])* pub $field: $type),* }
    impl Row for $name {
        const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),*];
        fn cells(&self) -> Vec<String> { vec![$(self.$field.cell()),*] }
    }
)* } }

/// A value as a cell. Nothing is an empty cell.
trait Cell {
    fn cell(&self) -> String;
}
macro_rules! plain_cells { ($($type:ty),*) => { $(impl Cell for $type {
    fn cell(&self) -> String { self.to_string() }
})* } }
plain_cells!(String, Date, Eighths, i64, u32);
impl<T: Cell> Cell for Option<T> {
    fn cell(&self) -> String {
        self.as_ref().map(T::cell).unwrap_or_default()
    }
}
/// After midnight as the hour after 23, so that a column sorts.
impl Cell for Minute {
    fn cell(&self) -> String {
        let minutes = self.0.max(0);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }
}
impl Cell for Vec<String> {
    fn cell(&self) -> String {
        self.join(", ")
    }
}

rows! {
    /// One scene or banner of the one-liner.
    OneLiner {
        /// Label of the day.
        day: String,
        /// Its date.
        date: Option<Date>,
        /// Unit.
        unit: String,
        /// Scene number.
        scene: String,
        /// Interior or exterior.
        int_ext: String,
        /// Set; the text of a banner.
        set: String,
        /// Day or night.
        day_night: String,
        /// Day of the story.
        script_day: String,
        /// Pages.
        pages: Option<Eighths>,
        /// Cast numbers.
        cast: Vec<String>,
        /// Place of shooting.
        location: String,
        /// What happens.
        synopsis: String,
    }
    /// One scene or banner of the shooting schedule.
    ShootingScene {
        /// Label of the day.
        day: String,
        /// Its date.
        date: Option<Date>,
        /// Unit.
        unit: String,
        /// Unit call.
        call: Option<Minute>,
        /// Scene number.
        scene: String,
        /// Interior or exterior.
        int_ext: String,
        /// Set; the text of a banner.
        set: String,
        /// Day or night.
        day_night: String,
        /// Day of the story.
        script_day: String,
        /// Pages.
        pages: Option<Eighths>,
        /// Estimated minutes.
        minutes: Option<i64>,
        /// Place of shooting.
        location: String,
        /// Sequence.
        sequence: String,
        /// What happens.
        synopsis: String,
        /// Parts with their numbers.
        cast: Vec<String>,
        /// Other elements, each with its category.
        elements: Vec<String>,
        /// Notes.
        notes: String,
    }
    /// One element.
    ElementRow {
        /// Category.
        category: String,
        /// Number on the board.
        number: String,
        /// Name.
        name: String,
        /// Scenes that need it.
        scenes: Vec<String>,
        /// Days it is needed on.
        days: u32,
        /// First date.
        first: Option<Date>,
        /// Last date.
        last: Option<Date>,
        /// Notes.
        notes: String,
    }
    /// One part.
    CastRow {
        /// Cast number.
        number: String,
        /// Part.
        part: String,
        /// Who plays it.
        artist: String,
        /// Scenes.
        scenes: Vec<String>,
        /// Pages.
        pages: Eighths,
        /// Days worked.
        work: u32,
        /// Days held.
        hold: u32,
        /// First work date.
        start: Option<Date>,
        /// Last work date.
        finish: Option<Date>,
    }
    /// One place.
    LocationRow {
        /// Place of shooting.
        location: String,
        /// Address.
        address: String,
        /// Sets shot there.
        sets: Vec<String>,
        /// Scenes shot there.
        scenes: Vec<String>,
        /// Pages.
        pages: Eighths,
        /// Shooting days there.
        days: u32,
        /// First date.
        first: Option<Date>,
        /// Last date.
        last: Option<Date>,
    }
}

/// A list as a file. One heading per column of the row.
///
/// # Errors
/// When the number of headings is wrong.
pub fn write<R: Row>(headings: &[&str], rows: &[R]) -> Result<Vec<u8>, CsvError> {
    fits(R::COLUMNS.len(), headings.len())?;
    let head = headings.iter().map(|heading| (*heading).to_owned()).collect();
    records(std::iter::once(head).chain(rows.iter().map(R::cells)))
}

/// Headings of the day out of days beside its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoodHeadings<'a> {
    /// Number and name, the two columns before the dates.
    pub who: [&'a str; 2],
    /// Start, finish, and the sums: work, travel, hold, rehearsal, fitting, holiday, paid.
    pub after: [&'a str; 9],
}

/// The day out of days: a column per date, under its ISO date; company off days have empty cells. `names` are number
/// and name per line.
///
/// # Errors
/// When there are not as many names as lines.
pub fn write_dood<K>(
    headings: DoodHeadings<'_>,
    names: &[(String, String)],
    report: &DayOutOfDays<K>,
) -> Result<Vec<u8>, CsvError> {
    fits(report.lines.len(), names.len())?;
    // Hiatus can be months; its empty columns would hide the rest.
    let used = |date: &Date| report.lines.iter().any(|line| !line.on(*date).is_empty());
    let dates = report.dates.iter().filter(|(date, kind, _)| *kind != CompanyDay::Hiatus || used(date));
    let dates: Vec<Date> = dates.map(|(date, ..)| *date).collect();
    let head = headings.who.iter().map(|h| (*h).to_owned());
    let head = head.chain(dates.iter().map(Date::to_string)).chain(headings.after.iter().map(|h| (*h).to_owned()));
    let lines = report.lines.iter().zip(names).map(|(line, (number, name))| {
        let codes = dates.iter().map(|date| line.on(*date).to_string());
        let t = line.totals;
        let sums = [t.work, t.travel, t.hold, t.rehearsal, t.fitting, t.holiday, t.paid];
        let after = [line.start.cell(), line.finish.cell()].into_iter().chain(sums.iter().map(Cell::cell));
        [number.clone(), name.clone()].into_iter().chain(codes).chain(after).collect()
    });
    records(std::iter::once(head.collect()).chain(lines))
}

fn fits(wanted: usize, got: usize) -> Result<(), CsvError> {
    if wanted == got { Ok(()) } else { Err(CsvError::Headings { wanted, got }) }
}

fn records(rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, CsvError> {
    let mut file = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        file.write_record(row.iter().map(|cell| safe(cell))).map_err(|e| CsvError::Write(e.to_string()))?;
    }
    file.into_inner().map_err(|e| CsvError::Write(e.to_string()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::schedule::model::{DoodCalendar, DoodElement, day_out_of_days};
    use jiff::civil::date;

    #[test]
    fn a_list_is_a_file() {
        let row = LocationRow {
            location: "=HYPERLINK(\"x\")".to_owned(),
            sets: vec!["PIER".to_owned(), "-CABIN".to_owned()],
            pages: Eighths(11),
            first: Some(date(2026, 5, 13)),
            ..LocationRow::default()
        };
        let heads: Vec<&str> = LocationRow::COLUMNS.to_vec();
        let text = String::from_utf8(write(&heads, &[row]).unwrap()).unwrap();
        let lines = "location,address,sets,scenes,pages,days,first,last\r\n\"'=HYPERLINK(\"\"x\"\")\",,\"PIER, -CABIN\",,1 3/8,0,2026-05-13,\r\n";
        assert_eq!(text, lines);
        assert!(matches!(write::<OneLiner>(&heads, &[]), Err(CsvError::Headings { wanted: 12, got: 8 })));
    }

    #[test]
    fn every_cell_is_guarded_in_every_list() {
        fn check<R: Row>(row: &R) {
            let heads = R::COLUMNS.to_vec();
            assert_eq!(row.cells().len(), heads.len());
            let bytes = write(&heads, std::slice::from_ref(row)).unwrap();
            let mut read = ::csv::ReaderBuilder::new().from_reader(bytes.as_slice());
            for record in read.records() {
                assert!(record.unwrap().iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])));
            }
        }
        for bad in ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1"] {
            let text = || bad.to_owned();
            check(&OneLiner { scene: text(), set: text(), cast: vec![text()], ..OneLiner::default() });
            check(&ShootingScene { notes: text(), elements: vec![text()], ..ShootingScene::default() });
            check(&ElementRow { name: text(), category: text(), ..ElementRow::default() });
            check(&CastRow { part: text(), artist: text(), ..CastRow::default() });
            check(&LocationRow { address: text(), ..LocationRow::default() });
        }
    }

    #[test]
    fn the_day_out_of_days_has_a_column_per_date() {
        let mut calendar = DoodCalendar::default();
        for day in 4..=6 {
            calendar.mark(date(2026, 5, day), CompanyDay::Shoot);
            if day != 5 {
                calendar.0.entry(date(2026, 5, day)).or_default().scenes.insert(Default::default());
            }
        }
        let element = DoodElement {
            id: 1,
            dood: true,
            hold: true,
            scenes: [Default::default()].into(),
            ..DoodElement::default()
        };
        let report = day_out_of_days(&calendar, &[element]);
        let headings = DoodHeadings { who: ["no", "part"], after: ["s", "f", "w", "t", "h", "r", "ft", "/", "paid"] };
        let bytes = write_dood(headings, &[("1".to_owned(), "@IDA".to_owned())], &report).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let lines = "no,part,2026-05-04,2026-05-05,2026-05-06,s,f,w,t,h,r,ft,/,paid\r\n1,'@IDA,SW,H,WF,2026-05-04,2026-05-06,2,0,1,0,0,0,3\r\n";
        assert_eq!(text, lines);
        assert!(write_dood(headings, &[], &report).is_err());
    }
}

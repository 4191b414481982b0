//! A report as a file: RFC 4180, and nothing in it that a spreadsheet would run as a formula (OWASP, CSV Injection).
//! Headings of sections become a first column, so that a filter finds a day.
use super::model::Report;
use crate::{audit::csv::safe, error::AppError};

/// The whole report.
pub fn file(report: &Report) -> Result<Vec<u8>, AppError> {
    let failed = |e: &dyn std::fmt::Display| AppError::internal("csv", e);
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![]);
    let sections = report.sections.iter().any(|section| !section.heading.is_empty());
    let first = sections.then(|| report.title.clone());
    let head = first.into_iter().chain(report.columns.iter().map(|column| column.label.clone()));
    file.write_record(head.map(|cell| safe(&cell))).map_err(|e| failed(&e))?;
    let width = report.columns.len();
    for section in &report.sections {
        for line in &section.lines {
            let mut cells = line.cells.clone();
            cells.resize(width, String::new());
            let all = sections.then(|| section.heading.clone()).into_iter().chain(cells);
            file.write_record(all.map(|cell| safe(&cell))).map_err(|e| failed(&e))?;
        }
    }
    file.into_inner().map_err(|e| failed(&e))
}

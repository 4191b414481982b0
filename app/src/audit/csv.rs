//! The log as a file: RFC 4180, and nothing in it that a spreadsheet would run as a formula (OWASP, CSV Injection).
use super::{model::Line, store::log};
use crate::{
    access::{Db, Scope, ViewAudit, Viewer, What},
    audit::model::Asked,
    error::AppError,
    text::{Lang, Text, k},
    values::WorkspaceId,
};

/// So many lines are read in one transaction.
const PAGE: usize = 500;
/// So many lines are in a file at most: about two years of a busy company.
const MOST: usize = 200_000;

/// Everything that is asked for, as a file. That it was taken out is noted.
pub async fn export(
    db: &Db,
    viewer: Viewer,
    workspace: WorkspaceId,
    mut asked: Asked,
    lang: Lang,
) -> Result<Vec<u8>, AppError> {
    const HEAD: [Text; 9] = [
        k::AUDIT_AT,
        k::AUDIT_WHO,
        k::AUDIT_WHAT,
        k::AUDIT_ACTION,
        k::AUDIT_RESULT,
        k::AUDIT_PRODUCTION,
        k::AUDIT_REQUEST,
        k::AUDIT_FROM_WHERE,
        k::AUDIT_BROWSER,
    ];
    let failed = |e: &dyn std::fmt::Display| AppError::internal("csv", e);
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![]);
    file.write_record(HEAD.map(|text| text.say(lang))).map_err(|e| failed(&e))?;
    let mut count = 0;
    loop {
        let page = db
            .run(viewer.clone(), workspace, async |scope: &mut Scope<ViewAudit>| {
                crate::factors::stepup::fresh(scope)?;
                if count == 0 {
                    scope.later().note(scope.viewer(), scope.now(), What::Exported { workspace });
                }
                log(scope, &asked, PAGE).await
            })
            .await?;
        count += page.lines.len();
        for line in &page.lines {
            file.write_record(cells(line, lang).iter().map(|cell| safe(cell))).map_err(|e| failed(&e))?;
        }
        match page.lines.last() {
            Some(last) if page.more && count < MOST => asked.before = last.id.to_string(),
            _ => break,
        }
    }
    file.into_inner().map_err(|e| failed(&e))
}

fn cells(line: &Line, lang: Lang) -> [String; 9] {
    let result = if line.done { k::AUDIT_DONE } else { k::AUDIT_REFUSED };
    let who = if !line.who.is_empty() {
        line.who.clone()
    } else if line.erased {
        k::AUDIT_ERASED.say(lang).to_owned()
    } else {
        line.kind.clone()
    };
    [
        format!("{}Z", line.at.replace(' ', "T")),
        who,
        line.words(lang),
        line.action.clone(),
        result.say(lang).to_owned(),
        line.production.clone(),
        line.request.clone(),
        line.ip.clone(),
        line.browser.clone(),
    ]
}

/// What a spreadsheet would read as a formula gets a quote before it.
pub(crate) fn safe(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_words() {
        for bad in ["=1+1", "+44 20", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(safe(bad), format!("'{bad}"));
        }
        assert_eq!(safe("Ada = Owner"), "Ada = Owner");
    }
}

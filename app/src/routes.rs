//! Every address of a page, made here and nowhere else.
use crate::values::{BoardId, CharacterId, DayId, PersonId, ProductionId, WorkspaceId};

/// Start page: one's productions.
pub fn home() -> String {
    "/".into()
}
/// Sign in.
pub fn sign_in() -> String {
    "/sign-in".into()
}
/// Ask for a link to set a new password.
pub fn forgot() -> String {
    "/forgot".into()
}
/// Make an account.
pub fn register() -> String {
    "/register".into()
}
/// Confirm the address of an account that is being made.
pub fn verify(token: &str) -> String {
    format!("/register/{token}")
}
/// Confirm the new address of an account.
pub fn new_mail(token: &str) -> String {
    format!("/new-mail/{token}")
}
/// What is kept in the browser.
pub fn cookies() -> String {
    "/cookies".into()
}
/// What is kept on the server.
pub fn privacy() -> String {
    "/privacy".into()
}
/// One's own account.
pub fn account() -> String {
    "/me".into()
}
/// The second factor after a password.
pub fn second() -> String {
    "/sign-in/second".into()
}
/// Show once more who you are, then go back.
pub fn confirm(back: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    let back: String =
        back.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    format!("/me/confirm?back={back}")
}
/// A path of this site, and never one that a browser would read as another host.
pub fn inside(path: &str) -> Option<String> {
    let odd = |c: char| c.is_control() || c == '\\';
    (path.starts_with('/') && !path.starts_with("//") && !path.contains(odd)).then(|| path.to_owned())
}
/// Set an authenticator app up.
pub fn authenticator() -> String {
    "/me/authenticator".into()
}
/// Recovery codes that were just made.
pub fn recovery_codes() -> String {
    "/me/codes".into()
}
/// Whom a company asks for a second factor.
pub fn security(workspace: WorkspaceId) -> String {
    format!("/w/{workspace}/security")
}
/// A new production in a workspace.
pub fn new_production(workspace: WorkspaceId) -> String {
    format!("/w/{workspace}/new")
}
/// The people of a workspace.
pub fn members(workspace: WorkspaceId) -> String {
    format!("/w/{workspace}/members")
}
/// Mails of a workspace and whether they went out.
pub fn mails(workspace: WorkspaceId) -> String {
    format!("/w/{workspace}/mails")
}
/// A company's audit log; the filter as a query.
pub fn audit(workspace: WorkspaceId, query: &str) -> String {
    format!("/w/{workspace}/audit{query}")
}
/// The same as a file.
pub fn audit_file(workspace: WorkspaceId, query: &str) -> String {
    format!("/w/{workspace}/audit.csv{query}")
}
/// A production's home, or a page below it: `script`, `people`, `board` …
pub fn production(production: ProductionId, below: &str) -> String {
    if below.is_empty() { format!("/p/{production}") } else { format!("/p/{production}/{below}") }
}
/// What the parts do besides the strips.
pub fn dood(id: ProductionId) -> String {
    production(id, "board/dood")
}
/// The same of one part.
pub fn dood_part(id: ProductionId, part: CharacterId) -> String {
    production(id, &format!("board/dood/{part}"))
}
/// How a production's strips look.
pub fn strips(id: ProductionId) -> String {
    production(id, "board/strips")
}
/// The same as a style sheet; `version` changes with it.
pub fn strips_sheet(id: ProductionId, version: i64) -> String {
    production(id, &format!("strips.css?v={version}"))
}
/// All boards of a production.
pub fn boards(id: ProductionId) -> String {
    production(id, "boards")
}
/// A board beside the active one, or a page below it: `drift`.
pub fn board(id: ProductionId, board: BoardId, below: &str) -> String {
    production(id, format!("boards/{board}/{below}").trim_end_matches('/'))
}
/// Such a board as strips.
pub fn draft(id: ProductionId, board: BoardId) -> String {
    format!("{}?board={board}", production(id, "board"))
}
/// A person's page.
pub fn person(id: ProductionId, person: PersonId) -> String {
    production(id, &format!("people/{person}"))
}
/// What a person may see and do.
pub fn access(id: ProductionId, person: PersonId) -> String {
    production(id, &format!("people/{person}/access"))
}
/// One's own confidential details.
pub fn own_confidential(id: ProductionId) -> String {
    production(id, "confidential")
}
/// Somebody's confidential details.
pub fn confidential(id: ProductionId, person: PersonId) -> String {
    production(id, &format!("people/{person}/confidential"))
}
/// A day's call sheet, or a page below it: `publish`, `tracking`.
pub fn day(id: ProductionId, day: DayId, below: &str) -> String {
    production(id, format!("days/{day}/{below}").trim_end_matches('/'))
}
/// A calendar of somebody's own shooting days.
pub fn calendar(token: &str) -> String {
    format!("/calendar/{token}.ics")
}
/// A personal sheet.
pub fn call(token: &str, day: Option<DayId>) -> String {
    match day {
        Some(day) => format!("/call/{token}/{day}"),
        None => format!("/call/{token}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{confirm, inside};

    #[test]
    fn only_paths_of_this_site() {
        for there in ["/", "/me", "/p/1?q=a//b"] {
            assert_eq!(inside(there).as_deref(), Some(there));
        }
        for away in
            ["", "me", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nb", "/\t/evil.example"]
        {
            assert_eq!(inside(away), None, "{away}");
        }
        assert_eq!(confirm("/me?a=b&c"), "/me/confirm?back=/me%3Fa%3Db%26c");
    }
}

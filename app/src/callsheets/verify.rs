//! Is this paper one of ours? A printed sheet carries a code of its revision, marked with a key of this installation;
//! `/verify` says genuine, superseded or unknown, and nothing else: whoever finds a sheet in a skip learns no more.
use super::store::REVISION_STANDING;
use crate::{
    access::{Inspect, Keys, Permission, Scope},
    error::AppError,
    values::{ProductionId, RevisionId, WorkspaceId},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use uuid::Uuid;

/// Bytes of a mark: 96 bits, so that the code stays small enough to be printed and read.
const MARK: usize = 12;
/// Three ids before it.
const IDS: usize = 48;

/// What a code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The revision that holds.
    Genuine,
    /// Issued here, but there is a newer one.
    Superseded,
    /// Nothing of ours.
    Unknown,
}

/// The code of a revision of the scope's production.
pub fn code<P: Permission>(scope: &Scope<P>, revision: RevisionId) -> String {
    let ids = [scope.workspace().0, scope.production().0, revision.0].map(Uuid::into_bytes).concat();
    let mark = scope.keys().mark("verify", &ids);
    BASE64_URL_SAFE_NO_PAD.encode([&ids[..], &mark[..MARK]].concat())
}

/// The ids in a code, if its mark is ours. Tells nobody how wrong a code is by the time it takes.
fn ids(keys: &Keys, code: &str) -> Option<(WorkspaceId, ProductionId, RevisionId)> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(code.trim()).ok().filter(|bytes| bytes.len() == IDS + MARK)?;
    let (ids, mark) = bytes.split_at(IDS);
    if !keys.marked("verify", ids, mark) {
        return None;
    }
    let id = |at: usize| Uuid::from_slice(&ids[at..at + 16]).ok();
    Some((WorkspaceId(id(0)?), ProductionId(id(16)?), RevisionId(id(32)?)))
}

/// What a code says now.
///
/// # Errors
/// When the database does not answer.
pub async fn standing(scope: &mut Scope<Inspect>, code: &str) -> Result<Standing, AppError> {
    let Some((workspace, production, revision)) = ids(scope.keys(), code) else { return Ok(Standing::Unknown) };
    scope.enter(workspace, production).await?;
    let newer = scope.number(&REVISION_STANDING, args![workspace, production, revision]).await?;
    Ok(match newer {
        None => Standing::Unknown,
        Some(0) => Standing::Genuine,
        Some(_) => Standing::Superseded,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_with_its_own_key_alone() {
        let (ours, theirs) = [1, 2].map(|n| Keys::from_hex(&format!("{n:064}")).unwrap()).into();
        let parts = [7_u128, 8, 9].map(|n| Uuid::from_u128(n).into_bytes()).concat();
        let made =
            |keys: &Keys| BASE64_URL_SAFE_NO_PAD.encode([&parts[..], &keys.mark("verify", &parts)[..MARK]].concat());
        let code = made(&ours);
        assert_eq!(code.len(), 80);
        let wanted =
            (WorkspaceId(Uuid::from_u128(7)), ProductionId(Uuid::from_u128(8)), RevisionId(Uuid::from_u128(9)));
        assert_eq!(ids(&ours, &code), Some(wanted));
        assert_eq!(ids(&ours, &format!(" {code}\n")), Some(wanted), "typed or pasted");
        assert_eq!(ids(&theirs, &code), None);
        assert_eq!(ids(&ours, &made(&theirs)), None);
        for at in 0..code.len() {
            let mut wrong = code.clone().into_bytes();
            wrong[at] = if wrong[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(ids(&ours, &String::from_utf8(wrong).unwrap()), None, "{at}");
        }
        for text in ["", "é", "AAAA", &code[..79], &format!("{code}A")] {
            assert_eq!(ids(&ours, text), None, "{text}");
        }
    }
}

//! The site at the end of the program itself: how `cargo xtask build --release` makes one file of both.
//!
//! Packed files, a table, then 24 bytes: the table's length, the packed part's length (u64, little endian each) and
//! `DAYBREAK`. The table is JSON, `{"/pkg/x.js": [start, length], …}`, counted from the packed part's first byte.
use bytes::Bytes;
use std::{
    collections::HashMap,
    io::{Error, ErrorKind, Read, Result, Seek, SeekFrom},
};

const END: &[u8; 8] = b"DAYBREAK";

/// The files appended to the running program, by address; none when it was built without.
pub fn own() -> Result<Option<HashMap<String, Bytes>>> {
    read(&mut std::fs::File::open(std::env::current_exe()?)?)
}

/// Reads files from the end of a program.
pub fn read(program: &mut (impl Read + Seek)) -> Result<Option<HashMap<String, Bytes>>> {
    let size = program.seek(SeekFrom::End(0))?;
    let Some(tail) = size.checked_sub(24) else { return Ok(None) };
    program.seek(SeekFrom::Start(tail))?;
    let (mut table, mut files, mut end) = ([0; 8], [0; 8], [0; 8]);
    for part in [&mut table, &mut files, &mut end] {
        program.read_exact(part)?;
    }
    if &end != END {
        return Ok(None);
    }
    let (table, files) = (u64::from_le_bytes(table), u64::from_le_bytes(files));
    let start = tail.checked_sub(table).and_then(|n| n.checked_sub(files)).ok_or_else(|| broken("its lengths"))?;
    program.seek(SeekFrom::Start(start))?;
    let all = Bytes::from(piece(program, files)?);
    let table: HashMap<String, (usize, usize)> =
        serde_json::from_slice(&piece(program, table)?).map_err(|_| broken("its table"))?;
    let file = |(name, (start, length)): (String, (usize, usize))| {
        let end = start.checked_add(length).filter(|end| *end <= all.len()).ok_or_else(|| broken(&name))?;
        Ok((name, all.slice(start..end)))
    };
    table.into_iter().map(file).collect::<Result<_>>().map(Some)
}

fn piece(program: &mut impl Read, length: u64) -> Result<Vec<u8>> {
    let mut bytes = vec![0; usize::try_from(length).map_err(|_| broken("its lengths"))?];
    program.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn broken(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, format!("the site inside the program is broken: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn program(table: &str, files: &[u8], end: &[u8]) -> Cursor<Vec<u8>> {
        let mut all = b"the program".to_vec();
        all.extend(files);
        all.extend(table.as_bytes());
        all.extend((table.len() as u64).to_le_bytes());
        all.extend((files.len() as u64).to_le_bytes());
        all.extend(end);
        Cursor::new(all)
    }

    #[test]
    fn finds_what_was_appended() {
        let table = r#"{"/site.json":[0,2],"/pkg/a.js":[2,6]}"#;
        let found = read(&mut program(table, b"{}let a;", END)).unwrap().unwrap();
        assert_eq!(found["/site.json"], "{}");
        assert_eq!(found["/pkg/a.js"], "let a;");
    }

    #[test]
    fn a_plain_program_has_none_and_a_broken_one_says_so() {
        assert!(read(&mut program("{}", b"", b"\0\0\0\0\0\0\0\0")).unwrap().is_none());
        assert!(read(&mut Cursor::new(vec![1; 5])).unwrap().is_none());
        assert!(read(&mut program(r#"{"/a":[0,9]}"#, b"short", END)).is_err());
        assert!(read(&mut program("no table", b"", END)).is_err());
    }
}

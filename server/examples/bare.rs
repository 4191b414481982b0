//! The peer of `cargo xtask bench`: the work behind three of its figures in bare handlers, on a copy of the database.
//!
//! Same rows, same answer, same cipher, same durability; no layers, session, rights, audit or page. What the product
//! costs beyond this is what it does beyond this. Not part of the product: it listens on loopback for the bench alone.
//!
//! `bare <database> <key file> <host:port>`
#![expect(clippy::disallowed_methods, reason = "a measuring stick: it asks nobody for a permission, on purpose")]

use app::{
    access::digest,
    callsheets::screen::Kept,
    script::model::{Member, Place, SceneList, SceneRow, Totals, sort_cast},
    values::{CharacterId, SceneId},
};
use axum::{
    Form, Router,
    extract::{Path, State},
    http::{StatusCode, header},
    routing::{get, post},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sqlx::{
    Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{collections::HashMap, error::Error, fmt::Display};
use uuid::Uuid;

const SHEET: &str = "select r.personal from personal_links l
    join sheet_recipients r on r.workspace_id = l.workspace_id and r.production_id = l.production_id and r.person_id = l.person_id
    join shooting_days d on d.workspace_id = r.workspace_id and d.id = r.day_id
    where l.token_hash = $1 and l.revoked_at is null order by d.call_utc, d.id limit 1";
const TOTALS: &str = "select json_object('scenes', count(*), 'omitted', coalesce(sum(omitted), 0),
        'eighths', coalesce(sum(iif(omitted, 0, eighths)), 0), 'estimated', coalesce(sum(estimated and not omitted), 0))
    from scenes where workspace_id = $1 and production_id = $2";
const SCENES: &str = "select json_group_array(json_object('id', lower(hex(id)), 'number', number, 'int_ext', int_ext,
        'set_name', set_name, 'day_night', day_night, 'light', light, 'eighths', eighths,
        'estimated', json(iif(estimated, 'true', 'false')), 'omitted', json(iif(omitted, 'true', 'false')),
        'closed', json(iif(closed, 'true', 'false')), 'synopsis', synopsis,
        'location', iif(location is null, null, lower(hex(location))), 'location_name', location_name, 'version', version))
    from (select s.id as id, s.number as number, s.int_ext as int_ext, s.set_name as set_name, s.day_night as day_night,
            s.light as light, s.eighths as eighths, s.estimated as estimated, s.omitted as omitted, s.closed as closed,
            s.synopsis as synopsis, s.location_id as location, coalesce(l.name, '') as location_name, s.version as version
        from scenes s left join locations l on l.workspace_id = s.workspace_id and l.id = s.location_id
        where s.workspace_id = $1 and s.production_id = $2 order by s.position, s.id limit 100)";
const CAST: &str = "select json_group_array(json_array(lower(hex(scene_id)), lower(hex(character_id))))
    from scene_cast where workspace_id = $1 and production_id = $2";
const MEMBERS: &str = "select json_group_array(json_object('id', lower(hex(id)), 'number', number, 'name', name))
    from characters where workspace_id = $1 and production_id = $2";
const PLACES: &str = "select json_group_array(json_object('id', lower(hex(id)), 'name', name))
    from locations where workspace_id = $1 and production_id = $2";
const MOVE: &str =
    "update strips set day_id = $3, rank = $4, version = version + 1 where workspace_id = $1 and id = $2";

/// As the product has them: one writer, four readers.
#[derive(Clone)]
struct Pools {
    read: SqlitePool,
    write: SqlitePool,
}

type Failed = (StatusCode, String);
type Answer = Result<([(header::HeaderName, &'static str); 1], String), Failed>;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [file, key, host] = words.as_slice() else { return Err("bare <database> <key file> <host:port>".into()) };
    let pools = open(file, &std::fs::read_to_string(key)?).await?;
    let router = Router::new()
        .route("/live", get(live))
        .route("/sheet/{token}", get(sheet))
        .route("/list/{workspace}/{production}", get(list))
        .route("/move", post(move_strip))
        .with_state(pools);
    axum::serve(tokio::net::TcpListener::bind(host).await?, router).await?;
    Ok(())
}

/// Opens the database with the settings of `app/src/access/connect.rs`.
async fn open(file: &str, master: &str) -> Result<Pools, Box<dyn Error>> {
    let master = unhex(master.trim()).ok_or("the key file does not hold hexadecimal digits")?;
    let key: String =
        digest(&[&b"daybreak/1/database\0"[..], &master].concat()).iter().map(|b| format!("{b:02x}")).collect();
    let options = SqliteConnectOptions::new()
        .filename(file)
        .pragma("key", format!("\"x'{key}'\""))
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("trusted_schema", "OFF")
        .pragma("secure_delete", "ON")
        .pragma("mmap_size", "0")
        .pragma("temp_store", "MEMORY");
    let write = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
    let reading = options.read_only(true).pragma("wal_autocheckpoint", "0");
    let read = SqlitePoolOptions::new().max_connections(4).connect_with(reading).await?;
    Ok(Pools { read, write })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(text.get(i..i + 2)?, 16).ok()).collect()
}

fn broken(why: impl Display) -> Failed {
    (StatusCode::INTERNAL_SERVER_ERROR, why.to_string())
}

fn json<T: Serialize>(value: &T) -> Answer {
    let text = serde_json::to_string(value).map_err(broken)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text))
}

async fn live() -> StatusCode {
    StatusCode::OK
}

/// What is kept for the holder of a link.
async fn sheet(State(pools): State<Pools>, Path(token): Path<String>) -> Answer {
    let kept: String = sqlx::query_scalar::<Sqlite, String>(SHEET)
        .bind(digest(token.as_bytes()))
        .fetch_one(&pools.read)
        .await
        .map_err(broken)?;
    let kept: Kept = serde_json::from_str(&kept).map_err(broken)?;
    json(&kept)
}

/// One list of a production, as one row of JSON: row by row it would cost several times as much.
async fn rows<T: DeserializeOwned>(
    tx: &mut Transaction<'static, Sqlite>,
    sql: &'static str,
    (workspace, production): (Uuid, Uuid),
) -> Result<T, Failed> {
    let text: String = sqlx::query_scalar::<Sqlite, String>(sql)
        .bind(workspace)
        .bind(production)
        .fetch_one(&mut **tx)
        .await
        .map_err(broken)?;
    serde_json::from_str(&text).map_err(broken)
}

/// A hundred scenes with their cast, and what stands around them on the page.
async fn list(State(pools): State<Pools>, Path(on): Path<(Uuid, Uuid)>) -> Answer {
    let mut tx = pools.read.begin().await.map_err(broken)?;
    let totals: Totals = rows(&mut tx, TOTALS, on).await?;
    let mut scenes: Vec<SceneRow> = rows(&mut tx, SCENES, on).await?;
    let mut members: Vec<Member> = rows(&mut tx, MEMBERS, on).await?;
    let pairs: Vec<(SceneId, CharacterId)> = rows(&mut tx, CAST, on).await?;
    let places: Vec<Place> = rows(&mut tx, PLACES, on).await?;
    tx.commit().await.map_err(broken)?;
    sort_cast(&mut members);
    let by_id: HashMap<CharacterId, &Member> = members.iter().map(|m| (m.id, m)).collect();
    let mut cast: HashMap<SceneId, Vec<Member>> = HashMap::new();
    for (scene, part) in pairs {
        if let Some(member) = by_id.get(&part) {
            cast.entry(scene).or_default().push((*member).clone());
        }
    }
    for scene in &mut scenes {
        scene.cast = cast.remove(&scene.id).unwrap_or_default();
        sort_cast(&mut scene.cast);
    }
    json(&SceneList { rows: scenes, matching: totals.scenes, page: 1, complete: false, totals, members, places })
}

/// Where a strip goes.
#[derive(Deserialize)]
struct Move {
    workspace: Uuid,
    strip: Uuid,
    day: Uuid,
    rank: i64,
}

#[derive(Serialize)]
struct Moved {
    moved: u64,
}

/// One update in a transaction of its own, on the disk before it is answered.
async fn move_strip(State(pools): State<Pools>, Form(to): Form<Move>) -> Answer {
    let mut tx = pools.write.begin_with("BEGIN IMMEDIATE").await.map_err(broken)?;
    let done = sqlx::query::<Sqlite>(MOVE)
        .bind(to.workspace)
        .bind(to.strip)
        .bind(to.day)
        .bind(to.rank)
        .execute(&mut *tx)
        .await
        .map_err(broken)?;
    tx.commit().await.map_err(broken)?;
    match done.rows_affected() {
        0 => Err((StatusCode::NOT_FOUND, "no such strip".to_owned())),
        moved => json(&Moved { moved }),
    }
}

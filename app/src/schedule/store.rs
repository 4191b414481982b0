//! The schedule in the database: units, shooting days, strips, one's own days.
//! A move is a handful of statements and never loads the board; the board is a handful of lists.
mod board;
mod days;
mod own;
mod strips;

pub(in crate::schedule) use board::{DayRow, day};
pub use board::{bare, load, shoot, whole};
pub use days::{
    Relabelled, add_unit, create, detail, insert_day, list, next_day, places, remove, retime, units, update,
};
pub(in crate::schedule) use days::{frame, relabel, told, values};
pub use own::own_days;
pub use strips::{Banner, Item, add_banner, edit_strip, move_strip, move_strip_to, place_strips, remove_banner};

sql! {
    UNITS = rows { id: uuid, name: text, seat: int } from
        "(select id, name, position as seat from units where workspace_id = $1 and production_id = $2) x" order "seat, id";
    UNIT_ADD = "insert into units (workspace_id, id, production_id, name, position)
        values ($1,$2,$3,$4,(select coalesce(max(position), -1) + 1 from units where workspace_id = $1 and production_id = $3))";

    EXTRAS = rows { doc: json } from
        "(select doc from schedule_extras where workspace_id = $1 and production_id = $2) x" order "doc";
    EXTRAS_PUT = "insert into schedule_extras (workspace_id, production_id, doc) values ($1,$2,$3) on conflict (workspace_id, production_id) do update set doc = $3";

    BOARD_DAYS = rows { id: uuid, date: text, label: text, unit: uuid, seat: int, kind: text, state: text, unit_call: int, est_wrap: int, wrap_utc: int, location: uuid, place: text, zone: text, lat_e6: int, lon_e6: int, issued: bool, version: int } from
        "(select d.id as id, d.date as date, d.label as label, d.unit_id as unit, u.position as seat, d.kind as kind, d.state as state,
            d.unit_call as unit_call, d.est_wrap as est_wrap, d.wrap_utc as wrap_utc, d.location_id as location, coalesce(l.name, '') as place,
            coalesce(nullif(l.zone, ''), p.zone) as zone, l.lat_e6 as lat_e6, l.lon_e6 as lon_e6,
            (exists (select 1 from sheet_revisions r where r.workspace_id = d.workspace_id and r.day_id = d.id)) as issued, d.version as version
          from shooting_days d
          join units u on u.workspace_id = d.workspace_id and u.id = d.unit_id
          join productions p on p.workspace_id = d.workspace_id and p.id = d.production_id
          left join locations l on l.workspace_id = d.workspace_id and l.id = d.location_id
          where d.workspace_id = $1 and d.production_id = $2) x" order "date, seat, id";
    BOARD_STRIPS = rows { id: uuid, day: uuid, rank: int, minutes: int, version: int, banner: text, scene: uuid, number: text, int_ext: text, light: text, day_night: text, set_name: text, eighths: int, estimated: bool, location: uuid, place: text, synopsis: text } from
        "(select s.id as id, s.day_id as day, s.rank as rank, s.minutes as minutes, s.version as version, s.banner as banner, s.scene_id as scene,
            c.number as number, c.int_ext as int_ext, c.light as light, c.day_night as day_night, c.set_name as set_name, c.eighths as eighths,
            coalesce(c.estimated, false) as estimated, c.location_id as location, l.name as place, c.synopsis as synopsis
          from strips s
          left join scenes c on c.workspace_id = s.workspace_id and c.id = s.scene_id
          left join locations l on l.workspace_id = c.workspace_id and l.id = c.location_id
          where s.workspace_id = $1 and s.production_id = $2 and (s.scene_id is null or not c.omitted)) x" order "rank, id";
    BOARD_PARTS = rows { id: uuid, name: text, number: int, person: uuid, plan: json } from
        "(select c.id as id, c.name as name, c.number as number, p.id as person, p.created_at as since, d.doc as plan
          from characters c
          left join dood_plans d on d.workspace_id = c.workspace_id and d.character_id = c.id
          left join people p on p.workspace_id = c.workspace_id and p.character_id = c.id and p.removed_at is null
          where c.workspace_id = $1 and c.production_id = $2) x" order "since, person";
    BOARD_CAST = ids { scene, part } from
        "(select scene_id as scene, character_id as part from scene_cast where workspace_id = $1 and production_id = $2) x";
    BOARD_OFF = rows { person: uuid, date: text } from
        "(select person_id as person, date from days_off where workspace_id = $1 and production_id = $2) x" order "person, date";
    SCRIPT_EIGHTHS = "select cast(coalesce(sum(eighths), 0) as bigint) from scenes where workspace_id = $1 and production_id = $2 and not omitted";
    SHOOT_STRIPS = rows { day: uuid, int_ext: text, light: text, eighths: int } from
        "(select s.day_id as day, c.int_ext as int_ext, c.light as light, c.eighths as eighths, s.rank as rank, s.id as id from strips s
          join scenes c on c.workspace_id = s.workspace_id and c.id = s.scene_id
          where s.workspace_id = $1 and s.production_id = $2 and s.day_id is not null and not c.omitted) x" order "rank, id";

    DAY_FRAME = rows { zone: text, place_there: bool, unit_there: bool } from
        "(select coalesce(nullif(l.zone, ''), p.zone) as zone, (l.id is not null) as place_there, (u.id is not null) as unit_there
          from productions p
          left join locations l on l.workspace_id = p.workspace_id and l.production_id = p.id and l.id = $3
          left join units u on u.workspace_id = p.workspace_id and u.production_id = p.id and u.id = $4
          where p.workspace_id = $1 and p.id = $2) x" order "zone";
    DAY_INSERT = "insert into shooting_days (workspace_id, production_id, id, unit_id, date, kind, state, unit_call, shooting_call, lunch, est_wrap, location_id, weather, hazards, notes, background, call_utc, wrap_utc, label, version)
        values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,'',1)";
    DAY_UPDATE = "update shooting_days set unit_id = $4, date = $5, kind = $6, state = $7, unit_call = $8, shooting_call = $9, lunch = $10, est_wrap = $11, location_id = $12, weather = $13, hazards = $14, notes = $15, background = $16, call_utc = $17, wrap_utc = $18, version = version + 1
        where workspace_id = $1 and production_id = $2 and id = $3 and version = $19";
    DAY_LABEL = "update shooting_days set label = $4 where workspace_id = $1 and production_id = $2 and id = $3";
    DAY_TIMES = "update shooting_days set call_utc = $4, wrap_utc = $5 where workspace_id = $1 and production_id = $2 and id = $3";
    DAY_DETAIL = rows { id: uuid, label: text, issued: bool, version: int, unit: uuid, date: text, kind: text, state: text, unit_call: int, shooting_call: int, lunch: int, est_wrap: int, location: uuid, weather: text, hazards: text, notes: text, background: json } from
        "(select d.id as id, d.label as label, (exists (select 1 from sheet_revisions r where r.workspace_id = d.workspace_id and r.day_id = d.id)) as issued,
            d.version as version, d.unit_id as unit, d.date as date, d.kind as kind, d.state as state, d.unit_call as unit_call, d.shooting_call as shooting_call,
            d.lunch as lunch, d.est_wrap as est_wrap, d.location_id as location, d.weather as weather, d.hazards as hazards, d.notes as notes, d.background as background
          from shooting_days d where d.workspace_id = $1 and d.production_id = $2 and d.id = $3) x" order "id";
    DAY_LINES = rows { id: uuid, date: text, label: text, unit: text, kind: text, state: text, unit_call: int, place: text, eighths: int, scenes: int, revision: text, people: int, confirmed: int } from
        "(select d.id as id, d.date as date, d.label as label, u.name as unit, u.position as seat, d.kind as kind, d.state as state, d.unit_call as unit_call, coalesce(l.name, '') as place,
            (select cast(coalesce(sum(c.eighths), 0) as bigint) from strips s join scenes c on c.workspace_id = s.workspace_id and c.id = s.scene_id
              where s.workspace_id = d.workspace_id and s.production_id = d.production_id and s.day_id = d.id and not c.omitted) as eighths,
            (select count(*) from strips s join scenes c on c.workspace_id = s.workspace_id and c.id = s.scene_id
              where s.workspace_id = d.workspace_id and s.production_id = d.production_id and s.day_id = d.id and not c.omitted) as scenes,
            coalesce((select r.name from sheet_revisions r where r.workspace_id = d.workspace_id and r.day_id = d.id order by r.number desc limit 1), '') as revision,
            (select count(*) from sheet_recipients r where r.workspace_id = d.workspace_id and r.day_id = d.id) as people,
            (select count(*) from sheet_recipients r where r.workspace_id = d.workspace_id and r.day_id = d.id and r.confirmed_hash = r.content_hash) as confirmed
          from shooting_days d
          join units u on u.workspace_id = d.workspace_id and u.id = d.unit_id
          left join locations l on l.workspace_id = d.workspace_id and l.id = d.location_id
          where d.workspace_id = $1 and d.production_id = $2) x" order "date, seat, id";
    DAY_CLEAR_CALLS = "delete from call_overrides where workspace_id = $1 and production_id = $2 and day_id = $3";
    DAY_SHELVE_BY = "select coalesce((select max(rank) from strips where workspace_id = $1 and production_id = $2 and day_id is null), 0)
        - coalesce((select min(rank) from strips where workspace_id = $1 and production_id = $2 and day_id = $3), 0) + 1048576";
    DAY_SHELVE = "update strips set day_id = null, rank = rank + $4, version = version + 1 where workspace_id = $1 and production_id = $2 and day_id = $3";
    DAY_DELETE = "delete from shooting_days where workspace_id = $1 and production_id = $2 and id = $3 and version = $4";

    MOVE_LOOK = rows { version: int, name: text, label: text, date: text, there: bool, next: int, prev: int } from
        "(select s.version as version, coalesce(c.number, s.banner, '') as name, coalesce(d.label, '') as label, coalesce(d.date, '') as date,
            (d.id is not null) as there, b.rank as next,
            (select max(n.rank) from strips n where n.workspace_id = $1 and n.production_id = $2 and n.day_id is not distinct from $4
              and n.id <> $3 and (b.rank is null or (n.rank <= b.rank and n.id <> b.id))) as prev
          from strips s
          left join scenes c on c.workspace_id = s.workspace_id and c.id = s.scene_id
          left join shooting_days d on d.workspace_id = $1 and d.production_id = $2 and d.id = $4
          left join strips b on b.workspace_id = $1 and b.production_id = $2 and b.id = $5 and b.day_id is not distinct from $4
          where s.workspace_id = $1 and s.production_id = $2 and s.id = $3) x" order "version";
    MOVE_WRITE = "update strips set day_id = $4, rank = $5, version = version + 1
        where workspace_id = $1 and production_id = $2 and id = $3 and version = $6";
    RANKS_FRESH = "update strips set rank = fresh.rank from
          (select id, row_number() over (order by rank, id) * 1048576 as rank from strips
            where workspace_id = $1 and production_id = $2 and day_id is not distinct from $3) as fresh
        where strips.workspace_id = $1 and strips.production_id = $2 and strips.id = fresh.id";
    FIRST_STRIP = rows { id: uuid } from
        "(select s.id as id, s.rank as rank from strips s
          left join scenes c on c.workspace_id = s.workspace_id and c.id = s.scene_id
          where s.workspace_id = $1 and s.production_id = $2 and s.day_id is not distinct from $3 and s.id <> $4
            and (s.scene_id is null or not c.omitted) order by s.rank, s.id limit 1) x" order "rank, id";
    LAST_RANK = "select coalesce(max(rank), 0) from strips where workspace_id = $1 and production_id = $2 and day_id is not distinct from $3";
    DAY_THERE = rows { label: text, date: text } from
        "(select label, date from shooting_days where workspace_id = $1 and production_id = $2 and id = $3) x" order "label";
    STRIP_PLACE = "update strips set day_id = $4, rank = $5, version = version + 1 where workspace_id = $1 and production_id = $2 and id = $3";
    SCENE_PLACE = "update strips set day_id = $4, rank = $5, minutes = case when $6 > 0 then $6 else minutes end, version = version + 1
        where workspace_id = $1 and production_id = $2 and scene_id = $3";
    SCENE_STRIP = "insert into strips (workspace_id, production_id, id, scene_id, minutes, day_id, rank, version)
        select $1, $2, $3, c.id, $5, $6, $7, 1 from scenes c where c.workspace_id = $1 and c.production_id = $2 and c.id = $4";
    BANNER_ADD = "insert into strips (workspace_id, production_id, id, banner, minutes, day_id, rank, version) values ($1,$2,$3,$4,$5,$6,$7,1)";
    STRIP_EDIT = "update strips set banner = case when banner is null then null else $4 end, minutes = $5, version = version + 1
        where workspace_id = $1 and production_id = $2 and id = $3 and version = $6";
    BANNER_DROP = "delete from strips where workspace_id = $1 and production_id = $2 and id = $3 and version = $4 and banner is not null";
    STRIP_NAME = rows { name: text, banner: bool } from
        "(select coalesce(c.number, s.banner, '') as name, (s.scene_id is null) as banner from strips s
          left join scenes c on c.workspace_id = s.workspace_id and c.id = s.scene_id
          where s.workspace_id = $1 and s.production_id = $2 and s.id = $3) x" order "name";

    OWN_DAYS = rows { day: uuid, date: text, label: text, call: json, place: text, state: text, confirmed: bool, zone: text, wrap_utc: int } from
        "(select d.id as day, coalesce(r.personal -> 'day' ->> 'date', d.date) as date, d.label as label, r.personal -> 'call' as call, coalesce(r.personal -> 'place' ->> 'name', '') as place,
            r.personal -> 'day' ->> 'state' as state, (r.confirmed_hash is not null and r.confirmed_hash = r.content_hash) as confirmed,
            coalesce(nullif(r.personal ->> 'zone', ''), p.zone) as zone, d.wrap_utc as wrap_utc
          from sheet_recipients r
          join shooting_days d on d.workspace_id = r.workspace_id and d.id = r.day_id
          join productions p on p.workspace_id = r.workspace_id and p.id = r.production_id
          where r.workspace_id = $1 and r.production_id = $2 and r.person_id = $3) x" order "date, label, day";
}

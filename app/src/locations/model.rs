//! Locations as their pages know them, and the sketch of where they lie.
use crate::values::LocationId;
use serde::{Deserialize, Serialize};

/// A location to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Id.
    pub id: LocationId,
    /// Name.
    pub name: String,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocationRow {
    /// Id.
    pub id: LocationId,
    /// Name.
    pub name: String,
    /// Street, place.
    pub address: String,
    /// IANA zone.
    pub zone: String,
    /// Where to park.
    pub parking: String,
    /// Latitude in micro-degrees.
    pub lat_e6: Option<i64>,
    /// Longitude in micro-degrees.
    pub lon_e6: Option<i64>,
    /// Name of the hospital.
    pub hospital_name: String,
    /// When it was checked, `YYYY-MM-DD`; empty: not checked.
    pub hospital_checked_on: String,
    /// Scenes shot here that are not omitted.
    pub scenes: i64,
}
impl LocationRow {
    /// Whether its hospital is known and was checked; without that no sheet is published.
    pub fn is_checked(&self) -> bool {
        !self.hospital_name.is_empty() && !self.hospital_checked_on.is_empty()
    }
}

/// A location with everything there is to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// Id.
    pub id: LocationId,
    /// Version for optimistic saving.
    pub version: i64,
    /// Name.
    pub name: String,
    /// Street, place.
    pub address: String,
    /// Latitude in micro-degrees.
    pub lat_e6: Option<i64>,
    /// Longitude in micro-degrees.
    pub lon_e6: Option<i64>,
    /// IANA zone.
    pub zone: String,
    /// Where to park.
    pub parking: String,
    /// Notes.
    pub notes: String,
    /// Name of the hospital.
    pub hospital_name: String,
    /// Its address.
    pub hospital_address: String,
    /// Its telephone.
    pub hospital_phone: String,
    /// Its emergency department never closes.
    pub hospital_24h: bool,
    /// Who checked it.
    pub hospital_checked_by: String,
    /// When, `YYYY-MM-DD`; empty: not checked.
    pub hospital_checked_on: String,
}
impl Location {
    /// Whether its hospital is known and was checked.
    pub fn is_checked(&self) -> bool {
        !self.hospital_name.is_empty() && !self.hospital_checked_on.is_empty()
    }
}

/// A set of the script with the place it is shot at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetRow {
    /// Name as in the script.
    pub name: String,
    /// Its scenes that are not omitted.
    pub scenes: i64,
    /// Where they are shot, if that is one place.
    pub location: Option<LocationId>,
    /// They are shot in several places, or only some have one.
    pub several: bool,
}

/// What stands in a list of places for "several".
pub const SEVERAL: &str = "several";

/// What the page of locations shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locations {
    /// The locations, oldest first.
    pub locations: Vec<LocationRow>,
    /// The sets of the script.
    pub sets: Vec<SetRow>,
}

/// What a location's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocationFile {
    /// The location.
    pub location: Location,
    /// All locations, for the sketch.
    pub all: Vec<LocationRow>,
    /// Sets shot here.
    pub sets: Vec<SetRow>,
}

/// A point of a sketch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// From the left.
    pub x: i64,
    /// From the top.
    pub y: i64,
    /// Its name.
    pub name: String,
    /// Its hospital was not checked.
    pub bad: bool,
}

/// A small drawing of what lies around a place, in a box of [`Sketch::WIDTH`] by [`Sketch::HEIGHT`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// The place itself first.
    pub points: Vec<Point>,
    /// What the scale bar stands for, in metres.
    pub bar_metres: i64,
    /// How long it is.
    pub bar: i64,
}
impl Sketch {
    /// Width of the box.
    pub const WIDTH: i64 = 380;
    /// Height of the box.
    pub const HEIGHT: i64 = 200;

    /// Draws a location in the middle, and up to eight of the others within 30 km, to scale, north up.
    pub fn around(here: &Location, all: &[LocationRow]) -> Option<Self> {
        let (lat, lon) = (here.lat_e6?, here.lon_e6?);
        let mut near: Vec<(i64, i64, &LocationRow)> = all
            .iter()
            .filter(|l| l.id != here.id)
            .filter_map(|l| Some((metres(l.lon_e6? - lon) * cosine(lat) / 1000, metres(l.lat_e6? - lat), l)))
            .filter(|(dx, dy, _)| dx.abs().max(dy.abs()) <= 30_000)
            .collect();
        near.sort_by_key(|(dx, dy, _)| dx * dx + dy * dy);
        near.truncate(8);
        // A tenth of a metre per pixel keeps rounding small; half the box less a margin for names.
        let scale =
            near.iter().map(|(dx, dy, _)| (dx.abs() * 10 / 150).max(dy.abs() * 10 / 75)).max().unwrap_or(0).max(20);
        let (mx, my) = (Self::WIDTH / 2, Self::HEIGHT / 2);
        let mut points = vec![Point { x: mx, y: my, name: here.name.clone(), bad: !here.is_checked() }];
        points.extend(near.into_iter().map(|(dx, dy, l)| Point {
            x: mx + dx * 10 / scale,
            y: my - dy * 10 / scale,
            name: l.name.clone(),
            bad: !l.is_checked(),
        }));
        let bar_metres = BARS.into_iter().find(|m| m * 10 / scale >= 40).unwrap_or(BARS[BARS.len() - 1]);
        Some(Self { points, bar_metres, bar: bar_metres * 10 / scale })
    }
}

/// Lengths a scale bar may stand for, in metres.
const BARS: [i64; 9] = [50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000];

/// Micro-degrees of latitude in metres: a degree is 111.32 km.
fn metres(e6: i64) -> i64 {
    e6 * 11_132 / 100_000
}

/// The cosine of a latitude in thousandths, between steps of five degrees; exact enough for a sketch and the same
/// on server and browser.
fn cosine(lat_e6: i64) -> i64 {
    const STEPS: [i64; 19] =
        [1000, 996, 985, 966, 940, 906, 866, 819, 766, 707, 643, 574, 500, 423, 342, 259, 174, 87, 0];
    let lat = lat_e6.abs().min(90_000_000);
    let at = usize::try_from(lat / 5_000_000).unwrap_or(0).min(17);
    let rest = lat % 5_000_000;
    let rest = if lat == 90_000_000 { 5_000_000 } else { rest };
    STEPS[at] + (STEPS[at + 1] - STEPS[at]) * rest / 5_000_000
}

//! Cuts a sheet for one reader, after the table in [`super::policy`].
//!
//! Every cut row is built field by field, so that a field added to a sheet does not compile until somebody has decided
//! who may see it. The only `clone` of a whole row is at full depth.

use super::contacts;
use super::policy::{Block, Depth, depth, is_outside, knows_day_count, stands_for_others};
use super::sheet::{
    BackgroundRow, CastRow, CrewRow, DayHead, Department, Front, Hospital, LocationRow, Note, ProductionHead,
    RadioChannel, RevisionHead, Ride, Safety, SceneRow, Sheet, StripRow,
};
use super::view::SheetView;
use crate::values::{LocationId, PersonId, Role};

/// Who reads a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The person in the production, when they are one.
    pub person: Option<PersonId>,
    /// Their role.
    pub role: Role,
    /// Their department.
    pub department: Option<String>,
    /// A guardian's minors, an agent's clients. Ignored for every other role.
    pub stands_for: Vec<PersonId>,
    /// A vendor's or client's own sites. With none, such a reader gets the place where people report.
    pub sites: Vec<LocationId>,
    /// Whether today lies between their engagement and wrap; outside it crew get no phones of their department.
    pub engaged: bool,
    /// Whether the production manager or 1st AD has broken the glass on medical notes. The caller logs it and tells
    /// the people concerned. Ignored for every other role.
    pub medical_opened: bool,
    /// Blocks of which this reader gets more or less than the role usually does.
    pub exceptions: Vec<(Block, Depth)>,
}

impl Reader {
    /// An engaged reader who stands for nobody else.
    #[must_use]
    pub fn new(person: Option<PersonId>, role: Role, department: Option<String>) -> Self {
        Self {
            person,
            role,
            department,
            stands_for: vec![],
            sites: vec![],
            engaged: true,
            medical_opened: false,
            exceptions: vec![],
        }
    }

    /// Whether a row about this person is the reader's own.
    #[must_use]
    pub fn is_own(&self, person: PersonId) -> bool {
        self.person == Some(person) || (stands_for_others(self.role) && self.stands_for.contains(&person))
    }

    /// Whether this is the reader's department. Nobody is in a department without a name.
    #[must_use]
    pub fn is_of(&self, department: &str) -> bool {
        let name = |text: &str| text.trim().to_lowercase();
        let wanted = name(department);
        !wanted.is_empty() && self.department.as_deref().is_some_and(|own| name(own) == wanted)
    }

    pub(super) fn depth(&self, block: Block) -> Depth {
        match block {
            Block::Medical if self.medical_opened && matches!(self.role, Role::ProductionManager | Role::FirstAd) => {
                Depth::Full
            }
            // Hazards and the way to the hospital are for everyone on the sheet, whatever somebody decided.
            Block::Safety => depth(self.role, block),
            _ => {
                let exception = self.exceptions.iter().find(|(b, _)| *b == block);
                exception.map_or_else(|| depth(self.role, block), |(_, depth)| *depth)
            }
        }
    }

    /// Whether the reader may learn names from anywhere in the crew (who issued a sheet, who checked a hospital).
    fn knows_names(&self) -> bool {
        self.depth(Block::BackPage) >= Depth::Names
    }
}

/// An empty block is absent: nobody learns whether it was hidden or had nothing in it.
fn some<T>(rows: Vec<T>) -> Option<Vec<T>> {
    (!rows.is_empty()).then_some(rows)
}

impl Sheet {
    /// What this reader gets of the sheet, and nothing else. A sheet without a revision is a draft: of it nobody but
    /// the assistant directors gets a synopsis, so put the coming revision in before showing a preview.
    #[must_use]
    pub fn for_reader(&self, reader: &Reader) -> SheetView {
        let scenes = reader.depth(Block::Scenes);
        SheetView {
            production: self.production_for(reader),
            day: self.day_for(reader),
            revision: self.revision.as_ref().map(|r| revision_for(r, reader)),
            front: self.front_for(reader),
            safety: (reader.depth(Block::Safety) == Depth::Full).then(|| self.safety_for(reader)),
            scenes: some(self.scenes.iter().filter_map(|row| self.strip_for(row, reader)).collect()),
            totals: (scenes >= Depth::Shared).then_some(self.totals),
            cast: some(self.cast.iter().filter_map(|row| cast_for(row, reader)).collect()),
            background: some(self.background.iter().filter_map(|row| background_for(row, reader)).collect()),
            departments: some(self.departments.iter().filter_map(|d| department_for(d, reader)).collect()),
            locations: some(self.locations_for(reader)),
            transport: some(self.transport.iter().filter_map(|ride| ride_for(ride, reader)).collect()),
            advance: (reader.depth(Block::Advance) == Depth::Full).then(|| self.advance.clone()).and_then(some),
            notes: some(self.notes.iter().filter(|note| reads_note(note, reader)).cloned().collect()),
            contacts: some(contacts::for_reader(self, reader)),
            medical: some(self.medical.iter().filter(|m| reads_medical(m.person, reader)).cloned().collect()),
        }
    }

    fn production_for(&self, reader: &Reader) -> ProductionHead {
        let head = &self.production;
        let by_code = is_outside(reader.role) && !head.code_name.trim().is_empty();
        ProductionHead {
            title: if by_code { None } else { head.title.clone() },
            code_name: head.code_name.clone(),
            company: head.company.clone(),
            page_size: head.page_size,
            language: head.language.clone(),
            country: head.country.clone(),
        }
    }

    fn day_for(&self, reader: &Reader) -> DayHead {
        let outside = is_outside(reader.role);
        DayHead {
            id: self.day.id,
            label: if outside { String::new() } else { self.day.label.clone() },
            date: self.day.date,
            unit: if outside { String::new() } else { self.day.unit.clone() },
            number: if outside { None } else { self.day.number },
            count: if knows_day_count(reader.role) { self.day.count } else { None },
            state: self.day.state,
        }
    }

    fn front_for(&self, reader: &Reader) -> Option<Front> {
        let f = &self.front;
        let radio = |channels: &[RadioChannel]| {
            let mine = |c: &&RadioChannel| {
                reader.knows_names() || c.department.as_deref().is_none_or(|name| reader.is_of(name))
            };
            channels.iter().filter(mine).cloned().collect()
        };
        let full = match reader.depth(Block::Front) {
            Depth::Full => true,
            Depth::Limited => false,
            Depth::None | Depth::Own | Depth::Department | Depth::Names | Depth::Shared => return None,
        };
        Some(Front {
            unit_call: f.unit_call,
            shooting_call: f.shooting_call.filter(|_| full),
            lunch: f.lunch.filter(|_| full),
            estimated_wrap: f.estimated_wrap,
            sunrise: f.sunrise.filter(|_| full),
            sunset: f.sunset.filter(|_| full),
            first_light: f.first_light.filter(|_| full),
            last_light: f.last_light.filter(|_| full),
            weather: f.weather.clone(),
            forecast: f.forecast.clone(),
            zone: f.zone.clone(),
            radio: if full { radio(&f.radio) } else { vec![] },
        })
    }

    fn locations_for(&self, reader: &Reader) -> Vec<LocationRow> {
        match reader.depth(Block::Front) {
            Depth::Full => self.locations.clone(),
            Depth::Limited if reader.sites.is_empty() => self.locations.iter().take(1).map(from_outside).collect(),
            Depth::Limited => {
                let mine = |place: &&LocationRow| place.id.is_some_and(|id| reader.sites.contains(&id));
                self.locations.iter().filter(mine).map(from_outside).collect()
            }
            Depth::None | Depth::Own | Depth::Department | Depth::Names | Depth::Shared => vec![],
        }
    }

    fn safety_for(&self, reader: &Reader) -> Safety {
        let hospital = |h: &Hospital| Hospital {
            name: h.name.clone(),
            address: h.address.clone(),
            phone: h.phone.clone(),
            lat_e6: h.lat_e6,
            lon_e6: h.lon_e6,
            open_24h: h.open_24h,
            // A name from another department; that and when it was checked is enough for the others.
            checked_by: h.checked_by.clone().filter(|_| reader.knows_names()),
            checked_on: h.checked_on,
            location_no: h.location_no.clone(),
        };
        Safety {
            hazards: self.safety.hazards.clone(),
            hospitals: self.safety.hospitals.iter().map(hospital).collect(),
            emergency_number: self.safety.emergency_number.clone(),
            medic: self.safety.medic.clone(),
        }
    }

    fn strip_for(&self, row: &StripRow, reader: &Reader) -> Option<StripRow> {
        let depth = reader.depth(Block::Scenes);
        match row {
            StripRow::Banner(banner) => (depth >= Depth::Shared).then(|| StripRow::Banner(banner.clone())),
            StripRow::Scene(scene) => {
                let cast: Vec<String> = match depth {
                    Depth::Shared | Depth::Full => scene.cast.clone(),
                    Depth::Own => {
                        let mine = |no: &&String| self.own_numbers(reader).any(|own| own == no.as_str());
                        scene.cast.iter().filter(mine).cloned().collect()
                    }
                    Depth::None | Depth::Limited | Depth::Department | Depth::Names => return None,
                };
                (depth != Depth::Own || !cast.is_empty())
                    .then(|| StripRow::Scene(self.scene_for(scene, cast, depth, reader)))
            }
        }
    }

    fn scene_for(&self, scene: &SceneRow, cast: Vec<String>, depth: Depth, reader: &Reader) -> SceneRow {
        let named = scene.named.iter().any(|person| reader.is_own(*person));
        let tells = depth == Depth::Full || (self.revision.is_some() && (!scene.closed || named));
        SceneRow {
            id: scene.id,
            number: scene.number.clone(),
            int_ext: scene.int_ext,
            set: scene.set.clone(),
            day_night: scene.day_night,
            script_day: scene.script_day.clone(),
            eighths: scene.eighths,
            cast,
            location_no: scene.location_no.clone(),
            synopsis: scene.synopsis.clone().filter(|_| tells),
            start: scene.start,
            minutes: scene.minutes,
            closed: scene.closed,
            named: vec![],
            flags: scene.flags.clone(),
        }
    }

    /// Board ids of the parts the reader plays or stands for.
    fn own_numbers<'a>(&'a self, reader: &'a Reader) -> impl Iterator<Item = &'a str> {
        self.cast.iter().filter(|c| c.person.is_some_and(|p| reader.is_own(p))).map(|c| c.number.as_str())
    }
}

fn revision_for(revision: &RevisionHead, reader: &Reader) -> RevisionHead {
    RevisionHead {
        id: revision.id,
        name: revision.name.clone(),
        number: revision.number,
        issued_at: revision.issued_at,
        issued_by: revision.issued_by.clone().filter(|_| reader.knows_names()),
    }
}

/// A place as people from outside get it: how to find it, no gate codes and no parking plan.
fn from_outside(place: &LocationRow) -> LocationRow {
    LocationRow {
        id: place.id,
        no: place.no.clone(),
        name: place.name.clone(),
        address: place.address.clone(),
        lat_e6: place.lat_e6,
        lon_e6: place.lon_e6,
        zone: place.zone.clone(),
        parking: String::new(),
        notes: String::new(),
    }
}

fn cast_for(row: &CastRow, reader: &Reader) -> Option<CastRow> {
    let own = row.person.is_some_and(|person| reader.is_own(person));
    let depth = reader.depth(Block::Cast);
    let reads = depth >= Depth::Names || (own && depth == Depth::Own);
    // An agent gets the client's block, not the client's private number.
    let numbers = depth == Depth::Full || (row.person.is_some() && row.person == reader.person);
    let transport = reader.depth(Block::Transport);
    let place = row.pickup_place.as_ref().and_then(|place| match transport {
        Depth::Full => Some(place.clone()),
        Depth::None => None,
        _ if own => Some(place.clone()),
        Depth::Shared => Some(place.without_home()),
        Depth::Own | Depth::Limited | Depth::Department | Depth::Names => None,
    });
    let pickup = row.pickup.filter(|_| own || transport >= Depth::Shared);
    reads.then(|| CastRow {
        person: row.person,
        character_id: row.character_id,
        number: row.number.clone(),
        character: row.character.clone(),
        artist: row.artist.clone(),
        status: row.status.clone(),
        pickup,
        pickup_place: place,
        call: row.call,
        makeup: row.makeup,
        wardrobe: row.wardrobe,
        rehearsal: row.rehearsal,
        on_set: row.on_set,
        location_no: row.location_no.clone(),
        notes: row.notes.clone(),
        phone: row.phone.clone().filter(|_| numbers),
        email: row.email.clone().filter(|_| numbers),
        minor: row.minor,
    })
}

fn background_for(row: &BackgroundRow, reader: &Reader) -> Option<BackgroundRow> {
    match reader.depth(Block::Background) {
        Depth::Full => Some(row.clone()),
        Depth::Limited => {
            Some(BackgroundRow { description: String::new(), count: row.count, call: row.call, notes: String::new() })
        }
        Depth::None | Depth::Own | Depth::Department | Depth::Names | Depth::Shared => None,
    }
}

fn department_for(department: &Department, reader: &Reader) -> Option<Department> {
    let depth = reader.depth(Block::BackPage);
    let of_mine = reader.is_of(&department.name);
    let people: Vec<CrewRow> =
        department.people.iter().filter_map(|row| crew_for(row, of_mine, depth, reader)).collect();
    (!people.is_empty()).then(|| Department { name: department.name.clone(), people })
}

fn crew_for(row: &CrewRow, of_mine: bool, depth: Depth, reader: &Reader) -> Option<CrewRow> {
    let own = reader.is_own(row.person);
    // What is private: numbers; e-mail and the note beside the row.
    let (reads, phones, rest) = match depth {
        Depth::None => (false, false, false),
        Depth::Own => (own, own, own),
        Depth::Department | Depth::Limited => (own || of_mine, own || reader.engaged, own),
        Depth::Names => (true, own, own),
        Depth::Shared => (true, own || of_mine || row.head, own || of_mine),
        Depth::Full => (true, true, true),
    };
    reads.then(|| CrewRow {
        person: row.person,
        name: row.name.clone(),
        position: row.position.clone(),
        call: row.call,
        location_no: row.location_no.clone(),
        phone: row.phone.clone().filter(|_| phones),
        work_phone: row.work_phone.clone().filter(|_| phones),
        email: row.email.clone().filter(|_| rest),
        head: row.head,
        notes: if rest { row.notes.clone() } else { String::new() },
    })
}

fn ride_for(ride: &Ride, reader: &Reader) -> Option<Ride> {
    let own = reader.is_own(ride.person) || (ride.driver_id.is_some() && ride.driver_id == reader.person);
    let homes = match reader.depth(Block::Transport) {
        Depth::Full => true,
        Depth::Shared => own,
        Depth::Own if own => true,
        Depth::None | Depth::Own | Depth::Limited | Depth::Department | Depth::Names => return None,
    };
    Some(Ride {
        person: ride.person,
        name: ride.name.clone(),
        pickup: ride.pickup,
        place: ride.place.as_ref().map(|place| if homes { place.clone() } else { place.without_home() }),
        location_no: ride.location_no.clone(),
        driver_id: ride.driver_id,
        driver: ride.driver.clone(),
        driver_phone: ride.driver_phone.clone(),
        vehicle: ride.vehicle.clone(),
    })
}

fn reads_note(note: &Note, reader: &Reader) -> bool {
    match reader.depth(Block::Notes) {
        Depth::Full => true,
        Depth::Department => note.department.as_deref().is_none_or(|name| reader.is_of(name)),
        Depth::None | Depth::Own | Depth::Limited | Depth::Names | Depth::Shared => false,
    }
}

fn reads_medical(person: PersonId, reader: &Reader) -> bool {
    match reader.depth(Block::Medical) {
        Depth::Full => true,
        Depth::Own => reader.is_own(person),
        Depth::None | Depth::Limited | Depth::Department | Depth::Names | Depth::Shared => false,
    }
}

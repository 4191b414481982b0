//! Works out who is called when.
//!
//! Crew: unit call plus the person's or department's offset. Cast: on-set time of *their* first scene, less rehearsal,
//! wardrobe and make-up; pickup is the call less travel. A decision wins, and what was computed is kept beside it.
//! All sums saturate and end between noon the day before and midnight after the next day.

use super::plan::{DayPlan, Idle, Override, PlanCast, PlanStrip};
use super::sheet::{BannerKind, CallKind, PickupPlace, Sheet, StripRow};
use crate::values::{CharacterId, Minute, PersonId};
use serde::{Deserialize, Serialize};

/// Earliest minute a computed time may have.
pub const EARLIEST: i64 = -720;
/// Latest minute a computed time may have.
pub const LATEST: i64 = 2880;
/// From unit call to first shot when nobody said.
const UNIT_TO_SHOOTING: i64 = 30;

/// A value that is worked out and may be decided otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided<T> {
    /// As worked out.
    pub computed: Option<T>,
    /// As decided, if somebody did.
    pub decided: Option<T>,
}

impl<T: Clone> Decided<T> {
    /// What goes on the sheet.
    #[must_use]
    pub fn value(&self) -> Option<T> {
        self.decided.clone().or_else(|| self.computed.clone())
    }
}

impl<T: PartialEq> Decided<T> {
    /// Whether the editor shows a computed value struck through.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.decided.is_some() && self.computed.is_some() && self.decided != self.computed
    }
}

/// Calls of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calls {
    /// First shot.
    pub shooting_call: Option<Minute>,
    /// Lunch.
    pub lunch: Option<Minute>,
    /// Estimated wrap.
    pub estimated_wrap: Option<Minute>,
    /// Start of each strip, in the plan's order.
    pub starts: Vec<Option<Minute>>,
    /// Crew, in the plan's order.
    pub crew: Vec<CrewCall>,
    /// Parts, in the plan's order.
    pub cast: Vec<CastCall>,
}

/// Call of one of the crew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrewCall {
    /// The person.
    pub person: PersonId,
    /// Call; nothing computed while the day has no unit call.
    pub call: Decided<CallKind>,
    /// Pickup.
    pub pickup: Decided<Minute>,
    /// Where.
    pub place: Decided<PickupPlace>,
    /// Note of the decision.
    pub note: Option<String>,
    /// Reason of the decision.
    pub reason: Option<String>,
}

/// Call of one part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CastCall {
    /// Part.
    pub character: CharacterId,
    /// Artist.
    pub person: Option<PersonId>,
    /// Call; that of the earliest part when the artist has several.
    pub call: Decided<CallKind>,
    /// Pickup.
    pub pickup: Decided<Minute>,
    /// Where.
    pub place: Decided<PickupPlace>,
    /// Make-up; absent when it takes no time.
    pub makeup: Option<Minute>,
    /// Wardrobe; absent when it takes no time.
    pub wardrobe: Option<Minute>,
    /// Rehearsal; absent when it takes no time.
    pub rehearsal: Option<Minute>,
    /// On set: start of the part's first scene.
    pub on_set: Option<Minute>,
    /// Minutes missing between a decided call and being ready on set; 0 when it works out.
    pub short_by: i64,
    /// Note of the decision.
    pub note: Option<String>,
    /// Reason of the decision.
    pub reason: Option<String>,
}

fn clamped(minute: i64) -> Minute {
    Minute(minute.clamp(EARLIEST, LATEST))
}

/// A decided call within the same bounds.
fn bounded(call: CallKind) -> CallKind {
    match call {
        CallKind::Time { at } => CallKind::Time { at: clamped(at.0) },
        CallKind::PreCall { at } => CallKind::PreCall { at: clamped(at.0) },
        CallKind::StandBy { from, notice_minutes } => {
            CallKind::StandBy { from: clamped(from.0), notice_minutes: span(notice_minutes) }
        }
        CallKind::WillNotify { by } => CallKind::WillNotify { by: clamped(by.0) },
        CallKind::OnCall
        | CallKind::PerHod
        | CallKind::Travel
        | CallKind::Hold
        | CallKind::Off
        | CallKind::Cancelled => call,
    }
}

/// A duration as far as anybody can mean it.
fn span(minutes: i64) -> i64 {
    minutes.clamp(0, LATEST)
}

/// Works out the calls of a day. Never fails: where something is missing, what hangs on it is absent.
#[must_use]
pub fn compute(plan: &DayPlan) -> Calls {
    let shooting_call = plan
        .shooting_call
        .or_else(|| plan.unit_call.map(|call| call.plus(UNIT_TO_SHOOTING)))
        .map(|call| clamped(call.0));
    let mut clock = shooting_call;
    let mut starts = Vec::with_capacity(plan.strips.len());
    for strip in &plan.strips {
        starts.push(clock);
        clock = clock.map(|now| clamped(now.0.saturating_add(span(strip.minutes()))));
    }
    let meal = plan.strips.iter().position(|s| matches!(s, PlanStrip::Banner { what: BannerKind::Meal, .. }));
    let lunch = plan.lunch.map(|at| clamped(at.0)).or_else(|| meal.and_then(|at| starts.get(at).copied().flatten()));
    let estimated_wrap =
        plan.estimated_wrap.map(|at| clamped(at.0)).or(if plan.strips.is_empty() { None } else { clock });
    Calls { shooting_call, lunch, estimated_wrap, crew: crew(plan), cast: cast(plan, &starts), starts }
}

fn decision(plan: &DayPlan, person: Option<PersonId>) -> Option<&Override> {
    plan.overrides.iter().find(|o| Some(o.person) == person)
}

/// Pickup hangs on the call that stands, so a decided call moves the car too.
fn pickup(call: Option<CallKind>, travel: i64, place: Option<&PickupPlace>) -> Option<Minute> {
    let at = call.and_then(CallKind::at)?;
    place.map(|_| clamped(at.0.saturating_sub(span(travel))))
}

fn crew(plan: &DayPlan) -> Vec<CrewCall> {
    let mut out = Vec::new();
    for department in &plan.departments {
        for member in &department.people {
            let offset = member.offset_minutes.unwrap_or(department.offset_minutes);
            let computed = plan.unit_call.map(|unit| {
                let at = clamped(unit.0.saturating_add(offset));
                if at < unit { CallKind::PreCall { at } } else { CallKind::Time { at } }
            });
            let decision = decision(plan, Some(member.person));
            let call = Decided { computed, decided: decision.and_then(|o| o.kind).map(bounded) };
            let place =
                Decided { computed: member.pickup_place.clone(), decided: decision.and_then(|o| o.place.clone()) };
            let pickup = Decided {
                computed: pickup(call.value(), member.travel_minutes, place.value().as_ref()),
                decided: decision.and_then(|o| o.pickup).map(|at| clamped(at.0)),
            };
            out.push(CrewCall {
                person: member.person,
                call,
                pickup,
                place,
                note: decision.and_then(|o| o.note.clone()),
                reason: decision.map(|o| o.reason.clone()),
            });
        }
    }
    out
}

/// What a part needs before it can be on set.
fn ready(part: &PlanCast) -> i64 {
    span(part.makeup_minutes) + span(part.wardrobe_minutes) + span(part.rehearsal_minutes)
}

fn cast(plan: &DayPlan, starts: &[Option<Minute>]) -> Vec<CastCall> {
    let works = |part: &PlanCast| {
        plan.strips.iter().position(|s| matches!(s, PlanStrip::Scene { cast, .. } if cast.contains(&part.character)))
    };
    let on_set = |part: &PlanCast| works(part).and_then(|at| starts.get(at).copied().flatten());
    let own_call = |part: &PlanCast| on_set(part).map(|at| clamped(at.0.saturating_sub(ready(part))));
    let call_of = |part: &PlanCast| {
        let same = |other: &&PlanCast| part.person.is_some() && other.person == part.person;
        let first = plan.cast.iter().filter(same).filter_map(own_call).min().or_else(|| own_call(part));
        let plays = works(part).is_some() || plan.cast.iter().filter(same).any(|other| works(other).is_some());
        match (first, plays, part.idle) {
            (Some(at), _, _) => Some(CallKind::Time { at }),
            (None, true, _) => None,
            (None, false, Idle::Hold) => Some(CallKind::Hold),
            (None, false, Idle::Travel) => Some(CallKind::Travel),
            (None, false, Idle::Off) => Some(CallKind::Off),
        }
    };
    let one = |part: &PlanCast| {
        let decision = decision(plan, part.person);
        let call = Decided { computed: call_of(part), decided: decision.and_then(|o| o.kind).map(bounded) };
        let place = Decided { computed: part.pickup_place.clone(), decided: decision.and_then(|o| o.place.clone()) };
        let pickup = Decided {
            computed: pickup(call.value(), part.travel_minutes, place.value().as_ref()),
            decided: decision.and_then(|o| o.pickup).map(|at| clamped(at.0)),
        };
        let on_set = on_set(part).filter(|_| call.value().is_none_or(CallKind::is_working));
        // Counted back from the set, so that an earlier call of another part or a decision leaves the stations alone,
        // unless the call is too late for them.
        let planned = on_set.map(|at| clamped(at.0.saturating_sub(ready(part))));
        let begin = match (planned, call.decided.and_then(CallKind::at)) {
            (Some(planned), Some(call)) => Some(planned.max(call)),
            (planned, _) => planned,
        };
        let after = |minutes: i64| begin.map(|at| clamped(at.0.saturating_add(minutes)));
        let (makeup, wardrobe, rehearsal) =
            (span(part.makeup_minutes), span(part.wardrobe_minutes), span(part.rehearsal_minutes));
        CastCall {
            character: part.character,
            person: part.person,
            short_by: match (planned, begin) {
                (Some(planned), Some(begin)) => begin.0.saturating_sub(planned.0),
                _ => 0,
            },
            call,
            pickup,
            place,
            makeup: after(0).filter(|_| makeup > 0),
            wardrobe: after(makeup).filter(|_| wardrobe > 0),
            rehearsal: after(makeup + wardrobe).filter(|_| rehearsal > 0),
            on_set,
            note: decision.and_then(|o| o.note.clone()),
            reason: decision.map(|o| o.reason.clone()),
        }
    };
    plan.cast.iter().map(one).collect()
}

impl Calls {
    /// Writes the times onto a sheet whose strips stand in the plan's order and whose rows carry the same people and
    /// parts. Names, numbers and drivers are the sheet's own; rows the plan does not know stay as they are.
    pub fn write_onto(&self, sheet: &mut Sheet) {
        sheet.front.shooting_call = self.shooting_call;
        sheet.front.lunch = self.lunch;
        sheet.front.estimated_wrap = self.estimated_wrap;
        for (row, start) in sheet.scenes.iter_mut().zip(&self.starts) {
            match row {
                StripRow::Scene(scene) => scene.start = *start,
                StripRow::Banner(banner) => banner.start = *start,
            }
        }
        for row in sheet.departments.iter_mut().flat_map(|d| &mut d.people) {
            if let Some(call) = self.crew.iter().find(|c| c.person == row.person) {
                row.call = call.call.value();
                row.notes = call.note.clone().unwrap_or_else(|| row.notes.clone());
            }
        }
        for row in &mut sheet.cast {
            let same = |c: &&CastCall| Some(c.character) == row.character_id && c.person == row.person;
            if let Some(call) = self.cast.iter().find(same) {
                row.call = call.call.value();
                row.pickup = call.pickup.value();
                row.pickup_place = call.place.value().filter(|_| row.pickup.is_some());
                (row.makeup, row.wardrobe, row.rehearsal) = (call.makeup, call.wardrobe, call.rehearsal);
                row.on_set = call.on_set;
                row.notes = call.note.clone().unwrap_or_else(|| row.notes.clone());
            }
        }
        for ride in &mut sheet.transport {
            let crew = self.crew.iter().filter(|c| c.person == ride.person).map(|c| (&c.pickup, &c.place));
            let cast = self.cast.iter().filter(|c| c.person == Some(ride.person)).map(|c| (&c.pickup, &c.place));
            if let Some((pickup, place)) = crew.chain(cast).find(|(pickup, _)| pickup.value().is_some()) {
                (ride.pickup, ride.place) = (pickup.value(), place.value());
            }
        }
    }
}

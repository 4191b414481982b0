//! How full a day is: pages, time, company moves, day and night in one.
use super::facts::BannerKind;
use super::finding::{Finding, FindingKind, Severity};
use super::view::View;
use crate::schedule::model::board::WrapRule;
use crate::values::{Light, LocationId, StripId};

pub(super) fn check(view: View, day: usize, found: &mut Vec<Finding>) {
    let mut eighths = 0_i64;
    let mut strips: Vec<StripId> = Vec::new();
    let (mut by_day, mut by_night) = (0_i64, Vec::new());
    for (at, scene) in view.scenes(day) {
        eighths = eighths.saturating_add(scene.eighths);
        strips.push(view.strip(at));
        by_day += i64::from(scene.outdoors && scene.light == Light::Day);
        if scene.outdoors && scene.light == Light::Night {
            by_night.push(view.strip(at));
        }
    }
    if let Some(limit) = view.index.limits.eighths.filter(|limit| eighths > *limit) {
        found.push(view.of_day(FindingKind::PageLoad, Severity::Notice, day, strips.clone()).figures(eighths, limit));
    }
    time(view, day, strips, found);
    moves(view, day, found);
    if by_day > 0 && !by_night.is_empty() {
        let nights = i64::try_from(by_night.len()).unwrap_or(i64::MAX);
        let mut finding = view.of_day(FindingKind::DayNightMix, Severity::Notice, day, by_night);
        finding.have = Some(nights);
        found.push(finding);
    }
}

/// Strips that take longer than the day is; a wrap that follows them cannot be too early.
fn time(view: View, day: usize, strips: Vec<StripId>, found: &mut Vec<Finding>) {
    let facts = view.day(day);
    let (Some(start), Some(wrap)) = (facts.start, view.state.wraps[day].0) else { return };
    let minutes = view.state.lists[day].iter().map(|&at| view.index.strips[at].minutes.unwrap_or(0).max(0));
    let minutes = minutes.fold(0_i64, i64::saturating_add);
    let room = wrap.saturating_sub(start).max(0);
    if facts.wrap_rule == WrapRule::Entered && minutes > room {
        found.push(view.of_day(FindingKind::TimeLoad, Severity::Notice, day, strips).figures(minutes, room));
    }
}

/// Changes of place from one scene to the next, or banners that say so, whichever are more.
fn moves(view: View, day: usize, found: &mut Vec<Finding>) {
    let mut here: Option<LocationId> = None;
    let mut changes: Vec<StripId> = Vec::new();
    let mut banners: Vec<StripId> = Vec::new();
    for &at in &view.state.lists[day] {
        let strip = &view.index.strips[at];
        match &strip.scene {
            Some(scene) => {
                if here.is_some() && scene.place.is_some() && scene.place != here {
                    changes.push(strip.id);
                }
                here = scene.place.or(here);
            }
            None if strip.banner == BannerKind::Move => banners.push(strip.id),
            None => {}
        }
    }
    let strips = if banners.len() > changes.len() { banners } else { changes };
    let (have, limit) = (i64::try_from(strips.len()).unwrap_or(i64::MAX), view.index.limits.moves.unwrap_or(1));
    if have > limit {
        found.push(view.of_day(FindingKind::CompanyMoves, Severity::Notice, day, strips).figures(have, limit));
    }
}

//! Flagged scenes, plan B, and scenes on days that do not take place.
use super::finding::{About, Finding, FindingKind, Severity};
use super::view::View;
use crate::schedule::model::board::DayState;
use crate::values::SceneId;

pub(super) fn check(view: View, day: usize, found: &mut Vec<Finding>) {
    for (at, scene) in view.scenes(day).filter(|(_, scene)| !scene.facts.flags.is_empty()) {
        let missing = [
            (!scene.facts.risk_assessed).then_some(FindingKind::RiskAssessment),
            scene.facts.supervisor.is_none().then_some(FindingKind::Supervisor),
        ];
        for kind in missing.into_iter().flatten() {
            let finding = view.of_day(kind, Severity::Breach, day, vec![view.strip(at)]);
            found.push(Finding { about: About::Scene(scene.scene), ..finding });
        }
    }
    cover(view, day, found);
}

/// A plan B needs scenes that are still to be shot, somebody who decides, and a time.
fn cover(view: View, day: usize, found: &mut Vec<Finding>) {
    let facts = view.day(day);
    let waits = matches!(facts.state, DayState::Standby | DayState::Swapped);
    if facts.plan_b.is_none() && !waits {
        return;
    }
    // Shot by then: it lies on an earlier day that takes place.
    let to_shoot = |strip: usize| match view.state.day_of[strip] {
        Some(other) => !(view.day(other).live && view.day(other).date < facts.date),
        None => true,
    };
    let strips_of = |scene: &SceneId| view.index.scenes.get(scene).map_or(&[][..], Vec::as_slice);
    let covered = |plan: &super::facts::PlanB| plan.cover.iter().any(|s| strips_of(s).iter().any(|&at| to_shoot(at)));
    if !facts.plan_b.as_ref().is_some_and(covered) {
        let strips = facts.plan_b.iter().flat_map(|plan| &plan.cover).flat_map(strips_of);
        let strips = strips.map(|&at| view.strip(at)).collect();
        let severity = if waits { Severity::Breach } else { Severity::Notice };
        found.push(view.of_day(FindingKind::NoCover, severity, day, strips));
    }
    let open = |plan: &super::facts::PlanB| plan.decides.is_none() || plan.decide_by.is_none();
    if facts.state != DayState::Swapped && facts.plan_b.as_ref().is_some_and(open) {
        found.push(view.of_day(FindingKind::CoverUndecided, Severity::Notice, day, Vec::new()));
    }
}

/// Scenes on a cancelled day or a day off.
pub(super) fn not_shooting(view: View, day: usize, found: &mut Vec<Finding>) {
    let strips: Vec<_> = view.scenes(day).map(|(at, _)| view.strip(at)).collect();
    if !strips.is_empty() {
        let scenes = i64::try_from(strips.len()).unwrap_or(i64::MAX);
        let mut finding = view.of_day(FindingKind::NotShooting, Severity::Breach, day, strips);
        finding.have = Some(scenes);
        found.push(finding);
    }
}

//! Words of the working rules' pages.
use super::data::PackLine;
use crate::{
    schedule::model::{SceneFlag, checks::DayType},
    text::{Text, k, t, tf},
    ui::{Choice, options},
};

/// Packs to choose from, below what counts if none is chosen.
pub(super) fn packs(none: Text, packs: &[PackLine]) -> Vec<Choice> {
    let first = (String::new(), t(none).to_owned());
    options(std::iter::once(first).chain(packs.iter().map(|pack| (pack.id.clone(), pack_name(pack)))))
}

/// A pack with the date of its latest edition.
pub(super) fn pack_name(pack: &PackLine) -> String {
    let since = pack.since.first().map(ToString::to_string).unwrap_or_default();
    let text = if pack.own { k::RULES_PACK_OWN_NAMED } else { k::RULES_PACK_NAMED };
    tf(text, &[("name", &pack.name), ("date", &since)])
}

/// What a pack's id stands for, or the word for none.
pub(super) fn pack_of(id: &str, packs: &[PackLine], none: Text) -> String {
    packs.iter().find(|pack| pack.id == id).map_or_else(|| t(none).to_owned(), |pack| pack.name.clone())
}

/// How a day is worked.
pub(super) fn day_type(kind: DayType) -> Text {
    match kind {
        DayType::Standard => k::RULES_DAY_STANDARD,
        DayType::SemiContinuous => k::RULES_DAY_SEMI,
        DayType::Continuous => k::RULES_DAY_CONTINUOUS,
    }
}

/// What a scene needs care for.
pub(crate) fn flag(flag: SceneFlag) -> Text {
    match flag {
        SceneFlag::Closed => k::BREAKDOWN_CLOSED,
        SceneFlag::Stunt => k::BREAKDOWN_FLAG_STUNT,
        SceneFlag::Weapon => k::BREAKDOWN_FLAG_WEAPON,
        SceneFlag::Animal => k::BREAKDOWN_FLAG_ANIMAL,
        SceneFlag::Drone => k::BREAKDOWN_FLAG_DRONE,
        SceneFlag::Water => k::BREAKDOWN_FLAG_WATER,
        SceneFlag::Minor => k::BREAKDOWN_FLAG_MINOR,
    }
}

//! Scene headings as one line: what [`super::heading`] takes apart.
use super::{
    draft::{IntExt, SceneDraft},
    heading,
};

/// `INT. KITCHEN - DAY`; what is not known is left out. A heading that names no set was kept whole as its set.
pub(super) fn line(scene: &SceneDraft) -> String {
    let place = match scene.int_ext {
        IntExt::Int => "INT. ",
        IntExt::Ext => "EXT. ",
        IntExt::IntExt => "INT./EXT. ",
        IntExt::Est => "EST. ",
        IntExt::None => "",
    };
    let time = if scene.day_night.is_empty() { String::new() } else { format!(" - {}", scene.day_night) };
    let whole = format!("{place}{}{time}", scene.set);
    let means = |line: &str| {
        let read = heading::parse(line);
        (read.int_ext, read.set, read.day_night) == (scene.int_ext, scene.set.clone(), scene.day_night.clone())
    };
    if !means(&whole) && means(&scene.set) { scene.set.clone() } else { whole }
}

//! Counts in words, with the right ending for one.
use crate::{
    text::{Lang, Text, k},
    values::{Eighths, IntExt, Light},
};

fn counted(lang: Lang, n: i64, one: Text, many: Text) -> String {
    if n == 1 { one.say(lang).to_owned() } else { many.fill(lang, &[("n", &n.to_string())]) }
}

/// `118 scenes`
pub fn scenes(lang: Lang, n: i64) -> String {
    counted(lang, n, k::SCRIPT_ONE_SCENE, k::SCRIPT_N_SCENES)
}
/// `94 6/8 pages`
pub fn pages(lang: Lang, eighths: Eighths) -> String {
    if eighths == Eighths(8) {
        return k::SCRIPT_ONE_PAGE.say(lang).to_owned();
    }
    k::SCRIPT_N_PAGES.fill(lang, &[("n", &eighths.to_string())])
}
/// `5 lengths are estimated`
pub fn estimated(lang: Lang, n: i64) -> String {
    counted(lang, n, k::SCRIPT_ONE_ESTIMATED, k::SCRIPT_N_ESTIMATED)
}
/// `2 omitted`
pub fn omitted(lang: Lang, n: i64) -> String {
    k::SCRIPT_N_OMITTED.fill(lang, &[("n", &n.to_string())])
}
/// `118 scenes, 94 6/8 pages, 23 speaking parts; 4 things we could not read`
pub fn sum(lang: Lang, n: i64, eighths: Eighths, parts: i64, unread: i64) -> String {
    let parts = counted(lang, parts, k::SCRIPT_ONE_PART, k::SCRIPT_N_PARTS);
    let sum =
        k::SCRIPT_SUM.fill(lang, &[("scenes", &scenes(lang, n)), ("pages", &pages(lang, eighths)), ("parts", &parts)]);
    if unread == 0 {
        return sum;
    }
    let unread = counted(lang, unread, k::SCRIPT_ONE_UNREAD, k::SCRIPT_N_UNREAD);
    k::SCRIPT_SUM_UNREAD.fill(lang, &[("sum", &sum), ("unread", &unread)])
}

/// INT, EXT, I/E as in a heading.
pub fn int_ext(value: IntExt) -> Text {
    match value {
        IntExt::Int => k::SCRIPT_INT,
        IntExt::Ext => k::SCRIPT_EXT,
        IntExt::IntExt => k::SCRIPT_INT_EXT,
        IntExt::Other => k::SCRIPT_NOT_SAID,
    }
}
/// Day, night, dawn, dusk.
pub fn light(value: Light) -> Text {
    match value {
        Light::Day => k::SCRIPT_DAY,
        Light::Night => k::SCRIPT_NIGHT,
        Light::Dawn => k::SCRIPT_DAWN,
        Light::Dusk => k::SCRIPT_DUSK,
        Light::Other => k::SCRIPT_OTHER_LIGHT,
    }
}

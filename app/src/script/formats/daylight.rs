//! The time of day in a scene heading: which words mean it, in the languages scripts come in.

use super::draft::Light;

const DAY: &[&str] = &[
    "DAY",
    "DAYTIME",
    "DAYLIGHT",
    "MORNING",
    "NOON",
    "MIDDAY",
    "AFTERNOON",
    "D",
    "TAG",
    "TAGS",
    "MORGEN",
    "MORGENS",
    "VORMITTAG",
    "MITTAG",
    "NACHMITTAG",
    "T",
    "JOUR",
    "JOURNÉE",
    "MATIN",
    "MATINÉE",
    "MIDI",
    "DAG",
    "OCHTEND",
    "MIDDAG",
    "NAMIDDAG",
    "DÍA",
    "DIA",
    "MAÑANA",
    "MEDIODÍA",
    "TARDE",
    "MANHÃ",
    "GIORNO",
    "MATTINA",
    "MATTINO",
    "POMERIGGIO",
    "DZIEŃ",
    "DZIEN",
    "RANO",
    "ДЕНЬ",
    "УТРО",
    "MORGON",
    "FORMIDDAG",
    "EFTERMIDDAG",
    "ETTERMIDDAG",
    "PÄIVÄ",
    "AAMU",
];
const NIGHT: &[&str] = &[
    "NIGHT",
    "NIGHTTIME",
    "MIDNIGHT",
    "EVENING",
    "N",
    "NACHT",
    "NACHTS",
    "ABEND",
    "ABENDS",
    "MITTERNACHT",
    "NUIT",
    "SOIR",
    "SOIRÉE",
    "MINUIT",
    "AVOND",
    "MIDDERNACHT",
    "NOCHE",
    "MEDIANOCHE",
    "NOITE",
    "NOTTE",
    "SERA",
    "NOC",
    "WIECZÓR",
    "НОЧЬ",
    "ВЕЧЕР",
    "NATT",
    "NAT",
    "KVÄLL",
    "KVELD",
    "AFTEN",
    "YÖ",
    "ILTA",
];
const DAWN: &[&str] = &[
    "DAWN",
    "PREDAWN",
    "SUNRISE",
    "DAYBREAK",
    "AUBE",
    "AURORE",
    "MORGENGRAUEN",
    "MORGENDÄMMERUNG",
    "SONNENAUFGANG",
    "TAGESANBRUCH",
    "DAGERAAD",
    "ZONSOPGANG",
    "AMANECER",
    "ALBA",
    "AMANHECER",
    "ŚWIT",
    "РАССВЕТ",
    "GRYNING",
    "DAGGRY",
];
const DUSK: &[&str] = &[
    "DUSK",
    "SUNSET",
    "TWILIGHT",
    "GLOAMING",
    "NIGHTFALL",
    "CRÉPUSCULE",
    "CREPUSCULE",
    "DÄMMERUNG",
    "ABENDDÄMMERUNG",
    "SONNENUNTERGANG",
    "SCHEMERING",
    "SCHEMER",
    "ZONSONDERGANG",
    "ATARDECER",
    "ANOCHECER",
    "CREPÚSCULO",
    "ENTARDECER",
    "TRAMONTO",
    "CREPUSCOLO",
    "ZMIERZCH",
    "ЗАКАТ",
    "СУМЕРКИ",
    "SKYMNING",
    "SKUMRING",
];
/// Words that stand where the time of day stands, without saying which light it is.
const RELATIVE: &[&str] = &[
    "LATER",
    "CONTINUOUS",
    "CONTINUED",
    "CONTINUING",
    "CONT'D",
    "CONT’D",
    "CONT",
    "SAME",
    "SPÄTER",
    "DANACH",
    "WEITER",
    "ANSCHLIESSEND",
    "GLEICHZEITIG",
    "FORTSETZUNG",
    "CONTINU",
    "CONTINUO",
    "CONTINUA",
    "SUITE",
    "TARD",
    "LATERA",
    "VERVOLG",
    "VARIOUS",
    "DIVERSE",
    "SIMULTANEOUS",
    "MEANWHILE",
];
/// Words that may stand beside them.
const BESIDE: &[&str] = &[
    "EARLY",
    "LATE",
    "MID",
    "PRE",
    "THE",
    "NEXT",
    "FOLLOWING",
    "THAT",
    "THIS",
    "ONE",
    "TWO",
    "THREE",
    "FOUR",
    "FIVE",
    "A",
    "AN",
    "FEW",
    "MOMENT",
    "MOMENTS",
    "MINUTE",
    "MINUTES",
    "HOUR",
    "HOURS",
    "SECONDS",
    "DAYS",
    "WEEK",
    "WEEKS",
    "MONTH",
    "MONTHS",
    "YEAR",
    "YEARS",
    "SAME",
    "TIME",
    "BEFORE",
    "AFTER",
    "TO",
    "INTO",
    "FOR",
    "AND",
    "OR",
    "FLASHBACK",
    "PRESENT",
    "DREAM",
    "FRÜHER",
    "FRÜH",
    "SPÄTER",
    "AM",
    "IM",
    "BEI",
    "KURZ",
    "DARAUF",
    "NÄCHSTER",
    "NÄCHSTEN",
    "GLEICHER",
    "ZEIT",
    "STUNDE",
    "STUNDEN",
    "MINUTEN",
    "TAGE",
    "UND",
    "BIS",
    "LE",
    "LA",
    "LENDEMAIN",
    "MÊME",
    "PLUS",
    "TÔT",
    "FIN",
    "DÉBUT",
    "ET",
    "DE",
    "DU",
    "PM",
    "OCLOCK",
    "O'CLOCK",
    "LATERE",
    "VROEGE",
    "VROEG",
    "LAAT",
];
/// Two words that mean a light together.
const PAIRS: &[(&str, &str, Light)] = &[
    ("MAGIC", "HOUR", Light::Dusk),
    ("GOLDEN", "HOUR", Light::Dusk),
    ("BLUE", "HOUR", Light::Dusk),
    ("BLAUE", "STUNDE", Light::Dusk),
    ("GOLDENE", "STUNDE", Light::Dusk),
    ("HEURE", "BLEUE", Light::Dusk),
    ("FIRST", "LIGHT", Light::Dawn),
    ("LAST", "LIGHT", Light::Dusk),
    ("SUN", "RISE", Light::Dawn),
    ("SUN", "SET", Light::Dusk),
];
/// The few words that are believed without a dash before them: `INT HOUSE DAY`.
const PLAIN: &[&str] = &["DAY", "NIGHT", "TAG", "NACHT", "JOUR", "NUIT"];
/// More words than this are no time of day.
const MOST_WORDS: usize = 10;

/// The light of a piece of a heading that is a time of day and nothing else, or `None` when it is not one.
///
/// Words after a comma or in a parenthesis may be anything: `NIGHT (RAIN)`, `DAY, 1942`.
pub(super) fn time(piece: &str) -> Option<Light> {
    let head = piece.split(['(', ',', '[', ';']).next().unwrap_or_default();
    if head.len() > 120 {
        return None;
    }
    let upper = head.to_uppercase();
    let words: Vec<&str> = upper
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .filter(|w| !w.is_empty())
        .take(MOST_WORDS + 1)
        .collect();
    if words.is_empty() || words.len() > MOST_WORDS {
        return None;
    }
    let mut lights: Vec<Light> = Vec::new();
    let mut relative = false;
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let next = words.get(at + 1).copied().unwrap_or_default();
        if let Some((_, _, light)) = PAIRS.iter().find(|(a, b, _)| a == word && *b == next) {
            lights.push(*light);
            at += 2;
            continue;
        }
        at += 1;
        match light(word) {
            Some(light) => lights.push(light),
            None if RELATIVE.contains(word) => relative = true,
            None if word == &"MOMENTS" => relative = true,
            None if BESIDE.contains(word) || counted(word) => {}
            None => return None,
        }
    }
    let last = lights.last().copied();
    match last {
        // DAY/NIGHT and DAY TO NIGHT need both.
        Some(last) if lights.iter().any(|l| *l != last) && mixes(&upper) => Some(Light::Other),
        Some(last) => Some(last),
        None => relative.then_some(Light::Other),
    }
}

/// The light of a last word that is a time of day without any dash.
pub(super) fn plain(word: &str) -> Option<Light> {
    let upper = word.to_uppercase();
    if PLAIN.contains(&upper.as_str()) { light(&upper) } else { None }
}

fn light(word: &str) -> Option<Light> {
    [(DAY, Light::Day), (NIGHT, Light::Night), (DAWN, Light::Dawn), (DUSK, Light::Dusk)]
        .into_iter()
        .find(|(words, _)| words.contains(&word))
        .map(|(_, light)| light)
}

/// Numbers, and script days such as `D2` or `N1`.
fn counted(word: &str) -> bool {
    let digits = word.trim_start_matches(['D', 'N', 'T', 'J', 'M', 'E']);
    word.len() - digits.len() <= 1 && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

fn mixes(upper: &str) -> bool {
    upper.contains('/') || upper.split_whitespace().any(|w| matches!(w, "TO" | "INTO" | "AND" | "BIS" | "UND" | "&"))
}

//! A script in Final Draft's format, made up: the same at every run, as long and as dense as a real one.

use std::fmt::Write;

/// Lengths of scenes in eighths of a page, over and over.
const LENGTHS: [usize; 6] = [3, 5, 8, 10, 6, 8];
/// Scenes of the feature: 24 times through [`LENGTHS`].
const FEATURE_SCENES: usize = 144;
/// A hundred and twenty pages.
pub const FEATURE_EIGHTHS: usize = 960;

const PLACES: [&str; 8] = [
    "HARBOUR OFFICE",
    "NET LOFT",
    "FERRY - LOWER DECK",
    "CANTEEN",
    "BREAKWATER",
    "IDA'S KITCHEN",
    "CUSTOMS SHED",
    "WHEELHOUSE",
];
const PARTS: [&str; 24] = [
    "ADA", "BRUNO", "CLEM", "DORA", "EWAN", "FAY", "GUS", "HOPE", "INES", "JACK", "KIT", "LENA", "MILES", "NINA",
    "OTTO", "PIA", "QUINN", "ROSE", "SAUL", "TESS", "URSULA", "VIC", "WANDA", "YUSUF",
];
/// Two lines of action, about a hundred and ten characters.
const ACTION: [&str; 4] = [
    "The tide has turned. Ropes creak along the quay, and somebody has left a lamp burning in the upper window.",
    "Nobody moves. A gull drops onto the rail, looks from one of them to the other, and thinks better of it.",
    "Rain comes sideways off the water. The crates are soaked through and the ink on the labels has begun to run.",
    "An engine coughs twice & dies. In the quiet the whole yard can hear the telephone ringing behind the door.",
];
/// Two lines of dialogue, about sixty characters.
const SPEECH: [&str; 5] = [
    "You said it would be gone by the morning. It is morning.",
    "I counted them twice, and there were nine. Now there are ten.",
    "Then we wait. It is what everyone else here has done.",
    "Ask the pilot. He was awake, whatever he has told you.",
    "That is not her hand. She never crossed a seven in her life.",
];

/// A feature of 120 pages.
pub fn feature() -> String {
    script(FEATURE_SCENES, 1)
}

/// So many scenes, numbered from `first`. An eighth of a page holds about seven lines: here one paragraph of action
/// and one speech.
pub fn script(scenes: usize, first: usize) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\" ?>\n\
         <FinalDraft DocumentType=\"Script\" Template=\"No\" Version=\"5\">\n  <Content>\n",
    );
    let mut page = 0;
    for scene in 0..scenes {
        let eighths = LENGTHS[scene % LENGTHS.len()];
        heading(&mut text, scene, first + scene, eighths, page / 8 + 1);
        page += eighths;
        for beat in 0..eighths {
            // Four people to a scene, so that it has a cast and not a crowd.
            let who = PARTS[(scene * 5 + beat % 4) % PARTS.len()];
            paragraph(&mut text, "Action", ACTION[(scene + beat) % ACTION.len()]);
            paragraph(&mut text, "Character", who);
            paragraph(&mut text, "Dialogue", SPEECH[(scene * 3 + beat) % SPEECH.len()]);
        }
    }
    text.push_str("  </Content>\n</FinalDraft>\n");
    text
}

fn heading(text: &mut String, scene: usize, number: usize, eighths: usize, page: usize) {
    let length = match (eighths / 8, eighths % 8) {
        (0, part) => format!("{part}/8"),
        (pages, 0) => pages.to_string(),
        (pages, part) => format!("{pages} {part}/8"),
    };
    let inside = if scene.is_multiple_of(3) { "EXT." } else { "INT." };
    let light = ["DAY", "NIGHT", "DAWN", "DAY"][scene % 4];
    let place = PLACES[scene % PLACES.len()];
    let _ = write!(
        text,
        "    <Paragraph Number=\"{number}\" Type=\"Scene Heading\">\n      \
         <SceneProperties Length=\"{length}\" Page=\"{page}\" Title=\"\"/>\n      \
         <Text>{inside} {place} - {light}</Text>\n    </Paragraph>\n"
    );
}

fn paragraph(text: &mut String, kind: &str, words: &str) {
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(text, "    <Paragraph Type=\"{kind}\"><Text>{words}</Text></Paragraph>");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Opened and closed tags pair up, and nothing stands open at the end.
    fn well_formed(text: &str) -> Result<(), String> {
        let mut open: Vec<&str> = Vec::new();
        for piece in text.split('<').skip(1) {
            let (tag, after) = piece.split_once('>').ok_or_else(|| format!("`{piece}` has no end"))?;
            if after.replace("&amp;", "").replace("&lt;", "").contains('&') {
                return Err(format!("a bare & in `{after}`"));
            }
            match (tag.strip_prefix('/'), tag.ends_with(['/', '?'])) {
                (Some(closed), _) if open.pop() == Some(closed) => {}
                (Some(closed), _) => return Err(format!("`{closed}` closes nothing")),
                (None, true) => {}
                (None, false) => open.push(tag.split(' ').next().unwrap_or_default()),
            }
        }
        if open.is_empty() { Ok(()) } else { Err(format!("{open:?} stand open")) }
    }

    #[test]
    fn the_feature_is_well_formed_and_has_120_pages() {
        let text = feature();
        assert_eq!(well_formed(&text), Ok(()));
        assert_eq!(LENGTHS.iter().sum::<usize>() * FEATURE_SCENES / LENGTHS.len(), FEATURE_EIGHTHS);
        assert_eq!(FEATURE_EIGHTHS, 120 * 8);
        assert_eq!(text.matches("Type=\"Scene Heading\"").count(), FEATURE_SCENES);
        assert!(text.contains("Number=\"144\"") && text.contains("Page=\"120\"") && !text.contains("Page=\"121\""));
        assert_eq!(text, feature(), "the same at every run");
    }

    #[test]
    fn a_page_is_as_dense_as_its_length_says() {
        // 55 lines a page: headings two, action and speech two each, a name one, with empty lines between.
        let lines = FEATURE_SCENES * 3 + FEATURE_EIGHTHS * (3 + 1 + 3);
        assert!((110 * 55..=135 * 55).contains(&lines), "{lines} lines");
    }
}

//! Scene headings in the forms and languages they come in.

use super::super::heading::parse;
use super::super::{IntExt, Light};

#[test]
fn forms() {
    use IntExt::{Est, Ext, Int, IntExt as Both, None};
    use Light::{Dawn, Day, Dusk, Night, Other};
    for (text, int_ext, set, day_night, light) in [
        ("INT. HOUSE - DAY", Int, "HOUSE", "DAY", Day),
        ("int. house - kitchen – night", Int, "HOUSE - KITCHEN", "NIGHT", Night),
        ("EXT. DRIVE-IN—NIGHT", Ext, "DRIVE-IN", "NIGHT", Night),
        ("EXT. ST. PETER'S -- MAGIC HOUR", Ext, "ST. PETER'S", "MAGIC HOUR", Dusk),
        ("INT./EXT. CAR - DAWN", Both, "CAR", "DAWN", Dawn),
        ("INT. / EXT. CAR - DAY", Both, "CAR", "DAY", Day),
        ("EXT/INT CAR DAY", Both, "CAR", "DAY", Day),
        ("INT. EXT. CAR - DAY", Both, "CAR", "DAY", Day),
        ("I./E. CAR - DAY", Both, "CAR", "DAY", Day),
        ("INT./EST. CASA - NOTTE", Both, "CASA", "NOTTE", Night),
        ("EST. CITY - SUNSET", Est, "CITY", "SUNSET", Dusk),
        ("INNEN/AUßEN. KÜCHE - TAG", Both, "KÜCHE", "TAG", Day),
        ("I/A KÜCHE - NACHT", Both, "KÜCHE", "NACHT", Night),
        ("INNEN/NACHT KÜCHE", Int, "KÜCHE", "NACHT", Night),
        ("I/T KÜCHE", Int, "KÜCHE", "T", Day),
        ("KÜCHE - INNEN/TAG", Int, "KÜCHE", "TAG", Day),
        ("KÜCHE - INNEN - ABEND", Int, "KÜCHE", "ABEND", Night),
        ("INNEN. KÜCHE. TAG", Int, "KÜCHE", "TAG", Day),
        ("INT. CUISINE - JOUR", Int, "CUISINE", "JOUR", Day),
        ("EXT. RUE - SOIR", Ext, "RUE", "SOIR", Night),
        ("EXT. STRAAT - AVOND", Ext, "STRAAT", "AVOND", Night),
        ("EXT. RUE - JOUR/NUIT", Ext, "RUE", "JOUR/NUIT", Other),
        ("INT. HOUSE - DAY TO NIGHT", Int, "HOUSE", "DAY TO NIGHT", Other),
        ("INT. HOUSE - MOMENTS LATER", Int, "HOUSE", "MOMENTS LATER", Other),
        ("INT. HOUSE - CONTINUOUS", Int, "HOUSE", "CONTINUOUS", Other),
        ("INT. HOUSE - NIGHT (RAIN)", Int, "HOUSE", "NIGHT (RAIN)", Night),
        ("INT. HOUSE (NIGHT)", Int, "HOUSE", "NIGHT", Night),
        ("INT. HOUSE, NIGHT", Int, "HOUSE", "NIGHT", Night),
        ("INT. HOUSE - DAY - FLASHBACK", Int, "HOUSE", "DAY - FLASHBACK", Day),
        ("INT. HOUSE - DAY 2", Int, "HOUSE", "DAY 2", Day),
        ("INT. HOUSE - DAY (1979)", Int, "HOUSE", "DAY (1979)", Day),
        ("INT. DAY - KITCHEN", Int, "KITCHEN", "DAY", Day),
        ("INT. MALL - DAY CARE", Int, "MALL - DAY CARE", "", Other),
        ("INT. NIGHT CLUB", Int, "NIGHT CLUB", "", Other),
        ("INT - HOUSE - DAY", Int, "HOUSE", "DAY", Day),
        ("INTERIOR. HOUSE - DAY", Int, "HOUSE", "DAY", Day),
        ("MONTAGE", None, "MONTAGE", "", Other),
        ("THE ROAD - LATE AFTERNOON", None, "THE ROAD", "LATE AFTERNOON", Day),
        ("INT.", Int, "INT.", "", Other),
        ("INT. - DAY", Int, "INT. - DAY", "DAY", Day),
        ("***", None, "", "", Other),
    ] {
        let got = parse(text);
        let got = (got.int_ext, got.set.as_str(), got.day_night.as_str(), got.light);
        assert_eq!(got, (int_ext, set, day_night, light), "{text}");
    }
}

#[test]
fn numbers_inside_the_text() {
    for (text, number, set) in [
        ("12  INT. HOUSE - DAY  12", Some("12"), "HOUSE"),
        ("12A. INT. HOUSE - DAY", Some("12A"), "HOUSE"),
        ("SCENE 7: INT. HOUSE - DAY", Some("7"), "HOUSE"),
        ("Bild 3 INNEN. HAUS - TAG", Some("3"), "HAUS"),
        ("INT. HOUSE - DAY #A3#", Some("A3"), "HOUSE"),
        // Nothing but a mark: the scene must still have a name.
        ("#a#", None, "#A#"),
        ("221B BAKER STREET", None, "221B BAKER STREET"),
        ("INT. FLAT 12 - DAY", None, "FLAT 12"),
    ] {
        let got = parse(text);
        assert_eq!((got.number.as_deref(), got.set.as_str()), (number, set), "{text}");
    }
}

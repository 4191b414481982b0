//! What is on paper, read back with poppler; without it those tests say so and pass.

use super::super::model::{sheet::PageSize, view::SheetView, visibility::Reader};
use super::fixture::{PULLER, parse, person, sheet, sheet_json};
use super::pdf::{MadeFor, sheet_pdf};
use crate::text::{Lang, k};
use crate::values::Role;
use serde_json::json;
use std::process::{Command, Stdio};
use std::{fs, sync::atomic};

fn full(scenes: usize, repeat: usize) -> SheetView {
    parse(sheet_json(scenes, repeat)).for_reader(&Reader::new(None, Role::FirstAd, None))
}
fn puller() -> SheetView {
    sheet().for_reader(&Reader::new(Some(person(PULLER)), Role::Crew, Some("Camera".to_owned())))
}
fn pdf(view: &SheetView) -> Vec<u8> {
    sheet_pdf(view, Lang::En, PageSize::A4, None, None).unwrap()
}

/// Runs one of poppler's tools on a PDF given on its standard input; `None` and a loud word if it is not installed.
fn poppler(tool: &str, args: &[&str], pdf: &[u8]) -> Option<String> {
    static NUMBER: atomic::AtomicU32 = atomic::AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, atomic::Ordering::Relaxed);
    let path = std::env::temp_dir().join(format!("daybreak-sheet-{}-{number}.pdf", std::process::id()));
    fs::write(&path, pdf).unwrap();
    let mut command = Command::new(tool);
    command.args(args).arg(&path).stderr(Stdio::null());
    if tool == "pdftotext" {
        command.arg("-");
    }
    let output = command.output();
    fs::remove_file(&path).unwrap();
    match output {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(_) => {
            eprintln!("SKIPPED: {tool} (poppler-utils) is not installed");
            None
        }
    }
}
fn text(pdf: &[u8]) -> Option<String> {
    poppler("pdftotext", &["-layout"], pdf)
}
fn pages(pdf: &[u8]) -> Option<usize> {
    let info = poppler("pdfinfo", &[], pdf)?;
    info.lines().find_map(|l| l.strip_prefix("Pages:")).and_then(|n| n.trim().parse().ok())
}

/// Words with their boxes, by page: (page width, page height, [(x0, y0, x1, y1, word)]).
type Boxes = Vec<(f64, f64, Vec<(f64, f64, f64, f64, String)>)>;
fn boxes(pdf: &[u8]) -> Option<Boxes> {
    let html = poppler("pdftotext", &["-bbox"], pdf)?;
    let attr = |line: &str, name: &str| -> f64 {
        line.split_once(&format!("{name}=\"")).unwrap().1.split_once('"').unwrap().0.parse().unwrap()
    };
    let mut out: Boxes = Vec::new();
    for line in html.lines() {
        if line.contains("<page ") {
            out.push((attr(line, "width"), attr(line, "height"), vec![]));
        } else if line.contains("<word ") {
            let word = line.split_once('>').unwrap().1.split_once('<').unwrap().0.to_owned();
            let at = (attr(line, "xMin"), attr(line, "yMin"), attr(line, "xMax"), attr(line, "yMax"), word);
            out.last_mut().unwrap().2.push(at);
        }
    }
    Some(out)
}
/// Nothing leaves the margins and no word lies over another.
fn assert_tidy(pdf: &[u8]) {
    let Some(pages) = boxes(pdf) else { return };
    for (number, (width, height, words)) in pages.iter().enumerate() {
        for (i, (x0, y0, x1, y1, word)) in words.iter().enumerate() {
            assert!(*x0 > 28.0 && *x1 < width - 28.0, "page {number}: {word:?} leaves the column: {x0}..{x1}");
            assert!(*y0 > 12.0 && *y1 < height - 12.0, "page {number}: {word:?} leaves the page: {y0}..{y1}");
            for (a0, b0, a1, b1, other) in &words[i + 1..] {
                let (w, h) = (x1.min(*a1) - x0.max(*a0), y1.min(*b1) - y0.max(*b0));
                assert!(w < 1.5 || h < 3.5, "page {number}: {word:?} and {other:?} overlap by {w} x {h}");
            }
        }
    }
}

#[test]
fn the_front_page_holds_the_day() {
    let pdf = pdf(&full(9, 1));
    let Some(text) = text(&pdf) else { return };
    let front = text.split('\u{c}').next().unwrap();
    for wanted in [
        "The Long Tide",
        "Wednesday 13 May 2026",
        "Day 7 of 24",
        "UNIT CALL",
        "06:40",
        "BLUE",
        "issued Tue 12 May, 19:42 by Ruth Adebayo",
        "Shooting call",
        "05:11",
        "Colchester General Hospital",
        "+44 1206 747474",
        "open 24 h",
        "999",
        "Joan Achterberg",
        "life jackets",
        "Ha'penny Pier",
        "51.94712, 1.28891",
        "Angelgate",
        "CLOSED SET",
        "WATER · DRONE",
        "Company move → Studio B",
        "2 1/8",
        "4/8",
        "1 2/8",
        "Total: 9 scenes",
        "Łukasz Wiśniewski",
        "Page 1 of 2",
        "HARBOUR · Wed 13 May · Blue",
    ] {
        assert!(front.contains(wanted), "{wanted:?} is missing on\n{front}");
    }
    for wanted in ["Generator operator", "Bohdan Шевченко", "Pier Hotel", "Border Force Harwich", "Tentative"] {
        assert!(text.contains(wanted), "{wanted:?} is missing");
    }
    assert_tidy(&pdf);
}

#[test]
fn a_personal_copy_says_whose_it_is_and_no_more_than_its_view() {
    let made_for = MadeFor { name: "Carys Llewellyn-Jones", person: Some(person(PULLER)) };
    for page in [PageSize::A4, PageSize::Letter] {
        let address = "https://daybreak.example.org/verify?c=0123456789012345678901234567890123456789012345678901234567890123456789";
        let pdf = sheet_pdf(&puller(), Lang::De, page, Some(made_for), Some(address)).unwrap();
        assert!(pages(&pdf).unwrap_or(1) <= 2);
        let Some(text) = text(&pdf) else { return };
        let front = text.split('\u{c}').next().unwrap();
        for wanted in ["Erstellt für Carys Llewellyn-Jones", "Sam Poole", "Mittwoch, 13. Mai 2026", "Drehbeginn", "999"]
        {
            assert!(front.contains(wanted), "{wanted:?} is missing on\n{front}");
        }
        for foreign in ["Gaffer", "Chef", "Ines Okonkwo", "Border Force"] {
            assert!(!text.contains(foreign), "{foreign:?} is printed on\n{text}");
        }
        assert_tidy(&pdf);
    }
}

#[test]
fn a_bare_view_prints_without_gaps_or_panic() {
    let view = parse(json!({
        "production": {"code_name": "HARBOUR"},
        "day": {"id": "00000000-0000-0000-0000-000000000001", "date": "2026-05-13"},
    }))
    .for_reader(&Reader::new(None, Role::Crew, None));
    for lang in Lang::ALL {
        let pdf = sheet_pdf(&view, lang, PageSize::Letter, None, None).unwrap();
        assert_eq!(pages(&pdf).unwrap_or(1), 1);
    }
    if let Some(text) = text(&pdf(&view)) {
        assert!(text.contains("DRAFT") && text.contains("No hospital") && !text.contains("Scenes"), "{text}");
    }
}

#[test]
fn text_is_never_markup() {
    let nasty = "#panic(\"x\") $x^2$ *b* _i_ @ref <lab> \\u{41} = H // c /* d */ `r` ~ -- --- ... 'q' \"q\" [x] {y} https://a.b #let z";
    let mut value = sheet_json(3, 1);
    value["production"]["title"] = json!("#panic() $x$ *T*");
    value["production"]["company"] = json!("\\ #read(\"/etc/passwd\")");
    value["front"]["weather"] = json!(nasty);
    value["safety"]["hazards"] = json!(nasty);
    value["scenes"][0]["set"] = json!(nasty);
    value["cast"][0]["character"] = json!("@ref #panic()");
    value["departments"][0]["people"][0]["name"] = json!("#v(1cm) $a$");
    value["notes"][0]["text"] = json!(nasty);
    value["revision"]["name"] = json!("*Blue*");
    let pdf = pdf(&parse(value).for_reader(&Reader::new(None, Role::FirstAd, None)));
    let Some(text) = poppler("pdftotext", &["-raw"], &pdf) else { return };
    for wanted in ["#panic() $x$ *T*", "\\ #read(\"/etc/passwd\")", "@ref #panic()", "#v(1cm) $a$", "*BLUE*"] {
        assert!(text.contains(wanted), "{wanted:?} is missing on\n{text}");
    }
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(flat.matches(nasty).count(), 4, "{flat}");
}

#[test]
fn the_largest_day_flows_over_pages() {
    for page in [PageSize::A4, PageSize::Letter] {
        let pdf = sheet_pdf(&full(60, 3), Lang::De, page, None, None).unwrap();
        assert_tidy(&pdf);
        let Some(text) = text(&pdf) else { return };
        let sheets: Vec<&str> = text.split('\u{c}').filter(|p| !p.trim().is_empty()).collect();
        assert!(sheets.len() <= 7, "{} pages", sheets.len());
        let tables = sheets.iter().filter(|p| p.contains("Beginn ca.")).count();
        assert!(tables >= 2, "the scene table's head is on {tables} pages");
        for (i, sheet) in sheets.iter().enumerate() {
            assert!(sheet.contains("HARBOUR · Mi 13. Mai · Blue"), "no footer on page {}", i + 1);
            // Typst gave up on settling the layout if the counts differ.
            let count = format!("Seite {} von {}", i + 1, sheets.len());
            assert!(sheet.contains(&count), "not {count:?} on\n{sheet}");
            let last = sheet.lines().rev().map(str::trim).filter(|l| !l.is_empty()).nth(1).unwrap();
            let heads = ["Bilder", "Darsteller", "Komparsen", "Stab", "Fahrdispo", "Vorschau", "Motive"];
            assert!(!heads.contains(&last), "orphan heading {last:?} on page {}", i + 1);
        }
    }
}

#[test]
fn monstrous_words_stay_in_their_columns() {
    let mut value = sheet_json(4, 1);
    let word = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle".repeat(2);
    for pointer in [
        "/production/title",
        "/production/company",
        "/day/unit",
        "/revision/name",
        "/revision/issued_by",
        "/front/weather",
        "/front/radio/0/used_by",
        "/safety/hazards",
        "/safety/emergency_number",
        "/safety/medic/name",
        "/safety/medic/phone",
        "/safety/hospitals/0/name",
        "/safety/hospitals/0/address",
        "/safety/hospitals/0/phone",
        "/safety/hospitals/0/checked_by",
        "/scenes/0/number",
        "/scenes/0/set",
        "/scenes/0/synopsis",
        "/scenes/0/location_no",
        "/scenes/0/script_day",
        "/cast/0/number",
        "/cast/0/character",
        "/cast/0/artist",
        "/cast/0/status",
        "/cast/0/notes",
        "/cast/0/phone",
        "/cast/0/pickup_place/label",
        "/background/0/description",
        "/background/0/notes",
        "/departments/0/name",
        "/departments/0/people/0/name",
        "/departments/0/people/0/position",
        "/departments/0/people/0/phone",
        "/locations/0/no",
        "/locations/0/name",
        "/locations/0/address",
        "/locations/0/parking",
        "/locations/0/notes",
        "/transport/0/name",
        "/transport/0/place/address",
        "/transport/0/driver",
        "/transport/0/driver_phone",
        "/transport/0/vehicle",
        "/advance/0/label",
        "/advance/0/notes",
        "/notes/0/text",
        "/notes/1/department",
        "/contacts/0/name",
        "/contacts/0/phone",
        "/contacts/3/name",
        "/contacts/3/phone",
    ] {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        value.pointer_mut(parent).unwrap()[key] = json!(word);
    }
    let view = parse(value).for_reader(&Reader::new(None, Role::FirstAd, None));
    let made_for = MadeFor { name: &word, person: None };
    for page in [PageSize::A4, PageSize::Letter] {
        assert_tidy(&sheet_pdf(&view, Lang::En, page, Some(made_for), None).unwrap());
    }
}

#[test]
fn any_script_and_any_length_is_set() {
    let mut value = sheet_json(3, 1);
    value["cast"][0]["artist"] = json!("محمد عبد الرحمن");
    value["cast"][1]["artist"] = json!("王小明 (さくら) 한국");
    value["cast"][2]["artist"] = json!("דוד כהן გიორგი Արամ 🎬");
    value["departments"][0]["people"][0]["name"] = json!("\u{202e}Ruth\u{0}\u{7f}\u{fffe}");
    value["notes"][0]["text"] = json!("Line one\nLine two\r\n\r\n".repeat(400));
    value["locations"][0]["notes"] = json!("word ".repeat(3_000));
    value["scenes"][0]["cast"] = json!((1..400).map(|n| n.to_string()).collect::<Vec<_>>());
    let pdf = pdf(&parse(value).for_reader(&Reader::new(None, Role::FirstAd, None)));
    assert_tidy(&pdf);
    let Some(text) = poppler("pdftotext", &["-raw"], &pdf) else { return };
    assert_eq!(text.matches("Line two").count(), 400);
    assert_eq!(text.matches("word").count(), 3_000);
    assert!(text.contains("399") && text.contains("Ruth"));
}

#[test]
fn times_on_another_date_carry_their_weekday() {
    let mut value = sheet_json(3, 1);
    value["front"]["estimated_wrap"] = json!(1530);
    value["departments"][0]["people"][0]["call"] = json!({"kind": "time", "at": -30});
    let view = parse(value).for_reader(&Reader::new(None, Role::FirstAd, None));
    for (lang, wanted) in [(Lang::En, ["01:30 Thu", "23:30 Tue"]), (Lang::De, ["01:30 Do", "23:30 Di"])] {
        let Some(text) = text(&sheet_pdf(&view, lang, PageSize::A4, None, None).unwrap()) else { return };
        for time in wanted {
            assert!(text.contains(time), "{time} is missing on\n{text}");
        }
    }
}

#[test]
fn equal_views_give_equal_bytes() {
    let view = full(9, 1);
    let first = pdf(&view);
    let elsewhere = std::thread::spawn({
        let view = view.clone();
        move || pdf(&view)
    });
    assert!(first == elsewhere.join().unwrap());
    for _ in 0..10 {
        pdf(&puller());
    }
    assert!(first == pdf(&view), "bytes depend on what was set before");
}

#[test]
fn the_document_describes_itself() {
    for (lang, page, size) in [(Lang::En, PageSize::A4, "595.276 x 841.89"), (Lang::De, PageSize::Letter, "612 x 792")]
    {
        let pdf = sheet_pdf(&full(9, 1), lang, page, None, None).unwrap();
        let Some(info) = poppler("pdfinfo", &["-isodates"], &pdf) else { return };
        let title =
            if lang == Lang::En { "HARBOUR · Call sheet · Wed 13 May" } else { "HARBOUR · Dispo · Mi 13. Mai" };
        for wanted in [title, "Tagged:          yes", size, "2026-05-12T18:42:00Z", "Daybreak"] {
            assert!(info.contains(wanted), "{wanted:?} is missing in\n{info}");
        }
        let tag = format!("/Lang({})", lang.tag());
        assert!(pdf.windows(tag.len()).any(|w| w == tag.as_bytes()), "no {tag}");
    }
}

#[test]
fn template_and_labels_agree() {
    let template = include_str!("sheet.typ");
    let labels = super::words::labels(Lang::En);
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut used = std::collections::BTreeSet::new();
    for (at, _) in template.match_indices("l.") {
        if !template[..at].ends_with(|c: char| is_name(c) || c == '.') {
            used.insert(template[at + 2..].split(|c| !is_name(c)).next().unwrap());
        }
    }
    assert_eq!(used, labels.into_keys().collect());
}

/// Marks of French, Dutch and German names stand on the paper as letters, not as empty boxes.
#[test]
fn accents_are_printed_in_every_language() {
    let name = "Zoë Lefèvre-Hœrlé ç ï œ Œ É ù ĳ ß";
    let mut value = sheet_json(3, 1);
    value["departments"][0]["people"][0]["name"] = json!(name);
    let view = parse(value).for_reader(&Reader::new(None, Role::FirstAd, None));
    for lang in Lang::ALL {
        let pdf = sheet_pdf(&view, lang, PageSize::A4, None, None).unwrap();
        assert_tidy(&pdf);
        let tag = format!("/Lang({})", lang.tag());
        assert!(pdf.windows(tag.len()).any(|w| w == tag.as_bytes()), "no {tag}");
        let Some(text) = text(&pdf) else { return };
        let (flat, words) =
            (text.replace(char::is_whitespace, ""), [k::PDF_HOSPITAL.say(lang), k::PDF_TITLE.say(lang)]);
        for wanted in ["Zoë", "Lefèvre", "Hœrlé", "ï", "Œ", "ù", "ß"].into_iter().chain(words) {
            let wanted = wanted.replace(char::is_whitespace, "").to_lowercase();
            assert!(flat.to_lowercase().contains(&wanted), "{wanted} is missing in {lang:?} on\n{text}");
        }
    }
}

/// Writes sample sheets into `<temp>/daybreak-sheets` for a look, and measures them.
#[test]
#[ignore = "writes files"]
fn samples() {
    let dir = std::env::temp_dir().join("daybreak-sheets");
    fs::create_dir_all(&dir).unwrap();
    let made_for = MadeFor { name: "Carys Llewellyn-Jones", person: Some(person(PULLER)) };
    let mut night = puller();
    if let Some(front) = &mut night.front {
        front.unit_call = Some(crate::values::Minute(1_470));
    }
    for (name, view, who) in [
        ("full", full(9, 1), None),
        ("big", full(60, 3), None),
        ("crew", puller(), Some(made_for)),
        ("night", night, Some(made_for)),
    ] {
        for (lang, page) in [(Lang::En, PageSize::A4), (Lang::De, PageSize::A4), (Lang::En, PageSize::Letter)] {
            let start = std::time::Instant::now();
            let address = format!("https://daybreak.example.org/verify?c={}", "Aa0_".repeat(20));
            let pdf = sheet_pdf(&view, lang, page, who, Some(&address)).unwrap();
            let took = start.elapsed();
            typst::comemo::evict(0);
            eprintln!("{name} {lang:?} {page:?}: {took:?}, {} bytes", pdf.len());
            fs::write(dir.join(format!("{name}-{}-{page:?}.pdf", lang.tag())), pdf).unwrap();
        }
    }
}

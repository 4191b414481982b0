//! Day out of days: worked cases and what holds for all of them.
use super::*;
use std::collections::{BTreeMap, BTreeSet};

/// From the 1st of May: `s` shoot, `o` off, `h` holiday, `x` hiatus, `-` not listed at all.
fn calendar(text: &str) -> DoodCalendar {
    let mut calendar = DoodCalendar::default();
    for (at, c) in text.chars().enumerate() {
        let kind = match c {
            's' => CompanyDay::Shoot,
            'o' => CompanyDay::Off,
            'h' => CompanyDay::Holiday,
            'x' => CompanyDay::Hiatus,
            _ => continue,
        };
        calendar.mark(nth(at), kind);
    }
    calendar
}

fn nth(at: usize) -> Date {
    may(1).saturating_add(jiff::Span::new().days(i64::try_from(at).unwrap()))
}

/// A row: a token per date. `w` in a strip, `.` nothing, `t` travels, `i` in, `u` out, `f` fitting, `r` rehearsal,
/// `e` works without the company, `n` own day off. Before it the flags: `h` hold, `d5` drop from five days, `p`
/// holidays paid.
fn row(flags: &str, row: &str, calendar: &mut DoodCalendar) -> DoodElement<u8> {
    let mut element = DoodElement { dood: true, scenes: [id(1)].into(), ..DoodElement::default() };
    for flag in flags.split_whitespace() {
        match flag.split_at(1) {
            ("h", _) => element.hold = true,
            ("p", _) => element.paid_holidays = true,
            ("d", days) => element.drop = Some(DropRule { min_days: days.parse().unwrap() }),
            _ => unreachable!(),
        }
    }
    for (at, token) in row.split_whitespace().enumerate() {
        for c in token.chars() {
            let event = match c {
                'w' => {
                    calendar.0.entry(nth(at)).or_default().scenes.insert(id(1));
                    continue;
                }
                'n' => {
                    element.off.insert(nth(at));
                    continue;
                }
                't' => DoodEvent::Travel,
                'i' => DoodEvent::TravelIn,
                'u' => DoodEvent::TravelOut,
                'f' => DoodEvent::Fitting,
                'r' => DoodEvent::Rehearsal,
                'e' => DoodEvent::Work,
                _ => continue,
            };
            element.events.entry(nth(at)).or_default().insert(event);
        }
    }
    element
}

/// Calendar, flags, row; codes, then work/travel/hold/rehearsal/fitting/holiday/paid.
const CASES: &[(&str, &str, &str, &str, [u32; 7])] = &[
    // Start, work, finish.
    ("s", "", "w", "SWF", [1, 0, 0, 0, 0, 0, 1]),
    ("ss", "", "w w", "SW WF", [2, 0, 0, 0, 0, 0, 2]),
    ("sss", "", "w w w", "SW W WF", [3, 0, 0, 0, 0, 0, 3]),
    ("sss", "", ". w .", ". SWF .", [1, 0, 0, 0, 0, 0, 1]),
    ("sss", "h", ". . .", ". . .", [0, 0, 0, 0, 0, 0, 0]),
    // Hold.
    ("sss", "", "w . w", "SW . WF", [2, 0, 0, 0, 0, 0, 2]),
    ("sss", "h", "w . w", "SW H WF", [2, 0, 1, 0, 0, 0, 3]),
    ("sssss", "h", ". w . w .", ". SW H WF .", [2, 0, 1, 0, 0, 0, 3]),
    ("ssssss", "h", "w . . w . w", "SW H H W H WF", [3, 0, 3, 0, 0, 0, 6]),
    // Company off days, dates nobody listed, hiatus: not held.
    ("sosos", "h", "w . . . w", "SW . H . WF", [2, 0, 1, 0, 0, 0, 3]),
    ("s--s", "h", "w . . w", "SW . . WF", [2, 0, 0, 0, 0, 0, 2]),
    ("sxxxs", "h", "w . . . w", "SW . . . WF", [2, 0, 0, 0, 0, 0, 2]),
    ("ssxss", "h", "w . . . w", "SW H . H WF", [2, 0, 2, 0, 0, 0, 4]),
    // A scene on a day that was meant to be off is work, and so is one in a hiatus.
    ("sos", "h", "w w w", "SW W WF", [3, 0, 0, 0, 0, 0, 3]),
    ("sxs", "h", "w w w", "SW W WF", [3, 0, 0, 0, 0, 0, 3]),
    // Holidays: within the engagement only, paid where the contract says so.
    ("shs", "h", "w . w", "SW / WF", [2, 0, 0, 0, 0, 1, 2]),
    ("shs", "h p", "w . w", "SW / WF", [2, 0, 0, 0, 0, 1, 3]),
    ("shs", "", "w . w", "SW / WF", [2, 0, 0, 0, 0, 1, 2]),
    ("hsh", "h p", ". w .", ". SWF .", [1, 0, 0, 0, 0, 0, 1]),
    ("shs", "h", "w w w", "SW W WF", [3, 0, 0, 0, 0, 0, 3]),
    // Own days off.
    ("ssss", "h", "w n . w", "SW . H WF", [2, 0, 1, 0, 0, 0, 3]),
    ("sss", "h", "w wn w", "SW W WF", [3, 0, 0, 0, 0, 0, 3]),
    // Drop and pickup: needs hold, the gap and happens once, in the first slot.
    ("ssssss", "h d4", "w . . . . w", "SWD . . . . PWF", [2, 0, 0, 0, 0, 0, 2]),
    ("ssssss", "h d5", "w . . . . w", "SW H H H H WF", [2, 0, 4, 0, 0, 0, 6]),
    ("ssssss", "d4", "w . . . . w", "SW . . . . WF", [2, 0, 0, 0, 0, 0, 2]),
    ("sssssss", "h d3", "w w . . . w w", "SW WD . . . PW WF", [4, 0, 0, 0, 0, 0, 4]),
    ("sssssss", "h d2", "w . . w . . w", "SWD . . PW H H WF", [3, 0, 2, 0, 0, 0, 5]),
    ("sssssss", "h d3", "w . w . . . w", "SW H WD . . . PWF", [3, 0, 1, 0, 0, 0, 4]),
    ("ssoooss", "h d3", "w w . . . w w", "SW WD . . . PW WF", [4, 0, 0, 0, 0, 0, 4]),
    ("s----s", "h d4", "w . . . . w", "SWD . . . . PWF", [2, 0, 0, 0, 0, 0, 2]),
    ("sxxxxs", "h d4", "w . . . . w", "SWD . . . . PWF", [2, 0, 0, 0, 0, 0, 2]),
    ("sshhss", "h d4 p", "w . . . . w", "SWD . . . . PWF", [2, 0, 0, 0, 0, 0, 2]),
    ("ss", "h d0", "w w", "SW WF", [2, 0, 0, 0, 0, 0, 2]),
    ("sss", "h d0", "w . w", "SWD . PWF", [2, 0, 0, 0, 0, 0, 2]),
    // Travel.
    ("oss", "", "t w w", "T SW WF", [2, 1, 0, 0, 0, 0, 3]),
    ("ss", "", "t t", "T T", [0, 2, 0, 0, 0, 0, 2]),
    ("sss", "", "wt wt wt", "TSW TW WFT", [3, 3, 0, 0, 0, 0, 3]),
    ("sss", "", "wi wu wi", "TSW WT TWF", [3, 3, 0, 0, 0, 0, 3]),
    ("s", "", "wt", "TSWF", [1, 1, 0, 0, 0, 0, 1]),
    ("s", "", "wu", "SWFT", [1, 1, 0, 0, 0, 0, 1]),
    ("s", "", "wiu", "TSWF", [1, 1, 0, 0, 0, 0, 1]),
    ("so", "", "w u", "SWF T", [1, 1, 0, 0, 0, 0, 2]),
    ("sss", "h", "w t w", "SW T WF", [2, 1, 0, 0, 0, 0, 3]),
    ("ssssss", "h d4", "wu . . . i w", "SWDT . . . T PWF", [2, 2, 0, 0, 0, 0, 3]),
    // Fitting and rehearsal, before the start, on off days, with work, in place of a hold.
    ("-os", "h", "f r w", "FT R SWF", [1, 0, 0, 1, 1, 0, 3]),
    ("sss", "h", "w f w", "SW FT WF", [2, 0, 0, 0, 1, 0, 3]),
    ("sss", "h", "wr wf w", "RSW FTW WF", [3, 0, 0, 1, 1, 0, 3]),
    ("sos", "h", "w r w", "SW R WF", [2, 0, 0, 1, 0, 0, 3]),
    ("shs", "h", "w r w", "SW R WF", [2, 0, 0, 1, 0, 0, 3]),
    ("s", "", "tfr", "TFTR", [0, 1, 0, 1, 1, 0, 1]),
    // Work without the company moves neither start nor finish.
    ("ssss", "h", "e w w e", "W SW WF W", [4, 0, 0, 0, 0, 0, 4]),
    ("sos", "h", "w e w", "SW W WF", [3, 0, 0, 0, 0, 0, 3]),
    ("ss", "h", "e .", "W .", [1, 0, 0, 0, 0, 0, 1]),
];

#[test]
fn worked_cases() {
    assert!(CASES.len() >= 40);
    for &(dates, flags, tokens, expected, sums) in CASES {
        let mut calendar = calendar(dates);
        let element = row(flags, tokens, &mut calendar);
        let report = day_out_of_days(&calendar, &[element]);
        let line = &report.lines[0];
        let got: Vec<String> = (0..tokens.split_whitespace().count()).map(|at| line.on(nth(at)).to_string()).collect();
        let got: Vec<&str> = got.iter().map(|code| if code.is_empty() { "." } else { code }).collect();
        assert_eq!(got.join(" "), expected, "{dates} | {flags} | {tokens}");
        let t = line.totals;
        let all = [t.work, t.travel, t.hold, t.rehearsal, t.fitting, t.holiday, t.paid];
        assert_eq!(all, sums, "{dates} | {flags} | {tokens}");
    }
}

#[test]
fn rows_that_are_not_shown_leave_no_trace() {
    let mut calendar = calendar("s");
    let hidden = DoodElement { dood: false, ..row("", ". t", &mut calendar) };
    let report = day_out_of_days(&calendar, &[hidden, row("", "w", &mut calendar.clone())]);
    assert_eq!((report.lines.len(), report.dates.len()), (1, 1));
}

#[test]
fn dates_sum_their_rows() {
    let mut calendar = calendar("sss");
    let rows = [row("h", "w . w", &mut calendar), row("h", "w w w", &mut calendar)];
    let mut other = row("h", "w w .", &mut DoodCalendar::default());
    other.scenes = [id(9)].into();
    calendar.0.get_mut(&nth(1)).unwrap().scenes = [id(9)].into();
    let report = day_out_of_days(&calendar, &[rows[0].clone(), other]);
    let sums: Vec<_> = report.dates.iter().map(|(.., t)| (t.work, t.start, t.finish, t.hold)).collect();
    assert_eq!(sums, [(1, 1, 0, 0), (1, 1, 1, 1), (1, 0, 1, 0)]);
}

#[test]
fn codes_are_read_as_written() {
    for text in
        ["", "SW", "W", "WF", "SWF", "H", "/", "SWD", "PWF", "TSW", "WFT", "FTRSW", "FT", "R", "T", "PWFT", "TFT"]
    {
        assert_eq!(text.parse::<DayCode>().unwrap().to_string(), text);
    }
    for bad in ["S", "F", "D", "P", "HW", "WH", "TWT", "SPW", "WDF", "w", "H/", "TH", "WW"] {
        assert_eq!(bad.parse::<DayCode>(), Err(NotDayCode), "{bad}");
    }
    let code: DayCode = serde_json::from_str("\"PWF\"").unwrap();
    assert_eq!(serde_json::to_string(&code).unwrap(), "\"PWF\"");
}

fn rows() -> impl Strategy<Value = (DoodCalendar, DoodElement<u8>)> {
    let date = (0..5_u8, any::<bool>(), prop::collection::vec(0..9_u8, 0..2));
    (prop::collection::vec(date, 0..40), any::<(bool, bool)>(), prop::option::of(0..12_u32)).prop_map(
        |(dates, (hold, paid_holidays), min)| {
            let mut calendar = DoodCalendar::default();
            let mut element = DoodElement {
                dood: true,
                hold,
                paid_holidays,
                scenes: [id(1)].into(),
                drop: min.map(|min_days| DropRule { min_days }),
                ..DoodElement::default()
            };
            for (at, (kind, works, events)) in dates.into_iter().enumerate() {
                let date = nth(at);
                let kinds = [CompanyDay::Shoot, CompanyDay::Off, CompanyDay::Holiday, CompanyDay::Hiatus];
                if let Some(&kind) = kinds.get(usize::from(kind)) {
                    calendar.mark(date, kind);
                }
                if works && kind != 4 {
                    calendar.0.entry(date).or_default().scenes.insert(id(1));
                }
                use DoodEvent::*;
                let all = [Travel, TravelIn, TravelOut, Fitting, Rehearsal, Work];
                for event in events {
                    match all.get(usize::from(event)) {
                        Some(&event) => drop(element.events.entry(date).or_default().insert(event)),
                        None => drop(element.off.insert(date)),
                    }
                }
            }
            (calendar, element)
        },
    )
}

proptest! {
    #[test]
    fn rows_have_the_right_grammar((calendar, element) in rows()) {
        let report = day_out_of_days(&calendar, std::slice::from_ref(&element));
        let line = &report.lines[0];
        prop_assert!(line.cells.is_sorted_by_key(|(date, _)| *date));
        let at = |pick: fn(&DayCode) -> bool| -> Vec<Date> {
            line.cells.iter().filter(|(_, code)| pick(code)).map(|(date, _)| *date).collect()
        };
        prop_assert!(line.cells.iter().all(|(_, code)| code.is_sound() && !code.is_empty()));
        prop_assert!(line.cells.iter().all(|(_, code)| code.to_string().parse() == Ok(*code)));
        let one = |date: Option<Date>| date.into_iter().collect::<Vec<_>>();
        prop_assert_eq!(at(|c| c.start), one(line.start));
        prop_assert_eq!(at(|c| c.finish), one(line.finish));
        prop_assert_eq!(at(|c| c.drop), one(line.dropped.map(|d| d.0)));
        prop_assert_eq!(at(|c| c.pickup), one(line.dropped.map(|d| d.1)));
        for held in at(|c| c.hold || c.holiday) {
            prop_assert!(line.start.unwrap() < held && held < line.finish.unwrap());
            prop_assert!(!line.dropped.is_some_and(|(drop, pickup)| drop < held && held < pickup));
        }
        prop_assert!(element.hold || at(|c| c.hold).is_empty());
        let t = line.totals;
        let count = |pick| u32::try_from(at(pick).len()).unwrap();
        prop_assert_eq!((t.work, t.hold, t.travel), (count(|c| c.work), count(|c| c.hold), count(|c| c.travels())));
        prop_assert_eq!((t.fitting, t.rehearsal), (count(|c| c.fitting), count(|c| c.rehearsal)));
        let sum = report.dates.iter().fold((0, 0), |sum, (.., t)| (sum.0 + t.work, sum.1 + t.hold));
        prop_assert_eq!(sum, (t.work, t.hold));
    }

    #[test]
    fn a_day_off_put_in_changes_no_work((calendar, element) in rows(), at in 0..40_usize) {
        let later = |date: Date| if date >= nth(at) { date.saturating_add(jiff::Span::new().days(1)) } else { date };
        let mut moved = DoodCalendar(calendar.0.iter().map(|(d, c)| (later(*d), c.clone())).collect());
        moved.mark(nth(at), CompanyDay::Off);
        let mut shifted = element.clone();
        shifted.off = element.off.iter().map(|d| later(*d)).collect::<BTreeSet<_>>();
        shifted.events = element.events.iter().map(|(d, e)| (later(*d), e.clone())).collect::<BTreeMap<_, _>>();
        let drops = element.drop.is_some();
        let before = day_out_of_days(&calendar, &[element]).lines[0].totals;
        let after = day_out_of_days(&moved, &[shifted]).lines[0].totals;
        prop_assert_eq!((before.work, before.travel, before.fitting), (after.work, after.travel, after.fitting));
        // A gap that grows may become the one drop there is, in place of a longer one later.
        prop_assert!(drops || after.hold <= before.hold);
    }

    /// Without events, drops, days off and holidays the report says what the quick count says.
    #[test]
    fn both_counts_agree(mut b in boards()) {
        for part in &mut b.cast {
            part.off.0.clear();
        }
        let quick = dood(&Plan::of(&b));
        let full = day_out_of_days(&DoodCalendar::of(&b), &cast_elements(&b));
        for (line, row) in full.lines.iter().zip(&quick) {
            prop_assert_eq!((line.id, line.totals.work, line.totals.hold), (row.character, row.worked, row.held));
        }
    }
}

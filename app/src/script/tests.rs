//! The script: import twice over, editing, rights, the filter. On both engines where the database takes part.
use super::{
    api::refused,
    formats::{Draft, Refusal, SkipReason, read},
    import::{Imported, confirm_import, import_draft, preview, start_import},
    model::{Fate, Filter, How, SceneList, What},
    plan,
    report::{cli_summary, dry_run_json},
    scroll::near,
    store::{self, Typed},
};
use crate::{
    access::{Db, EditScript, Scope, ViewScript, Viewer, Work, Worker},
    accounts, db_test,
    error::AppError,
    productions::store::Settings,
    text::{Lang, Text, k},
    values::*,
};
use serde::Deserialize;

sql! {
    PERSON = "insert into people (workspace_id, id, production_id, account_id, name, role, department, position, phone, email, language, pre_call_minutes, travel_minutes, makeup_minutes, wardrobe_minutes, pickup_place, created_at, version)
        values ($1,$2,$3,$4,$5,$6,'','','','','en',0,0,0,0,'',$7,1)";
    LOCATION = "insert into locations (workspace_id, id, production_id, name, address, zone, parking, notes, hospital_name, hospital_address, hospital_phone, hospital_24h, hospital_checked_by, hospital_checked_on, version)
        values ($1,$2,$3,$4,'','Europe/London','','','','','',$5,'','',1)";
    STRIPS = rows { scene: uuid, minutes: int, rank: int } from
        "(select scene_id as scene, minutes, rank from strips where workspace_id = $1 and production_id = $2 and day_id is null and banner is null) x" order "rank";
}

#[derive(Deserialize)]
struct Strip {
    scene: SceneId,
    minutes: i64,
    rank: i64,
}

/// A production with a producer and a crew member, another one in the same company with its own producer.
struct Place {
    production: ProductionId,
    other: ProductionId,
    office: Viewer,
    crew: Viewer,
    stranger: Viewer,
    pier: LocationId,
    elsewhere: LocationId,
}

fn settings() -> Settings {
    let text = str::to_owned;
    Settings {
        title: text("Low Water"),
        code_name: text("LOW"),
        country: text("GB"),
        zone: text("Europe/London"),
        page_size: text("a4"),
        language: Lang::En,
        palette: text("default"),
        revision_naming: text("colours"),
    }
}

async fn place(db: &Db) -> Place {
    db.run(Worker::new().viewer(), crate::access::Instance, async |scope: &mut Scope<Work>| {
        let mut accounts = vec![];
        for name in ["owner", "ada", "cem", "zoe"] {
            accounts.push(accounts::store::create(scope, &format!("{name}@example.org"), name, None, Lang::En).await?);
        }
        let workspace = accounts::store::create_workspace(scope, "Company", accounts[0]).await?;
        let (production, other): (ProductionId, ProductionId) = (scope.new_id(), scope.new_id());
        let (pier, elsewhere): (LocationId, LocationId) = (scope.new_id(), scope.new_id());
        let now = scope.now();
        let rows = [
            (production, accounts[1], "producer"),
            (production, accounts[2], "crew"),
            (other, accounts[3], "producer"),
        ];
        for id in [production, other] {
            crate::productions::store::insert(scope, workspace, id, &settings()).await?;
            let at = if id == production { pier } else { elsewhere };
            scope.exec(&LOCATION, args![workspace, at, id, "Pier", false]).await?;
            for (_, account, role) in rows.iter().filter(|(of, ..)| *of == id) {
                let person: PersonId = scope.new_id();
                scope.exec(&PERSON, args![workspace, person, id, *account, "Somebody", *role, now]).await?;
            }
        }
        let viewer = |at: usize| crate::access::testing::strong(accounts[at]);
        Ok(Place { production, other, office: viewer(1), crew: viewer(2), stranger: viewer(3), pier, elsewhere })
    })
    .await
    .unwrap()
}

impl Place {
    async fn edit<T>(
        &self,
        db: &Db,
        work: impl AsyncFnOnce(&mut Scope<EditScript>) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        db.run(self.office.clone(), self.production, work).await
    }
    async fn start(&self, db: &Db, draft: &Draft) -> ImportId {
        self.edit(db, async |scope: &mut Scope<EditScript>| start_import(scope, "low-water.fdx", draft).await)
            .await
            .unwrap()
    }
    async fn confirm(&self, db: &Db, id: ImportId) -> Result<Imported, AppError> {
        self.edit(db, async |scope: &mut Scope<EditScript>| confirm_import(scope, id).await).await
    }
    async fn import(&self, db: &Db, draft: &Draft) -> Imported {
        self.confirm(db, self.start(db, draft).await).await.unwrap()
    }
    async fn list(&self, db: &Db, filter: &Filter, page: i64) -> SceneList {
        db.run(self.office.clone(), self.production, async |scope: &mut Scope<ViewScript>| {
            store::list(scope, filter, page).await
        })
        .await
        .unwrap()
    }
    async fn all(&self, db: &Db) -> SceneList {
        self.list(db, &Filter::default(), 0).await
    }
    async fn strips(&self, db: &Db) -> Vec<Strip> {
        self.edit(db, async |scope: &mut Scope<EditScript>| {
            let (workspace, production) = (scope.workspace(), scope.production());
            scope.list(&STRIPS, args![workspace, production]).await
        })
        .await
        .unwrap()
    }
    async fn save(&self, db: &Db, scene: SceneId, version: i64, typed: &Typed) -> Result<(), AppError> {
        self.edit(db, async |scope: &mut Scope<EditScript>| store::save(scope, scene, version, typed).await).await
    }
}

fn production_draft() -> Draft {
    read("low-water.fdx", include_bytes!("formats/fixtures/production.fdx")).unwrap()
}
fn fountain(text: &str) -> Draft {
    read("a.fountain", text.as_bytes()).unwrap()
}
fn numbers(list: &SceneList) -> Vec<&str> {
    list.rows.iter().map(|s| s.number.as_str()).collect()
}
fn names(list: &SceneList, at: usize) -> Vec<&str> {
    list.rows[at].cast.iter().map(|m| m.name.as_str()).collect()
}
fn word<'a>(error: &'a AppError, field: &str) -> Option<&'a str> {
    match error {
        AppError::Invalid(all) => all.iter().find(|e| e.field == field).map(|e| e.text.key()),
        _ => None,
    }
}

db_test! {
    async fn an_upload_writes_nothing_until_it_is_confirmed_once(db: Db) {
        let place = place(&db).await;
        let draft = production_draft();
        let id = place.start(&db, &draft).await;
        assert_eq!(place.all(&db).await.totals.scenes, 0);
        let shown = db.run(place.office.clone(), place.production, async |s: &mut Scope<ViewScript>| preview(s, id).await).await.unwrap();
        assert_eq!((shown.scenes.len(), shown.count(Fate::New), shown.eighths, shown.parts), (7, 7, Eighths(39), 2));
        assert_eq!(shown.renumbered.iter().map(|r| (r.from.as_str(), r.to.as_str())).collect::<Vec<_>>(), [("A5", "A5A")]);
        assert_eq!(shown.skipped.len(), draft.skipped.len());
        assert!(!shown.confirmed && shown.file_name == "low-water.fdx");

        let done = place.confirm(&db, id).await.unwrap();
        assert_eq!(done, Imported { added: 7, changed: 0, unchanged: 0, stays: 0, boards: 0 });
        let list = place.all(&db).await;
        assert_eq!(numbers(&list), ["1", "2", "3", "4", "A5", "A5A", "12pt1"]);
        assert_eq!((list.totals.scenes, list.totals.omitted, list.totals.eighths, list.totals.estimated), (7, 1, Eighths(39), 3));
        assert!(list.complete);
        assert_eq!(names(&list, 1), ["MARTA", "JÖRG", "HARBOUR MASTER"], "who speaks most comes first, who is tagged last");
        assert_eq!(list.rows[1].cast_numbers().split(", ").next(), Some("1"));
        assert!(list.rows[3].omitted && list.rows[4].int_ext == IntExt::IntExt && list.rows[2].light == Light::Dawn);
        assert_eq!(list.rows[0].synopsis, "The boat comes in late. Nobody waits.");

        let strips = place.strips(&db).await;
        assert_eq!(strips.len(), 6, "an omitted scene has no strip");
        assert_eq!(strips[0].minutes, 9 * 15);
        assert!(strips.windows(2).all(|w| w[0].rank < w[1].rank));
        assert_eq!(strips[0].scene, list.rows[0].id);

        let again = place.confirm(&db, id).await.unwrap_err();
        assert_eq!(word(&again, ""), Some("script_import_already"));
        assert_eq!(place.all(&db).await.totals.scenes, 7);
        let shown = db.run(place.office.clone(), place.production, async |s: &mut Scope<ViewScript>| preview(s, id).await).await.unwrap();
        assert!(shown.confirmed && shown.count(Fate::Unchanged) == 7);
        let same = place.import(&db, &draft).await;
        assert_eq!(same, Imported { added: 0, changed: 0, unchanged: 7, stays: 0, boards: 0 });
        assert_eq!(place.strips(&db).await.len(), 6);
    }
}

db_test! {
    async fn a_second_script_shows_the_words_that_changed(db: Db) {
        let place = place(&db).await;
        let script = |line: &str| fountain(&format!("INT. KITCHEN - DAY #1#\n\nShe waits.\n\nANNA\n{line}\n\nEXT. YARD - NIGHT #2#\n\nBEN\nHey.\n"));
        place.import(&db, &script("The boat leaves at nine.")).await;
        let before = place.all(&db).await;
        let (id, id_of) = (place.start(&db, &script("The boat leaves at seven.")).await, before.rows[0].id);
        let shown = db.run(place.office.clone(), place.production, async |s: &mut Scope<ViewScript>| preview(s, id).await).await.unwrap();
        assert_eq!(shown.scenes.iter().map(|s| s.fate).collect::<Vec<_>>(), [Fate::Changed, Fate::Unchanged]);
        let [change] = &shown.scenes[0].changes[..] else { panic!("{:?}", shown.scenes[0].changes) };
        let said = |how| change.words.iter().filter(|p| p.how == how).map(|p| p.text.as_str()).collect::<Vec<_>>();
        assert_eq!((change.what, said(How::Gone), said(How::New)), (What::Words, vec!["nine."], vec!["seven."]));
        let done = place.confirm(&db, id).await.unwrap();
        assert_eq!((done.changed, done.unchanged), (1, 1));
        let after = place.all(&db).await;
        assert_eq!((after.rows[0].id, after.rows[0].version), (id_of, before.rows[0].version), "only its words are new");
        let id = place.start(&db, &script("The boat leaves at seven.")).await;
        assert_eq!(place.confirm(&db, id).await.unwrap().unchanged, 2);
    }
}

db_test! {
    async fn a_second_script_changes_adds_and_never_deletes(db: Db) {
        let place = place(&db).await;
        place.import(&db, &fountain("INT. KITCHEN - DAY #1#\n\nANNA\nHello.\n\nEXT. YARD - NIGHT #2#\n\nBEN\nHey.\n\nINT. ATTIC - DAY #3#\n\nANNA\nOh.\n")).await;
        let before = place.all(&db).await;
        // Measured by hand, with a synopsis: an estimate and an empty synopsis of the file do not take that away.
        let kitchen = &before.rows[0];
        let typed = Typed {
            number: "1".into(), set_name: "KITCHEN".into(), day_night: "DAY".into(), eighths: Eighths(11), cast: vec!["1".into()],
            synopsis: "She waits.".into(), closed: true, location: Some(place.pier), ..Typed::default()
        };
        place.save(&db, kitchen.id, kitchen.version, &typed).await.unwrap();
        let second = fountain("INT. KITCHEN - DAY #1#\n\nANNA\nHello.\n\nINT. HALL - DAY #1A#\n\nCARA\nWho is there?\n\nEXT. GARDEN - NIGHT #2#\n\nANNA\nHey.\n\nCARA\nHey.\n");
        let id = place.start(&db, &second).await;
        let shown = db.run(place.office.clone(), place.production, async |s: &mut Scope<ViewScript>| preview(s, id).await).await.unwrap();
        let fates: Vec<_> = shown.scenes.iter().map(|s| (s.number.as_str(), s.fate)).collect();
        assert_eq!(fates, [("1", Fate::Unchanged), ("1A", Fate::New), ("2", Fate::Changed)]);
        let what: Vec<_> = shown.scenes[2].changes.iter().map(|c| c.what).collect();
        assert!(what.contains(&What::Set) && what.contains(&What::Cast), "{what:?}");
        assert_eq!(shown.stays.iter().map(|s| s.number.as_str()).collect::<Vec<_>>(), ["3"]);

        let done = place.confirm(&db, id).await.unwrap();
        assert_eq!(done, Imported { added: 1, changed: 1, unchanged: 1, stays: 1, boards: 0 });
        let after = place.all(&db).await;
        assert_eq!(numbers(&after), ["1", "1A", "2", "3"]);
        assert_eq!((after.rows[0].eighths, after.rows[0].synopsis.as_str(), after.rows[0].closed), (Eighths(11), "She waits.", true));
        assert_eq!(after.rows[0].location_name, "Pier");
        assert_eq!(after.rows[2].set_name, "GARDEN");
        assert_eq!(names(&after, 2), ["ANNA", "CARA"]);
        assert_eq!(after.rows[2].id, before.rows[1].id);
        let all: Vec<_> = after.members.iter().map(|m| (m.number, m.name.as_str())).collect();
        assert_eq!(all, [(Some(1), "ANNA"), (Some(2), "BEN"), (Some(3), "CARA")], "cast numbers are never given anew");
        assert_eq!(place.strips(&db).await.len(), 4);

        // Omitted in the third file, then back: what is known of the scene stays, only its strip goes and comes.
        place.import(&db, &fountain("INT. KITCHEN - DAY #1#\n\n.OMITTED #2#\n\nINT. HALL - DAY #1A#\n\nCARA\nWho is there?\n")).await;
        let out = place.all(&db).await;
        let garden = out.rows.iter().find(|s| s.number == "2").unwrap();
        assert_eq!((garden.omitted, garden.set_name.as_str(), garden.cast.len()), (true, "GARDEN", 2));
        assert!(place.strips(&db).await.iter().all(|s| s.scene != garden.id));
        place.import(&db, &second).await;
        let back = place.all(&db).await;
        let garden = back.rows.iter().find(|s| s.number == "2").unwrap();
        assert!(!garden.omitted && garden.set_name == "GARDEN");
        assert!(place.strips(&db).await.iter().any(|s| s.scene == garden.id));
        assert_eq!(place.strips(&db).await.len(), 4);
    }
}

db_test! {
    async fn a_scene_is_edited_by_one_at_a_time(db: Db) {
        let place = place(&db).await;
        place.import(&db, &production_draft()).await;
        let list = place.all(&db).await;
        let pier = &list.rows[1];
        let typed = Typed {
            number: "2A".into(), int_ext: IntExt::Ext, set_name: "PIER, LATE".into(), day_night: "DUSK".into(), light: Light::Dusk,
            eighths: Eighths(4), cast: vec!["1".into(), "Old Tom".into(), "old  tom".into()], synopsis: "Fog.".into(),
            location: Some(place.pier), closed: false,
        };
        place.save(&db, pier.id, pier.version, &typed).await.unwrap();
        let after = place.all(&db).await;
        let now = &after.rows[1];
        assert_eq!((now.number.as_str(), now.light, now.eighths, now.estimated), ("2A", Light::Dusk, Eighths(4), false));
        assert_eq!(names(&after, 1), ["MARTA", "OLD TOM"]);
        assert_eq!(now.cast_numbers(), "1, 5");
        assert_eq!(place.strips(&db).await.iter().find(|s| s.scene == pier.id).unwrap().minutes, 60);

        assert_eq!(place.save(&db, pier.id, pier.version, &typed).await.unwrap_err(), AppError::Conflict);
        assert_eq!(place.all(&db).await.members.len(), after.members.len(), "a refused save leaves no new part behind");
        let wrong = |change: fn(&mut Typed)| { let mut typed = typed.clone(); change(&mut typed); typed };
        let taken = place.save(&db, pier.id, now.version, &wrong(|t| t.number = "1".into())).await.unwrap_err();
        assert_eq!(word(&taken, "number"), Some("script_number_taken"));
        let nobody = place.save(&db, pier.id, now.version, &wrong(|t| t.cast = vec!["99".into()])).await.unwrap_err();
        assert_eq!(word(&nobody, "cast"), Some("script_cast_unknown"));
        let foreign = Typed { location: Some(place.elsewhere), ..typed.clone() };
        assert_eq!(word(&place.save(&db, pier.id, now.version, &foreign).await.unwrap_err(), "location"), Some("error_choice"));
    }
}

db_test! {
    async fn scenes_by_hand_take_their_place_and_omitted_ones_leave_the_board(db: Db) {
        let place = place(&db).await;
        let add = async |number: &str| {
            let typed = Typed { number: number.into(), set_name: "ROOM".into(), eighths: Eighths(2), ..Typed::default() };
            place.edit(&db, async |scope: &mut Scope<EditScript>| store::add(scope, &typed).await).await
        };
        for number in ["10", "2", "2A", "12"] {
            add(number).await.unwrap();
        }
        let list = place.all(&db).await;
        assert_eq!(numbers(&list), ["2", "2A", "10", "12"]);
        assert_eq!(word(&add("2A").await.unwrap_err(), "number"), Some("script_number_taken"));
        assert_eq!(place.strips(&db).await.len(), 4);
        let scene = &list.rows[1];
        let omit = async |version: i64, omitted: bool| {
            place.edit(&db, async |scope: &mut Scope<EditScript>| store::set_omitted(scope, scene.id, version, omitted).await).await
        };
        omit(scene.version, true).await.unwrap();
        let list = place.all(&db).await;
        assert_eq!((list.totals.scenes, list.totals.omitted, list.totals.eighths), (4, 1, Eighths(6)));
        assert_eq!(place.strips(&db).await.len(), 3);
        assert_eq!(omit(scene.version, false).await.unwrap_err(), AppError::Conflict);
        omit(scene.version + 1, false).await.unwrap();
        assert_eq!(place.strips(&db).await.last().unwrap().scene, scene.id, "it comes back at the end of the boneyard");
    }
}

db_test! {
    async fn only_those_who_may_see_and_change_it(db: Db) {
        let place = place(&db).await;
        let draft = production_draft();
        place.import(&db, &draft).await;
        let scene = place.all(&db).await.rows.remove(0);
        let id = place.start(&db, &draft).await;
        for (who, answer) in [(&place.crew, AppError::Forbidden), (&place.stranger, AppError::NotFound), (&Viewer::anonymous(), AppError::SignedOut)] {
            let read = db.run(who.clone(), place.production, async |s: &mut Scope<ViewScript>| store::list(s, &Filter::default(), 1).await).await;
            assert_eq!(read.unwrap_err(), answer);
            let shown = db.run(who.clone(), place.production, async |s: &mut Scope<ViewScript>| preview(s, id).await).await;
            assert_eq!(shown.unwrap_err(), answer);
            let start = db.run(who.clone(), place.production, async |s: &mut Scope<EditScript>| start_import(s, "x", &draft).await).await;
            assert_eq!(start.unwrap_err(), answer);
            let confirm = db.run(who.clone(), place.production, async |s: &mut Scope<EditScript>| confirm_import(s, id).await).await;
            assert_eq!(confirm.unwrap_err(), answer);
        }
        // With the right on another production of the same company: its scenes and uploads are not this one's.
        let typed = Typed { number: "1".into(), set_name: "X".into(), ..Typed::default() };
        let save = db.run(place.stranger.clone(), place.other, async |s: &mut Scope<EditScript>| store::save(s, scene.id, 1, &typed).await).await;
        assert_eq!(save.unwrap_err(), AppError::NotFound);
        let omit = db.run(place.stranger.clone(), place.other, async |s: &mut Scope<EditScript>| store::set_omitted(s, scene.id, 1, true).await).await;
        assert_eq!(omit.unwrap_err(), AppError::NotFound);
        let confirm = db.run(place.stranger.clone(), place.other, async |s: &mut Scope<EditScript>| confirm_import(s, id).await).await;
        assert_eq!(confirm.unwrap_err(), AppError::NotFound);
        let theirs = db.run(place.stranger.clone(), place.other, async |s: &mut Scope<ViewScript>| store::list(s, &Filter::default(), 0).await).await;
        assert_eq!(theirs.unwrap().rows.len(), 0);
    }
}

db_test! {
    async fn the_list_is_paged_and_filtered(db: Db) {
        let place = place(&db).await;
        let text: String = (1..=130).map(|n| {
            let (side, time) = if n % 2 == 0 { ("INT.", "DAY") } else { ("EXT.", "NIGHT") };
            let set = if n == 120 { "KÜCHE" } else { "STREET" };
            format!("{side} {set} - {time} #{n}#\n\n{}\nWords.\n\n", if n == 7 { "ÉLODIE" } else { "ANNA" })
        }).collect();
        // As system work, the way of the demo and the command line.
        let draft = fountain(&text);
        let workspace = place.edit(&db, async |s: &mut Scope<EditScript>| Ok(s.workspace())).await.unwrap();
        db.run(Worker::new().viewer(), crate::access::Instance, async |s: &mut Scope<Work>| {
            s.enter(workspace, place.production).await?;
            import_draft(s, &draft).await
        }).await.unwrap();
        let first = place.list(&db, &Filter::default(), 1).await;
        assert_eq!((first.rows.len(), first.matching, first.complete), (100, 130, false));
        let second = place.list(&db, &Filter::default(), 2).await;
        assert_eq!((second.rows.len(), second.rows[0].number.as_str()), (30, "101"));
        assert_eq!(second.rows[0].cast.len(), 1);
        let found = async |text: &str, int_ext: &str, light: &str| place.list(&db, &Filter::of(text, int_ext, light), 1).await.matching;
        assert_eq!(found("küche", "", "").await, 1);
        assert_eq!(found("élodie street", "", "").await, 1);
        assert_eq!(found("élodie küche", "", "").await, 0);
        assert_eq!(found("", "int", "").await, 65);
        assert_eq!(found("", "int", "night").await, 0);
        assert_eq!(found("", "nonsense", "").await, 130);
        assert_eq!(place.list(&db, &Filter::of("", "ext", ""), 1).await.rows.len(), 65);
    }
}

#[test]
fn numbers_are_unique() {
    let of = |text: &str| {
        plan::plan(&fountain(text), &[], &plan::Texts::new())
            .scenes
            .into_iter()
            .map(|s| s.wanted.number)
            .collect::<Vec<_>>()
    };
    let scene = |number: &str| format!("INT. ROOM - DAY {number}\n\nWords.\n\n");
    let all = |numbers: &[&str]| {
        numbers.iter().map(|n| if n.is_empty() { scene("") } else { scene(&format!("#{n}#")) }).collect::<String>()
    };
    assert_eq!(of(&all(&["", "", ""])), ["1", "2", "3"]);
    assert_eq!(of(&all(&["5", "", "6", ""])), ["5", "5A", "6", "6A"]);
    assert_eq!(of(&all(&["", "1"])), ["0A", "1"]);
    assert_eq!(of(&all(&["7", "7", "7A", "7"])), ["7", "7B", "7A", "7C"]);
}

#[test]
fn the_report_for_scripts_of_the_shell_is_exact() {
    let draft = production_draft();
    let report = dry_run_json(&draft);
    assert_eq!(report["format"], "fdx");
    assert_eq!(
        (&report["scenes"], &report["cast"], &report["eighths"], &report["estimated"]),
        (&7.into(), &2.into(), &39.into(), &true.into())
    );
    let skipped = report["skipped"].as_array().unwrap();
    assert_eq!(skipped.len(), draft.skipped.len());
    for (item, skip) in skipped.iter().zip(&draft.skipped) {
        assert_eq!(item["line"], skip.line);
        assert_eq!(item["reason"], skip.reason.to_string());
    }
    let keys: Vec<_> = report.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys.len(), 6, "{keys:?}");
    let words = cli_summary(&draft);
    assert!(words.contains("7 scenes, 4 7/8 pages, 2 speaking parts; "), "{words}");
}

#[test]
fn every_reason_has_words() {
    let (count, name) = (2, "x".to_owned());
    let skips = [
        SkipReason::BeforeFirstScene { count },
        SkipReason::UnderOmitted { count },
        SkipReason::EmptyHeading,
        SkipReason::NoIntExt,
        SkipReason::DuplicateNumber { number: name.clone() },
        SkipReason::BadLength,
        SkipReason::UnknownType { name: name.clone(), count },
        SkipReason::UnknownElement { name: name.clone(), count },
        SkipReason::HeadingByText,
        SkipReason::HeadingNoBlank,
        SkipReason::NotAName,
        SkipReason::UnknownEntity { name: name.clone(), count },
        SkipReason::Shortened,
        SkipReason::Template,
        SkipReason::UnclosedBoneyard,
        SkipReason::UnclosedNote,
        SkipReason::More { count },
    ];
    for skip in skips {
        for start in ["script_skip_", "script_todo_"] {
            assert!(Text::by_key(&format!("{start}{}", skip.key())).is_some(), "{start}{}", skip.key());
        }
    }
    let line = 3;
    let refusals = [
        Refusal::BinaryFdr,
        Refusal::Zip,
        Refusal::Pdf,
        Refusal::Html,
        Refusal::WordProcessor,
        Refusal::OtherXml { root: name },
        Refusal::Dtd,
        Refusal::TooLarge { mib: 21, most: 20 },
        Refusal::NotUtf8 { line },
        Refusal::NulByte { line },
        Refusal::TruncatedXml { line },
        Refusal::BrokenXml { line },
        Refusal::TooDeep { line },
        Refusal::TooMuchXml,
        Refusal::Empty,
        Refusal::NoScenes,
        Refusal::TooManyScenes,
        Refusal::UnknownFormat,
    ];
    for refusal in refusals {
        let AppError::Invalid(all) = refused(&refusal) else { panic!("{refusal}") };
        assert_eq!(
            (all[0].field.as_str(), all[0].text.key()),
            ("file", format!("script_refusal_{}", refusal.key()).as_str())
        );
        for lang in Lang::ALL {
            let words = all[0].say(lang);
            assert!(
                !words.contains('{') && refusal.with().iter().all(|(_, value)| words.contains(value.as_str())),
                "{words}"
            );
        }
    }
    assert_eq!(k::SCRIPT_SUM.key(), "script_sum");
    assert_eq!(STATEMENTS.len(), 3);
}

#[test]
fn only_rows_near_what_is_seen_are_kept() {
    assert_eq!(near(0, 600, 33, 400), (0, 40));
    assert_eq!(near(6600, 7200, 33, 400), (180, 240));
    assert_eq!(near(400 * 33 - 600, 400 * 33, 33, 400), (360, 400));
    assert_eq!(near(100_000, 100_600, 33, 400), (380, 400));
    assert_eq!(near(-500, 100, 33, 400).0, 0);
    for top in (0..13_200).step_by(7) {
        let (from, to) = near(top, top + 900, 33, 400);
        assert!(i64::try_from(from).unwrap() * 33 <= top);
        assert!(i64::try_from(to).unwrap() * 33 >= (top + 900).min(400 * 33));
    }
}

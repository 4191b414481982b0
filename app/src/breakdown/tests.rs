//! The breakdown: links to a fixpoint, words found again, and on both engines what imports, editors and strangers do.
use super::{
    model::*,
    store::{self, Asked, Typed, elements, elements::TypedElement, words},
};
use crate::{
    access::{testing::*, *},
    db_test,
    error::AppError,
    script::{formats, import_draft},
    text::Lang,
    values::*,
};
use proptest::prelude::*;
use std::collections::HashSet;
use uuid::Uuid;

fn id(n: u8) -> Uuid {
    Uuid::from_u128(u128::from(n) + 1)
}

fn pairs(links: &[(u8, u8)]) -> Vec<(Uuid, Uuid)> {
    links.iter().map(|(a, b)| (id(*a), id(*b))).collect()
}

proptest! {
    /// What is brought is closed under the links, holds nothing else, nothing twice, and not where it began.
    #[test]
    fn links_end_in_a_fixpoint(links in prop::collection::vec((0_u8..12, 0_u8..12), 0..40), start in prop::collection::vec(0_u8..12, 0..4)) {
        let (links, start) = (pairs(&links), start.into_iter().map(id).collect::<Vec<_>>());
        let found = brought(&start, &links);
        let set: HashSet<Uuid> = found.iter().copied().collect();
        prop_assert_eq!(set.len(), found.len());
        prop_assert!(start.iter().all(|s| !set.contains(s)));
        let all: HashSet<Uuid> = set.iter().chain(&start).copied().collect();
        prop_assert!(links.iter().all(|(a, b)| !all.contains(a) || all.contains(b)), "closed");
        // The same by as many rounds as there are things.
        let mut slow: HashSet<Uuid> = start.iter().copied().collect();
        for _ in 0..12 {
            let next: Vec<Uuid> = links.iter().filter(|(a, _)| slow.contains(a)).map(|(_, b)| *b).collect();
            slow.extend(next);
        }
        prop_assert_eq!(all, slow);
    }

    /// Links that were let in one by one never close a circle, and merging keeps it so.
    #[test]
    fn circles_never_close(links in prop::collection::vec((0_u8..8, 0_u8..8), 0..30), gone in 0_u8..8, into in 0_u8..8) {
        let mut kept: Vec<(Uuid, Uuid)> = vec![];
        for (a, b) in pairs(&links) {
            if !circle(a, b, &kept) {
                kept.push((a, b));
            }
        }
        let free = |links: &[(Uuid, Uuid)]| (0..8).all(|n| links.iter().filter(|(a, _)| *a == id(n)).all(|(_, b)| *b != id(n) && !brought(&[*b], links).contains(&id(n))));
        prop_assert!(free(&kept));
        if gone != into {
            let after = merged(id(gone), id(into), &kept);
            prop_assert!(free(&after));
            prop_assert!(after.iter().all(|(a, b)| *a != id(gone) && *b != id(gone)));
        }
    }

    /// Pieces give the paragraph again, letter by letter, whatever is marked.
    #[test]
    fn pieces_are_the_whole(text in "[a-c ß☂\n]{0,40}", marks in prop::collection::vec((0_i64..45, 0_i64..45), 0..5)) {
        let found = pieces(&text, &marks);
        prop_assert_eq!(found.iter().map(|p| p.text.as_str()).collect::<String>(), text.clone());
        prop_assert!(found.windows(2).all(|w| w[0].stops == w[1].starts));
        for piece in found.iter().filter(|p| p.word) {
            if let Some((starts, stops)) = trim(&text, piece.starts, piece.stops) {
                prop_assert!(piece.starts <= starts && starts < stops && stops <= piece.stops);
            }
        }
    }
}

fn lines(all: &[&str]) -> Vec<Paragraph> {
    all.iter().map(|text| Paragraph { kind: Kind::Action, text: (*text).to_owned() }).collect()
}

#[test]
fn words_are_found_again_near_where_they_stood() {
    let now = lines(&["The KNIFE lies there.", "Knives everywhere. A knife.", "She takes the old\nknife"]);
    let tagged = [
        ("knife", Some(2)),
        ("knife", Some(0)),
        ("old knife", Some(0)),
        ("knife", Some(9)),
        ("knife", None),
        ("gun", Some(0)),
    ];
    let tagged: Vec<_> = tagged.map(|(words, at)| (words.to_owned(), at)).to_vec();
    let found: Vec<_> = find(&tagged, &now).into_iter().map(|s| s.map(|s| (s.paragraph, s.starts))).collect();
    // Whole words only, each place once; three knives are there, and the fourth tag has lost its words.
    assert_eq!(found, [Some((2, 18)), Some((0, 4)), Some((2, 14)), Some((1, 21)), None, None]);
    assert_eq!(words("a  knife ", 1, 9).as_deref(), Some("knife"));
    for (starts, stops) in [(-1, 2), (3, 3), (0, 99), (5, 2)] {
        assert_eq!(words("a knife", starts, stops), None, "{starts} {stops}");
    }
    assert_eq!(trim("(knife),", 0, 8), Some((1, 6)));
    assert_eq!(trim(" -- ", 0, 4), None);
}

#[test]
fn categories_are_known_by_their_names() {
    for (name, code) in [
        ("Props", Some(104)),
        ("  cast  MEMBERS", Some(100)),
        ("Requisiten", Some(104)),
        ("Script Day", None),
        ("", None),
        ("Drones", Some(OWN)),
    ] {
        assert_eq!(by_name(name), code, "{name}");
    }
    let codes: HashSet<i64> = STANDARD.iter().map(|(code, ..)| *code).collect();
    assert_eq!(codes.len(), STANDARD.len());
    for lang in Lang::ALL {
        let names: HashSet<String> = STANDARD.iter().map(|(_, text, _)| text.say(lang).to_lowercase()).collect();
        assert_eq!(names.len(), STANDARD.len(), "{lang:?}: two categories of one name");
    }
    assert_eq!(abbreviation("Props"), "PRO");
}

const FIRST: &str = "INT. KITCHEN - DAY #1#\n\nTOM takes the knife from the table. A dog barks.\n\nTOM\nWhose knife is this?\n\nEXT. YARD - NIGHT #2#\n\nThe dog sleeps.\n";
const SECOND: &str = "INT. KITCHEN - DAY #1#\n\nRain.\n\nTOM takes the Knife from the table. A cat.\n\nTOM\nWhose is this?\n\nEXT. YARD - NIGHT #2#\n\nThe dog sleeps.\n";

async fn import(db: &Db, house: &House, name: &str, text: &str) {
    let draft = formats::read(name, text.as_bytes()).unwrap();
    db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| {
        s.enter(house.workspace, house.production).await?;
        import_draft(s, &draft).await.map(drop)
    })
    .await
    .unwrap();
}

/// Somebody at a breakdown.
struct Hand<'a> {
    db: &'a Db,
    production: ProductionId,
    viewer: Viewer,
}
impl Hand<'_> {
    async fn scenes(&self) -> Vec<OverviewRow> {
        self.overview(Asked::default()).await.rows
    }
    async fn overview(&self, asked: Asked) -> Overview {
        self.db
            .run(self.viewer.clone(), self.production, async |s: &mut Scope<ViewScript>| {
                store::overview(s, &asked, 1).await
            })
            .await
            .unwrap()
    }
    async fn sheet(&self, scene: SceneId) -> Result<Sheet, AppError> {
        self.db
            .run(self.viewer.clone(), self.production, async |s: &mut Scope<ViewScript>| store::sheet(s, scene).await)
            .await
    }
    async fn names(&self, scene: SceneId) -> Vec<String> {
        self.sheet(scene).await.unwrap().elements.into_iter().map(|e| e.name).collect()
    }
    async fn text(&self, scene: SceneId) -> Result<SceneText, AppError> {
        self.db
            .run(self.viewer.clone(), self.production, async |s: &mut Scope<ReadScript>| words::text(s, scene).await)
            .await
    }
    async fn add(&self, scene: SceneId, category: i64, name: &str) -> Result<Thing, AppError> {
        self.db
            .run(self.viewer.clone(), self.production, async |s: &mut Scope<EditScript>| {
                store::add(s, scene, category, name, None, "").await
            })
            .await
    }
    async fn tag(&self, scene: SceneId, at: (i64, i64, i64), category: i64, name: &str) -> Result<(), AppError> {
        let at = Span { paragraph: at.0, starts: at.1, stops: at.2 };
        self.db
            .run(self.viewer.clone(), self.production, async |s: &mut Scope<EditScript>| {
                words::tag(s, scene, at, category, name).await
            })
            .await
    }
    async fn save(&self, scene: SceneId, typed: Typed) -> Result<(), AppError> {
        self.db
            .run(self.viewer.clone(), self.production, async |s: &mut Scope<EditScript>| {
                store::save(s, scene, &typed).await
            })
            .await
    }
    async fn link(&self, element: ElementId, by: &str) -> Result<(), AppError> {
        self.db
            .run(self.viewer.clone(), self.production, async |s: &mut Scope<EditScript>| {
                elements::link(s, element, by).await
            })
            .await
    }
    async fn elements(&self) -> Elements {
        self.db
            .run(self.viewer.clone(), self.production, async |s: &mut Scope<ViewScript>| {
                elements::list(s, "", None, 1, None).await
            })
            .await
            .unwrap()
    }
}

fn element(thing: Thing) -> ElementId {
    match thing {
        Thing::Element(id) => id,
        Thing::Part(_) => panic!("a part"),
    }
}
fn field<T: std::fmt::Debug>(answer: Result<T, AppError>) -> String {
    match answer {
        Err(AppError::Invalid(fields)) => format!("{}:{}", fields[0].field, fields[0].text.key()),
        other => panic!("{other:?}"),
    }
}

db_test! { async fn a_revision_keeps_what_was_broken_down(db: Db) {
    let house = house(&db).await;
    import(&db, &house, "a.fountain", FIRST).await;
    let hand = Hand { db: &db, production: house.production, viewer: house.member(&db, Role::FirstAd).await };
    let scenes = hand.scenes().await;
    let (kitchen, yard) = (scenes[0].scene.id, scenes[1].scene.id);
    let text = hand.text(kitchen).await.unwrap();
    let kinds: Vec<_> = text.paragraphs.iter().map(|p| p.kind).collect();
    assert_eq!(kinds, [Kind::Action, Kind::Cue, Kind::Dialogue]);
    hand.tag(kitchen, (0, 14, 19), 104, "Kitchen knife").await.unwrap();
    hand.tag(kitchen, (2, 6, 11), 104, "kitchen  KNIFE").await.unwrap();
    hand.tag(kitchen, (0, 38, 41), 108, "Dog <b>").await.unwrap();
    hand.tag(kitchen, (0, 0, 3), CAST, "Tom").await.unwrap();
    for at in [(9, 0, 3), (0, 5, 5), (0, 0, 999), (-1, 0, 2)] {
        assert_eq!(field(hand.tag(kitchen, at, 104, "x").await), ":breakdown_stale");
    }
    assert_eq!(field(hand.tag(kitchen, (0, 0, 3), 777, "x").await), "category:error_choice");
    assert_eq!(hand.names(kitchen).await, ["Kitchen knife", "Dog <b>"]);
    let typed = Typed { fields: Fields { script_day: "N2".into(), notes: "wet".into(), flags: Flags { animal: true, ..Flags::default() }, ..Fields::default() }, minutes: Some(47), closed: true };
    hand.save(kitchen, typed.clone()).await.unwrap();
    assert_eq!(hand.save(kitchen, typed).await, Err(AppError::Conflict), "it has been saved meanwhile");
    import(&db, &house, "b.fountain", SECOND).await;
    let sheet = hand.sheet(kitchen).await.unwrap();
    assert_eq!((sheet.fields.script_day.as_str(), sheet.fields.notes.as_str(), sheet.scene.closed), ("N2", "wet", true));
    assert_eq!((sheet.minutes, sheet.fields.version, sheet.fields.flags.names()), (Some(47), 1, vec!["animal"]));
    assert_eq!(hand.names(kitchen).await, ["Kitchen knife", "Dog <b>"]);
    let text = hand.text(kitchen).await.unwrap();
    assert_eq!(text.paragraphs[0].text, "Rain.");
    let mut tags: Vec<_> = text.tags.iter().map(|t| (t.name.as_str(), t.at.map(|s| (s.paragraph, s.starts)))).collect();
    tags.sort();
    // One knife moved, the other and the dog are lost and listed.
    assert_eq!(tags, [("Dog <b>", None), ("Kitchen knife", None), ("Kitchen knife", Some((1, 14))), ("TOM", Some((1, 0)))]);
    assert_eq!(hand.scenes().await[0].lost, 2);
    // The dog comes back, and so does the tag.
    import(&db, &house, "a.fountain", FIRST).await;
    assert_eq!(hand.scenes().await[0].lost, 0);
    assert!(hand.names(yard).await.is_empty());
    let asked = |text: &str, state, category| Asked { text: text.into(), state, category };
    for (asked, wanted) in [(asked("knife", None, None), 1), (asked("", Some(State::Open), None), 1), (asked("", Some(State::Begun), Some(108)), 1), (asked("", None, Some(CAST)), 1), (asked("zebra", None, None), 0)] {
        assert_eq!(hand.overview(asked.clone()).await.matching, wanted, "{asked:?}");
    }
} }

const TAGGED: &str = r#"<?xml version="1.0" encoding="UTF-8"?><FinalDraft DocumentType="Script" Template="No" Version="5"><Content>
<Paragraph Number="1" Type="Scene Heading"><Text>INT. </Text><Text TagNumber="4">HALL</Text><Text> - DAY</Text></Paragraph>
<Paragraph Type="Action"><Text>He lifts the </Text><Text TagNumber="1">silver </Text><Text TagNumber="1" Style="Bold">tray</Text><Text>, and </Text><Text TagNumber="2">Ada</Text><Text> the </Text><Text TagNumber="3">drone</Text><Text>.</Text></Paragraph>
</Content><TagData><TagCategories><TagCategory Id="p" Name="Props"/><TagCategory Id="c" Name="Cast Members"/><TagCategory Id="d" Name="Drones"/><TagCategory Id="l" Name="Location"/></TagCategories>
<TagDefinitions><TagDefinition Id="t1" CatId="p" Label="Silver tray"/><TagDefinition Id="t2" CatId="c" Label="ADA"/><TagDefinition Id="t3" CatId="d" Label="Drone &lt;i&gt;"/><TagDefinition Id="t4" CatId="l" Label="Hall"/></TagDefinitions>
<Tags><Tag Number="1"><DefId>t1</DefId></Tag><Tag Number="2"><DefId>t2</DefId></Tag><Tag Number="3"><DefId>t3</DefId></Tag><Tag Number="4"><DefId>t4</DefId></Tag></Tags></TagData></FinalDraft>"#;

db_test! { async fn tags_of_a_file_become_elements_where_they_stand(db: Db) {
    let house = house(&db).await;
    let hand = Hand { db: &db, production: house.production, viewer: house.member(&db, Role::ScriptSupervisor).await };
    // Twice: nothing comes twice.
    for _ in 0..2 {
        import(&db, &house, "a.fdx", TAGGED).await;
        let scene = hand.scenes().await[0].scene.id;
        let sheet = hand.sheet(scene).await.unwrap();
        let found: Vec<_> = sheet.elements.iter().map(|e| (e.category, e.name.as_str())).collect();
        assert_eq!(found, [(104, "Silver tray"), (500, "Drone <i>")]);
        assert_eq!(sheet.scene.cast_names(), "ADA");
        assert_eq!(sheet.categories.iter().find(|c| c.code == 500).map(|c| c.name.as_str()), Some("Drones"));
        let tags: Vec<_> = hand.text(scene).await.unwrap().tags.into_iter().map(|t| (t.words, t.category, t.at.map(|s| s.starts))).collect();
        assert_eq!(tags, [("silver tray".into(), 104, Some(13)), ("Ada".into(), CAST, Some(30)), ("drone".into(), 500, Some(38))]);
    }
} }

db_test! { async fn what_is_linked_comes_along(db: Db) {
    let house = house(&db).await;
    import(&db, &house, "a.fountain", FIRST).await;
    let hand = Hand { db: &db, production: house.production, viewer: house.member(&db, Role::SecondAd).await };
    let scenes = hand.scenes().await;
    let (kitchen, yard) = (scenes[0].scene.id, scenes[1].scene.id);
    let pipe = element(hand.add(yard, 104, "Pipe").await.unwrap());
    let matches = element(hand.add(yard, 104, "Matches").await.unwrap());
    // Tom is in the kitchen already: what is linked to him comes there now, and what that brings.
    hand.link(matches, "pipe").await.unwrap();
    hand.link(pipe, "1").await.unwrap();
    assert_eq!(hand.names(kitchen).await, ["Matches", "Pipe"]);
    assert_eq!(field(hand.link(pipe, "Matches").await), "brought_by:breakdown_circle");
    assert_eq!(field(hand.link(pipe, "Pipe").await), "brought_by:breakdown_circle");
    assert_eq!(field(hand.link(pipe, "Ghost").await), "brought_by:breakdown_unknown");
    // Taken out by hand it stays out, until somebody brings it anew.
    db.run(hand.viewer.clone(), house.production, async |s: &mut Scope<EditScript>| store::take_out(s, kitchen, matches.0).await).await.unwrap();
    import(&db, &house, "a.fountain", FIRST).await;
    assert_eq!(hand.names(kitchen).await, ["Pipe"]);
    for name in ["Pipe", "Matches"] {
        let gone = element(hand.add(yard, 104, name).await.unwrap());
        db.run(hand.viewer.clone(), house.production, async |s: &mut Scope<EditScript>| store::take_out(s, yard, gone.0).await).await.unwrap();
    }
    hand.add(yard, CAST, "Tom").await.unwrap();
    assert_eq!(hand.names(yard).await, ["Matches", "Pipe"]);
    // Two names for one thing become one, with scenes and links.
    let old = element(hand.add(kitchen, 104, "Old pipe").await.unwrap());
    let merge = async |from: ElementId, version: i64, into: &str| db.run(hand.viewer.clone(), house.production, async |s: &mut Scope<EditScript>| elements::merge(s, from, version, into).await).await;
    assert_eq!(field(merge(pipe, 1, "Pipe").await), "into:breakdown_itself");
    assert_eq!(field(merge(pipe, 1, "Tom").await), "into:breakdown_not_a_part");
    assert_eq!(merge(pipe, 7, "Old pipe").await, Err(AppError::Conflict));
    assert_eq!(merge(pipe, 1, "old PIPE").await, Ok(old));
    assert_eq!(hand.names(yard).await, ["Matches", "Old pipe"]);
    assert_eq!(field(hand.link(old, "Matches").await), "brought_by:breakdown_circle");
    // A name is there once in its category.
    let rename = async |name: &str, version: i64| db.run(hand.viewer.clone(), house.production, async |s: &mut Scope<EditScript>| elements::save(s, old, version, &TypedElement { category: 104, name: name.into(), hold: true, ..TypedElement::default() }).await).await;
    assert_eq!(field(rename("MATCHES", 1).await), "name:breakdown_name_taken");
    rename("Clay pipe", 1).await.unwrap();
    assert_eq!(rename("Clay pipes", 1).await, Err(AppError::Conflict));
    let remove = async |version: i64| db.run(hand.viewer.clone(), house.production, async |s: &mut Scope<EditScript>| elements::remove(s, old, version).await).await;
    assert_eq!(remove(1).await, Err(AppError::Conflict));
    remove(2).await.unwrap();
    assert_eq!(hand.elements().await.rows.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["Matches"]);
} }

db_test! { async fn the_right_eyes_only(db: Db) {
    let (house, elsewhere) = (house(&db).await, self::house(&db).await);
    import(&db, &house, "a.fountain", FIRST).await;
    let hand = async |role: Role| Hand { db: &db, production: house.production, viewer: house.member(&db, role).await };
    let first = hand(Role::FirstAd).await;
    let scene = first.scenes().await[0].scene.id;
    let knife = element(first.add(scene, 104, "Knife").await.unwrap());
    // Who reads the script reads the breakdown and changes nothing; everybody else sees neither.
    let head = hand(Role::DepartmentHead).await;
    assert!(head.sheet(scene).await.unwrap().known.is_empty() && head.text(scene).await.is_ok());
    assert_eq!(head.add(scene, 104, "Gun").await, Err(AppError::Forbidden));
    for role in [Role::Crew, Role::Cast, Role::Agent, Role::Client, Role::Guardian, Role::Accountant, Role::Driver] {
        let other = hand(role).await;
        assert_eq!(other.sheet(scene).await, Err(AppError::Forbidden), "{role:?}");
        assert_eq!(other.text(scene).await, Err(AppError::Forbidden), "{role:?}");
        assert_eq!(other.tag(scene, (0, 0, 3), 104, "x").await, Err(AppError::Forbidden), "{role:?}");
    }
    // Another production's scenes and elements do not exist, whichever door they are looked for at.
    let stranger = Hand { db: &db, production: elsewhere.production, viewer: elsewhere.member(&db, Role::Producer).await };
    assert_eq!(stranger.sheet(scene).await, Err(AppError::NotFound));
    assert_eq!(stranger.text(scene).await, Err(AppError::NotFound));
    assert_eq!(stranger.add(scene, 104, "x").await, Err(AppError::NotFound));
    assert_eq!(stranger.link(knife, "x").await, Err(AppError::NotFound));
    assert_eq!(stranger.save(scene, Typed::default()).await, Err(AppError::NotFound));
    assert_eq!(stranger.elements().await.all, 0);
    let unit = Typed { fields: Fields { unit: Some(elsewhere.unit), ..Fields::default() }, ..Typed::default() };
    assert_eq!(field(first.save(scene, unit).await), "unit:error_choice");
} }

db_test! { async fn ten_thousand_elements(db: Db) {
    let house = house(&db).await;
    import(&db, &house, "a.fountain", FIRST).await;
    let hand = Hand { db: &db, production: house.production, viewer: house.member(&db, Role::FirstAd).await };
    db.run(hand.viewer.clone(), house.production, async |s: &mut Scope<EditScript>| {
        for n in 0..10_000 {
            elements::element(s, 104, &format!("Prop {n}")).await?;
        }
        Ok(())
    }).await.unwrap();
    let list = hand.elements().await;
    assert_eq!((list.all, list.matching, list.rows.len()), (10_000, 10_000, PAGE));
    let scene = hand.scenes().await[0].scene.id;
    assert!(hand.sheet(scene).await.unwrap().known.len() <= 2 * SUGGESTED);
} }

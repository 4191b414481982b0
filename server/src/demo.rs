//! The demo production: an original screenplay, its people, locations, twelve days and one published call sheet.
//! Everything goes the way a user's data goes. Phone numbers come from ranges reserved for fiction.
mod plan;

use app::{
    access::{
        Db, EditBoard, EditLocations, EditScript, Enter, Instance, Own, PublishSheet, Scope, Shown, Token, Via,
        ViewDraft, ViewOwn, ViewOwnDays, Viewer, Work, Worker, digest,
    },
    accounts, breakdown, callsheets,
    confidential::{self, Kind},
    error::AppError,
    locations, people, productions, rules, schedule, script,
    text::Lang,
    values::*,
};
use plan::Plan;
use std::collections::HashMap;

const SCREENPLAY: &[u8] = include_bytes!("../demo/screenplay.fountain");
const PLAN: &str = include_str!("../demo/production.json");
/// Links of the demo last a month, and may be used any number of times.
const LINK_MS: i64 = 30 * 86_400_000;

/// Seeds the demo once; gives a sign-in link for one person of each role, and as `call` one personal link.
pub async fn seed(db: &Db, origin: &str) -> Result<Vec<(String, String)>, AppError> {
    let plan: Plan = serde_json::from_str(PLAN).map_err(|e| AppError::internal("demo", e))?;
    let eyes = plan.eyes();
    let there = db
        .run(Viewer::anonymous(), Instance, async |scope: &mut Scope<Enter>| {
            accounts::store::by_email(scope, &eyes[0].email).await
        })
        .await?;
    if there.is_none() {
        make(db, &plan, origin).await?;
    }
    let mut links = vec![];
    for person in &eyes {
        let token = link(db, &person.email).await?;
        links.push((person.role.key().to_owned(), format!("{origin}/enter/{}", token.as_str())));
    }
    if let Some(person) = eyes.iter().find(|p| p.role == Role::Crew)
        && let Some(url) = call_link(db, &person.email, origin).await?
    {
        links.push(("call".to_owned(), url));
    }
    Ok(links)
}

/// The personal link that somebody got with the published sheet; none if they have left the demo since.
async fn call_link(db: &Db, email: &str, origin: &str) -> Result<Option<String>, AppError> {
    let found = db
        .run(Viewer::anonymous(), Instance, async |scope: &mut Scope<Enter>| {
            accounts::store::by_email(scope, email).await
        })
        .await?;
    let Some((account, _)) = found else { return Ok(None) };
    let me = db.run(member(account), Own, async |scope: &mut Scope<ViewOwn>| accounts::store::me(scope).await).await?;
    let Some(production) = me.productions.first().map(|p| p.id) else { return Ok(None) };
    db.run(member(account), production, async |scope: &mut Scope<ViewOwnDays>| {
        let tokens = callsheets::links::tokens(scope).await?;
        let token = scope.me().person.and_then(|person| tokens.get(&person));
        Ok(token.map(|token| callsheets::links::address(origin, token)))
    })
    .await
}

/// Whoever has this account, on behalf of whom the demo is made.
fn member(account: AccountId) -> Viewer {
    let shown = Shown { mfa_at: Some(0), proved_at: None, via: Some(Via::Console) };
    Viewer::member(account, digest(account.to_string().as_bytes())).with(shown)
}

async fn link(db: &Db, email: &str) -> Result<Token, AppError> {
    let found = db
        .run(Viewer::anonymous(), Instance, async |scope: &mut Scope<Enter>| {
            accounts::store::by_email(scope, email).await
        })
        .await?;
    let (account, _) = found.ok_or(AppError::NotFound)?;
    db.run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
        accounts::store::make_entry_link(scope, Some(account), "demo", LINK_MS).await
    })
    .await
}

/// What later steps need of the first.
struct Made {
    workspace: WorkspaceId,
    production: ProductionId,
    unit: UnitId,
    producer: AccountId,
    second_ad: AccountId,
    locations: HashMap<String, LocationId>,
}

async fn make(db: &Db, plan: &Plan, origin: &str) -> Result<(), AppError> {
    let draft = script::formats::read("screenplay.fountain", SCREENPLAY).map_err(|e| AppError::internal("demo", e))?;
    let made = db
        .run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
            people_and_places(scope, plan, &draft).await
        })
        .await?;
    let sets: Vec<(String, Option<LocationId>)> = plan
        .locations
        .iter()
        .flat_map(|l| l.sets.iter().map(|set| (set.clone(), made.locations.get(&l.name).copied())))
        .collect();
    db.run(member(made.producer), made.production, async |scope: &mut Scope<EditLocations>| {
        locations::store::place_sets(scope, &sets).await
    })
    .await?;
    let published = db
        .run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| days(scope, plan, &made).await)
        .await?;
    db.run(member(made.second_ad), made.production, async |scope: &mut Scope<EditScript>| elements(scope, plan).await)
        .await?;
    db.run(member(made.second_ad), made.production, async |scope: &mut Scope<EditBoard>| care(scope, plan).await)
        .await?;
    let Some(day) = published else { return Ok(()) };
    let viewer = member(made.second_ad);
    let prepared = db
        .run(viewer.clone(), made.production, async |scope: &mut Scope<ViewDraft>| {
            callsheets::publish::prepare(scope, day, origin).await
        })
        .await?;
    let stamp = prepared.stamp();
    db.run(viewer, made.production, async move |scope: &mut Scope<PublishSheet>| {
        callsheets::publish::commit(scope, prepared, stamp).await
    })
    .await
    .map(drop)
}

async fn people_and_places(
    scope: &mut Scope<Work>,
    plan: &Plan,
    draft: &script::formats::Draft,
) -> Result<Made, AppError> {
    let producer = plan.crew.iter().find(|p| p.role == Role::Producer).ok_or(AppError::NotFound)?;
    let account = accounts::store::create(scope, &producer.email, &producer.name, None, Lang::En).await?;
    let workspace = accounts::store::create_workspace(scope, &plan.company, account).await?;
    let production: ProductionId = scope.new_id();
    let unit = productions::store::insert(scope, workspace, production, &plan.settings()).await?;
    script::import_draft(scope, draft).await?;
    for note in plan.breakdown.iter().filter(|b| b.flags.iter().any(|f| f == "closed")) {
        script::store::mark_closed(scope, &note.scene).await?;
    }
    let second_ad = everyone(scope, plan, &producer.email, account).await?;
    let mut places = HashMap::new();
    for l in &plan.locations {
        places.insert(l.name.clone(), locations::store::insert_location(scope, &l.to_new()).await?);
    }
    Ok(Made { workspace, production, unit, producer: account, second_ad, locations: places })
}

/// Everyone with their part and their days off, and an account for those through whose eyes the demo is looked at;
/// the producer has theirs already. Gives the account of the 2nd AD.
async fn everyone(
    scope: &mut Scope<Work>,
    plan: &Plan,
    producer: &str,
    producer_account: AccountId,
) -> Result<AccountId, AppError> {
    let eyes: Vec<String> = plan.eyes().into_iter().map(|p| p.email).collect();
    let characters: HashMap<String, CharacterId> = people::store::character_ids(scope).await?.into_iter().collect();
    let mut second_ad = producer_account;
    for person in plan.everyone() {
        let new = person.to_new(characters.get(&person.character).copied());
        let id = people::store::insert(scope, &new).await?;
        if let (Some(character), Some(number)) = (new.character, person.number) {
            people::store::number_character(scope, character, number).await?;
        }
        for date in &person.days_off {
            people::store::add_day_off(scope, id, *date).await?;
        }
        give(scope, id, &person).await?;
        if eyes.contains(&person.email) {
            let account = match person.email == producer {
                true => producer_account,
                false => accounts::store::create(scope, &person.email, &person.name, None, Lang::En).await?,
            };
            accounts::store::tie(scope, id, account).await?;
            if person.role == Role::SecondAd {
                second_ad = account;
            }
        }
    }
    Ok(second_ad)
}

/// What some of them told of themselves, for an emergency and for driving.
async fn give(scope: &mut Scope<Work>, id: PersonId, person: &plan::Person) -> Result<(), AppError> {
    if !person.medical.is_empty() {
        confidential::store::put(scope, id, Kind::Medical, &person.medical, None).await?;
    }
    if let Some(kin) = &person.kin {
        confidential::store::put(scope, id, Kind::Kin, kin, None).await?;
    }
    if !person.address.is_empty() {
        confidential::store::put(scope, id, Kind::Address, &person.address, None).await?;
    }
    Ok(())
}

/// The days with their strips; the one that is to be published.
async fn days(scope: &mut Scope<Work>, plan: &Plan, made: &Made) -> Result<Option<DayId>, AppError> {
    scope.enter(made.workspace, made.production).await?;
    let scenes: HashMap<String, SceneId> = script::store::scene_ids(scope).await?.into_iter().collect();
    let mut published = None;
    for day in &plan.days {
        let id =
            schedule::store::insert_day(scope, &day.to_new(made.unit, made.locations.get(&day.location).copied())?)
                .await?;
        schedule::store::place_strips(scope, Some(id), &day.strips(&scenes)).await?;
        if day.label == plan.published_day {
            published = Some(id);
        }
    }
    Ok(published)
}

/// Scenes that want care have a risk assessment, and somebody who supervises them.
async fn care(scope: &mut Scope<EditBoard>, plan: &Plan) -> Result<(), AppError> {
    let scenes: HashMap<String, SceneId> = script::store::scene_ids(scope).await?.into_iter().collect();
    let supervisor = scope.me().person;
    for note in plan.breakdown.iter().filter(|note| !note.flags.is_empty()) {
        let Some(scene) = scenes.get(&note.scene) else { continue };
        let answers = rules::model::SceneRules { risk_assessed: true, supervisor };
        rules::store::save_scene(scope, *scene, 0, &answers).await?;
    }
    Ok(())
}

/// What the scenes need, what comes with whom, and what wants care.
async fn elements(scope: &mut Scope<EditScript>, plan: &Plan) -> Result<(), AppError> {
    let scenes: HashMap<String, SceneId> = script::store::scene_ids(scope).await?.into_iter().collect();
    for e in &plan.elements {
        if let Some(scene) = scenes.get(&e.scene) {
            breakdown::store::add(scope, *scene, e.category, &e.name, e.amount, "").await?;
        }
    }
    for e in &plan.dood {
        breakdown::store::elements::dood_named(scope, e.category, &e.name).await?;
    }
    for l in &plan.links {
        breakdown::store::elements::link_named(scope, l.category, &l.brings, &l.by).await?;
    }
    for note in &plan.breakdown {
        let Some(scene) = scenes.get(&note.scene) else { continue };
        let has = |flag: &str| note.flags.iter().any(|f| f == flag);
        let flags = breakdown::model::Flags {
            stunt: has("stunt"),
            weapon: has("weapon"),
            animal: has("animal"),
            drone: has("drone"),
            water: has("water"),
            minor: has("minor"),
        };
        let done = plan.elements.iter().any(|e| e.scene == note.scene);
        let fields = breakdown::model::Fields { flags, done, ..Default::default() };
        let typed = breakdown::store::Typed { fields, minutes: None, closed: has("closed") };
        breakdown::store::save(scope, *scene, &typed).await?;
    }
    Ok(())
}

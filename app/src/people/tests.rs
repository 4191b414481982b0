//! People: who sees what of whom, forms, links, lists taken in.
use super::{
    api::Typed,
    check::Part,
    import::{ReadAs, Table, decode, guess, read, role},
    incoming::{self, Known, meaning, plan},
    model::*,
    store::{self, NewPerson},
};
use crate::{
    access::{self, Db, Scope, Viewer, Worker, testing::strong},
    accounts,
    callsheets::links,
    db_test,
    error::AppError,
    productions,
    text::Lang,
    values::*,
};

/// A production with a viewer for every role, each a person of department Camera, or of their own.
struct Set {
    production: ProductionId,
    viewers: Vec<(Role, PersonId, Viewer)>,
    admin: Viewer,
    outsider: Viewer,
}
impl Set {
    fn viewer(&self, role: Role) -> Viewer {
        self.viewers.iter().find(|(r, _, _)| *r == role).map(|(_, _, v)| v.clone()).unwrap()
    }
    fn person(&self, role: Role) -> PersonId {
        self.viewers.iter().find(|(r, _, _)| *r == role).map(|(_, p, _)| *p).unwrap()
    }
}

fn settings(title: &str) -> productions::store::Settings {
    productions::store::Settings {
        title: title.into(),
        code_name: title.into(),
        country: "GB".into(),
        zone: "Europe/London".into(),
        page_size: "a4".into(),
        language: Lang::En,
        palette: "default".into(),
        revision_naming: "colours".into(),
    }
}

const TIE: access::Sql =
    both("update people set account_id = $4 where workspace_id = $1 and production_id = $2 and id = $3");
const fn both(text: &'static str) -> access::Sql {
    access::Sql { name: "test", sqlite: text, postgres: text, columns: &[] }
}

/// Accounts, a workspace, a production, a person for each role with an account, and people with secrets.
async fn set(db: &Db) -> Set {
    let worker = Worker::new();
    db.run(worker.viewer(), access::Instance, async |scope: &mut Scope<access::Work>| {
        let owner = accounts::store::create(scope, "owner@x.example", "Owner", None, Lang::En).await?;
        let outsider = accounts::store::create(scope, "out@x.example", "Out", None, Lang::En).await?;
        let workspace = accounts::store::create_workspace(scope, "Saltmarsh", owner).await?;
        let production: ProductionId = scope.new_id();
        productions::store::insert(scope, workspace, production, &settings("NORTH")).await?;
        let mut viewers = vec![];
        for role in Role::ALL {
            let email = format!("{}@x.example", role.key());
            let department = match role {
                Role::Cast | Role::Guardian | Role::Agent => "Cast",
                Role::Vendor | Role::Client => "Outside",
                Role::Crew | Role::DepartmentHead | Role::DeputyHead => "Camera",
                _ => "Production",
            };
            let mut new = NewPerson::named(&format!("N-{}", role.key()), *role, department);
            new.phone = format!("070 {}", viewers.len() + 100);
            new.email = format!("M-{email}");
            let person = store::insert(scope, &new).await?;
            let account = accounts::store::create(scope, &email, role.key(), None, Lang::En).await?;
            scope.exec(&TIE, args![workspace, production, person, account]).await?;
            viewers.push((*role, person, strong(account)));
        }
        for (department, role) in
            [("Camera", Role::Crew), ("Sound", Role::Crew), ("Sound", Role::DepartmentHead), ("Cast", Role::Cast)]
        {
            let mark = format!("{department}-{}", role.key());
            let mut new = NewPerson::named(&format!("SECRETNAME-{mark}"), role, department);
            new.position = format!("SECRETJOB-{mark}");
            new.phone = format!("SECRETPHONE-{mark}");
            new.email = format!("SECRETMAIL-{mark}");
            new.pickup_place = format!("SECRETPLACE-{mark}");
            store::insert(scope, &new).await?;
        }
        Ok(Set { production, viewers, admin: strong(owner), outsider: Viewer::member(outsider, vec![]) })
    })
    .await
    .unwrap()
}

async fn contacts(db: &Db, viewer: Viewer, production: ProductionId) -> Result<(Vec<Contact>, String), AppError> {
    let all = db.run(viewer, production, store::contacts).await?;
    let text = serde_json::to_string(&all).unwrap();
    Ok((all, text))
}

db_test! { async fn nobody_reads_more_than_their_role_may(db: Db) {
    let set = set(&db).await;
    let office = [Role::Producer, Role::ProductionManager, Role::Coordinator, Role::FirstAd, Role::SecondAd];
    let heads = [Role::DepartmentHead, Role::DeputyHead, Role::CrowdSecondAd, Role::ScriptSupervisor, Role::LocationManager, Role::TransportCaptain];
    for role in Role::ALL {
        let (all, text) = contacts(&db, set.viewer(*role), set.production).await.unwrap();
        let has = |secret: &str| text.contains(secret);
        let camera = matches!(role, Role::Crew | Role::DepartmentHead | Role::DeputyHead);
        let everyone = office.contains(role);
        let head = heads.contains(role);
        let driver = *role == Role::TransportCaptain;
        // The own department: name, job, number; the mail address for those who have it in full.
        assert_eq!(has("SECRETNAME-Camera-crew"), everyone || camera || driver, "{role:?}");
        assert_eq!(has("SECRETJOB-Camera-crew"), everyone || camera, "{role:?}");
        assert_eq!(has("SECRETPHONE-Camera-crew"), everyone || camera || driver, "{role:?}");
        assert_eq!(has("SECRETMAIL-Camera-crew"), everyone || (camera && head), "{role:?}");
        // Another department: nothing, but for those who are to be picked up.
        assert_eq!(has("SECRETNAME-Sound-crew"), everyone || driver, "{role:?}");
        assert_eq!(has("SECRETJOB-Sound-crew"), everyone, "{role:?}");
        assert_eq!(has("SECRETMAIL-Sound-crew"), everyone, "{role:?}");
        // Its head: name and number for other heads.
        assert_eq!(has("SECRETNAME-Sound-department_head"), everyone || head, "{role:?}");
        assert_eq!(has("SECRETPHONE-Sound-department_head"), everyone || head, "{role:?}");
        assert_eq!(has("SECRETJOB-Sound-department_head"), everyone, "{role:?}");
        assert_eq!(has("SECRETMAIL-Sound-department_head"), everyone, "{role:?}");
        // Actors, even to the cast.
        assert_eq!(has("SECRETNAME-Cast-cast"), everyone || driver, "{role:?}");
        assert_eq!(has("SECRETMAIL-Cast-cast"), everyone, "{role:?}");
        assert_eq!(has("SECRETPLACE"), everyone || driver, "{role:?}");
        // Nothing to count by.
        assert!(!text.contains("\"id\"") && !text.contains("version"), "{role:?}");
        for (other, id, _) in &set.viewers {
            assert!(!text.contains(&id.to_string()), "{role:?} {other:?}");
        }
        let keys: Vec<Role> = all.iter().filter(|c| c.section == Section::Key).map(|c| c.role).collect();
        match role {
            Role::Vendor => assert_eq!((all.len(), keys), (1, vec![Role::LocationManager])),
            Role::Client => assert_eq!((all.len(), keys), (1, vec![Role::Producer])),
            Role::Cast | Role::Guardian | Role::Agent | Role::Crew => {
                assert_eq!(keys.len(), 4, "{role:?}");
                for key in [Role::SecondAd, Role::Coordinator, Role::LocationManager, Role::Medic] {
                    assert!(keys.contains(&key), "{role:?}");
                }
                let others = all.iter().filter(|c| c.section != Section::Key).count();
                assert_eq!(others, if *role == Role::Crew { 4 } else { 0 }, "{role:?}");
                assert!(all.iter().filter(|c| c.section == Section::Key).all(|c| c.department.is_empty() && c.position.is_empty() && c.email.is_none()));
            }
            _ => {}
        }
        // The full list and a person's page are for the office.
        let list = db.run(set.viewer(*role), set.production, store::people).await;
        assert_eq!(list.is_ok(), everyone, "{role:?}");
        let page = db.run(set.viewer(*role), set.production, async |s: &mut Scope<access::ViewPeople>| store::file(s, set.person(Role::Crew)).await).await;
        assert_eq!(page.is_ok(), everyone, "{role:?}");
    }
    assert!(contacts(&db, set.admin.clone(), set.production).await.unwrap().1.contains("SECRETNAME-Sound-crew"));
    assert_eq!(contacts(&db, set.outsider.clone(), set.production).await.unwrap_err(), AppError::NotFound);
    assert_eq!(contacts(&db, Viewer::anonymous(), set.production).await.unwrap_err(), AppError::SignedOut);
} }

/// A form as the page sends it, for someone of the camera department.
fn typed() -> Typed {
    Typed {
        name: "Anna Brandt".into(),
        role: "department_head".into(),
        department: "Camera".into(),
        position: "DoP".into(),
        phone: "+49 (0)151 555-0187".into(),
        email: "anna@x.example".into(),
        language: "de".into(),
        pre_call: "15".into(),
        days_off: "2027-05-14\n2027-05-15\n2027-05-14".into(),
        ..Typed::default()
    }
}

async fn change(
    db: &Db,
    viewer: Viewer,
    set: &Set,
    person: PersonId,
    version: i64,
    typed: Typed,
) -> Result<(), AppError> {
    let (new, part, days) = typed.check()?;
    db.run(viewer, set.production, async |s: &mut Scope<access::EditPeople>| {
        store::change(s, person, version, new, part, &days).await
    })
    .await
}
async fn file(db: &Db, set: &Set, person: PersonId) -> Result<PersonFile, AppError> {
    db.run(set.admin.clone(), set.production, async |s: &mut Scope<access::ViewPeople>| store::file(s, person).await)
        .await
}

db_test! { async fn changing_someone(db: Db) {
    let set = set(&db).await;
    let person = set.person(Role::Crew);
    let ad = set.viewer(Role::SecondAd);
    change(&db, ad.clone(), &set, person, 1, typed()).await.unwrap();
    let found = file(&db, &set, person).await.unwrap();
    assert_eq!((found.person.name.as_str(), found.person.pre_call_minutes, found.person.version), ("Anna Brandt", 15, 2));
    assert_eq!(found.person.phone, "+49 (0)151 555-0187");
    assert_eq!(found.days_off, ["2027-05-14", "2027-05-15"]);
    assert_eq!(change(&db, ad.clone(), &set, person, 1, typed()).await, Err(AppError::Conflict));
    for role in [Role::Crew, Role::Cast, Role::DepartmentHead, Role::Client] {
        assert_eq!(change(&db, set.viewer(role), &set, person, 2, typed()).await, Err(AppError::Forbidden), "{role:?}");
    }
    assert_eq!(change(&db, set.outsider.clone(), &set, person, 2, typed()).await, Err(AppError::NotFound));
    assert_eq!(change(&db, ad.clone(), &set, PersonId(uuid::Uuid::now_v7()), 1, typed()).await, Err(AppError::NotFound));
    // An AD hands out no role of the office, not even to themselves; the production manager does.
    let own = set.person(Role::SecondAd);
    let up = || Typed { role: "producer".into(), ..typed() };
    assert!(matches!(change(&db, ad.clone(), &set, own, 1, up()).await, Err(AppError::Invalid(_))));
    assert!(matches!(change(&db, ad.clone(), &set, person, 2, up()).await, Err(AppError::Invalid(_))));
    change(&db, set.viewer(Role::ProductionManager), &set, person, 2, up()).await.unwrap();
    assert!(matches!(change(&db, ad.clone(), &set, person, 3, typed()).await, Err(AppError::Invalid(_))));
    // Out and back.
    let gone = set.person(Role::Medic);
    let removed = db.run(ad.clone(), set.production, async |s: &mut Scope<access::EditPeople>| store::remove(s, gone, 1).await).await;
    assert_eq!(removed, Ok(()));
    assert_eq!(contacts(&db, set.viewer(Role::Medic), set.production).await.unwrap_err(), AppError::NotFound);
    let again = db.run(ad.clone(), set.production, async |s: &mut Scope<access::EditPeople>| store::restore(s, gone, 1).await).await;
    assert_eq!(again, Err(AppError::Conflict));
    db.run(ad, set.production, async |s: &mut Scope<access::EditPeople>| store::restore(s, gone, 2).await).await.unwrap();
    assert!(contacts(&db, set.viewer(Role::Medic), set.production).await.is_ok());
} }

db_test! { async fn a_foreign_production_is_not_there(db: Db) {
    let set = set(&db).await;
    let other = set2(&db).await;
    let stranger = other.1;
    let viewer = set.admin.clone();
    assert_eq!(file(&db, &set, stranger).await.unwrap_err(), AppError::NotFound);
    assert_eq!(change(&db, viewer.clone(), &set, stranger, 1, typed()).await, Err(AppError::NotFound));
    assert_eq!(db.run(viewer.clone(), other.0, store::people).await.unwrap_err(), AppError::NotFound);
    let link = db.run(viewer, set.production, async |s: &mut Scope<access::EditPeople>| links::token_of(s, stranger).await).await;
    assert_eq!(link, Err(AppError::NotFound));
} }

/// A production of another company, with one person.
async fn set2(db: &Db) -> (ProductionId, PersonId) {
    db.run(Worker::new().viewer(), access::Instance, async |scope: &mut Scope<access::Work>| {
        let owner = accounts::store::create(scope, "two@x.example", "Two", None, Lang::En).await?;
        let workspace = accounts::store::create_workspace(scope, "Two", owner).await?;
        let production: ProductionId = scope.new_id();
        productions::store::insert(scope, workspace, production, &settings("SOUTH")).await?;
        Ok((production, store::insert(scope, &NewPerson::named("Stranger", Role::Crew, "Camera")).await?))
    })
    .await
    .unwrap()
}

db_test! { async fn a_corrected_address_kills_the_old_link(db: Db) {
    let set = set(&db).await;
    let person = set.person(Role::Crew);
    let link = async |viewer: Viewer| db.run(viewer, set.production, async |s: &mut Scope<access::EditPeople>| links::token_of(s, person).await).await;
    let opens = async |token: &str| db.run(Viewer::device(token), access::Own, async |s: &mut Scope<access::ReadCall>| Ok(s.me().person)).await;
    let first = link(set.admin.clone()).await.unwrap();
    assert_eq!(link(set.admin.clone()).await.unwrap(), first, "stable");
    assert_eq!(opens(&first).await, Ok(Some(person)));
    // Another telephone number keeps the link, another address does not.
    let mail = file(&db, &set, person).await.unwrap().person.email;
    change(&db, set.admin.clone(), &set, person, 1, Typed { email: mail, ..typed() }).await.unwrap();
    assert_eq!(opens(&first).await, Ok(Some(person)));
    change(&db, set.admin.clone(), &set, person, 2, typed()).await.unwrap();
    assert_eq!(opens(&first).await, Err(AppError::Gone));
    let second = link(set.admin.clone()).await.unwrap();
    assert_ne!(first, second);
    assert_eq!(opens(&second).await, Ok(Some(person)));
    assert_eq!(link(set.viewer(Role::Cast)).await, Err(AppError::Forbidden));
} }

db_test! { async fn invitations(db: Db) {
    let set = set(&db).await;
    let new = db.run(set.admin.clone(), set.production, async |s: &mut Scope<access::EditPeople>| {
        let mut new = NewPerson::named("Nuria Pons", Role::Crew, "Camera");
        new.email = "nuria@x.example".into();
        new.language = Some(Lang::De);
        store::add(s, &new).await
    }).await.unwrap();
    let invite = async |viewer: Viewer, person: PersonId| {
        db.run(viewer, set.production, async |s: &mut Scope<access::InvitePeople>| store::invite(s, person, "https://d.example/").await).await
    };
    assert_eq!(invite(set.viewer(Role::SecondAd), new).await, Err(AppError::Forbidden));
    invite(set.viewer(Role::Coordinator), new).await.unwrap();
    invite(set.viewer(Role::Coordinator), new).await.unwrap();
    let mails = db.run(Worker::new().viewer(), access::Instance, crate::outbox::lease).await.unwrap();
    assert_eq!(mails.len(), 2);
    let token = |body: &str| body.split("https://d.example/invitation/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    for mail in &mails {
        assert_eq!((mail.recipient.as_str(), mail.subject.as_str()), ("nuria@x.example", "NORTH: deine Einladung"));
    }
    let mut open = vec![];
    for mail in &mails {
        let token = token(&mail.body);
        open.push(db.run(Viewer::anonymous(), access::Instance, async |s: &mut Scope<access::Enter>| accounts::store::invited(s, &token).await).await);
    }
    assert_eq!(open.iter().filter(|o| o.is_ok()).count(), 1, "only the newest works: {open:?}");
    let file = file(&db, &set, new).await.unwrap();
    assert_eq!(file.invited_until.as_deref(), Some("2027-05-10"));
    // A corrected address ends the invitation to the wrong one.
    change(&db, set.admin.clone(), &set, new, 1, typed()).await.unwrap();
    let last = token(&mails[1].body);
    let gone = db.run(Viewer::anonymous(), access::Instance, async |s: &mut Scope<access::Enter>| accounts::store::invited(s, &last).await).await;
    assert_eq!(gone, Err(AppError::Gone));
    assert!(matches!(invite(set.admin.clone(), set.person(Role::Crew)).await, Err(AppError::Invalid(_))), "has an account");
} }

db_test! { async fn parts_and_artists(db: Db) {
    let set = set(&db).await;
    let actor = set.person(Role::Cast);
    let as_cast = |part: &str, number: &str| Typed { role: "cast".into(), new_character: part.into(), cast_number: number.into(), ..typed() };
    change(&db, set.admin.clone(), &set, actor, 1, as_cast("IDA", "1")).await.unwrap();
    let people = db.run(set.admin.clone(), set.production, store::people).await.unwrap();
    let ida = people.characters[0].clone();
    assert_eq!((ida.name.as_str(), ida.number, ida.person), ("IDA", Some(1), Some(actor)));
    let save = async |id: Option<CharacterId>, name: &str, number: Option<i64>| {
        db.run(set.admin.clone(), set.production, async |s: &mut Scope<access::EditPeople>| store::save_character(s, id, name, number).await).await
    };
    assert!(matches!(save(None, "ida", None).await, Err(AppError::Invalid(_))), "name");
    assert!(matches!(save(None, "MOSS", Some(1)).await, Err(AppError::Invalid(_))), "number");
    save(None, "MOSS", Some(3)).await.unwrap();
    save(Some(ida.id), "IDA", Some(2)).await.unwrap();
    assert_eq!(save(Some(CharacterId(uuid::Uuid::now_v7())), "X", None).await, Err(AppError::NotFound));
    // Nobody else takes a part that is played.
    let other = db.run(set.admin.clone(), set.production, async |s: &mut Scope<access::EditPeople>| {
        store::add(s, &NewPerson::named("Second", Role::Cast, "Cast")).await
    }).await.unwrap();
    let taken = Typed { role: "cast".into(), character: ida.id.to_string(), ..typed() };
    assert!(matches!(change(&db, set.admin.clone(), &set, other, 1, taken).await, Err(AppError::Invalid(_))));
} }

#[test]
fn forms_say_everything_at_once() {
    let bad = Typed {
        name: " ".into(),
        role: "king".into(),
        phone: "call me".into(),
        email: "x".into(),
        language: "xx".into(),
        makeup: "long".into(),
        days_off: "tomorrow".into(),
        ..Typed::default()
    };
    let Err(AppError::Invalid(problems)) = bad.check() else { panic!() };
    let fields: Vec<_> = problems.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(fields, ["name", "role", "phone", "email", "makeup", "language", "days_off"]);
    let (new, part, _) = Typed { email: String::new(), ..typed() }.check().unwrap();
    assert_eq!((new.email.as_str(), part), ("", Part::Nobody));
}

#[test]
fn telephone_numbers() {
    for (typed, dialled) in [
        ("+49 (0)151 555-0187", "+491515550187"),
        ("0049 151 555 0187", "+491515550187"),
        ("(020) 7946.0018", "02079460018"),
        ("020/7946-0018", "02079460018"),
        ("+44\u{a0}7700\u{a0}900101", "+447700900101"),
        ("(+44) 7700 900101", "+447700900101"),
        ("112", "112"),
    ] {
        let kept = phone(typed).unwrap_or_else(|| panic!("{typed}"));
        assert_eq!(tel(&kept), dialled);
    }
    for bad in ["12", "call", "=1+1", "123456789012345678901", "07+700", "0151 555;ext=1"] {
        assert_eq!(phone(bad), None, "{bad}");
    }
    assert_eq!(phone(" "), Some(String::new()));
}

#[test]
fn departments_in_the_trade_s_order() {
    let groups = by_department(vec!["Cast", "Zebra", "sound", "Camera", "Alpha", "camera", "Produktion"], |d| d);
    let names: Vec<_> = groups.iter().map(|(n, rows)| (n.as_str(), rows.len())).collect();
    assert_eq!(names, [("Produktion", 1), ("Camera", 2), ("sound", 1), ("Alpha", 1), ("Zebra", 1), ("Cast", 1)]);
}

fn columns(text: &str) -> (Table, Vec<Column>) {
    let table = read(text).unwrap();
    let columns = guess(&table);
    (table, columns)
}

#[test]
fn encodings_are_told_apart() {
    assert_eq!(decode(b"Name\nZo\xc3\xab").unwrap(), ("Name\nZoë".into(), ReadAs::Utf8));
    assert_eq!(decode(b"\xef\xbb\xbfName\r\nZo\xc3\xab\r\n").unwrap(), ("Name\nZoë\n".into(), ReadAs::Utf8Mark));
    assert_eq!(decode(b"Name\rJ\xfcrgen \x80 \x84x\x93").unwrap(), ("Name\nJürgen € „x“".into(), ReadAs::Windows1252));
    assert_eq!(decode(&[0xFF, 0xFE, b'N', 0, b'\n', 0, 0xFC, 0]).unwrap(), ("N\nü".into(), ReadAs::Utf16));
    for bad in [&b"PK\x03\x04xlsx"[..], b"%PDF-1.7", b"", b" \n ", b"a\0b", b"\xef\xbb\xbf\xff"] {
        assert!(decode(bad).is_err(), "{bad:?}");
    }
    assert_eq!(decode(&vec![b'a'; MOST_BYTES + 1]), Err(AppError::TooLarge));
}

#[test]
fn columns_are_guessed_in_four_languages() {
    use Column::*;
    for (text, want) in [
        (
            "Name,Department,Job,Phone,E-Mail\nA,Camera,DoP,070 123,a@x.example",
            vec![Name, Department, Position, Phone, Email],
        ),
        (
            "Vorname;Name;Abteilung;Funktion;Handy;E-Mail-Adresse\nA;B;Kamera;DoP;0151 1;a@x.example",
            vec![First, Last, Department, Position, Phone, Email],
        ),
        (
            "Voornaam\tAchternaam\tAfdeling\tFunctie\tGSM\nA\tB\tCamera\tDoP\t0151",
            vec![First, Last, Department, Position, Phone],
        ),
        (
            "Prénom;Nom;Équipe;Poste;Portable;Courriel;Rôle\nA;B;Image;Chef;0151;a@x.example;IDA",
            vec![First, Last, Department, Position, Phone, Email, Character],
        ),
        ("Rolle;Darsteller;Telefon\nIDA;Ros;0151 22", vec![Character, Name, Phone]),
        ("Name,Role\nA,Gaffer\nB,Best boy", vec![Name, Position]),
        ("Name,Role\nA,crew\nB,driver", vec![Name, Role]),
        ("Ros Okafor,ros@x.example,+44 7700 900101\nDes Tre,des@x.example,+44 7700 900102", vec![Name, Email, Phone]),
        ("NAME*, E_MAIL ,Phone,Phone\nA,a@x.example,070 123,070 124", vec![Name, Email, Phone, Ignore]),
    ] {
        assert_eq!(columns(text).1, want, "{text}");
    }
    assert_eq!(role("Set-Sanitäter:in").map(|r| r.key()), Some("medic"));
    assert_eq!(role("1st AD").map(|r| r.key()), Some("first_ad"));
}

#[test]
fn awkward_files_are_read() {
    let (table, columns) = columns(
        "sep=;\r\nNORTH crew list;;\r\n;;\r\nName;Job;Phone\r\n\"Okafor; Ros\";\"says \"\"hi\"\"\r\ntwice\";070 123\r\n\r\nDes;Grip\r\n",
    );
    assert_eq!(table.parted, "semicolon");
    assert_eq!(columns, [Column::Name, Column::Position, Column::Phone]);
    assert_eq!(table.rows[0].cells, ["Okafor; Ros", "says \"hi\" twice", "070 123"]);
    assert_eq!((table.rows[0].line, table.rows[1].line, table.rows[1].cell(2)), (5, 8, ""));
    assert_eq!(read("Name;Job\nA, B;x\nC, D;y\n").unwrap().parted, "semicolon");
    assert_eq!(read("Name\tJob\nA, B\tx\n").unwrap().parted, "tab");
    let many: String =
        std::iter::once("Name,Phone\n".to_owned()).chain((0..=MOST_ROWS).map(|n| format!("P{n},\n"))).collect();
    let Err(AppError::Invalid(said)) = read(&many) else { panic!("too many rows") };
    assert_eq!((said[0].text.key(), said[0].with[0].1.as_str()), ("people_import_many", "10000"));
    let most: String =
        std::iter::once("Name,Phone\n".to_owned()).chain((0..MOST_ROWS).map(|n| format!("P{n},\n"))).collect();
    assert_eq!(read(&most).unwrap().rows.len(), MOST_ROWS);
    assert!(read("Name,Phone\n").is_err());
}

fn planned(text: &str, office: bool) -> incoming::Plan {
    let table = read(text).unwrap();
    let columns = meaning(&table, &[]);
    plan(&table, &columns, &mut Known::nobody(if office { vec![] } else { vec![Role::FirstAd] }))
}

#[test]
fn hostile_and_broken_cells_stay_text() {
    let plan = planned(
        "Name,Department,Job,Phone,Email\n\"=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\",Camera,+cmd|' /C calc'!A0,070 123,a@x.example\n\
         @SUM(1),Camera,-2+3,070 124,b@x.example\nBob,Camera,Grip,ask me,not an address\n,Camera,Grip,,\n<script>alert(1)</script>,Camera,x,,\n",
        true,
    );
    let names: Vec<_> = plan.ready.iter().map(|p| p.person.name.as_str()).collect();
    assert_eq!(names, ["=HYPERLINK(\"http://evil\",\"x\")", "@SUM(1)", "Bob", "<script>alert(1)</script>"]);
    assert_eq!(plan.ready[0].person.position, "+cmd|' /C calc'!A0");
    assert_eq!((plan.ready[2].person.phone.as_str(), plan.ready[2].person.email.as_str()), ("", ""));
    let notes: Vec<_> = plan.notes.iter().map(|n| (n.line, n.text.key())).collect();
    assert_eq!(
        notes,
        [
            (2, "people_note_formula"),
            (2, "people_note_formula"),
            (3, "people_note_formula"),
            (3, "people_note_formula"),
            (4, "people_note_phone"),
            (4, "people_note_email"),
            (5, "people_note_no_name"),
        ]
    );
    assert_eq!(plan.skipped, 1);
}

#[test]
fn doubles_headings_and_roles() {
    let text = "Name,Job,Phone,Email\nCAMERA,,,\nAnna,DoP,070 123,anna@x.example\nANNA,DoP,,\nAnna B,DoP,,ANNA@X.EXAMPLE\nSound,,,\nAnna,Mixer,,\nIna,1st AD,,\n";
    let plan_office = planned(text, true);
    let got: Vec<_> = plan_office
        .ready
        .iter()
        .map(|p| (p.person.name.as_str(), p.person.department.as_str(), p.person.role))
        .collect();
    assert_eq!(got, [("Anna", "CAMERA", Role::Crew), ("Anna", "Sound", Role::Crew), ("Ina", "Sound", Role::FirstAd)]);
    assert_eq!(plan_office.skipped, 2);
    let plan_ad = planned(text, false);
    assert_eq!(plan_ad.ready[2].person.role, Role::Crew, "only those who invite hand out roles of the office");
    assert!(plan_ad.notes.iter().any(|n| n.text.key() == "people_note_office"));
    // Chosen columns go before guessed ones; the wrong ones are ignored.
    let table = read("A,B,C\nx,y,z\n").unwrap();
    assert_eq!(
        meaning(&table, &["ignore".into(), "name".into(), "evil".into()]),
        [Column::Ignore, Column::Name, Column::Ignore]
    );
}

db_test! { async fn a_list_is_taken_in_once(db: Db) {
    let set = set(&db).await;
    let text = "Name;Abteilung;Telefon;E-Mail;Rolle\nRos Okafor;Cast;070 1234;ros@x.example;IDA\nDes;Cast;;;IDA\nN-crew;Camera;;;\nFinn;Ton;070 99;finn@x.example;\n";
    let take = async |viewer: Viewer| db.run(viewer, set.production, async |s: &mut Scope<access::EditPeople>| incoming::take_in(s, text, &[]).await).await;
    let seen = db.run(set.admin.clone(), set.production, async |s: &mut Scope<access::ViewPeople>| incoming::preview(s, text, &[]).await).await.unwrap();
    assert_eq!((seen.ready, seen.skipped, seen.rows.len(), seen.parted.as_str()), (3, 1, 4, "semicolon"));
    let before = db.run(set.admin.clone(), set.production, store::people).await.unwrap().people.len();
    assert_eq!(take(set.viewer(Role::Crew)).await, Err(AppError::Forbidden));
    assert_eq!(take(set.viewer(Role::SecondAd)).await, Ok((3, 1)));
    let after = db.run(set.admin.clone(), set.production, store::people).await.unwrap();
    assert_eq!(after.people.len(), before + 3);
    assert_eq!(after.characters.iter().filter(|c| c.name == "IDA" && c.artist.as_deref() == Some("Ros Okafor")).count(), 1);
    assert!(matches!(take(set.viewer(Role::SecondAd)).await, Err(AppError::Invalid(_))), "all of them are there");
} }

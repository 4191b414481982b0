//! Who belongs to a company: the last owner stays, invitations work once, whoever is out is out at once.
use super::{model::*, store};
use crate::{
    access::{testing::*, *},
    accounts::{self, model::addresses},
    db_test,
    error::AppError,
    text::Lang,
    values::*,
};

crate::sql! {
    OWNER = rows { id: uuid } from "(select account_id as id from workspace_members where workspace_id = $1 and role = 'owner') x" order "id";
}

struct Set {
    db: Db,
    house: House,
    owner: Viewer,
}
impl Set {
    async fn new(db: &Db) -> Self {
        #[derive(serde::Deserialize)]
        struct Row {
            id: AccountId,
        }
        let house = house(db).await;
        let owner = db
            .run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| {
                s.one::<Row>(&OWNER, args![house.workspace]).await
            })
            .await
            .unwrap()
            .id;
        Self { db: db.clone(), house, owner: strong(owner) }
    }
    async fn account(&self, mail: &str) -> AccountId {
        self.db
            .run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| {
                accounts::store::create(s, mail, mail, None, Lang::En).await
            })
            .await
            .unwrap()
    }
    /// Invites an address and accepts with an account of it.
    async fn join(&self, mail: &str, place: Place) -> (AccountId, Viewer) {
        let token = self.invite(mail, place).await;
        let account = self.account(mail).await;
        self.accept(&token, account).await.unwrap();
        (account, strong(account))
    }
    async fn invite(&self, mail: &str, place: Place) -> String {
        self.manage(&self.owner, async |s| {
            store::invite(s, &[mail.to_owned()], place, (Lang::En, "https://d.example")).await
        })
        .await
        .unwrap();
        self.link().await
    }
    async fn link(&self) -> String {
        let mails = self.db.run(Worker::new().viewer(), Instance, crate::outbox::lease).await.unwrap();
        let body = &mails.last().unwrap().body;
        body.split("/invitation/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
    }
    async fn accept(&self, token: &str, account: AccountId) -> Result<(), AppError> {
        self.db
            .run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| store::accept(s, token, account).await)
            .await
    }
    async fn manage<T>(
        &self,
        by: &Viewer,
        work: impl AsyncFnOnce(&mut Scope<ManageMembers>) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        self.db.run(by.clone(), self.house.workspace, work).await
    }
    async fn company(&self, by: &Viewer) -> Result<Company, AppError> {
        self.db.run(by.clone(), self.house.workspace, store::company).await
    }
}

db_test! { async fn the_last_owner_stays(db: Db) {
    let set = Set::new(&db).await;
    let me = set.owner.account().unwrap();
    let (ada, admin) = set.join("ada@x.example", Place::Admin).await;
    let (bob, member) = set.join("bob@x.example", Place::Member).await;
    let leave = async |viewer: &Viewer| db.run(viewer.clone(), set.house.workspace, store::leave).await;
    assert!(matches!(leave(&set.owner).await, Err(AppError::Invalid(_))));
    assert!(matches!(set.manage(&set.owner, async |s| store::set_place(s, me, Place::Admin).await).await, Err(AppError::Invalid(_))));
    assert!(matches!(set.manage(&set.owner, async |s| store::remove(s, me).await).await, Err(AppError::Invalid(_))));
    // An admin neither makes owners nor touches one; a member does nothing of this at all.
    assert!(matches!(set.manage(&admin, async |s| store::set_place(s, bob, Place::Owner).await).await, Err(AppError::Invalid(_))));
    assert!(matches!(set.manage(&admin, async |s| store::set_place(s, me, Place::Member).await).await, Err(AppError::Invalid(_))));
    assert!(matches!(set.manage(&admin, async |s| store::hand_over(s, bob).await).await, Err(AppError::Invalid(_))));
    assert_eq!(set.manage(&member, async |s| store::set_place(s, bob, Place::Admin).await).await, Err(AppError::Forbidden));
    assert_eq!(set.company(&member).await, Err(AppError::Forbidden));
    // Handed over: there is still exactly one owner, and the former may go.
    set.manage(&set.owner, async |s| store::hand_over(s, ada).await).await.unwrap();
    let owners: Vec<_> = set.company(&admin).await.unwrap().members.into_iter().filter(|m| m.place == Place::Owner).map(|m| m.account).collect();
    assert_eq!(owners, [ada]);
    leave(&set.owner).await.unwrap();
    assert_eq!(set.company(&set.owner).await, Err(AppError::NotFound));
    assert!(matches!(leave(&admin).await, Err(AppError::Invalid(_))));
} }

db_test! { async fn whoever_is_out_is_out_at_once(db: Db) {
    let set = Set::new(&db).await;
    let (_, producer) = set.house.person(&db, Role::Producer, "Production").await;
    let account = producer.account().unwrap();
    let rows = SessionRows::new(db.clone());
    let signed_in = async |name: &[u8]| { rows.create(digest(name), Some(account), "{}").await.unwrap(); };
    let alive = async |name: &[u8]| rows.load(digest(name)).await.unwrap().is_some();
    // Somebody of a production who was never made a member is not for this page.
    assert_eq!(set.manage(&set.owner, async |s| store::sign_out(s, account).await).await, Err(AppError::NotFound));
    let token = set.invite("p@x.example", Place::Member).await;
    set.accept(&token, account).await.unwrap();
    signed_in(b"desk").await;
    signed_in(b"phone").await;
    assert!(alive(b"desk").await);
    set.manage(&set.owner, async |s| store::sign_out(s, account).await).await.unwrap();
    assert!(!alive(b"desk").await && !alive(b"phone").await);
    signed_in(b"again").await;
    let opens = async || db.run(producer.clone(), set.house.production, async |_: &mut Scope<ViewProduction>| Ok(())).await;
    assert_eq!(opens().await, Ok(()));
    set.manage(&set.owner, async |s| store::remove(s, account).await).await.unwrap();
    assert_eq!(opens().await, Err(AppError::NotFound));
    assert!(!alive(b"again").await);
    // Another company's admin reaches nobody here.
    let other = Set::new(&db).await;
    let (ada, _) = set.join("ada@x.example", Place::Admin).await;
    assert_eq!(other.manage(&other.owner, async |s| store::remove(s, ada).await).await, Err(AppError::NotFound));
    assert_eq!(other.manage(&other.owner, async |s| store::sign_out(s, ada).await).await, Err(AppError::NotFound));
} }

db_test! { async fn an_invitation_works_once_and_for_seven_days(db: Db) {
    let set = Set::new(&db).await;
    let start = db.clock().now();
    let ada = set.account("ada@x.example").await;
    let first = set.invite("ada@x.example", Place::Admin).await;
    let open = set.company(&set.owner).await.unwrap().invitations;
    assert_eq!(open.len(), 1);
    set.manage(&set.owner, async |s| store::resend(s, open[0].id, (Lang::De, "https://d.example")).await).await.unwrap();
    let second = set.link().await;
    assert_eq!(set.accept(&first, ada).await, Err(AppError::Gone), "a newer one took its place");
    db.clock().set(start + store::LASTS_MS);
    assert_eq!(set.accept(&second, ada).await, Err(AppError::Gone), "seven days");
    assert!(set.company(&set.owner).await.unwrap().invitations[0].over);
    db.clock().set(start + store::LASTS_MS - 1);
    set.accept(&second, ada).await.unwrap();
    assert_eq!(set.accept(&second, ada).await, Err(AppError::Gone), "once");
    assert!(set.company(&set.owner).await.unwrap().invitations.is_empty());
    // Whoever belongs to it is passed over; a withdrawn one is dead.
    let again = set.manage(&set.owner, async |s| store::invite(s, &["ADA@x.example".into(), "bob@x.example".into()], Place::Member, (Lang::En, "https://d.example")).await).await;
    assert_eq!(again, Ok(1));
    let third = set.link().await;
    let id = set.company(&set.owner).await.unwrap().invitations[0].id;
    set.manage(&set.owner, async |s| store::withdraw(s, id).await).await.unwrap();
    let bob = set.account("bob@x.example").await;
    assert_eq!(set.accept(&third, bob).await, Err(AppError::Gone));
    assert!(matches!(set.manage(&set.owner, async |s| store::invite(s, &[], Place::Owner, (Lang::En, "")).await).await, Err(AppError::Invalid(_))));
} }

#[test]
fn addresses_as_people_paste_them() {
    let read = |text: &str| {
        addresses(text).map(|all| all.into_iter().map(|(name, mail)| format!("{name}|{mail}")).collect::<Vec<_>>())
    };
    assert_eq!(read("ada@x.example"), Ok(vec!["|ada@x.example".into()]));
    assert_eq!(
        read("Ada Lovelace <Ada@x.example>, bob@x.example;\n\"Cy, Jr\" <cy@x.example>\n\nDi\tdi@x.example"),
        Ok(vec![
            "Ada Lovelace|Ada@x.example".into(),
            "|bob@x.example".into(),
            "Cy, Jr|cy@x.example".into(),
            "Di|di@x.example".into()
        ])
    );
    assert_eq!(read("ada@x.example, ADA@x.example"), Ok(vec!["|ada@x.example".into()]));
    assert_eq!(read("ada@x.example\nnot an address"), Err("not an address".into()));
    assert_eq!(read(" \n "), Err(String::new()));
}

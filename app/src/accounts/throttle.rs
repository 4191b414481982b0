//! Guessing is slow: attempts are counted in the database before a password is looked at, so that neither a restart
//! nor a hundred attempts at once help. Nobody is ever locked out (ASVS 5.0, 6.3.1; OWASP Authentication Cheat Sheet).
use super::store::{
    THROTTLE_ACCOUNT, THROTTLE_BACK, THROTTLE_CODE, THROTTLE_FORGET, THROTTLE_SWEEP, THROTTLE_UNTIL, THROTTLE_WINDOW,
};
use crate::{
    access::{Enter, Scope, Work, digest},
    error::AppError,
    values::AccountId,
};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where a request comes from; nothing where the server cannot know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub Option<IpAddr>);

/// How long an attempt is remembered after it has ceased to count.
pub const DAY_MS: i64 = 86_400_000;

/// A limit: so many attempts in so many milliseconds.
struct Limit {
    key: Vec<u8>,
    window_ms: i64,
    most: i64,
}

/// Of one home or office: an address, or the /64 of one; of one provider's street: a /24, or a /48; of the world.
fn limits(from: Option<IpAddr>) -> Vec<Limit> {
    let of = |name: &str, window_ms, most| Limit { key: digest(name.as_bytes()), window_ms, most };
    let mut all = vec![of("throttle/all", 1_000, 50)];
    if let Some(from) = from {
        let (near, far) = networks(from);
        all.push(of(&format!("throttle/far/{far}"), 60_000, 100));
        all.push(of(&format!("throttle/near/{near}"), 60_000, 10));
    }
    all
}

/// The network of one connection, and the wider one around it.
fn networks(from: IpAddr) -> (IpAddr, IpAddr) {
    match from.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            (IpAddr::V4(ip), IpAddr::V4(Ipv4Addr::new(a, b, c, 0)))
        }
        IpAddr::V6(ip) => {
            let bits = ip.to_bits();
            let cut = |prefix: u32| IpAddr::V6(Ipv6Addr::from_bits(bits & (u128::MAX << (128 - prefix))));
            (cut(64), cut(48))
        }
    }
}

/// The account that an address names, whether there is one or not; at one browser, if that is known to it.
fn account(email: &str, known: Option<&str>) -> Vec<u8> {
    let email = email.trim().to_lowercase();
    digest(format!("throttle/account/{email}\n{}", known.unwrap_or_default()).as_bytes())
}

/// Counts an attempt, or says how long to wait. The same for addresses that have an account and those that have none. A
/// browser that the account has signed in with before (`known`) has a count of its own: it does not wait for what
/// others tried.
pub async fn attempt(
    scope: &mut Scope<Enter>,
    email: &str,
    from: Option<IpAddr>,
    known: Option<&str>,
) -> Result<(), AppError> {
    count(scope, limits(from)).await?;
    let (key, now) = (account(email, known), scope.now());
    match scope.number(&THROTTLE_ACCOUNT, args![key.clone(), now]).await? {
        Some(_) => Ok(()),
        None => Err(wait(scope, key, now).await?),
    }
}

/// Whether this is the first within a minute that has to wait at this address.
pub async fn first_held(scope: &mut Scope<Enter>, email: &str) -> Result<bool, AppError> {
    let key = digest(format!("throttle/held/{}", email.trim().to_lowercase()).as_bytes());
    let now = scope.now();
    Ok(scope.number(&THROTTLE_WINDOW, args![key, now, 60_000_i64, 1_i64]).await?.is_some())
}

/// The codes of an account, whoever tries them and wherever.
fn codes(account: AccountId) -> Vec<u8> {
    digest(format!("throttle/codes/{account}").as_bytes())
}

/// Counts an attempt at a second factor's code, or says how long to wait.
pub async fn code(scope: &mut Scope<Enter>, account: AccountId) -> Result<(), AppError> {
    let (key, now) = (codes(account), scope.now());
    match scope.number(&THROTTLE_CODE, args![key.clone(), now]).await? {
        Some(_) => Ok(()),
        None => Err(wait(scope, key, now).await?),
    }
}

/// The code was right: earlier attempts are forgotten.
pub async fn code_right(scope: &mut Scope<Enter>, account: AccountId) -> Result<(), AppError> {
    scope.exec(&THROTTLE_FORGET, args![codes(account)]).await.map(drop)
}

/// Counts a wish to sign in with a passkey, by network and over all: whose it is, is not known yet.
pub async fn passkey(scope: &mut Scope<Enter>, from: Option<IpAddr>) -> Result<(), AppError> {
    count(scope, limits(from)).await
}

/// The passkey was right: the wish does not count.
pub async fn passkey_right(scope: &mut Scope<Enter>, from: Option<IpAddr>) -> Result<(), AppError> {
    for Limit { key, .. } in limits(from) {
        scope.exec(&THROTTLE_BACK, args![key]).await?;
    }
    Ok(())
}

/// Counts a wish for a mail: three an hour for an address, ten for a network. The same whether it has an account.
pub async fn request(scope: &mut Scope<Enter>, email: &str, from: Option<IpAddr>) -> Result<(), AppError> {
    wish(scope, "mail", email, from).await
}

/// The same for a wish to have an account.
pub async fn register(scope: &mut Scope<Enter>, email: &str, from: Option<IpAddr>) -> Result<(), AppError> {
    wish(scope, "register", email, from).await
}

/// The same for a wish to move an account to this address, and three an hour for the account.
pub async fn move_to(
    scope: &mut Scope<Enter>,
    account: AccountId,
    email: &str,
    from: Option<IpAddr>,
) -> Result<(), AppError> {
    count(scope, vec![hourly(&format!("throttle/move/{account}"), 3)]).await?;
    wish(scope, "move", email, from).await
}

/// Counts a company that an account makes: three a day.
pub async fn found(scope: &mut Scope<Enter>, account: AccountId) -> Result<(), AppError> {
    let key = digest(format!("throttle/found/{account}").as_bytes());
    count(scope, vec![Limit { key, window_ms: DAY_MS, most: 3 }]).await
}

fn hourly(name: &str, most: i64) -> Limit {
    Limit { key: digest(name.as_bytes()), window_ms: 3_600_000, most }
}

async fn wish(scope: &mut Scope<Enter>, what: &str, email: &str, from: Option<IpAddr>) -> Result<(), AppError> {
    let mut all = vec![hourly(&format!("throttle/{what}/{}", email.trim().to_lowercase()), 3)];
    all.extend(from.map(|from| hourly(&format!("throttle/{what}s/{}", networks(from).0), 10)));
    count(scope, all).await
}

/// Counts in every window, or says how long to wait for the first that is full.
async fn count(scope: &mut Scope<Enter>, limits: Vec<Limit>) -> Result<(), AppError> {
    let now = scope.now();
    for Limit { key, window_ms, most } in limits {
        if scope.number(&THROTTLE_WINDOW, args![key.clone(), now, window_ms, most]).await?.is_none() {
            return Err(wait(scope, key, now).await?);
        }
    }
    Ok(())
}

async fn wait(scope: &mut Scope<Enter>, key: Vec<u8>, now: i64) -> Result<AppError, AppError> {
    let until = scope.number(&THROTTLE_UNTIL, args![key]).await?.unwrap_or(now);
    Ok(AppError::Wait((until - now).max(0) / 1000 + 1))
}

/// The attempt was right: it does not count, and earlier ones are forgotten.
pub async fn right(
    scope: &mut Scope<Enter>,
    email: &str,
    from: Option<IpAddr>,
    known: Option<&str>,
) -> Result<(), AppError> {
    passkey_right(scope, from).await?;
    scope.exec(&THROTTLE_FORGET, args![account(email, known)]).await.map(drop)
}

/// Forgets what ended a day ago.
pub async fn sweep(scope: &mut Scope<Work>) -> Result<(), AppError> {
    let before = scope.now() - DAY_MS;
    scope.exec(&THROTTLE_SWEEP, args![before]).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::{Instance, Viewer, Worker},
        db_test,
    };

    #[test]
    fn networks_of_an_address() {
        let of = |text: &str| networks(text.parse().unwrap());
        let said = |text: &str| (of(text).0.to_string(), of(text).1.to_string());
        assert_eq!(said("203.0.113.9"), ("203.0.113.9".into(), "203.0.113.0".into()));
        assert_eq!(said("::ffff:203.0.113.9"), said("203.0.113.9"));
        assert_eq!(said("2001:db8:1:2:3:4:5:6"), ("2001:db8:1:2::".into(), "2001:db8:1::".into()));
    }

    db_test! { async fn an_account_waits_longer_each_time(db: Db) {
        let start = db.clock().now();
        let mut heard = vec![];
        // Somebody tries without a pause for ten minutes, from ever new places.
        for ms in (0..600_000).step_by(250) {
            db.clock().set(start + ms);
            let from = Some(IpAddr::V4(Ipv4Addr::from_bits(u32::try_from(ms).unwrap() << 8)));
            let asked = db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| attempt(s, "Ros@x.example", from, None).await).await;
            match asked {
                Ok(()) => heard.push(ms),
                Err(AppError::Wait(seconds)) => assert!((1..=901).contains(&seconds)),
                Err(other) => panic!("{other:?}"),
            }
        }
        assert!((10..=25).contains(&heard.len()), "{heard:?}");
        assert_eq!(heard[..7], [0, 250, 500, 750, 1000, 2000, 4000]);
        // Meanwhile the owner's own browser is heard, and has a pause of its own.
        for free in [true, true, true, true, true, false] {
            let asked = db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| attempt(s, "ros@x.example", None, Some("cookie")).await).await;
            assert_eq!(asked.is_ok(), free);
        }
        // Whoever knows the password gets in when the wait is over, and starts afresh.
        db.clock().set(start + 600_000 + 900_000);
        db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| {
            attempt(s, "ros@x.example", None, None).await?;
            right(s, "ros@x.example", None, None).await?;
            for _ in 0..4 {
                attempt(s, "ros@x.example ", None, None).await?;
            }
            Ok(())
        }).await.unwrap();
    } }

    db_test! { async fn a_network_has_ten_a_minute(db: Db) {
        let start = db.clock().now();
        let from = |last: u8| Some(IpAddr::V4(Ipv4Addr::new(203, 0, 113, last)));
        let ask = async |n: usize, from: Option<IpAddr>| db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| attempt(s, &format!("{n}@x.example"), from, None).await).await;
        for n in 0..10 {
            db.clock().set(start + i64::try_from(n).unwrap() * 100);
            assert_eq!(ask(n, from(1)).await, Ok(()));
        }
        assert!(matches!(ask(11, from(1)).await, Err(AppError::Wait(59..=60))));
        assert_eq!(ask(12, from(2)).await, Ok(()), "the neighbour");
        db.clock().set(start + 60_000);
        assert_eq!(ask(13, from(1)).await, Ok(()), "a minute later");
        // What was right does not count.
        db.clock().set(start + 200_000);
        for n in 20..60 {
            db.clock().set(start + 200_000 + i64::from(n) * 100);
            db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| {
                attempt(s, &format!("{n}@x.example"), from(3), None).await?;
                right(s, &format!("{n}@x.example"), from(3), None).await
            }).await.unwrap();
        }
    } }

    db_test! { async fn all_together_have_fifty_a_second(db: Db) {
        let ask = async |n: usize| db.run(Viewer::anonymous(), Instance, async |s: &mut Scope<Enter>| attempt(s, &format!("{n}@x.example"), None, None).await).await;
        for n in 0..50 {
            assert_eq!(ask(n).await, Ok(()));
        }
        assert_eq!(ask(50).await, Err(AppError::Wait(2)));
        db.clock().set(db.clock().now() + 2 * DAY_MS);
        db.run(Worker::new().viewer(), Instance, sweep).await.unwrap();
        assert_eq!(ask(50).await, Ok(()));
    } }
}

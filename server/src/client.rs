//! Where a request comes from. Daybreak speaks plain HTTP to a proxy, so the proxy has to say it, and only a proxy that
//! was named in the settings is believed (ASVS 5.0, 4.1.3).
use app::accounts::throttle::ClientAddress;
use axum::{
    extract::{ConnectInfo, Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};
use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

/// Notes the client's address for whatever counts attempts.
pub async fn address(State(proxies): State<Arc<[IpAddr]>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let from = peer.and_then(|peer| behind(peer, request.headers(), &proxies));
    request.extensions_mut().insert(ClientAddress(from));
    next.run(request).await
}

/// The address next to the proxies that are known; none where no proxy is known, since everybody comes through one.
fn behind(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> Option<IpAddr> {
    let known = |ip: &IpAddr| proxies.contains(&ip.to_canonical());
    if !known(&peer) {
        return (!proxies.is_empty() && !peer.is_loopback()).then(|| peer.to_canonical());
    }
    let all: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(',')).collect();
    // From the right: what stands further left was written by whoever sent it.
    for hop in all.into_iter().rev() {
        let ip: IpAddr = hop.trim().parse().ok()?;
        if !known(&ip) {
            return Some(ip.to_canonical());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_known_proxy_is_believed() {
        let ip = |text: &str| text.parse::<IpAddr>().expect("an address");
        let proxies = [ip("127.0.0.1"), ip("10.0.0.2")];
        let ask = |peer: &str, said: &[&str], proxies: &[IpAddr]| {
            let mut headers = HeaderMap::new();
            for value in said {
                headers.append("x-forwarded-for", value.parse().expect("a value"));
            }
            behind(ip(peer), &headers, proxies).map(|ip| ip.to_string())
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(ask("127.0.0.1", &["203.0.113.9"], &proxies), some("203.0.113.9"));
        assert_eq!(ask("127.0.0.1", &["198.51.100.1, 203.0.113.9, 10.0.0.2"], &proxies), some("203.0.113.9"));
        assert_eq!(ask("127.0.0.1", &["198.51.100.1", "203.0.113.9"], &proxies), some("203.0.113.9"));
        assert_eq!(ask("127.0.0.1", &["nonsense"], &proxies), None);
        assert_eq!(ask("127.0.0.1", &["203.0.113.9, nonsense"], &proxies), None, "not what the sender wrote before it");
        assert_eq!(ask("127.0.0.1", &[], &proxies), None);
        assert_eq!(ask("192.0.2.7", &["203.0.113.9"], &proxies), some("192.0.2.7"), "a stranger is not believed");
        assert_eq!(ask("127.0.0.1", &["203.0.113.9"], &[]), None, "no proxy is known");
        assert_eq!(ask("::ffff:127.0.0.1", &["2001:db8::1"], &proxies), some("2001:db8::1"));
    }
}

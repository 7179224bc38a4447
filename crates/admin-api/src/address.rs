//! A store's address, from whatever a merchant types.

use std::fmt;

use url::{Host, Url};

/// Where a store's Admin API is: an https origin, or a plain http one on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreAddress(Url);

/// What was typed is not the address of a store.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// It is not an address at all.
    #[error("this is not a store address: type the store's name, or its https address")]
    NotAnAddress,
    /// It is http and not on this machine, so the token would travel readable.
    #[error("the address must begin with https, so that nobody on the way can read the token")]
    NotSecure,
}

impl StoreAddress {
    /// Reads `mystore`, `mystore.29next.store`, `https://mystore.29next.store/…` or, on this
    /// machine only, `http://127.0.0.1:4000`. Whatever follows the host is dropped.
    ///
    /// # Errors
    /// [`BadAddress`], with a sentence for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, BadAddress> {
        let text = text.trim().trim_end_matches('/');
        let is_name = !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let full = if text.contains("://") {
            text.to_owned()
        } else if is_name {
            format!("https://{text}.29next.store")
        } else {
            format!("https://{text}")
        };
        let url = Url::parse(&full).map_err(|_| BadAddress::NotAnAddress)?;
        let named = url.host().is_some_and(|host| match host {
            Host::Domain(domain) => domain.contains('.') || domain == "localhost",
            Host::Ipv4(_) | Host::Ipv6(_) => true,
        });
        if !named || !url.username().is_empty() || url.password().is_some() {
            return Err(BadAddress::NotAnAddress);
        }
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
            "http" => return Err(BadAddress::NotSecure),
            _ => return Err(BadAddress::NotAnAddress),
        }
        Url::parse(&url.origin().ascii_serialization())
            .map(Self)
            .map_err(|_| BadAddress::NotAnAddress)
    }

    /// Scheme, host and port, without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The host, with its port where it is not the usual one: the store's key on this till, and
    /// the name of its folder on every system.
    #[must_use]
    pub fn key(&self) -> String {
        let host = self.0.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let key = match self.0.port() {
            Some(port) => format!("{host}-{port}"),
            None => host.to_owned(),
        };
        key.replace(':', "-")
    }

    /// Whether the store is on this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }

    /// The address of an Admin API path such as `orders/`.
    pub(crate) fn api(&self, path: &str) -> Option<Url> {
        self.0.join("/api/admin/").and_then(|base| base.join(path)).ok()
    }

    /// An address the store gave, perhaps relative to itself.
    pub(crate) fn resolve(&self, address: &str) -> Option<Url> {
        self.0.join(address).ok()
    }

    /// Whether `url` is the store's own.
    #[must_use]
    pub fn owns(&self, url: &Url) -> bool {
        self.0.origin() == url.origin()
    }
}

impl fmt::Display for StoreAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin())
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(domain)) => domain == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, BadAddress>) {
        let found = StoreAddress::parse(text).map(|address| address.origin());
        assert_eq!(found, expected.map(str::to_owned), "{text:?}");
    }

    #[test]
    fn merchants_type_addresses_in_many_ways() {
        check("mystore", Ok("https://mystore.29next.store"));
        check(" MyStore.29next.store/ ", Ok("https://mystore.29next.store"));
        check("https://shop.example.com/api/admin/", Ok("https://shop.example.com"));
        check("https://shop.example.com:8443", Ok("https://shop.example.com:8443"));
        check("http://127.0.0.1:4000", Ok("http://127.0.0.1:4000"));
        check("http://localhost:4000/", Ok("http://localhost:4000"));
        check("http://[::1]:4000", Ok("http://[::1]:4000"));
    }

    #[test]
    fn a_key_names_a_folder() {
        let key = |text: &str| StoreAddress::parse(text).expect("an address").key();
        assert_eq!(key("mystore"), "mystore.29next.store");
        assert_eq!(key("https://shop.example.com:8443"), "shop.example.com-8443");
        assert_eq!(key("http://[::1]:4000"), "--1-4000");
    }

    #[test]
    fn what_is_no_address_or_not_safe_is_refused() {
        check("http://mystore.29next.store", Err(BadAddress::NotSecure));
        check("http://127.0.0.1.example.com", Err(BadAddress::NotSecure));
        for text in [
            "",
            "my store",
            "https://",
            "ftp://shop.example.com",
            "https://user:pass@shop.example.com",
            "https://intranet",
        ] {
            check(text, Err(BadAddress::NotAnAddress));
        }
    }
}

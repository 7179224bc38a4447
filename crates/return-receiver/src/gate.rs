//! Who is let in: the host that must be named, the tokens that are live, the origins a return may
//! come from.

use std::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use hyper::Request;
use hyper::header::{HOST, HeaderMap, ORIGIN};
use sale::{ReturnToken, TokenDigest};

/// What stands before the token in a return address.
pub(crate) const RETURN_PATH: &str = "/return/";

pub(crate) struct Gate {
    host: String,
    known: RwLock<Known>,
}

#[derive(Default)]
struct Known {
    live: Vec<TokenDigest>,
    origins: Vec<String>,
}

impl Gate {
    /// A gate that goes by this host: the literal address with its port.
    pub(crate) fn new(host: String) -> Self {
        Self { host, known: RwLock::default() }
    }

    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    pub(crate) fn expect(&self, token: TokenDigest) {
        let live = &mut self.write().live;
        if !live.contains(&token) {
            live.push(token);
        }
    }

    pub(crate) fn forget(&self, token: TokenDigest) {
        self.write().live.retain(|live| *live != token);
    }

    pub(crate) fn accept_from(&self, origins: Vec<String>) {
        self.write().origins = origins;
    }

    /// Whether the request means this host and no other. A page elsewhere whose name was made to
    /// resolve to the loopback address gives its own name away here.
    pub(crate) fn is_meant<B>(&self, request: &Request<B>) -> bool {
        let mut hosts = request.headers().get_all(HOST).iter();
        let named = hosts.next().is_some_and(|host| *host == self.host) && hosts.next().is_none();
        named && request.uri().authority().is_none_or(|authority| *authority == self.host)
    }

    /// The live token at this path. Every live one is compared, in constant time and to the end,
    /// so that the time taken tells neither how alike they are nor which one it was.
    pub(crate) fn live_token(&self, path: &str) -> Option<TokenDigest> {
        let presented = ReturnToken::from_path(path.strip_prefix(RETURN_PATH)?).ok()?.digest();
        let known = self.read();
        let is_live = known.live.iter().fold(false, |found, live| found | (*live == presented));
        is_live.then_some(presented)
    }

    /// Whether the origin, if one is named, is the store's or `null`, which is what a browser
    /// sends where it keeps the origin to itself.
    pub(crate) fn may_come_from(&self, headers: &HeaderMap) -> bool {
        let known = self.read();
        let allowed = |origin| origin == "null" || known.origins.iter().any(|own| origin == own);
        headers.get_all(ORIGIN).iter().all(allowed)
    }

    fn read(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read().expect("nothing panics while it holds this lock")
    }

    fn write(&self) -> RwLockWriteGuard<'_, Known> {
        self.known.write().expect("nothing panics while it holds this lock")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(byte: u8) -> ReturnToken {
        ReturnToken::new([byte; 32])
    }

    fn path(token: &ReturnToken) -> String {
        format!("{RETURN_PATH}{}", token.to_path())
    }

    #[test]
    fn a_token_is_found_wherever_it_stands_and_until_it_is_forgotten() {
        let gate = Gate::new("127.0.0.1:1".to_owned());
        for byte in [1, 2, 3, 2] {
            gate.expect(token(byte).digest());
        }
        for byte in [1, 2, 3] {
            assert_eq!(gate.live_token(&path(&token(byte))), Some(token(byte).digest()));
        }
        gate.forget(token(2).digest());
        assert_eq!(gate.live_token(&path(&token(2))), None);
        assert_eq!(gate.live_token(&path(&token(3))), Some(token(3).digest()));
    }

    #[test]
    fn nothing_but_the_exact_path_is_a_return() {
        let gate = Gate::new("127.0.0.1:1".to_owned());
        gate.expect(token(0xab).digest());
        let exact = path(&token(0xab));
        for wrong in [
            exact.to_uppercase(),
            format!("{exact}/"),
            format!("/{exact}"),
            exact.replace("/return", ""),
            exact.replacen("ab", "%61b", 1),
            exact[..exact.len() - 1].to_owned(),
            RETURN_PATH.to_owned(),
            "*".to_owned(),
            String::new(),
        ] {
            assert_eq!(gate.live_token(&wrong), None, "{wrong}");
        }
    }
}

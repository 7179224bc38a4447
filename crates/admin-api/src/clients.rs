//! Clients that keep one pace: the store counts the requests of a token, whoever sends them.

use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use secrecy::ExposeSecret;

use crate::address::StoreAddress;
use crate::client::{Client, Token};
use crate::error::ApiError;
use crate::pace::Pace;

/// How many paces are kept when nobody uses them any more.
const KEPT: usize = 8;

/// Makes every client of a program.
#[derive(Default)]
pub struct Clients {
    /// By a hash of address and token, so that no token is kept longer than its client.
    paces: Mutex<Vec<(u64, Arc<Pace>)>>,
    hashing: RandomState,
}

impl Clients {
    /// A client for the store at `address`. Two of the same token at the same address share one
    /// queue.
    ///
    /// # Errors
    /// When the system's certificates cannot be read.
    pub fn client(&self, address: StoreAddress, token: Token) -> Result<Client, ApiError> {
        let pace = self.pace(self.hashing.hash_one((address.origin(), token.expose_secret())));
        Client::new(address, token, pace)
    }

    fn pace(&self, key: u64) -> Arc<Pace> {
        let mut paces = self.paces.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, pace)) = paces.iter().find(|(known, _)| *known == key) {
            return Arc::clone(pace);
        }
        if paces.len() >= KEPT
            && let Some(unused) = paces.iter().position(|(_, pace)| Arc::strong_count(pace) == 1)
        {
            paces.remove(unused);
        }
        let pace = Arc::new(Pace::default());
        paces.push((key, Arc::clone(&pace)));
        pace
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_token_at_one_address_has_one_pace() {
        let clients = Clients::default();
        let client = |address: &str, token: &str| {
            let address = StoreAddress::parse(address).expect("an address");
            clients.client(address, token.to_owned().into()).expect("certificates")
        };
        let first = client("one", "token");
        assert!(first.shares_pace_with(&client("one.29next.store", "token")));
        assert!(!first.shares_pace_with(&client("one", "other")));
        assert!(!first.shares_pace_with(&client("two", "token")));
        for number in 0..2 * KEPT {
            client("one", &number.to_string());
        }
        assert!(first.shares_pace_with(&client("one", "token")), "it is in use");
    }
}

//! The system's keychain: one entry for each store's token. Every call blocks.

use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error};
use secrecy::{ExposeSecret, SecretString};
use till::KeychainError;

/// What the entries are filed under; a store's key is the user.
const SERVICE: &str = "Tillway";

/// Reads a store's token. `None` may also come from a keychain that is locked and does not say.
pub(crate) fn read(store: &str) -> Result<Option<SecretString>, KeychainError> {
    match entry(store)?.get_password() {
        Ok(token) => Ok(Some(token.into())),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(meaning(&error)),
    }
}

/// Keeps a store's token, in place of an older one.
pub(crate) fn keep(store: &str, token: &SecretString) -> Result<(), KeychainError> {
    entry(store)?.set_password(token.expose_secret()).map_err(|error| meaning(&error))
}

/// The keychain is found anew each time: one that was missing or locked a moment ago may be there.
fn entry(store: &str) -> Result<Entry, KeychainError> {
    let keychain = keychain().map_err(|error| {
        tracing::info!(%error, "no keychain");
        KeychainError::Missing
    })?;
    keychain.build(SERVICE, store, None).map_err(|error| meaning(&error))
}

fn meaning(error: &Error) -> KeychainError {
    tracing::info!(%error, "the keychain");
    match error {
        Error::NoStorageAccess(_) => KeychainError::Locked,
        Error::NoDefaultStore => KeychainError::Missing,
        _ => KeychainError::Failed,
    }
}

#[cfg(target_os = "linux")]
fn keychain() -> Result<Arc<CredentialStore>, Error> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn keychain() -> Result<Arc<CredentialStore>, Error> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(windows)]
fn keychain() -> Result<Arc<CredentialStore>, Error> {
    Ok(windows_native_keyring_store::Store::new()?)
}

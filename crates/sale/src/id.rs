//! The ids that tie a sale, its order and its return together.
//!
//! Making them takes randomness and is left to `till`; here they are only held, read and compared.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use ts_rs::TS;

/// A sale's own id, made with its first item and never changed.
///
/// It travels to the store as `attribution.utm_content`, so that the order can be found from the
/// sale whatever happened to the customer's browser. A UUID in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct SaleId(String);

/// The id of one click on an upsell button. A UUID in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct UpsellId(String);

/// The secret part of a return address: 256 random bits. Never printed, never stored.
#[derive(Clone, PartialEq, Eq)]
pub struct ReturnToken([u8; 32]);

/// The SHA-256 of a [`ReturnToken`]: what is stored and compared, so that reading the database
/// does not let anyone forge a return.
#[derive(Clone, Copy, Debug)]
pub struct TokenDigest([u8; 32]);

/// A text is not an id of the expected form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid id")]
pub struct NotAnId;

fn uuid_text(text: &str) -> Result<String, NotAnId> {
    let well_formed = text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        });
    if well_formed { Ok(text.to_owned()) } else { Err(NotAnId) }
}

macro_rules! uuid_id {
    ($name:ident) => {
        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                uuid_text(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;

            fn try_from(text: String) -> Result<Self, NotAnId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

uuid_id!(SaleId);
uuid_id!(UpsellId);

impl ReturnToken {
    /// A token of these random bits.
    #[must_use]
    pub const fn new(bits: [u8; 32]) -> Self {
        Self(bits)
    }

    /// The token as it stands in the return address: 64 hexadecimal digits.
    #[must_use]
    pub fn to_path(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Reads a token from the return address.
    ///
    /// # Errors
    /// When the text is not 64 lower-case hexadecimal digits.
    pub fn from_path(text: &str) -> Result<Self, NotAnId> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(NotAnId);
        }
        let mut bits = [0; 32];
        for (byte, pair) in bits.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = (hex_digit(pair[0])? << 4) | hex_digit(pair[1])?;
        }
        Ok(Self(bits))
    }

    /// What is stored and compared.
    #[must_use]
    pub fn digest(&self) -> TokenDigest {
        TokenDigest(Sha256::digest(self.0).into())
    }
}

impl fmt::Debug for ReturnToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReturnToken(…)")
    }
}

impl TokenDigest {
    /// A digest as it was stored.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The digest's bytes, to store.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// In constant time: how alike two digests are cannot be measured from outside.
impl PartialEq for TokenDigest {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for TokenDigest {}

fn hex_digit(digit: u8) -> Result<u8, NotAnId> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        _ => Err(NotAnId),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sale_ids_are_uuids_in_lower_case() {
        assert!("0192f0c1-7a3b-7c4d-8e5f-001122334455".parse::<SaleId>().is_ok());
        for text in ["", "0192F0C1-7a3b-7c4d-8e5f-001122334455", "0192f0c17a3b7c4d8e5f001122334455"]
        {
            assert_eq!(text.parse::<SaleId>(), Err(NotAnId), "{text:?}");
        }
    }

    #[test]
    fn a_token_survives_its_address_and_is_never_printed() {
        let token = ReturnToken::new([0xa7; 32]);
        let path = token.to_path();
        assert_eq!(ReturnToken::from_path(&path), Ok(token.clone()));
        assert_eq!(ReturnToken::from_path(&path).map(|t| t.digest() == token.digest()), Ok(true));
        assert!(!format!("{token:?}").contains("a7"));
        for text in ["", "zz", &path[1..], &path.to_uppercase()] {
            assert!(ReturnToken::from_path(text).is_err(), "{text:?}");
        }
    }
}

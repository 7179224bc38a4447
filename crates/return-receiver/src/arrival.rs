//! What the receiver hands to the till, and what the till has the customer told.

use std::fmt;

use sale::TokenDigest;
use tokio::sync::oneshot;

/// A body, byte for byte.
pub type Body = hyper::body::Bytes;

/// Somebody came back from the store's payment page.
pub enum Arrival {
    /// A post, to be kept whatever it holds. Repeats are handed over like the first.
    Returned {
        /// Whose return it is.
        token: TokenDigest,
        /// The body, byte for byte as it was received. What it holds can be read with
        /// [`response`](crate::response) while the disk is waited for.
        body: Body,
        /// To be used once the body is on disk. Dropping it is [`Answer::NotKept`].
        answer: oneshot::Sender<Answer>,
    },
    /// A visit that brought nothing which can be kept. The store should be asked: whoever knows
    /// the token has been at its payment page.
    Visited {
        /// Whose return address was visited.
        token: TokenDigest,
    },
}

/// What the customer's page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The payment was received.
    Paid {
        /// The store's name.
        store: String,
        /// The order's number, where it is known.
        order_number: Option<String>,
    },
    /// No payment was collected.
    NotCompleted {
        /// The store's name.
        store: String,
    },
    /// The return is kept but does not settle the matter: the till asks the store.
    Checking {
        /// The store's name.
        store: String,
    },
    /// The return is not on disk. The page offers to send it again.
    NotKept,
}

/// Without the body and the token: an arrival may end up in a log.
impl fmt::Debug for Arrival {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Returned { body, .. } => {
                f.debug_struct("Returned").field("body_len", &body.len()).finish_non_exhaustive()
            }
            Self::Visited { .. } => f.debug_struct("Visited").finish_non_exhaustive(),
        }
    }
}

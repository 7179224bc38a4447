//! Errors for the log: what went wrong, and what that came from.

use std::error::Error;
use std::fmt;

/// An error with everything that led to it. For the log only: an interface gets its code.
#[derive(Debug)]
pub struct Causes<'e>(&'e (dyn Error + 'static));

/// Shows an error with its causes, each once.
#[must_use]
pub fn causes<'e>(error: &'e (dyn Error + 'static)) -> Causes<'e> {
    Causes(error)
}

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut said = self.0.to_string();
        let mut cause = self.0.source();
        while let Some(error) = cause {
            let words = error.to_string();
            // Some errors say already what they came from.
            if !said.contains(&words) {
                said.push_str(": ");
                said.push_str(&words);
            }
            cause = error.source();
        }
        f.write_str(&said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::TillError;
    use admin_api::{ApiError, Failure};

    #[test]
    fn every_cause_is_said_once() {
        let taken = || std::io::Error::other("the port is taken");
        let receiver = TillError::Receiver(taken());
        assert_eq!(
            causes(&receiver).to_string(),
            "the receiver could not be started: the port is taken"
        );
        let placing = ApiError { attempt: "placing the order", failure: Failure::TimedOut };
        let words = "placing the order: the store did not answer in time";
        assert_eq!(causes(&TillError::from(placing)).to_string(), words);
    }
}

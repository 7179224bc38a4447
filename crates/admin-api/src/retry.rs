//! Which calls may be sent again after a failure, and after what pause.

use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};

use crate::error::{ApiError, Failure};
use crate::pace::LONGEST_WAIT;

/// What a failed call may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Retry {
    /// A read, or a write that charges nobody (`ordersCreate`): also what the store may have acted on
    /// may be repeated, unless it took all its time or cannot be understood.
    Freely,
    /// A write: only what the store surely did not act on may be repeated.
    IfSurelyNotDone,
}

impl Retry {
    pub(crate) async fn run<T, F, A>(self, attempt: A) -> Result<T, ApiError>
    where
        F: Future<Output = Result<T, ApiError>>,
        A: FnMut() -> F,
    {
        let pauses = ExponentialBuilder::default()
            .with_min_delay(Duration::from_millis(300))
            .with_max_delay(Duration::from_secs(3))
            .with_max_times(3)
            .with_jitter();
        attempt
            .retry(pauses)
            .when(|error| self.allows(&error.failure))
            .adjust(|error, pause| {
                let asked = match error.failure {
                    Failure::TooManyRequests(asked) => asked,
                    _ => None,
                };
                pause.map(|pause| asked.unwrap_or(pause))
            })
            .await
    }

    fn allows(self, failure: &Failure) -> bool {
        match failure {
            Failure::TooManyRequests(pause) => pause.is_none_or(|pause| pause <= LONGEST_WAIT),
            Failure::Unreachable(_) => true,
            Failure::Cut(_) | Failure::Trouble(_) => self == Self::Freely,
            _ => false,
        }
    }
}

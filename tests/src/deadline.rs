//! Waiting: for something that happens, never for a time.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

/// How long a test waits for what must happen. Nothing takes as long on the slowest machine; a test
/// that gets here has failed.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// How often something that tells nobody is looked at.
const GLANCE: Duration = Duration::from_millis(20);

/// What `happening` gives.
///
/// # Panics
/// When it does not happen.
pub async fn in_time<T>(what: &str, happening: impl Future<Output = T>) -> T {
    timeout(DEADLINE, happening).await.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}

/// Looks at something that tells nobody, until it gives a value.
///
/// # Panics
/// When it never does.
pub async fn seen<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(value) = look() {
            return value;
        }
        assert!(begun.elapsed() < DEADLINE, "waited in vain for {what}");
        sleep(GLANCE).await;
    }
}

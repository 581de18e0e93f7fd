//! The one place that reads the wall clock. Everybody else gets `now` as an argument.

use domain::Instant;

/// What the wall clock shows. It may jump; deadlines inside the process are monotonic.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the wall clock")]
pub fn now() -> Instant {
    chrono::Utc::now()
}

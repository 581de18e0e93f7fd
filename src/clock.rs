//! The one place that reads the wall clock. Everybody else gets `now` as an argument.

use chrono::SubsecRound as _;
use domain::Instant;

/// What the wall clock shows, in the milliseconds that the database keeps. It may jump; deadlines inside the process are monotonic.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the wall clock")]
pub fn now() -> Instant {
    Instant::from(std::time::SystemTime::now()).trunc_subsecs(3)
}

//! The one place that reads the wall clock. Everybody else gets `now`, or a clock, as an argument.

use std::sync::Arc;

use chrono::SubsecRound as _;
use domain::Instant;

/// What tells a running service the time. The demo has one that can be put ahead.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// What the wall clock shows, in the milliseconds that the database keeps. It may jump; deadlines inside the process are monotonic.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the wall clock")]
pub fn now() -> Instant {
    Instant::from(std::time::SystemTime::now()).trunc_subsecs(3)
}

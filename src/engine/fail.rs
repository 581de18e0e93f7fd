//! Points at which a test kills the process, as a power cut would.
//!
//! `ZAPIS_FAIL=committed:3` ends it when the point is reached for the third time. Only builds with debug assertions listen to it.

/// A point between two steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// Updates came from Telegram and are not in the engine yet.
    Polled,
    /// The transaction of a turn is open.
    Begun,
    /// The receipt of an update is written, its effect is not.
    Received,
    /// The effect of an update is written.
    Handled,
    /// All inputs of the turn are handled, nothing is committed.
    BeforeCommit,
    /// The turn is committed, nothing has left.
    Committed,
    /// A call is about to be made.
    BeforeCall,
    /// Telegram has carried out a call, and the engine does not know yet.
    AfterCall,
    /// The turn with the updates is committed, Telegram does not know yet.
    BeforeAcknowledge,
}

impl Point {
    /// All points, in the order of an update's way.
    pub const ALL: [Point; 9] = [
        Point::Polled,
        Point::Begun,
        Point::Received,
        Point::Handled,
        Point::BeforeCommit,
        Point::Committed,
        Point::BeforeAcknowledge,
        Point::BeforeCall,
        Point::AfterCall,
    ];

    /// The name in `ZAPIS_FAIL`.
    pub fn name(self) -> &'static str {
        match self {
            Point::Polled => "polled",
            Point::Begun => "begun",
            Point::Received => "received",
            Point::Handled => "handled",
            Point::BeforeCommit => "before-commit",
            Point::Committed => "committed",
            Point::BeforeCall => "before-call",
            Point::AfterCall => "after-call",
            Point::BeforeAcknowledge => "before-acknowledge",
        }
    }
}

/// Ends the process here if a test asked for it.
#[cfg(debug_assertions)]
pub fn point(point: Point) {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU32, Ordering};

    static ASKED: OnceLock<Option<(String, u32)>> = OnceLock::new();
    static REACHED: AtomicU32 = AtomicU32::new(0);

    let asked = ASKED.get_or_init(|| {
        let text = std::env::var("ZAPIS_FAIL").ok()?;
        let (name, count) = text.split_once(':')?;
        Some((name.to_owned(), count.parse().ok()?))
    });
    if let Some((name, count)) = asked
        && name == point.name()
        && REACHED.fetch_add(1, Ordering::SeqCst) + 1 == *count
    {
        std::process::abort();
    }
}

/// Nothing, in a release.
#[cfg(not(debug_assertions))]
pub fn point(_: Point) {}

/// Panics with what somebody wrote if it begins as a test asked: `ZAPIS_FAIL=panic/words`. What a panic says may quote anything, and nothing
/// of it may be seen anywhere.
#[cfg(debug_assertions)]
pub(crate) fn panic_at(incoming: &chat::Incoming) {
    let chat::Incoming::Message { content: chat::Content::Text(text), .. } = incoming else { return };
    let asked = std::env::var("ZAPIS_FAIL").unwrap_or_default();
    if asked.strip_prefix("panic/").is_some_and(|words| text.starts_with(words)) {
        panic!("{text}");
    }
}

/// Nothing, in a release.
#[cfg(not(debug_assertions))]
pub(crate) fn panic_at(_: &chat::Incoming) {}

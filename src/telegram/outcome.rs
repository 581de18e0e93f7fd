//! An answer of Telegram's → what became of a call.

use std::time::Duration;

use chrono::TimeDelta;
use engine::Outcome;

use crate::api::ApiError;

/// The longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What a failed call means for its row.
pub fn of_failure(error: ApiError, attempts: u32) -> Outcome {
    match error {
        ApiError::TooMany(wait) => retry(wait + Duration::from_millis(fastrand::u64(0..500))),
        ApiError::Forbidden => Outcome::Unreachable,
        ApiError::Refused(text) if means(&text, &["chat not found", "user is deactivated"]) => {
            Outcome::Unreachable
        }
        ApiError::Refused(text) => Outcome::Rejected { reason: kind_of_refusal(&text) },
        ApiError::Unsendable(reason) => Outcome::Rejected { reason: reason.to_owned() },
        ApiError::Unauthorized => retry(LONGEST_PAUSE),
        ApiError::Conflict
        | ApiError::Redirected(_)
        | ApiError::Server(_)
        | ApiError::Network(_)
        | ApiError::Garbage
        | ApiError::TooLarge => retry(pause(attempts)),
    }
}

/// Whether an edit found its text already there: success.
pub fn is_not_modified(error: &ApiError) -> bool {
    matches!(error, ApiError::Refused(text) if means(text, &["message is not modified"]))
}

/// Whether the message to edit is gone, or of a kind that cannot be edited: a new one takes its place.
pub fn is_gone(error: &ApiError) -> bool {
    let gone = [
        "message to edit not found",
        "message can't be edited",
        "message_id_invalid",
        "message identifier",
        "there is no text in the message",
    ];
    matches!(error, ApiError::Refused(text) if means(text, &gone))
}

/// How long to wait before the next try: doubling, with jitter, at most a minute.
pub fn pause(attempts: u32) -> Duration {
    let base =
        Duration::from_secs(1).saturating_mul(2_u32.saturating_pow(attempts.min(10))).min(LONGEST_PAUSE);
    base.mul_f64(0.5 + fastrand::f64() / 2.0)
}

/// To be tried again after a while.
pub fn retry(after: Duration) -> Outcome {
    Outcome::Retry { after: TimeDelta::from_std(after).unwrap_or(TimeDelta::minutes(1)) }
}

fn means(text: &str, parts: &[&str]) -> bool {
    let text = text.to_lowercase();
    parts.iter().any(|part| text.contains(part))
}

/// The kind of refusal alone, as Telegram words it: "Bad Request: can't parse entities". What follows a second colon or a quotation mark may
/// quote the message, and what does not begin like a refusal of Telegram's is somebody else's: a proxy may quote the address with the token.
pub(crate) fn kind_of_refusal(text: &str) -> String {
    let mut parts = text.splitn(3, ':');
    let (class, kind) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if class.len() > 40 || !class.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ') {
        return "not in the words of Telegram".to_owned();
    }
    let unquoted = kind.split(['"', '\u{201c}', '\u{ab}', '`', '<', '/']).next().unwrap_or_default();
    let kind: String = unquoted.chars().filter(char::is_ascii).take(80).collect();
    if kind.trim().is_empty() { class.to_owned() } else { format!("{class}:{}", kind.trim_end()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> ApiError {
        ApiError::Refused(text.to_owned())
    }

    #[test]
    fn each_refusal_is_known_for_what_it_is() {
        assert!(is_not_modified(&refused(
            "Bad Request: message is not modified: specified new message content …"
        )));
        assert!(is_gone(&refused("Bad Request: message to edit not found")));
        assert!(is_gone(&refused("Bad Request: there is no text in the message to edit")));
        assert!(is_gone(&refused("Bad Request: message can't be edited")));
        assert_eq!(of_failure(ApiError::Forbidden, 0), Outcome::Unreachable);
        assert_eq!(of_failure(refused("Bad Request: chat not found"), 0), Outcome::Unreachable);
    }

    #[test]
    fn a_dead_letter_does_not_quote_the_message() {
        let error = refused("Bad Request: can't parse entities: Unsupported start tag \"Анна +7912\"");
        assert_eq!(
            of_failure(error, 0),
            Outcome::Rejected { reason: "Bad Request: can't parse entities".into() }
        );
        for (said, kept) in [
            ("Bad Request: no field \"Anna\" in it", "Bad Request: no field"),
            ("Bad Request: BUTTON_DATA_INVALID", "Bad Request: BUTTON_DATA_INVALID"),
            ("Bad Request: Анна", "Bad Request"),
            ("/bot123456789:AAFabcdefghijklmnop/sendMessage", "not in the words of Telegram"),
            ("Bad Request: POST /bot123456789:AAF is refused", "Bad Request: POST"),
            ("", ""),
        ] {
            assert_eq!(kind_of_refusal(said), kept);
            let shown = refused(said).to_string();
            assert_eq!(shown, format!("Telegram refuses the call: {kept}"), "in the log it is the same");
        }
    }

    #[test]
    fn pauses_grow_and_have_an_end() {
        for (attempts, low, high) in [(0, 500, 1000), (3, 4000, 8000), (40, 30_000, 60_000)] {
            let pause = pause(attempts).as_millis();
            assert!((low..=high).contains(&pause), "{attempts}: {pause}");
        }
        let Outcome::Retry { after } = of_failure(ApiError::TooMany(Duration::from_secs(7)), 0) else {
            panic!()
        };
        assert!(after >= TimeDelta::seconds(7) && after < TimeDelta::seconds(8), "{after}");
    }
}

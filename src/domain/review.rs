//! What a client says of a visit afterwards (C10): one to five stars, and words.

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::person;
use crate::quiet::Quiet;
use crate::time::{Instant, Span};

/// The most characters of the words.
pub const WORDS_LENGTH: usize = 1000;
/// After a longer delay nobody is asked any more.
const ASKED_WITHIN: TimeDelta = TimeDelta::days(3);
/// So long after the visit an answer is taken.
const ANSWERED_WITHIN: TimeDelta = TimeDelta::days(14);
/// So long after the first answer the stars may be changed.
const CHANGED_WITHIN: TimeDelta = TimeDelta::hours(24);

/// Whether and when clients are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewRules {
    /// Whether they are asked at all.
    pub ask: bool,
    /// So long after the end of the visit.
    pub after: TimeDelta,
}

impl Default for ReviewRules {
    fn default() -> ReviewRules {
        ReviewRules { ask: true, after: TimeDelta::hours(2) }
    }
}

impl ReviewRules {
    /// When the client is asked about a visit, if the service runs then.
    pub fn at(&self, visit: Span, quiet: Option<Quiet>, zone: Tz) -> Option<Instant> {
        put(visit, visit.end() + self.after, quiet, zone)
    }
}

/// What becomes of a question about a visit that is due at `at`: it waits for the end of the quiet hours. `None` if the visit is too long ago
/// by then.
pub fn put(visit: Span, at: Instant, quiet: Option<Quiet>, zone: Tz) -> Option<Instant> {
    let at = quiet.and_then(|quiet| quiet.around(zone, at)).map_or(at, Span::end);
    (at - visit.end() <= ASKED_WITHIN).then_some(at)
}

/// Until when a question that is asked now may still arrive: nobody is woken by it, and nobody is asked about what is long ago.
pub fn worth_until(visit: Span, now: Instant, quiet: Option<Quiet>, zone: Tz) -> Instant {
    let latest = visit.end() + ASKED_WITHIN;
    quiet.map_or(latest, |quiet| quiet.next(zone, now).min(latest))
}

/// Whether stars may be given to a visit now. `rated` is when the client first gave some; words that were added make them final.
pub fn may_rate(visit: Span, rated: Option<Instant>, has_words: bool, now: Instant) -> bool {
    match rated {
        None => may_answer(visit, now),
        Some(rated) => !has_words && now - rated < CHANGED_WITHIN,
    }
}

/// Whether an answer about a visit is still taken.
pub fn may_answer(visit: Span, now: Instant) -> bool {
    now - visit.end() < ANSWERED_WITHIN
}

/// One to five.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stars(u8);

impl Stars {
    /// All of them, the best first.
    pub const ALL: [Stars; 5] = [Stars(5), Stars(4), Stars(3), Stars(2), Stars(1)];

    /// So many stars; `None` for a number that is not one to five.
    pub fn new(count: i64) -> Option<Stars> {
        Stars::ALL.into_iter().find(|stars| stars.count() == count)
    }

    /// How many.
    pub fn count(self) -> i64 {
        i64::from(self.0)
    }

    /// Whether the owner is to hear of it at once.
    pub fn is_low(self) -> bool {
        self.0 <= 3
    }

    /// "★★★★"
    pub fn drawn(self) -> String {
        "★".repeat(usize::from(self.0))
    }
}

/// What a client says of a visit: 1–1000 characters, something visible among them.
#[derive(Clone, PartialEq, Eq)]
pub struct ReviewWords(String);

/// Why a text is no such words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewWordsError {
    /// Nothing to be seen.
    #[error("nothing visible")]
    Empty,
    /// More than a thousand characters.
    #[error("longer than {WORDS_LENGTH} characters")]
    TooLong,
}

impl ReviewWords {
    /// Parses what a person typed.
    pub fn parse(text: &str) -> Result<ReviewWords, ReviewWordsError> {
        let text = person::lines(text);
        match text.chars().count() {
            0 => Err(ReviewWordsError::Empty),
            1..=WORDS_LENGTH => Ok(ReviewWords(text)),
            _ => Err(ReviewWordsError::TooLong),
        }
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for ReviewWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReviewWords(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn visit(end: &str) -> Span {
        Span::new(at(end) - TimeDelta::hours(1), at(end)).unwrap()
    }

    #[test]
    fn a_client_is_asked_a_while_after_the_visit_and_not_at_night() {
        let rules = ReviewRules::default();
        let asked = |end: &str| rules.at(visit(end), Some(Quiet::NIGHT), Tz::Europe__Berlin).unwrap();
        assert_eq!(asked("2026-11-24T14:00:00Z"), at("2026-11-24T16:00:00Z"));
        assert_eq!(asked("2026-11-24T19:30:00Z"), at("2026-11-25T08:00:00Z"));
        assert_eq!(
            asked("2026-10-24T20:30:00Z"),
            at("2026-10-25T08:00:00Z"),
            "the clocks went back that night"
        );
        let until =
            |quiet| worth_until(visit("2026-11-24T14:00:00Z"), at("2026-11-24T16:00:00Z"), quiet, Tz::UTC);
        assert_eq!(until(Some(Quiet::NIGHT)), at("2026-11-24T22:00:00Z"));
        assert_eq!(until(None), at("2026-11-27T14:00:00Z"));
        let late = |now: &str| put(visit("2026-11-24T14:00:00Z"), at(now), None, Tz::UTC);
        assert!(late("2026-11-27T14:00:00Z").is_some() && late("2026-11-27T14:00:01Z").is_none());
    }

    #[test]
    fn stars_are_taken_for_two_weeks_and_changed_for_a_day() {
        let visit = visit("2026-11-24T14:00:00Z");
        let may = |rated: Option<&str>, words, now: &str| may_rate(visit, rated.map(at), words, at(now));
        assert!(may(None, false, "2026-12-08T13:59:59Z") && !may(None, false, "2026-12-08T14:00:00Z"));
        let rated = Some("2026-12-08T13:00:00Z");
        assert!(may(rated, false, "2026-12-09T12:59:59Z") && !may(rated, false, "2026-12-09T13:00:00Z"));
        assert!(!may(rated, true, "2026-12-08T13:01:00Z"), "words make them final");
    }

    #[test]
    fn there_are_one_to_five_stars_and_three_are_few() {
        assert_eq!(
            [0, 1, 5, 6, -1].map(|count| Stars::new(count).is_some()),
            [false, true, true, false, false]
        );
        assert_eq!(Stars::ALL.map(Stars::is_low), [false, false, true, true, true]);
        assert_eq!(Stars::ALL[1].drawn(), "★★★★");
    }

    #[test]
    fn words_are_what_can_be_seen() {
        let parse = |text: &str| ReviewWords::parse(text).map(|words| words.as_str().to_owned());
        assert_eq!(parse("  Всё\nхорошо\u{200b} "), Ok("Всё\nхорошо".to_owned()));
        assert_eq!(parse("\u{200b}\n "), Err(ReviewWordsError::Empty));
        assert!(parse(&"я".repeat(1000)).is_ok());
        assert_eq!(parse(&"я".repeat(1001)), Err(ReviewWordsError::TooLong));
        assert_eq!(format!("{:?}", ReviewWords::parse("тайна")), "Ok(ReviewWords(***))");
    }
}

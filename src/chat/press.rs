//! What a button carries.
//!
//! `callback_data` is at most 64 bytes and can be forged by a client, so it names only what was shown: a target with its revision, and
//! an action. Whether the person may do it is checked in the transaction.
//!
//! ```text
//! d7.at.1732233600.3     dialogue, revision 7: action "at" with two numbers
//! e.book                 an entry, as good as a command: action "book"
//! b12.2.cancel           card of booking 12, version 2: action "cancel"
//! w5.take                offer 5 of the waitlist: action "take"
//! ```

use std::fmt::Write as _;

use domain::{BookingId, WaitlistOfferId};

/// Telegram's limit for `callback_data`, in bytes.
pub const MAX_BYTES: usize = 64;

/// A verb with numbers: what a button asks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Action {
    verb: String,
    numbers: Vec<i64>,
}

impl Action {
    /// An action without numbers. Verbs are short words of ASCII letters and `-`, chosen by us.
    pub fn new(verb: &'static str) -> Action {
        debug_assert!(is_verb(verb), "a verb is made of lower-case letters and dashes");
        Action { verb: verb.to_owned(), numbers: Vec::new() }
    }

    /// The same action with one number more.
    #[must_use]
    pub fn with(mut self, number: i64) -> Action {
        self.numbers.push(number);
        self
    }

    /// The verb.
    pub fn verb(&self) -> &str {
        &self.verb
    }

    /// All numbers, for matching: `(action.verb(), action.numbers())`.
    pub fn numbers(&self) -> &[i64] {
        &self.numbers
    }

    /// `verb.1.2`
    pub fn encode(&self) -> String {
        let mut text = self.verb.clone();
        for number in &self.numbers {
            write!(text, ".{number}").expect("writing to a String cannot fail");
        }
        text
    }

    /// Reads what [`encode`](Self::encode) wrote; `None` for anything else.
    pub fn decode(text: &str) -> Option<Action> {
        let mut parts = text.split('.');
        let verb = parts.next().filter(|verb| is_verb(verb))?.to_owned();
        let numbers = parts.map(number).collect::<Option<_>>()?;
        Some(Action { verb, numbers })
    }
}

/// What the pressed button belongs to, with the revision that was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// The dialogue's screen. Its buttons live as long as the dialogue stays at this revision.
    Dialogue {
        /// The dialogue's revision when the screen was made.
        revision: i64,
    },
    /// An entry, such as a button of the main menu: it works at any time while no dialogue is open, like a command.
    Entry,
    /// The live card of a booking (C6). Its buttons live as long as the booking stays at this version.
    Booking {
        /// The booking.
        id: BookingId,
        /// The booking's version when the card was made.
        version: i64,
    },
    /// An offer of the waitlist (C9). Its buttons live as long as the time is held.
    WaitlistOffer {
        /// The offer.
        id: WaitlistOfferId,
    },
}

/// A button's whole content.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Press {
    /// What it belongs to.
    pub target: Target,
    /// What it asks for.
    pub action: Action,
}

impl Press {
    /// The `callback_data` of a button.
    pub fn encode(&self) -> String {
        let action = self.action.encode();
        let data = match self.target {
            Target::Dialogue { revision } => format!("d{revision}.{action}"),
            Target::Entry => format!("e.{action}"),
            Target::Booking { id, version } => format!("b{}.{version}.{action}", id.get()),
            Target::WaitlistOffer { id } => format!("w{}.{action}", id.get()),
        };
        debug_assert!(data.len() <= MAX_BYTES, "callback data of {} bytes", data.len());
        data
    }

    /// Reads `callback_data`; `None` for what we never wrote.
    pub fn decode(data: &str) -> Option<Press> {
        if data.len() > MAX_BYTES {
            return None;
        }
        if let Some(rest) = data.strip_prefix('d') {
            let (revision, action) = rest.split_once('.')?;
            let target = Target::Dialogue { revision: number(revision)? };
            return Some(Press { target, action: Action::decode(action)? });
        }
        if let Some(action) = data.strip_prefix("e.") {
            return Some(Press { target: Target::Entry, action: Action::decode(action)? });
        }
        if let Some(rest) = data.strip_prefix('w') {
            let (id, action) = rest.split_once('.')?;
            let target = Target::WaitlistOffer { id: WaitlistOfferId::from(number(id)?) };
            return Some(Press { target, action: Action::decode(action)? });
        }
        let (id, rest) = data.strip_prefix('b')?.split_once('.')?;
        let (version, action) = rest.split_once('.')?;
        let target = Target::Booking { id: BookingId::from(number(id)?), version: number(version)? };
        Some(Press { target, action: Action::decode(action)? })
    }
}

fn is_verb(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// A number in the one spelling we write: no sign but `-`, no leading zero.
fn number(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_longest_press_we_make_fits_into_telegrams_limit() {
        let action = Action::new("reschedule-at").with(i64::from(u32::MAX)).with(999_999_999);
        let press =
            Press { target: Target::Booking { id: BookingId::from(999_999_999), version: 9999 }, action };
        assert!(press.encode().len() <= MAX_BYTES);
    }

    #[test]
    fn what_we_never_wrote_is_not_a_press() {
        let long = format!("d1.{}", "a".repeat(80));
        for data in [
            "", "d", "d1", "d1.", "d01.x", "d+1.x", "dx.y", "b1.x", "b1.2.", "d1.X", "d1.x.", "x1.y", "w.x",
            "w1", &long,
        ] {
            assert_eq!(Press::decode(data), None, "{data:?}");
        }
    }

    proptest! {
        #[test]
        fn a_press_survives_its_encoding(revision in 0..i64::MAX, a in any::<i64>(), b in any::<i32>(), kind in 0..3) {
            let target = match kind {
                0 => Target::Booking { id: BookingId::from(i64::from(b)), version: i64::from(a as i16) },
                1 => Target::WaitlistOffer { id: WaitlistOfferId::from(revision) },
                _ => Target::Dialogue { revision },
            };
            let numbers = if kind == 0 { vec![i64::from(b)] } else { vec![a] };
            let action = numbers.into_iter().fold(Action::new("at"), Action::with);
            let press = Press { target, action };
            prop_assert_eq!(Press::decode(&press.encode()), Some(press));
        }

        #[test]
        fn no_text_breaks_the_decoder(data in ".{0,80}") {
            if let Some(press) = Press::decode(&data) {
                prop_assert_eq!(press.encode(), data);
            }
        }
    }
}

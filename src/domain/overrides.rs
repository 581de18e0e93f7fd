//! What is set in chat lies over what the file says (A13).
//!
//! The file may change under it: what then no longer goes together with the file is left aside, so that the rules in force always do.

use std::collections::BTreeMap;

use crate::policy::Policy;
use crate::setting::Setting;
use crate::value::Value;

/// All that is set in chat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides(BTreeMap<Setting, Value>);

impl Overrides {
    /// Reads codes and values as they are stored. What another version wrote and this one cannot read holds nothing.
    pub fn read<'a>(stored: impl IntoIterator<Item = (&'a str, &'a str)>) -> Overrides {
        let read = |(code, value)| {
            let setting = Setting::from_code(code)?;
            Some((setting, setting.parse(value).ok()?))
        };
        Overrides(stored.into_iter().filter_map(read).collect())
    }

    /// What a setting is set to here.
    pub fn get(&self, setting: Setting) -> Option<&Value> {
        self.0.get(&setting)
    }

    /// The same with a setting set to something, or as in the file again.
    #[must_use]
    pub fn with(mut self, setting: Setting, value: Option<Value>) -> Overrides {
        match value {
            Some(value) => self.0.insert(setting, value),
            None => self.0.remove(&setting),
        };
        self
    }

    /// The settings that are set here and hold over this file: all but those that do not go together with it. They would let nothing be
    /// booked, or outlast the longest session.
    pub fn in_force(&self, file: &Policy) -> Vec<Setting> {
        let laid = self.laid_over(file, |_| true);
        let bookable = laid.booking.is_bookable();
        let fitting = laid.admin.session_idle <= laid.admin.session_max;
        let holds = |setting: &Setting| match setting {
            Setting::MinNotice | Setting::Horizon => bookable,
            Setting::SessionIdle => fitting,
            _ => true,
        };
        self.0.keys().copied().filter(holds).collect()
    }

    fn laid_over(&self, file: &Policy, holds: impl Fn(Setting) -> bool) -> Policy {
        let mut policy = file.clone();
        for (setting, value) in self.0.iter().filter(|(setting, _)| holds(**setting)) {
            setting.put(value.clone(), &mut policy);
        }
        policy
    }
}

impl Policy {
    /// The rules in force: this file's, with what is set in chat laid over them.
    #[must_use]
    pub fn with(&self, overrides: &Overrides) -> Policy {
        let in_force = overrides.in_force(self);
        overrides.laid_over(self, |setting| in_force.contains(&setting))
    }
}

impl Setting {
    /// What it is by a policy.
    pub fn of(self, policy: &Policy) -> Value {
        let (business, booking, texts) = (&policy.business, &policy.booking, &policy.texts);
        match self {
            Setting::Name => Value::Text(Some(business.name.clone())),
            Setting::Zone => Value::Zone(business.zone),
            Setting::Locale => Value::Locale(business.locale),
            Setting::Currency => Value::Currency(business.currency),
            Setting::Address => Value::Text(business.address.clone()),
            Setting::Phone => Value::Text(business.phone.clone()),
            Setting::Greeting => Value::Text(texts.greeting.clone()),
            Setting::Booked => Value::Text(texts.booked.clone()),
            Setting::Reminder => Value::Text(texts.reminder.clone()),
            Setting::Step => Value::Length(booking.step),
            Setting::MinNotice => Value::Length(booking.min_notice),
            Setting::Horizon => Value::Length(booking.horizon),
            Setting::Hold => Value::Length(booking.hold),
            Setting::PendingTimeout => Value::Length(booking.pending_timeout),
            Setting::CancelNotice => Value::Length(booking.cancel_notice),
            Setting::MaxActive => Value::Count(booking.max_active_per_client),
            Setting::Offsets => Value::Lengths(policy.reminders.offsets.clone()),
            Setting::Quiet => Value::Quiet(policy.reminders.quiet),
            Setting::AskReview => Value::Flag(policy.review.ask),
            Setting::ReviewAfter => Value::Length(policy.review.after),
            Setting::WaitlistOffer => Value::Length(policy.waitlist_offer),
            Setting::SessionIdle => Value::Length(policy.admin.session_idle),
        }
    }

    /// Sets it in a policy. A value of another kind, which no parsing makes, sets nothing.
    fn put(self, value: Value, policy: &mut Policy) {
        let (business, booking, texts) = (&mut policy.business, &mut policy.booking, &mut policy.texts);
        match (self, value) {
            (Setting::Name, Value::Text(Some(name))) => business.name = name,
            (Setting::Zone, Value::Zone(zone)) => business.zone = zone,
            (Setting::Locale, Value::Locale(locale)) => business.locale = locale,
            (Setting::Currency, Value::Currency(currency)) => business.currency = currency,
            (Setting::Address, Value::Text(text)) => business.address = text,
            (Setting::Phone, Value::Text(text)) => business.phone = text,
            (Setting::Greeting, Value::Text(text)) => texts.greeting = text,
            (Setting::Booked, Value::Text(text)) => texts.booked = text,
            (Setting::Reminder, Value::Text(text)) => texts.reminder = text,
            (Setting::Step, Value::Length(length)) => booking.step = length,
            (Setting::MinNotice, Value::Length(length)) => booking.min_notice = length,
            (Setting::Horizon, Value::Length(length)) => booking.horizon = length,
            (Setting::Hold, Value::Length(length)) => booking.hold = length,
            (Setting::PendingTimeout, Value::Length(length)) => booking.pending_timeout = length,
            (Setting::CancelNotice, Value::Length(length)) => booking.cancel_notice = length,
            (Setting::MaxActive, Value::Count(count)) => booking.max_active_per_client = count,
            (Setting::Offsets, Value::Lengths(offsets)) => policy.reminders.offsets = offsets,
            (Setting::Quiet, Value::Quiet(quiet)) => policy.reminders.quiet = quiet,
            (Setting::AskReview, Value::Flag(ask)) => policy.review.ask = ask,
            (Setting::ReviewAfter, Value::Length(length)) => policy.review.after = length,
            (Setting::WaitlistOffer, Value::Length(length)) => policy.waitlist_offer = length,
            (Setting::SessionIdle, Value::Length(length)) => policy.admin.session_idle = length,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn set(settings: &[(&str, &str)]) -> Overrides {
        Overrides::read(settings.iter().copied())
    }

    #[test]
    fn what_is_set_wins_and_the_rest_is_the_files() {
        let mut file = Policy::default();
        file.business.name = "Ромашка".into();
        file.business.address = Some("Садовая, 5".into());
        let policy = file.with(&set(&[("business.address", ""), ("booking.step", "15m")]));
        assert_eq!(policy.business.name, "Ромашка");
        assert_eq!(policy.business.address, None, "none is a value as well");
        assert_eq!(policy.booking.step, TimeDelta::minutes(15));
        assert_eq!(file.with(&Overrides::default()), file);
    }

    #[test]
    fn every_setting_changes_what_it_says_and_nothing_else() {
        let values = [
            "Иначе",
            "Asia/Omsk",
            "en",
            "EUR",
            "Дом",
            "1",
            "Привет",
            "Ждём",
            "Скоро",
            "45m",
            "3h",
            "9d",
            "7m",
            "5h",
            "4h",
            "9",
            "90m",
            "01:00-02:00",
            "false",
            "5m",
            "20m",
            "9m",
        ];
        for (setting, text) in Setting::ALL.into_iter().zip(values) {
            let value = setting.parse(text).unwrap();
            let file = Policy::default();
            let policy = file.with(&Overrides::default().with(setting, Some(value.clone())));
            assert_ne!(setting.of(&file), value, "{}", setting.code());
            for other in Setting::ALL {
                let expected = if other == setting { value.clone() } else { other.of(&file) };
                assert_eq!(other.of(&policy), expected, "{} by {}", other.code(), setting.code());
            }
            let back = Overrides::default().with(setting, Some(value)).with(setting, None);
            assert_eq!(file.with(&back), file);
        }
    }

    #[test]
    fn what_does_not_go_together_with_the_file_is_left_aside() {
        let overrides =
            set(&[("booking.min_notice", "10d"), ("booking.hold", "1h"), ("admin.session_idle", "11h")]);
        let mut file = Policy::default();
        assert_eq!(overrides.in_force(&file).len(), 3);
        file.booking.horizon = TimeDelta::days(7);
        file.admin.session_max = TimeDelta::hours(1);
        assert_eq!(overrides.in_force(&file), [Setting::Hold]);
        let policy = file.with(&overrides);
        assert_eq!(policy.booking.min_notice, file.booking.min_notice);
        assert_eq!(policy.admin.session_idle, file.admin.session_idle);
    }

    #[test]
    fn what_cannot_be_read_holds_nothing() {
        let idle = ("admin.session_idle", "1s");
        let overrides = set(&[("booking.step", "1s"), ("booking.magic", "1"), idle, ("booking.hold", "5m")]);
        assert_eq!(overrides.in_force(&Policy::default()), [Setting::Hold]);
    }
}

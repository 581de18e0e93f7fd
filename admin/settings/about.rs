//! How a setting is told: what it is called, what its value looks like, what it means for clients, and what may be wanted.

use chat::Args;
use chrono::{Offset as _, TimeZone as _};
use chrono_tz::Tz;
use domain::policy::Locale;
use domain::{Policy, Setting, Value};

use crate::cx::Cx;

/// So much of a text stands in a list.
const IN_A_LIST: usize = 60;
/// So much of it stands on a button beside other words.
const ON_A_BUTTON: usize = 18;

/// What it is called.
pub(crate) fn name(cx: &Cx<'_>, setting: Setting) -> String {
    cx.label(&format!("settings-name-{}", slug(setting)))
}

/// A value as people say it, not yet escaped.
pub(crate) fn shown(cx: &Cx<'_>, value: &Value) -> String {
    let format = cx.format();
    match value {
        Value::Text(Some(text)) => text.clone(),
        Value::Text(None) | Value::Quiet(None) => cx.label("settings-none"),
        Value::Zone(zone) => {
            let (city, offset) = zone_name(cx, *zone);
            format!("{city} (UTC{offset})")
        }
        Value::Locale(Locale::Ru) => "Русский".to_owned(),
        Value::Locale(Locale::En) => "English".to_owned(),
        Value::Currency(currency) => currency.code().to_owned(),
        Value::Length(length) => format.count(*length),
        Value::Lengths(lengths) if lengths.is_empty() => cx.label("settings-none"),
        Value::Lengths(lengths) => {
            lengths.iter().map(|length| format.count(*length)).collect::<Vec<_>>().join(", ")
        }
        Value::Quiet(Some(quiet)) => quiet.to_string().replace('-', "–"),
        Value::Flag(true) => cx.label("settings-yes"),
        Value::Flag(false) => cx.label("settings-no"),
        Value::Count(count) => count.to_string(),
    }
}

/// The same on one line, cut off where a list has no more room.
pub(crate) fn short(cx: &Cx<'_>, value: &Value) -> String {
    cut(&shown(cx, value), IN_A_LIST)
}

/// The same where a button has no more room.
pub(crate) fn tiny(cx: &Cx<'_>, value: &Value) -> String {
    match value {
        Value::Zone(zone) => {
            let (city, offset) = zone_name(cx, *zone);
            format!("{city} {offset}")
        }
        value => cut(&shown(cx, value), ON_A_BUTTON),
    }
}

fn cut(text: &str, most: usize) -> String {
    let text = text.replace('\n', " ");
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// In one sentence, what it means if a setting has this value.
pub(crate) fn effect(cx: &Cx<'_>, setting: Setting, value: &Value) -> String {
    let kind = match value {
        Value::Text(None) | Value::Quiet(None) | Value::Flag(false) => "none",
        Value::Length(length) if length.is_zero() => "none",
        Value::Lengths(lengths) if lengths.is_empty() => "none",
        _ => "some",
    };
    let mut args = Args::new().text("kind", kind).text("value", listed(cx, value));
    if let Value::Zone(zone) = value {
        let format = chat::format::Format { zone: *zone, ..cx.format() };
        args = args.text("time", format.time(cx.turn.now));
    }
    if let Value::Count(count) = value {
        args = args.number("count", i64::from(*count));
    }
    if let Value::Quiet(Some(quiet)) = value {
        let (from, to) = quiet.edges();
        args = args.text("from", from.format("%H:%M").to_string()).text("to", to.format("%H:%M").to_string());
    }
    cx.say_with(&format!("settings-effect-{}", slug(setting)), args)
}

/// Several lengths as a sentence has them: "24 часа и за 2 часа".
fn listed(cx: &Cx<'_>, value: &Value) -> String {
    let Value::Lengths(lengths) = value else { return shown(cx, value) };
    let counted: Vec<String> = lengths.iter().map(|length| cx.format().count(*length)).collect();
    let (last, first) = match counted.split_last() {
        Some((last, first)) if !first.is_empty() => (last.clone(), first.to_vec()),
        _ => return counted.concat(),
    };
    let and = |first: String, last: String| {
        cx.label_with("settings-and", Args::new().text("first", first).text("last", last))
    };
    let comma = |first: String, next: &String| {
        cx.label_with("settings-comma", Args::new().text("first", first).text("next", next))
    };
    let first = first.iter().skip(1).fold(first[0].clone(), comma);
    and(first, last)
}

/// "Екатеринбург" and "+5"
fn zone_name(cx: &Cx<'_>, zone: Tz) -> (String, String) {
    let seconds = zone.offset_from_utc_datetime(&cx.turn.now.naive_utc()).fix().local_minus_utc();
    let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() / 60 % 60);
    let sign = if seconds < 0 { '−' } else { '+' };
    let offset = match minutes {
        0 => format!("{sign}{hours}"),
        _ => format!("{sign}{hours}:{minutes:02}"),
    };
    let city = zone.name().rsplit('/').next().unwrap_or_default();
    let args = Args::new().text("city", city).text("zone", zone.name().replace('_', " "));
    (cx.label_with("settings-zone", args), offset)
}

/// What may be wanted, without what is so already.
pub(crate) fn presets(setting: Setting, rules: &Policy) -> Vec<Value> {
    let current = setting.of(rules);
    let values = texts(setting).iter().filter_map(|text| setting.parse(text).ok());
    values.filter(|value| *value != current).collect()
}

fn texts(setting: Setting) -> &'static [&'static str] {
    match setting {
        Setting::Name => &[],
        // None of it, which is the same as an empty text.
        Setting::Address | Setting::Phone | Setting::Greeting | Setting::Booked | Setting::Reminder => &[""],
        Setting::Zone => &[
            "Europe/Kaliningrad",
            "Europe/Moscow",
            "Europe/Samara",
            "Asia/Yekaterinburg",
            "Asia/Omsk",
            "Asia/Novosibirsk",
            "Asia/Krasnoyarsk",
            "Asia/Irkutsk",
            "Asia/Yakutsk",
            "Asia/Vladivostok",
            "Asia/Magadan",
            "Asia/Kamchatka",
        ],
        Setting::Locale => &["ru", "en"],
        Setting::Currency => &["RUB", "EUR", "USD", "KZT", "BYN", "GEL"],
        Setting::Step => &["10m", "15m", "20m", "30m", "1h"],
        Setting::MinNotice => &["0m", "30m", "1h", "3h", "12h", "24h"],
        Setting::Horizon => &["14d", "30d", "60d", "90d"],
        Setting::Hold => &["5m", "10m", "15m", "20m"],
        Setting::PendingTimeout => &["1h", "4h", "12h", "24h"],
        Setting::CancelNotice => &["0m", "2h", "3h", "6h", "12h", "24h"],
        Setting::MaxActive => &["1", "2", "3", "5", "10"],
        Setting::Offsets => &["24h, 2h", "24h", "2h", "48h, 3h", ""],
        Setting::Quiet => &["21:00-09:00", "22:00-08:00", "22:00-09:00", "23:00-08:00", ""],
        Setting::AskReview => &["true", "false"],
        Setting::ReviewAfter => &["1h", "2h", "4h", "24h"],
        Setting::WaitlistOffer => &["10m", "15m", "30m", "1h"],
        Setting::SessionIdle => &["5m", "15m", "30m", "1h"],
    }
}

/// A code as it stands in the names of words: `booking-min-notice`.
fn slug(setting: Setting) -> String {
    setting.code().replace(['.', '_'], "-")
}

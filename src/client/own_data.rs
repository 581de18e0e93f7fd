//! All that is stored about a client, as files (C12): a page for people, and JSON for programs.
//!
//! ```text
//! {
//!   "business": "…", "written_at": "2026-11-23T09:00:00+03:00", "time_zone": "Europe/Moscow",
//!   "name": "…", "phone": "+7…", …,
//!   "bookings": [ { "number": 1, "services": "…", "starts_at": "…", …, "history": [ { "at": "…", … } ] } ]
//! }
//! ```
//!
//! Keys are the ones of [`store::own_data`]. Times are RFC 3339 in the zone of the business, what is not stored is `null`.

use chat::{Attachment, BotName, Failure, Outgoing, Priority, Reaction};
use chrono::SecondsFormat;
use chrono_tz::Tz;
use domain::Money;
use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};
use store::own_data::{Record, Value};

use crate::cx::Cx;
use crate::own_data_page::page;
use crate::state::State;

/// Sends the files. A dialogue goes on as it was.
pub(crate) fn send(cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
    let Some(record) = cx.turn.tx.own_data(cx.client.id)? else { return Ok(Reaction::silence()) };
    let mut files = Vec::new();
    write(cx, record, &mut files)?;
    Ok(files.into_iter().fold(Reaction::silence(), Reaction::and))
}

/// A page and its JSON. What does not fit into a message is parted between its bookings.
fn write(cx: &Cx<'_>, record: Record, files: &mut Vec<Outgoing>) -> Result<(), Failure> {
    let page = page(cx, &record).into_bytes();
    let json = json(cx, &record)?;
    let fits = page.len().max(json.len()) <= Attachment::LARGEST_DOCUMENT;
    if !fits && let Some((first, rest)) = halves(record) {
        write(cx, first, files)?;
        return write(cx, rest, files);
    }
    let number = match files.len() / 2 {
        0 => String::new(),
        earlier => format!("-{}", earlier + 1),
    };
    for (ending, mime, bytes, caption) in
        [("html", "text/html", page, "own-data-page"), ("json", "application/json", json, "own-data-json")]
    {
        let name = format!("my-data{number}.{ending}");
        let attachment =
            Attachment::Document { name, mime: mime.to_owned(), bytes, caption: cx.say(caption) };
        let (bot, chat, priority) = (BotName::Client, cx.chat, Priority::Reply);
        files.push(Outgoing::Attach { bot, chat, attachment, priority, expires_at: None });
    }
    Ok(())
}

/// The same with the first half of the bookings, and with the rest; none if there are no two of them.
fn halves(mut record: Record) -> Option<(Record, Record)> {
    let (key, Value::List(mut bookings)) = record.0.pop()? else { return None };
    let rest = bookings.split_off(bookings.len() / 2);
    if bookings.is_empty() {
        return None;
    }
    let mut second = record.clone();
    record.0.push((key, Value::List(bookings)));
    second.0.push((key, Value::List(rest)));
    Some((record, second))
}

fn json(cx: &Cx<'_>, record: &Record) -> Result<Vec<u8>, Failure> {
    let business = &cx.turn.policy.business;
    let mut whole = vec![
        ("business", Value::Text(business.name.clone())),
        ("written_at", Value::At(cx.turn.now)),
        ("time_zone", Value::Text(business.zone.name().to_owned())),
    ];
    whole.extend(record.0.iter().cloned());
    Ok(serde_json::to_vec_pretty(&Json { value: &Record(whole), zone: business.zone })?)
}

/// Something as JSON, with times in this zone.
struct Json<'a, T> {
    value: &'a T,
    zone: Tz,
}

impl Serialize for Json<'_, Record> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.value.0.len()))?;
        for (key, value) in &self.value.0 {
            map.serialize_entry(key, &Json { value, zone: self.zone })?;
        }
        map.end()
    }
}

impl Serialize for Json<'_, Value> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Nothing => serializer.serialize_none(),
            Value::Text(text) | Value::Code(text) => serializer.serialize_str(text),
            Value::Number(number) => serializer.serialize_i64(*number),
            Value::Flag(flag) => serializer.serialize_bool(*flag),
            Value::At(at) => {
                let local = at.with_timezone(&self.zone);
                serializer.serialize_str(&local.to_rfc3339_opts(SecondsFormat::Secs, false))
            }
            Value::Price(money) => serializer.serialize_str(&amount(*money)),
            Value::List(records) => {
                serializer.collect_seq(records.iter().map(|value| Json { value, zone: self.zone }))
            }
        }
    }
}

/// "1500.00 RUB"
fn amount(money: Money) -> String {
    let digits = money.currency.minor_digits();
    let unit = 10_u64.pow(digits);
    let (sign, minor) = (if money.minor < 0 { "-" } else { "" }, money.minor.unsigned_abs());
    let code = money.currency.code();
    match digits {
        0 => format!("{sign}{minor} {code}"),
        _ => format!("{sign}{}.{:0width$} {code}", minor / unit, minor % unit, width = digits as usize),
    }
}

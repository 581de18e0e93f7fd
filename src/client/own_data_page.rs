//! All that is stored about a client, as a page for people: one file that needs nothing else, opens without a network and runs no script.

use chat::texts::escape;
use chat::{Args, Lang};
use domain::Instant;
use store::own_data::{Record, Value};

use crate::cx::Cx;

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1c1c1e;background:#fff}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2rem}
section{border:1px solid #d9d9de;border-radius:.75rem;padding:.25rem 1rem;margin:1rem 0}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.25rem 1rem}
dt{color:#63636a}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
ul{padding-left:1.2rem}p,li{color:#63636a}
@media(max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}
@media(prefers-color-scheme:dark){body{color:#f2f2f7;background:#1c1c1e}section{border-color:#48484a}dt,p,li{color:#aeaeb2}}";

/// The page, in the client's language.
pub(crate) fn page(cx: &Cx<'_>, record: &Record) -> String {
    let business = &cx.turn.policy.business;
    let title = word(cx, "own-title", Args::new().text("business", &business.name));
    let written = Args::new().text("at", time(cx, cx.turn.now)).text("zone", business.zone.name());
    let lang = if cx.lang == Lang::Ru { "ru" } else { "en" };
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n{}</body>\n</html>\n",
        word(cx, "own-written", written),
        whole(cx, record),
    )
}

/// All values, and below them each list under a heading of its own.
fn whole(cx: &Cx<'_>, record: &Record) -> String {
    let mut text = values(cx, record);
    for (key, records) in lists(record) {
        let parts = records.iter().map(|record| format!("<section>\n{}</section>\n", part(cx, record)));
        text += &format!("<h2>{}</h2>\n{}", heading(cx, key), parts.collect::<String>());
    }
    text
}

/// One of a list, with what happened to it line by line.
fn part(cx: &Cx<'_>, record: &Record) -> String {
    let mut text = values(cx, record);
    for (key, records) in lists(record) {
        let lines = records.iter().map(|record| format!("<li>{}</li>\n", line(cx, record)));
        text += &format!("<p>{}</p>\n<ul>\n{}</ul>\n", heading(cx, key), lines.collect::<String>());
    }
    text
}

fn lists(record: &Record) -> impl Iterator<Item = (&'static str, &Vec<Record>)> {
    record.0.iter().filter_map(|(key, value)| match value {
        Value::List(records) if !records.is_empty() => Some((*key, records)),
        _ => None,
    })
}

fn values(cx: &Cx<'_>, record: &Record) -> String {
    let rows = record.0.iter().filter_map(|(key, value)| {
        said(cx, key, value).map(|said| format!("<dt>{}</dt><dd>{said}</dd>\n", heading(cx, key)))
    });
    format!("<dl>\n{}</dl>\n", rows.collect::<String>())
}

/// "пн 23 ноября 2026, 12:00 · вы · перенос · подтверждена · Начало визита: вт 24 ноября 2026, 15:00"
fn line(cx: &Cx<'_>, record: &Record) -> String {
    let said = record.0.iter().filter_map(|(key, value)| {
        let said = said(cx, key, value)?;
        Some(match value {
            Value::Code(_) => said,
            _ if *key == "at" => said,
            _ => format!("{}: {said}", heading(cx, key)),
        })
    });
    said.collect::<Vec<_>>().join(" · ")
}

/// A value in words, harmless inside a page; none if nothing is stored.
fn said(cx: &Cx<'_>, key: &str, value: &Value) -> Option<String> {
    Some(match value {
        Value::Nothing | Value::List(_) => return None,
        Value::Text(text) => escape(text),
        Value::Number(number) => number.to_string(),
        Value::Flag(true) => word(cx, "own-yes", Args::new()),
        Value::Flag(false) => word(cx, "own-no", Args::new()),
        Value::Code(code) => heading(cx, &format!("{key}-{code}")),
        Value::At(at) => time(cx, *at),
        Value::Price(money) => escape(&cx.format().money(*money)),
    })
}

/// What stands under a key, in words: the key itself is what programs read.
fn heading(cx: &Cx<'_>, key: &str) -> String {
    word(cx, &format!("own-{}", key.replace('_', "-")), Args::new())
}

/// Our own words, with what others wrote escaped in them.
fn word(cx: &Cx<'_>, key: &str, args: Args<'_>) -> String {
    cx.say_with(key, args)
}

/// The year is always named: a file is kept for long.
fn time(cx: &Cx<'_>, at: Instant) -> String {
    escape(&cx.format().lasting(at, Instant::UNIX_EPOCH))
}

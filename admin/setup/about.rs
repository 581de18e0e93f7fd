//! Name and zone of the business: set as an owner sets them later, with the same bounds (A13).

use chat::format::Format;
use chat::{Args, Button, Failure, Place, Reaction};
use chrono_tz::Tz;
use domain::{Fact, Setting, Value};

use super::question::{Question, choice};
use super::{go_on, is_in_use};
use crate::cx::Cx;
use crate::state::State;

/// Where most of those live who read this: one town for each time of the clock.
const ZONES: [Tz; 12] = [
    Tz::Europe__Kaliningrad,
    Tz::Europe__Moscow,
    Tz::Europe__Samara,
    Tz::Asia__Yekaterinburg,
    Tz::Asia__Omsk,
    Tz::Asia__Krasnoyarsk,
    Tz::Asia__Irkutsk,
    Tz::Asia__Yakutsk,
    Tz::Asia__Vladivostok,
    Tz::Asia__Magadan,
    Tz::Asia__Kamchatka,
    Tz::Europe__Berlin,
];
/// The button that asks for another one.
pub(super) const OTHER: usize = ZONES.len();

type Asked = (String, Vec<Vec<Button>>);

pub(super) fn ask_name(cx: &Cx<'_>) -> Asked {
    let business = Args::new().text("value", &cx.turn.policy.business.name);
    let keep = cx.label_with("admin-button-setup-keep", business);
    (cx.say("admin-setup-name"), vec![vec![choice(keep, 0)]])
}

pub(super) fn keep_name(cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
    go_on(cx, Some(Question::Zone), Place::InPlace)
}

pub(super) fn name_typed(cx: &Cx<'_>, text: &str) -> Result<Reaction<State>, Failure> {
    match Setting::Name.parse(text.trim()) {
        Ok(value) => set(cx, Setting::Name, value, Question::Zone, Place::Below),
        Err(_) => Ok(cx.hint("admin-setup-name-bad")),
    }
}

pub(super) fn ask_zone(cx: &Cx<'_>) -> Asked {
    // The clock is what people know of their zone.
    let time = |zone: Tz| Format { zone, ..cx.format() }.time(cx.turn.now);
    let label = |(place, zone): (usize, &Tz)| {
        choice(format!("{} · {}", time(*zone), cx.label(&format!("admin-town-{}", slug(*zone)))), place)
    };
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for (place, zone) in ZONES.iter().enumerate() {
        match rows.last_mut() {
            Some(row) if row.len() < 2 => row.push(label((place, zone))),
            _ => rows.push(vec![label((place, zone))]),
        }
    }
    rows.push(vec![choice(cx.label("admin-setup-zone-other"), OTHER)]);
    (cx.say("admin-setup-zone"), rows)
}

pub(super) fn zone_chosen(cx: &Cx<'_>, number: usize) -> Result<Option<Reaction<State>>, Failure> {
    let Some(zone) = ZONES.get(number) else { return Ok(None) };
    set(cx, Setting::Zone, Value::Zone(*zone), Question::Days, Place::InPlace).map(Some)
}

pub(super) fn zone_typed(cx: &Cx<'_>, text: &str) -> Result<Reaction<State>, Failure> {
    match Setting::Zone.parse(text.trim()) {
        Ok(value) => set(cx, Setting::Zone, value, Question::Days, Place::Below),
        Err(_) => Ok(cx.hint("admin-setup-zone-bad")),
    }
}

/// Sets something as an owner sets it in the settings, and goes on.
fn set(
    cx: &Cx<'_>,
    setting: Setting,
    is: Value,
    next: Question,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let tx = cx.turn.tx;
    if setting == Setting::Zone && is_in_use(cx)? {
        return go_on(cx, Some(next), place);
    }
    let seen = tx.set_in_chat(setting)?.map_or(0, |set| set.version);
    tx.set_override(setting, Some(&is), seen, cx.chat(), cx.turn.now)?;
    cx.journal("settings-changed", Some(setting.number()))?;
    let was = setting.of(cx.turn.policy);
    let fact = Fact::SettingsChanged { setting, was, is, by: cx.chat() };
    Ok(go_on(cx, Some(next), place)?.because(fact))
}

/// "Europe/Moscow" → "moscow"
fn slug(zone: Tz) -> String {
    zone.name().rsplit('/').next().unwrap_or_default().to_lowercase()
}

//! In which zone times are meant, for clients whose language or phone suggests another (C17).

use chat::Args;
use chrono::Offset as _;

use crate::cx::Cx;

/// A line of its own that names the zone, or nothing for clients who live in it by all that is known.
pub(crate) fn note(cx: &Cx<'_>) -> String {
    line(cx).map(|line| format!("\n{line}")).unwrap_or_default()
}

/// The same without the line break.
pub(crate) fn line(cx: &Cx<'_>) -> Option<String> {
    may_live_elsewhere(cx).then(|| {
        let zone = cx.turn.policy.business.zone;
        let offset = cx.turn.now.with_timezone(&zone).offset().fix().local_minus_utc() / 60;
        let sign = if offset < 0 { '−' } else { '+' };
        let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
        let utc =
            if minutes == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{minutes:02}") };
        let city = zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ");
        cx.say_with("zone", Args::new().text("city", city).text("utc", utc))
    })
}

fn may_live_elsewhere(cx: &Cx<'_>) -> bool {
    let business = &cx.turn.policy.business;
    let other_language = cx.lang != business.locale.into();
    let other_country = cx.client.phone.as_ref().is_some_and(|phone| !phone.may_be_of(&business.region));
    other_language || other_country
}

//! The settings of one group with their values, and where each comes from.

use chat::{Action, Args, Button, Failure, Place, Reaction, Screen};
use domain::{Overrides, Policy, Setting};

use super::about;
use crate::cx::{Cx, under};
use crate::flow;
use crate::state::State;

/// So many characters a button may have to stand beside another.
const HALF: usize = 15;

/// The groups, each with the word of its name.
const GROUPS: [(&str, &[Setting]); 5] = [
    (
        "settings-group-business",
        &[Setting::Name, Setting::Address, Setting::Phone, Setting::Zone, Setting::Locale, Setting::Currency],
    ),
    (
        "settings-group-booking",
        &[
            Setting::Step,
            Setting::MinNotice,
            Setting::Horizon,
            Setting::CancelNotice,
            Setting::MaxActive,
            Setting::Hold,
            Setting::PendingTimeout,
            Setting::WaitlistOffer,
        ],
    ),
    (
        "settings-group-reminders",
        &[Setting::Offsets, Setting::Quiet, Setting::AskReview, Setting::ReviewAfter],
    ),
    ("settings-group-texts", &[Setting::Greeting, Setting::Booked, Setting::Reminder]),
    ("settings-group-access", &[Setting::SessionIdle]),
];

/// The buttons that lead to the groups.
pub(super) fn doors(cx: &Cx<'_>) -> Vec<Vec<Button>> {
    let doors = (0_i64..).zip(GROUPS);
    let buttons = doors.map(|(number, (key, _))| cx.button(key, Action::new("settings-group").with(number)));
    in_rows(buttons.collect())
}

/// One group.
pub(super) fn show(
    cx: &Cx<'_>,
    number: i64,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let found = usize::try_from(number).ok().and_then(|number| GROUPS.get(number));
    let Some((key, settings)) = found else { return flow::refuse(cx, "press-unknown") };
    let overrides = cx.turn.tx.overrides()?;
    let rules = cx.turn.file.with(&overrides);
    let lines = settings.iter().map(|setting| {
        let args = Args::new()
            .text("name", about::name(cx, *setting))
            .text("value", about::short(cx, &setting.of(&rules)))
            .text("origin", origin(*setting, cx.turn.file, &overrides));
        cx.say_with("settings-line", args)
    });
    let text = format!("<b>{}</b>\n\n{}", cx.say(key), lines.collect::<Vec<_>>().join("\n"));
    let open = |setting: &Setting| {
        Button::new(about::name(cx, *setting), Action::new("settings-open").with(setting.number()))
    };
    let mut rows = in_rows(settings.iter().map(open).collect());
    rows.push(vec![cx.button("button-back", Action::new("settings"))]);
    Ok(cx.end(place, Screen::text(under(headline, text)).buttons(rows)))
}

/// The group of a setting.
pub(super) fn of(
    cx: &Cx<'_>,
    setting: Setting,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let group = (0_i64..).zip(GROUPS).find(|(_, (_, settings))| settings.contains(&setting));
    show(cx, group.map_or(0, |(number, _)| number), place, headline)
}

/// Where a value comes from: set here, set here but not going together with the file, the file, or nobody.
pub(super) fn origin(setting: Setting, file: &Policy, overrides: &Overrides) -> &'static str {
    match overrides.get(setting) {
        Some(_) if overrides.in_force(file).contains(&setting) => "here",
        Some(_) => "aside",
        None if setting.of(file) == setting.of(&Policy::default()) => "default",
        None => "file",
    }
}

/// Two short buttons in a row, a long one alone.
pub(super) fn in_rows(buttons: Vec<Button>) -> Vec<Vec<Button>> {
    let is_short = |button: &Button| button.label.chars().count() <= HALF;
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for button in buttons {
        match rows.last_mut() {
            Some(row) if row.len() == 1 && is_short(&row[0]) && is_short(&button) => row.push(button),
            _ => rows.push(vec![button]),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_stands_in_one_group() {
        let mut listed: Vec<Setting> = GROUPS.iter().flat_map(|(_, settings)| *settings).copied().collect();
        listed.sort_unstable();
        assert_eq!(listed, Setting::ALL);
    }
}

//! A client who does what the screen asks. Buttons are known by what they carry, so no language matters.

use chat::calendar;
use chat::{Content, Keyboard, Press, Screen, Target};

/// What a client does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Presses a button with this data.
    Presses(String),
    /// The same with the one that books.
    Confirms(String),
    /// Writes.
    Writes(Content),
    /// Has the card of a booking before them.
    IsBooked,
    /// No time is free.
    FindsNothing,
}

/// What somebody does who sees this. `taste` chooses among times.
pub(super) fn step(screen: Option<&Screen>, taste: usize) -> Option<Step> {
    let Some(screen) = screen else {
        return Some(Step::Writes(Content::Command { name: "start".to_owned(), argument: String::new() }));
    };
    let rows = match &screen.keyboard {
        Keyboard::AskContact { .. } => {
            return Some(Step::Writes(Content::Text(format!("+7912555{taste:04}"))));
        }
        Keyboard::Inline(rows) => rows,
        Keyboard::None | Keyboard::Remove => return None,
    };
    let buttons: Vec<(Press, &str)> = rows
        .iter()
        .flatten()
        .filter_map(|button| Some((Press::decode(&button.data)?, button.data.as_str())))
        .collect();
    if buttons.iter().any(|(press, _)| matches!(press.target, Target::Booking { .. })) {
        return Some(Step::IsBooked);
    }
    let find = |verb: &str| {
        let found: Vec<&str> =
            buttons.iter().filter(|(press, _)| press.action.verb() == verb).map(|(_, data)| *data).collect();
        (!found.is_empty()).then(|| found[taste % found.len()].to_owned())
    };
    if let Some(data) = find("confirm") {
        return Some(Step::Confirms(data));
    }
    // In this order: the calendar has a shortcut to the soonest time, which everybody would take.
    let asked = ["agree", "known", calendar::DAY, "at", "service", "book"].into_iter().find_map(find);
    if let Some(data) = asked {
        return Some(Step::Presses(data));
    }
    match find("waitlist") {
        Some(_) => Some(Step::FindsNothing),
        None => Some(Step::Writes(Content::Text("Проба Пробная".to_owned()))),
    }
}

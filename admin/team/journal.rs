//! The journal: who did what and when, and what was refused (A14).

use chat::{Action, Args, Button, Failure, Place, Reaction, Screen, Turn};
use domain::{ChatId, Fact};
use store::Tx;
use store::journal::JournalLine;

use super::member;
use crate::cat;
use crate::cx::Cx;
use crate::settings;
use crate::state::State;

/// So many lines on a page: the whole stays on one screen of a phone.
const PAGE: u32 = 10;

/// What was done (0), or what was refused.
pub(super) fn show(cx: &Cx<'_>, kind: i64, page: i64, place: Place) -> Result<Reaction<State>, Failure> {
    let refused = kind != 0;
    let (page, lines) = page_of(page, |skip| cx.turn.tx.journal_page(refused, skip, PAGE + 1))?;
    let turn_to = |page| Action::new("team-log").with(kind).with(page);
    let (other, headline) = match refused {
        true => (cx.button("team-button-log", Action::new("team-log").with(0).with(0)), "team-log-refused"),
        false => (cx.button("team-button-refused", Action::new("team-log").with(1).with(0)), "team-log"),
    };
    let rows = vec![
        arrows(cx, page, lines.len(), turn_to),
        vec![other],
        vec![cx.button("button-back", Action::new("team"))],
    ];
    let text = text(cx, cx.say(headline), &lines, true)?;
    Ok(cx.end(place, Screen::text(text).buttons(rows)))
}

/// All that one colleague did, also one who is gone.
pub(super) fn show_of(
    cx: &Cx<'_>,
    chat: ChatId,
    page: i64,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let (page, lines) = page_of(page, |skip| cx.turn.tx.journal_of(chat, skip, PAGE + 1))?;
    let turn_to = |page| Action::new("team-log-of").with(chat.get()).with(page);
    let back = match member(cx, chat)? {
        Some(_) => Action::new("team-open").with(chat.get()),
        None => Action::new("team"),
    };
    let rows = vec![arrows(cx, page, lines.len(), turn_to), vec![cx.button("button-back", back)]];
    let headline = cx.say_with("team-log-of", Args::new().text("name", cx.called(chat)?));
    let text = text(cx, headline, &lines, false)?;
    Ok(cx.end(place, Screen::text(text).buttons(rows)))
}

/// Notes what happens to an admin's access outside of every flow. What is done in one the flow notes itself.
pub(crate) fn note(turn: Turn<'_, Tx>, fact: &Fact) -> Result<(), Failure> {
    let (admin, deed) = match fact {
        Fact::PinLocked { admin } => (*admin, "pin-locked"),
        Fact::PinSet { admin } => (*admin, "pin-set"),
        Fact::OwnerClaimed { admin } => (*admin, "team-claimed"),
        _ => return Ok(()),
    };
    Ok(turn.tx.note_deed(admin, deed, None, turn.now)?)
}

/// The page that was asked for with one line more than it shows, if there is another; the first, if it is empty.
fn page_of(
    page: i64,
    load: impl Fn(u32) -> store::Result<Vec<JournalLine>>,
) -> Result<(i64, Vec<JournalLine>), Failure> {
    let skip = u32::try_from(page).ok().and_then(|page| page.checked_mul(PAGE)).unwrap_or(0);
    let lines = load(skip)?;
    match lines.is_empty() && skip > 0 {
        true => Ok((0, load(0)?)),
        false => Ok((i64::from(skip / PAGE), lines)),
    }
}

/// Lines have an order in time, so the arrows say where they lead.
fn arrows(cx: &Cx<'_>, page: i64, found: usize, turn_to: impl Fn(i64) -> Action) -> Vec<Button> {
    let newer = (page > 0).then(|| cx.button("team-button-newer", turn_to(page - 1)));
    let older = (found > PAGE as usize).then(|| cx.button("team-button-older", turn_to(page + 1)));
    newer.into_iter().chain(older).collect()
}

fn text(cx: &Cx<'_>, headline: String, lines: &[JournalLine], of_all: bool) -> Result<String, Failure> {
    if lines.is_empty() {
        return Ok(format!("{headline}\n{}", cx.say("team-log-empty")));
    }
    let mut text = headline;
    for line in lines.iter().take(PAGE as usize) {
        let at = cx.format().lasting(line.at, cx.turn.now);
        let who = match line.admin {
            you if you == cx.chat() => cx.say("team-log-you"),
            // No chat has this number: what the program does by itself.
            nobody if nobody.get() == 0 => cx.say("team-log-itself"),
            other => cx.called(other)?,
        };
        let args = Args::new().text("at", at).text("who", who);
        let head = cx.say_with(if of_all { "team-log-line" } else { "team-log-line-own" }, args);
        text = format!("{text}\n\n{head}\n{}", deed(cx, line)?);
    }
    Ok(text)
}

/// What was done, in words; of a deed that no word is known for, its code.
fn deed(cx: &Cx<'_>, line: &JournalLine) -> Result<String, Failure> {
    let key = format!("deed-{}", line.deed);
    let number = line.subject.map(|number| number.to_string()).unwrap_or_default();
    let said = cx.say_with(&key, Args::new().text("number", &number).text("name", named(cx, line)?));
    Ok(match said == key {
        false => said,
        true => cx.say_with("team-log-deed", Args::new().text("deed", &line.deed).text("number", number)),
    })
}

/// Colleagues, specialists and services are told by name; what belongs to clients is told by its number alone.
fn named(cx: &Cx<'_>, line: &JournalLine) -> Result<String, Failure> {
    let of = |words: &[&str]| words.iter().any(|word| line.deed.starts_with(word));
    let found = match line.subject {
        // The hours of the business are those of nobody in particular.
        None | Some(0) if of(&["hours-"]) => return Ok(cx.say("team-log-everybody")),
        Some(subject) if of(&["settings-changed"]) => settings::called(cx, subject),
        Some(_) if of(&["cat-"]) => cat::named(cx, line)?,
        Some(subject) if of(&["hours-", "late"]) => {
            cx.turn.tx.specialist(subject.into())?.map(|specialist| specialist.name)
        }
        Some(subject) if of(&["team-"]) && !of(&["team-invit"]) => Some(cx.called(subject.into())?),
        _ => None,
    };
    Ok(found.or(line.subject.map(|subject| format!("№ {subject}"))).unwrap_or_default())
}

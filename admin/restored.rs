//! After a restore the owners decide whether what waited in the copy is said: the service that was lost may have said it already (P10).

use chat::{Action, Args, Button, Failure, Outgoing, Page, Place, Reaction, Screen, Turn};
use domain::{BookingId, Fact, Right};
use store::Tx;
use store::admins::Admin;
use store::withheld::{Decision, Released, Restored, What, Withheld};

use crate::access;
use crate::cx::Cx;
use crate::flow::{self, Flow};
use crate::news;
use crate::notices::{is_owner, to_admins};
use crate::state::State;

/// So many lines on a page of the list.
const PAGE: usize = 10;
/// So much of a message is shown in the list, in characters.
const SHOWN: usize = 60;

pub(crate) const FLOW: Flow = Flow {
    verbs: &[
        ("restored-list", Right::Settings),
        ("restored-send", Right::Settings),
        ("restored-drop", Right::Settings),
    ],
    act,
};

fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    let restored = cx.turn.tx.restored()?;
    // Whoever restores twice has buttons of the first restore before them.
    let of = |at: i64| restored.filter(|restored| restored.restored_at.timestamp_millis() == at);
    let (verb, at, page) = match (action.verb(), action.numbers()) {
        (verb, [at]) => (verb, *at, 0),
        (verb @ "restored-list", [at, page]) => (verb, *at, *page),
        _ => return flow::refuse(cx, "press-unknown"),
    };
    match (verb, of(at)) {
        (_, None) => Ok(Reaction::toast(cx.label("admin-stale"))),
        (_, Some(Restored { decision: Some(decision), .. })) => decided(cx, decision, place),
        ("restored-list", Some(restored)) => list(cx, &restored, page, place),
        (verb, Some(restored)) => decide(cx, &restored, verb == "restored-send", place),
    }
}

/// To be called once after the start: whether the owners have yet to hear of a restore.
///
/// # Errors
/// The database does not do what it should.
pub fn restored(turn: Turn<'_, Tx>) -> Result<Option<Fact>, Failure> {
    Ok(turn.tx.tell_of_restore()?.then_some(Fact::Restored))
}

/// Tells every owner from when the copy is, what that means, and what waits for them.
pub(crate) fn hear(turn: Turn<'_, Tx>) -> Result<Vec<Outgoing>, Failure> {
    let Some(restored) = turn.tx.restored()? else { return Ok(Vec::new()) };
    let owners = access::admins(turn)?.into_iter().filter(is_owner);
    owners.map(|owner| told(&Cx::new(turn, owner, None)?, &restored)).collect()
}

fn told(cx: &Cx<'_>, restored: &Restored) -> Result<Outgoing, Failure> {
    let copied = cx.format().lasting(restored.copied_at, cx.turn.now);
    let mut text = cx.say_with("restored", Args::new().text("copied", copied));
    let mut rows = Vec::new();
    let waiting = cx.turn.tx.count_waiting(None)?;
    if waiting > 0 {
        let words = cx.say_with("restored-waiting", Args::new().number("count", waiting));
        text = format!("{text}\n\n{words}");
        rows.push(vec![cx.button("digest-button-waiting", Action::new("waiting"))]);
    }
    let (messages, jobs) = cx.turn.tx.count_withheld()?;
    if messages + jobs > 0 {
        let args = Args::new().number("messages", messages).number("jobs", jobs);
        text = format!("{text}\n\n{}", cx.say_with("restored-withheld", args));
        rows.extend(choice(cx, restored));
        rows.push(vec![cx.button("restored-button-list", action("restored-list", restored))]);
    }
    rows.push(vec![cx.button("button-menu", Action::new("menu"))]);
    Ok(news::say(cx, Screen::text(text).buttons(rows), None))
}

fn choice(cx: &Cx<'_>, restored: &Restored) -> Vec<Vec<Button>> {
    vec![vec![
        cx.button("restored-button-send", action("restored-send", restored)),
        cx.button("restored-button-drop", action("restored-drop", restored)),
    ]]
}

fn action(verb: &'static str, restored: &Restored) -> Action {
    Action::new(verb).with(restored.restored_at.timestamp_millis())
}

/// What waits, to whom it would be said.
fn list(cx: &Cx<'_>, restored: &Restored, page: i64, place: Place) -> Result<Reaction<State>, Failure> {
    let all = cx.turn.tx.withheld()?;
    let page = Page::of(&all, page, PAGE);
    let mut lines = vec![cx.say(if all.is_empty() { "restored-list-empty" } else { "restored-list" })];
    for withheld in page.items {
        lines.push(line(cx, withheld)?);
    }
    let mut rows = vec![page.arrows(|page| action("restored-list", restored).with(page))];
    if !all.is_empty() {
        rows.extend(choice(cx, restored));
    }
    rows.push(vec![cx.button("button-menu", Action::new("menu"))]);
    Ok(cx.end(place, Screen::text(lines.join("\n")).buttons(rows)))
}

fn line(cx: &Cx<'_>, withheld: &Withheld) -> Result<String, Failure> {
    let args = Args::new().text("who", who(cx, withheld)?);
    Ok(match &withheld.what {
        What::Message { screen } => {
            cx.say_with("restored-line-message", args.text("words", first_words(screen)))
        }
        What::Job { kind, booking } => {
            let booking = if withheld.bot == "client" { about(cx, *booking)? } else { String::new() };
            cx.say_with("restored-line-job", args.text("kind", kind).text("booking", booking))
        }
    })
}

/// A client by name, a colleague as colleagues call them.
fn who(cx: &Cx<'_>, withheld: &Withheld) -> Result<String, Failure> {
    if withheld.bot != "client" {
        return cx.called(withheld.chat);
    }
    let client = cx.turn.tx.known_client_of(withheld.chat)?;
    let name = client.and_then(|client| client.name).map(|name| name.as_str().to_owned());
    Ok(name.unwrap_or_else(|| format!("Telegram ID {}", withheld.chat)))
}

fn about(cx: &Cx<'_>, booking: BookingId) -> Result<String, Failure> {
    let Some(view) = cx.booking(booking)? else { return Ok(format!("№ {booking}")) };
    let start = cx.format().lasting(view.booking.visit.start(), cx.turn.now);
    Ok(format!("№ {booking}, {start}"))
}

/// How a message begins, without its marks.
fn first_words(screen: &str) -> String {
    let text = serde_json::from_str::<Screen>(screen).map(|screen| screen.text).unwrap_or_default();
    let (mut plain, mut in_mark) = (String::new(), false);
    for letter in text.lines().next().unwrap_or_default().chars() {
        match letter {
            '<' => in_mark = true,
            '>' => in_mark = false,
            letter if !in_mark => plain.push(letter),
            _ => {}
        }
    }
    let plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    match plain.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", plain[..end].trim_end()),
        None => plain,
    }
}

/// An owner decides, once for all of them.
fn decide(cx: &Cx<'_>, restored: &Restored, sent: bool, place: Place) -> Result<Reaction<State>, Failure> {
    let released = cx.turn.tx.decide_restore(restored.restored_at, sent, cx.chat(), cx.turn.now)?;
    cx.journal(if sent { "restored-sent" } else { "restored-dropped" }, None)?;
    let menu = vec![vec![cx.button("button-menu", Action::new("menu"))]];
    let mut reaction = cx.end(place, Screen::text(done(cx, sent, released)).buttons(menu));
    let (verdict, name) = (verdict(sent), cx.turn.tx.staff_name(cx.chat())?);
    let who = name.map_or_else(|| format!("Telegram ID {}", cx.chat()), |name| name.as_str().to_owned());
    let others = |admin: &Admin| is_owner(admin) && admin.chat != cx.chat();
    reaction.effects.outgoing.extend(to_admins(cx.turn, others, |cx| {
        cx.say_with("restored-news", Args::new().text("decision", verdict).text("who", &who))
    })?);
    Ok(reaction)
}

fn done(cx: &Cx<'_>, sent: bool, released: Released) -> String {
    if !sent {
        return cx.say("restored-dropped");
    }
    let mut text = cx.say_with("restored-sent", Args::new().number("count", released.sent));
    if released.past > 0 {
        text =
            format!("{text}\n{}", cx.say_with("restored-past", Args::new().number("count", released.past)));
    }
    text
}

/// Somebody was quicker, or it is a second press.
fn decided(cx: &Cx<'_>, decision: Decision, place: Place) -> Result<Reaction<State>, Failure> {
    let who = match decision.by == cx.chat() {
        true => cx.say("restored-you"),
        false => cx.called(decision.by)?,
    };
    let args = Args::new()
        .text("decision", verdict(decision.sent))
        .text("who", who)
        .text("at", cx.format().lasting(decision.at, cx.turn.now));
    let menu = vec![vec![cx.button("button-menu", Action::new("menu"))]];
    Ok(cx.end(place, Screen::text(cx.say_with("restored-decided", args)).buttons(menu)))
}

fn verdict(sent: bool) -> &'static str {
    if sent { "sent" } else { "dropped" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_message_the_first_words_are_shown_as_a_person_reads_them() {
        let shown = |text: &str| first_words(&serde_json::to_string(&Screen::text(text)).unwrap());
        assert_eq!(shown("<b>Вы записаны</b>\nСтрижка"), "Вы записаны");
        assert_eq!(shown("a &lt;b&gt; &amp; c"), "a <b> & c");
        assert_eq!(shown(&"я".repeat(70)), format!("{}…", "я".repeat(60)));
        assert_eq!(first_words("no screen"), "");
    }
}

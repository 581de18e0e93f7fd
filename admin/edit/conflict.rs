//! Somebody was quicker: what they did and what was wanted, side by side, so that one press tries again. Nothing is overwritten unseen.

use chat::{Action, Args, Failure, Place, Reaction};
use domain::{Actor, Change, Comment, Money, Phone};
use store::bookings::BookingView;

use crate::card_text::by_whom;
use crate::cx::Cx;
use crate::edit::review::{names, specialist_name};
use crate::edit::{At, Edit, Wanted, Words, save};
use crate::state::State;
use crate::{decide, meanwhile};

/// Somebody has changed the booking since it was at `version`: what they did, and what was wanted.
pub(crate) fn begin(
    cx: &Cx<'_>,
    view: &BookingView,
    version: i64,
    wanted: Wanted,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let edit = Edit { booking: view.booking.id, version, seen: Words::default(), at: At::Price };
    tell(cx, &edit, view, wanted, place)
}

/// The same for an edit that has come so far.
pub(super) fn tell(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    wanted: Wanted,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let reaction = show(cx, edit, view, &wanted, place, None)?;
    Ok(if place == Place::InPlace { reaction.saying(cx.label("edit-conflict-toast")) } else { reaction })
}

pub(super) fn show(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    wanted: &Wanted,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let mut lines = vec![edit.title(cx, view), String::new()];
    let told = meanwhile::since(cx, edit.booking, edit.version)?;
    lines.push(told.unwrap_or_else(|| cx.say("card-meanwhile")));
    lines.extend(other_value(cx, edit, view, wanted)?);
    lines.extend([String::new(), cx.say("edit-conflict-yours"), described(cx, view, wanted)?]);
    let rows = match save::may(view, wanted) {
        true => vec![vec![cx.button("edit-button-again", Action::new("again"))]],
        false => {
            lines.extend([String::new(), cx.say("edit-conflict-late")]);
            Vec::new()
        }
    };
    let value = replaced(view, wanted).unwrap_or_default();
    let at = At::Conflict { wanted: wanted.clone(), shown: view.booking.version, value };
    Ok(edit.go_on(at).stand(cx, place, headline, lines.join("\n"), rows))
}

/// The same once more, of the booking as it was shown beside it.
pub(super) fn again(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    wanted: &Wanted,
    (shown, value): (i64, &Words),
) -> Result<Reaction<State>, Failure> {
    let now = replaced(view, wanted).unwrap_or_default();
    if shown != view.booking.version || *value != now {
        return tell(cx, edit, view, wanted.clone(), Place::InPlace);
    }
    let decided = |words: &Words, change| {
        let reason = Comment::parse(&words.0).ok().flatten();
        decide::change_from_dialogue(cx, edit.booking, shown, change, reason.as_ref())
    };
    let fresh = Edit { version: shown, seen: now, ..edit.clone() };
    match wanted {
        Wanted::Decline(words) => decided(words, Change::Decline),
        Wanted::Cancel(words) => decided(words, Change::Cancel),
        Wanted::Visit { .. } | Wanted::Price(_) => {
            let at = At::Review { wanted: wanted.clone(), warned: Vec::new() };
            fresh.go_on(at).show(cx, Place::InPlace, None)
        }
        _ => save::save(cx, &fresh, view, wanted.clone(), Place::InPlace),
    }
}

/// The value that is replaced, as it is now. Of a client it may have been changed on another booking, which this one's version does not tell.
pub(super) fn replaced(view: &BookingView, wanted: &Wanted) -> Option<Words> {
    let value = match wanted {
        Wanted::Name(_) => view.client.name.as_ref().map(|name| name.as_str()),
        Wanted::Phone(_) => view.client.phone.as_ref().map(|phone| phone.as_e164()),
        Wanted::Comment(_) => view.booking.comment.as_ref().map(Comment::as_str),
        _ => return None,
    };
    Some(Words::from(value.unwrap_or_default()))
}

/// A name, a phone or a comment that is another than the one that was seen: no history holds them.
fn other_value(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    wanted: &Wanted,
) -> Result<Vec<String>, Failure> {
    // Who had everything erased is named nowhere any more, nor is what they were called.
    let is_known = view.client.erased_at.is_none();
    let Some(now) = replaced(view, wanted).filter(|now| is_known && *now != edit.seen) else {
        return Ok(Vec::new());
    };
    let shown = |words: &Words| match Phone::from_e164(&words.0) {
        Some(phone) => phone.display(),
        None if words.0.is_empty() => "—".to_owned(),
        None => words.0.clone(),
    };
    let mut lines = vec![
        cx.say_with("card-was", Args::new().text("was", shown(&edit.seen))),
        cx.say_with("card-now", Args::new().text("now", shown(&now))),
    ];
    let deed = match wanted {
        Wanted::Name(_) => Some("client-name"),
        Wanted::Phone(_) => Some("client-phone"),
        _ => None,
    };
    if let Some(deed) = deed {
        // The client changes a name and a phone without a line in the journal of the admins.
        let line = cx.turn.tx.last_deed_on(deed, view.client.id.get())?;
        lines.extend(line.map(|line| by_whom(cx, Actor::Admin(line.admin), line.at)).transpose()?);
    }
    Ok(lines)
}

/// What was wanted, in words.
fn described(cx: &Cx<'_>, view: &BookingView, wanted: &Wanted) -> Result<String, Failure> {
    let text = |key, words: &Words| cx.say_with(key, Args::new().text("words", &words.0));
    Ok(match wanted {
        Wanted::Name(words) => text("edit-wanted-name", words),
        Wanted::Phone(Words(phone)) => {
            let shown = Phone::from_e164(phone).map(|phone| phone.display()).unwrap_or_default();
            cx.say_with("edit-wanted-phone", Args::new().text("words", shown))
        }
        Wanted::Comment(Words(comment)) if comment.is_empty() => cx.say("edit-wanted-no-comment"),
        Wanted::Comment(words) => text("edit-wanted-comment", words),
        Wanted::Price(minor) => {
            let price = cx.format().money(Money { minor: *minor, ..view.booking.price });
            cx.say_with("edit-wanted-price", Args::new().text("words", price))
        }
        Wanted::Visit { services, specialist, .. } => {
            let visit = format!("{} · {}", names(cx, services)?, specialist_name(cx, *specialist)?);
            cx.say_with("edit-wanted-visit", Args::new().text("words", visit))
        }
        Wanted::Decline(words) => text("edit-wanted-decline", words),
        Wanted::Cancel(words) => text("edit-wanted-cancel", words),
    })
}

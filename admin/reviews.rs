//! What owners hear of reviews (C10): a low one at once, its words when they come, and if it was put right.

use chat::{Action, Args, BotName, Card, Failure, Outgoing, Place, Priority, Screen, Show, Target, Turn};
use domain::{BookingId, Role};
use store::Tx;
use store::admins::Admin;
use store::bookings::BookingView;
use store::news::{HeldNews, What};
use store::reviews::Review;

use crate::access;
use crate::card;
use crate::cx::Cx;
use crate::news::{self, Told};

/// Tells the owners of an answer. What is added or changed is news only as far as it is still low; else just what they have is put right.
pub(crate) fn hear(turn: Turn<'_, Tx>, booking: BookingId) -> Result<Vec<Outgoing>, Failure> {
    let held = HeldNews { booking, what: What::Reviewed, starts: Vec::new() };
    to_owners(turn, booking, |cx, view, review| {
        Ok(match (is_low(review), &review.words) {
            (false, _) => Place::IfShown,
            (true, _) if matches!(news::judge(cx, view, &held)?, Told::NotNow) => Place::IfShown,
            // An edit makes no sound: the words come as a message of their own.
            (true, Some(_)) => Place::Below,
            (true, None) => Place::InPlace,
        })
    })
}

/// What has waited for the end of an owner's quiet hours.
pub(crate) fn news(cx: &Cx<'_>, view: &BookingView) -> Result<Outgoing, Failure> {
    match cx.turn.tx.review(view.booking.id)? {
        Some(review) => Ok(notice(cx, view, &review, Place::Below)),
        None => card::show(cx, view, Place::IfShown),
    }
}

/// Puts right what the owners have, and tells nothing new.
pub(crate) fn again(turn: Turn<'_, Tx>, booking: BookingId) -> Result<Vec<Outgoing>, Failure> {
    to_owners(turn, booking, |_, _, _| Ok(Place::IfShown))
}

fn to_owners(
    turn: Turn<'_, Tx>,
    booking: BookingId,
    place: impl Fn(&Cx<'_>, &BookingView, &Review) -> Result<Place, Failure>,
) -> Result<Vec<Outgoing>, Failure> {
    let (Some(view), Some(review)) = (turn.tx.booking(booking)?, turn.tx.review(booking)?) else {
        return Ok(Vec::new());
    };
    let told = |admin: &Admin| admin.role == Role::Owner && admin.pin_hash.is_some();
    let owners = access::admins(turn)?.into_iter().filter(told);
    let told = |owner| {
        let cx = Cx::new(turn, owner, None)?;
        let place = place(&cx, &view, &review)?;
        Ok(notice(&cx, &view, &review, place))
    };
    owners.map(told).collect()
}

fn is_low(review: &Review) -> bool {
    review.rated.is_some_and(|(stars, _)| stars.is_low())
}

fn notice(cx: &Cx<'_>, view: &BookingView, review: &Review, place: Place) -> Outgoing {
    let key = if is_low(review) { "admin-news-reviewed" } else { "admin-news-reviewed-changed" };
    let open = Action::new("open").with(view.booking.id.get());
    let screen = Screen::text(text(cx, key, view, review))
        .buttons(vec![vec![cx.button("admin-button-open-booking", open)]]);
    let former = cx.say_with("admin-card-below", Args::new().text("number", view.booking.id.to_string()));
    Outgoing::Show(Show {
        bot: BotName::Admin,
        chat: cx.chat(),
        card: Card::Review(view.booking.id),
        place,
        screen,
        former: Some(former),
        target: Some(Target::Entry),
        priority: Priority::Notice,
        expires_at: None,
    })
}

/// No phone: the session may be locked, and the booking's card shows it (A1).
fn text(cx: &Cx<'_>, key: &str, view: &BookingView, review: &Review) -> String {
    let stars = review.rated.map(|(stars, _)| stars.drawn()).unwrap_or_default();
    let time = cx.format().lasting(view.booking.visit.start(), cx.turn.now);
    let args = Args::new()
        .text("stars", stars)
        .text("number", view.booking.id.to_string())
        .text("service", &view.service)
        .text("specialist", &view.specialist)
        .text("time", time);
    let name = card::name(cx, view);
    let words = review.words.as_ref();
    let words = words.map(|words| cx.say_with("comment-line", Args::new().text("comment", words.as_str())));
    [Some(cx.say_with(key, args)), name, words].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

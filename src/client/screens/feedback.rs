//! The card that asks how a visit was, and thanks for the answer (C10).

use chat::{Action, Args, BotName, Button, Card, Outgoing, Place, Priority, Screen, Show, Target};
use domain::{Stars, review};
use store::bookings::BookingView;
use store::reviews::Review;

use crate::cx::Cx;
use crate::feedback::{may_add_words, may_rate};

/// The question as news.
pub(crate) fn ask(cx: &Cx<'_>, view: &BookingView) -> Outgoing {
    let policy = cx.turn.policy;
    let (visit, quiet) = (view.booking.visit, policy.reminders.quiet);
    let until = review::worth_until(visit, cx.turn.now, quiet, policy.business.zone);
    let mut outgoing = on_card(cx, view, Place::Below, stars(cx, view, menu_row(cx)));
    if let Outgoing::Show(show) = &mut outgoing {
        show.priority = Priority::Notice;
        show.expires_at = Some(until);
    }
    outgoing
}

/// The question once more, for who has answered it already.
pub(crate) fn question(cx: &Cx<'_>, view: &BookingView, review: &Review) -> Outgoing {
    let back = match review.rated {
        Some(_) => vec![cx.button("button-back", Action::new("rated"))],
        None => menu_row(cx),
    };
    on_card(cx, view, Place::InPlace, stars(cx, view, back))
}

/// The card as it is: the question, thanks for the answer, or that it is too late for one.
pub(crate) fn show(cx: &Cx<'_>, view: &BookingView, review: &Review, place: Place) -> Outgoing {
    let screen = match &review.rated {
        Some((given, _)) => thanks(cx, view, review, *given),
        None if may_rate(cx, view, review) => stars(cx, view, menu_row(cx)),
        None => Screen::text(cx.say("feedback-over")).buttons(vec![book_and_menu(cx)]),
    };
    on_card(cx, view, place, screen)
}

/// The words are asked for.
pub(crate) fn ask_words(cx: &Cx<'_>) -> Screen {
    Screen::text(cx.say("feedback-ask-words"))
        .buttons(vec![vec![cx.button("button-back", Action::new("back"))]])
}

fn stars(cx: &Cx<'_>, view: &BookingView, last: Vec<Button>) -> Screen {
    let button = |stars: Stars| {
        let args = Args::new().number("count", stars.count()).text("stars", stars.drawn());
        let label = cx.turn.texts.label(cx.lang, "feedback-button", args);
        vec![Button::new(label, Action::new("rate").with(stars.count()))]
    };
    let mut rows: Vec<Vec<Button>> = Stars::ALL.into_iter().map(button).collect();
    rows.push(last);
    Screen::text(cx.say_with("feedback-ask", visit(cx, view))).buttons(rows)
}

fn thanks(cx: &Cx<'_>, view: &BookingView, review: &Review, given: Stars) -> Screen {
    let key = if given.is_low() { "feedback-thanks-low" } else { "feedback-thanks" };
    let mut text = cx.say_with(key, visit(cx, view).text("stars", given.drawn()));
    if let Some(words) = &review.words {
        let line = cx.say_with("comment-line", Args::new().text("comment", words.as_str()));
        text = format!("{text}\n\n{line}");
    }
    let mut rows = Vec::new();
    if may_add_words(cx, view, review) {
        rows.push(vec![cx.button("feedback-button-words", Action::new("rate-words"))]);
    }
    if may_rate(cx, view, review) {
        rows.push(vec![cx.button("feedback-button-again", Action::new("rate-again"))]);
    }
    rows.push(book_and_menu(cx));
    Screen::text(text).buttons(rows)
}

fn visit<'a>(cx: &Cx<'_>, view: &BookingView) -> Args<'a> {
    let time = cx.format().lasting(view.booking.visit.start(), cx.turn.now);
    Args::new().text("service", &view.service).text("specialist", &view.specialist).text("time", time)
}

fn menu_row(cx: &Cx<'_>) -> Vec<Button> {
    vec![cx.button("button-menu", Action::new("menu"))]
}

fn book_and_menu(cx: &Cx<'_>) -> Vec<Button> {
    vec![cx.button("button-book", Action::new("book")), cx.button("button-menu", Action::new("menu"))]
}

fn on_card(cx: &Cx<'_>, view: &BookingView, place: Place, screen: Screen) -> Outgoing {
    let booking = &view.booking;
    Outgoing::Show(Show {
        bot: BotName::Client,
        chat: cx.chat,
        card: Card::Review(booking.id),
        place,
        screen,
        former: None,
        target: Some(Target::Booking { id: booking.id, version: booking.version }),
        priority: Priority::Reply,
        expires_at: None,
    })
}

//! An offer of the waitlist, and what is left of it afterwards (C9).

use chat::{Action, Args, BotName, Button, Card, Failure, Outgoing, Place, Priority, Screen, Show, Target};
use domain::{Confirmation, Visit};
use store::waitlist::WaitlistEntry;
use store::waitlist_offers::{OfferState, WaitlistOffer};

use crate::cx::Cx;
use crate::screens::waitlist;

/// The freed time, with the question whether they want it. An outage must not bring it when it is held no longer.
pub(crate) fn offered(
    cx: &Cx<'_>,
    entry: &WaitlistEntry,
    offer: &WaitlistOffer,
    visit: &Visit,
) -> Result<Outgoing, Failure> {
    let format = cx.format();
    let time = format.date_time(offer.start, cx.turn.now);
    let args = Args::new().text("time", time);
    let mut lines = vec![match &entry.wanting {
        domain::Wanting::Earlier { than } => {
            let than = format.lasting(*than, cx.turn.now);
            cx.say_with("offer-earlier", args.text("than", than))
        }
        domain::Wanting::Days { .. } => cx.say_with("offer", args),
    }];
    let what = waitlist::what(cx, &entry.services, Some(offer.specialist))?;
    let price = Args::new().text("duration", format.duration(visit.duration));
    let price = cx.say_with("review-price", price.text("price", format.money(offer.price)));
    lines.extend([String::new(), what, price]);
    if visit.confirmation == Confirmation::ByAdmin {
        lines.push(cx.say("review-by-admin"));
    }
    let until = Args::new().text("until", format.time(offer.until));
    lines.extend([String::new(), cx.say_with("held-until", until)]);
    let take = if entry.booking.is_some() { "button-offer-move" } else { "button-offer-take" };
    let rows = vec![
        vec![cx.button(take, Action::new("take"))],
        vec![cx.button("button-offer-decline", Action::new("decline"))],
        vec![cx.button("button-stop-waiting", Action::new("leave"))],
    ];
    let screen = Screen::text(lines.join("\n")).buttons(rows);
    let expires_at = Some(offer.until);
    Ok(Outgoing::Show(Show { expires_at, ..on_card(cx, offer, Place::InPlace, screen) }))
}

/// What became of an offer, in its message; nothing, if it never came.
pub(crate) fn ended(cx: &Cx<'_>, offer: &WaitlistOffer, state: OfferState) -> Outgoing {
    let time = || Args::new().text("time", cx.format().lasting(offer.start, cx.turn.now));
    let text = match state {
        OfferState::Open | OfferState::Expired => cx.say_with("offer-expired", time()),
        OfferState::Accepted => cx.say_with("offer-accepted", time()),
        OfferState::Declined => cx.say_with("offer-declined", time()),
        OfferState::Withdrawn => cx.say_with("offer-withdrawn", time()),
    };
    closed(cx, offer, text)
}

/// They no longer want to wait.
pub(crate) fn left(cx: &Cx<'_>, offer: &WaitlistOffer) -> Outgoing {
    closed(cx, offer, cx.say("offer-left"))
}

fn closed(cx: &Cx<'_>, offer: &WaitlistOffer, text: String) -> Outgoing {
    let button = |key, verb| -> Button { cx.button(key, Action::new(verb)) };
    let rows = vec![
        vec![button("button-waitlist", "waitlist")],
        vec![button("button-book", "book"), button("button-menu", "menu")],
    ];
    let screen = Screen::text(text).buttons(rows);
    Outgoing::Show(Show { priority: Priority::Reply, ..on_card(cx, offer, Place::IfShown, screen) })
}

fn on_card(cx: &Cx<'_>, offer: &WaitlistOffer, place: Place, screen: Screen) -> Show {
    Show {
        bot: BotName::Client,
        chat: cx.chat,
        card: Card::WaitlistOffer(offer.id),
        place,
        screen,
        former: None,
        target: Some(Target::WaitlistOffer { id: offer.id }),
        priority: Priority::Notice,
        expires_at: None,
    }
}

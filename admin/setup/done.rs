//! What there is at the end of the first run: a link for clients, and a booking to see how it comes in.

use chat::{Action, Args, BotName, Button, Failure, Place, Reaction, Screen};
use chrono::NaiveTime;
use domain::{Actor, ClientName, Fact, Instant, Offer, Status, time};
use store::bookings::NewBooking;
use store::offers::{Besides, Wanted};

use crate::card;
use crate::cx::{Cx, under};
use crate::state::State;

/// The setting with the number of the booking that was made to try it.
const TRIED: &str = "setup.tried";

pub(super) fn show(cx: &Cx<'_>, place: Place, headline: Option<String>) -> Result<Reaction<State>, Failure> {
    let tx = cx.turn.tx;
    let names = |names: Vec<String>| names.join(", ");
    let args = Args::new()
        .text("business", &tx_name(cx)?)
        .text("hours", crate::hours::words::short(cx, &tx.business_schedule()?.hours))
        .text("service", names(tx.services()?.into_iter().map(|service| service.name).collect()))
        .text("specialist", names(tx.specialists()?.into_iter().map(|found| found.name).collect()));
    let link = match tx.username(BotName::Client.code())? {
        Some(name) => {
            let link = format!("https://t.me/{name}");
            cx.say_with("admin-setup-link", Args::new().text("link", link))
        }
        None => cx.say("admin-setup-no-link"),
    };
    let text = format!("{}\n\n{link}", cx.say_with("admin-setup-done", args));
    let mut rows: Vec<Vec<Button>> = Vec::new();
    if tx.setting(TRIED)?.is_none() {
        rows.push(vec![cx.button("admin-button-setup-test", Action::new("setup-test"))]);
    }
    rows.push(vec![cx.button("admin-button-setup-again", Action::new("setup-again"))]);
    rows.push(vec![cx.button("button-menu", Action::new("menu"))]);
    Ok(cx.end(place, Screen::text(under(headline, text)).buttons(rows)))
}

/// What the business is called: what was set in this very turn holds from the next one on.
fn tx_name(cx: &Cx<'_>) -> Result<String, Failure> {
    let rules = cx.turn.file.with(&cx.turn.tx.overrides()?);
    Ok(rules.business.name)
}

/// Books the nearest time for somebody made up, once. All admins get its card as they get any other.
pub(super) fn book(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    let tx = cx.turn.tx;
    if tx.setting(TRIED)?.is_some() {
        return show(cx, place, None);
    }
    let Some(first) = tx.services()?.into_iter().next() else {
        return super::next(cx)?.show(cx, place, None);
    };
    let services = [first.id];
    let wanted = Wanted { services: &services, specialist: None, besides: Besides::default() };
    let offer = tx.offer(cx.turn.policy, wanted, cx.turn.now)?;
    let found = offer.as_ref().and_then(|offer| offer.choose(soonest(offer)?));
    let visit = found.as_ref().and_then(|(specialist, _)| offer.as_ref()?.visit(*specialist));
    let (Some((specialist, slot)), Some(visit)) = (&found, visit) else {
        return show(cx, place, Some(cx.say("admin-setup-test-none")));
    };
    let Ok(name) = ClientName::parse(&cx.label("admin-setup-test-name")) else {
        return show(cx, place, None);
    };
    let client = tx.add_client(&name, None, cx.turn.now)?;
    let new = NewBooking {
        client,
        services: &services,
        specialist: *specialist,
        anybody: false,
        slot,
        status: Status::Confirmed,
        price: visit.price,
        comment: None,
        decide_by: None,
    };
    let id = tx.book(&new, Actor::Admin(cx.chat()), cx.turn.now)?;
    tx.set_setting(TRIED, &id.to_string())?;
    cx.journal("setup-tried", Some(id.get()))?;
    let shown = show(cx, place, Some(cx.say("admin-setup-test-done")))?.because(Fact::Booked(id));
    // What an admin books is no news to them, and here it is what they want to see.
    Ok(match tx.booking(id)? {
        Some(view) => shown.and(card::show(cx, &view, Place::Below)?),
        None => shown,
    })
}

/// The first start from tomorrow on, so that it can be looked at in peace; else the first of all.
fn soonest(offer: &Offer) -> Option<Instant> {
    let dates = offer.dates();
    let tomorrow = time::date(offer.zone, offer.now).succ_opt()?.and_time(NaiveTime::MIN);
    let tomorrow = time::first_at_or_after(offer.zone, tomorrow);
    let open = offer.open_dates(&dates);
    let starts = open.iter().flat_map(|date| offer.starts(&(*date..=*date)));
    let mut first = None;
    for start in starts {
        if start >= tomorrow {
            return Some(start);
        }
        first = first.or(Some(start));
    }
    first
}

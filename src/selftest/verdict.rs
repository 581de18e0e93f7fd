//! What was promised, held against what the clients were told and what stands in the database.

use std::collections::HashSet;

use chat::BotName;
use chrono::TimeDelta;
use domain::{Span, Status};
use store::bookings::BookingView;

use super::shop::Shop;
use super::trial::{Kind, clients, leavers};
use super::visitor::{Step, step};
use super::{Finding, Plan, many};

/// What is known of a trial besides what stands in the shop.
pub(super) struct Outcome<'a> {
    pub(super) plan: &'a Plan,
    pub(super) kind: Kind,
    /// So many times were free again after somebody had left.
    pub(super) freed: usize,
    /// So many clients never came to an end.
    pub(super) stuck: usize,
}

/// Every promise that the trial could break.
pub(super) fn of(outcome: &Outcome<'_>, shop: &Shop) -> Vec<Finding> {
    let span = Span::new(shop.now() - TimeDelta::days(1), shop.now() + TimeDelta::days(30));
    let found = span.map(|span| shop.tx().bookings_within(span, None, 0, u32::MAX)).transpose();
    let bookings = match found {
        Ok(found) => found.unwrap_or_default(),
        Err(error) => return vec![Finding::new(false, format!("The bookings cannot be read: {error}."))],
    };
    let mut findings = vec![sold_once(outcome, shop, &bookings)];
    if outcome.kind == Kind::Holds {
        findings.push(holds_end(outcome, shop));
    }
    if outcome.stuck > 0 {
        let seen = format!("{} presses and presses, and nothing comes of it.", many(outcome.stuck, "client"));
        findings.push(Finding::new(false, seen));
    }
    findings.push(took_effect_once(shop));
    findings.push(told_once(outcome, shop, &bookings));
    findings.push(is_whole(shop, &bookings));
    findings
}

fn sold_once(outcome: &Outcome<'_>, shop: &Shop, bookings: &[BookingView]) -> Finding {
    let Plan { clients, slots, .. } = *outcome.plan;
    let doubled = bookings
        .iter()
        .enumerate()
        .flat_map(|(index, one)| bookings[index + 1..].iter().map(move |other| (one, other)))
        .filter(|(one, other)| {
            one.booking.specialist == other.booking.specialist
                && one.booking.visit.overlaps(other.booking.visit)
        })
        .count();
    let may_be = usize::from(slots).min(usize::from(clients) - leavers(outcome.plan, outcome.kind));
    let (booked, empty_handed) = told(outcome.plan, shop);
    let how = match outcome.kind {
        Kind::Holds => "with a time held for who chooses it",
        Kind::AtOnce => "all at the last question at once, nothing held",
    };
    let seen = format!(
        "{clients} clients went for {}, {how}: {}, {doubled} sold twice; {booked} were told that they are booked, {empty_handed} that nothing is free.",
        many(usize::from(slots), "time"),
        many(bookings.len(), "booking")
    );
    Finding::new(doubled == 0 && bookings.len() == may_be && booked == may_be, seen)
}

/// How many have the card of a booking before them, and how many heard that there is nothing.
fn told(plan: &Plan, shop: &Shop) -> (usize, usize) {
    let steps: Vec<Option<Step>> =
        clients(plan).map(|(taste, chat)| step(shop.sees(BotName::Client, chat), taste)).collect();
    let count = |wanted: Step| steps.iter().flatten().filter(|step| **step == wanted).count();
    (count(Step::IsBooked), count(Step::FindsNothing))
}

fn holds_end(outcome: &Outcome<'_>, shop: &Shop) -> Finding {
    let left =
        clients(outcome.plan).filter(|(_, chat)| !matches!(shop.tx().hold_of(*chat), Ok(None))).count();
    let leavers = leavers(outcome.plan, outcome.kind);
    let seen = format!(
        "{} left without a word: {} of their times were free again after ten minutes and went to others, {left} are held for ever.",
        many(leavers, "client"),
        outcome.freed
    );
    Finding::new(left == 0 && outcome.freed == leavers, seen)
}

fn took_effect_once(shop: &Shop) -> Finding {
    let counted = shop.counted;
    let dead = shop.tx().dead_letters().unwrap_or(-1);
    let seen = format!(
        "{} were delivered twice, and the power failed {} between a commit and its acknowledgement: {} came twice, {dead} failed.",
        many(counted.updates, "update"),
        many(counted.cuts, "time"),
        many(counted.echoes, "effect")
    );
    Finding::new(counted.echoes == 0 && dead == 0, seen)
}

/// Each client knows their own booking, heard of each of its states once, and nobody else's.
fn told_once(outcome: &Outcome<'_>, shop: &Shop, bookings: &[BookingView]) -> Finding {
    let (mut missing, mut repeated, mut strange) = (0, 0, 0);
    let known: HashSet<(i64, i64)> =
        bookings.iter().filter_map(|view| Some((view.client.chat?.get(), view.booking.id.get()))).collect();
    for view in bookings {
        let chat = view.client.chat.and_then(|chat| shop.chat(BotName::Client, chat));
        let shown = chat.and_then(|chat| chat.cards.get(&(view.booking.id.get(), view.booking.version)));
        let is_certain = view.booking.status == Status::Confirmed;
        missing += usize::from(shown.is_none() || !is_certain);
    }
    for (_, client) in clients(outcome.plan) {
        let cards = shop.chat(BotName::Client, client).into_iter().flat_map(|chat| &chat.cards);
        for ((booking, _), times) in cards {
            repeated += times - 1;
            strange += usize::from(!known.contains(&(client.get(), *booking)));
        }
    }
    let waiting = shop.tx().outbox_depth().unwrap_or(-1);
    let by = if outcome.kind == Kind::AtOnce { ", after the admin had confirmed it" } else { "" };
    let seen = format!(
        "Everybody who booked was told so once{by}: {missing} heard nothing, {repeated} heard it twice, {strange} heard of somebody else's; {waiting} are left over."
    );
    Finding::new(missing + repeated + strange == 0 && waiting == 0, seen)
}

fn is_whole(shop: &Shop, bookings: &[BookingView]) -> Finding {
    if let Some(complaint) = shop.damage() {
        return Finding::new(false, format!("The database is damaged: {complaint}."));
    }
    match shop.copied() {
        Ok(copied) => Finding::new(
            usize::try_from(copied) == Ok(bookings.len()),
            format!(
                "The database is whole after that, and so is a backup of it: {copied} of {} bookings are in it.",
                bookings.len()
            ),
        ),
        Err(reason) => Finding::new(false, format!("No backup can be made of it: {reason}.")),
    }
}

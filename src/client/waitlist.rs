//! Joining the waitlist, and leaving it (C9).

use chat::{Action, Args, Failure, Place, Reaction, calendar};
use chrono::NaiveDate;
use domain::{Actor, Instant, Offer, PartOfDay, WaitlistId, Wanting, time, waitlist};
use serde::{Deserialize, Serialize};
use store::bookings::BookingView;
use store::waitlist::{Ended, NewWaitlistEntry, WaitlistEntry};

use crate::cx::Cx;
use crate::screens::services::ask_category;
use crate::screens::{card, day, waitlist as screens};
use crate::state::{State, Wish};
use crate::{offer, waitlist_line as line};

/// What a client waits for, as far as they have said it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joining {
    /// What and with whom.
    pub wish: Wish,
    /// Where they stand.
    pub step: Step,
}

/// The questions on the way to the waitlist.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// On which days?
    Days,
    /// On which date?
    Date {
        /// The month that is shown, by its first day.
        month: NaiveDate,
    },
    /// In which part of the day?
    Part {
        /// From the first to the last date.
        dates: (NaiveDate, NaiveDate),
    },
    /// Is all of it right?
    Review {
        /// From the first to the last date.
        dates: (NaiveDate, NaiveDate),
        /// The part of the day.
        part: PartOfDay,
    },
}

/// Asks for the days, unless the client waits for enough.
pub(crate) fn begin(cx: &Cx<'_>, wish: Wish) -> Result<Reaction<State>, Failure> {
    let waiting = cx.turn.tx.waiting_of(cx.client.id)?;
    let count = waiting.iter().filter(|entry| entry.booking.is_none()).count();
    match count < waitlist::MOST_ENTRIES {
        true => ask(cx, Joining { wish, step: Step::Days }, Place::InPlace),
        false => Ok(screens::enough(cx)),
    }
}

/// Shows a question.
pub(crate) fn ask(cx: &Cx<'_>, joining: Joining, place: Place) -> Result<Reaction<State>, Failure> {
    match offer::of(cx, &joining.wish)? {
        Some(offer) => screens::ask(cx, joining, &offer, place),
        None => ask_category(cx, None, place, Some(cx.say("service-gone"))),
    }
}

pub(crate) fn pressed(cx: &Cx<'_>, joining: Joining, action: &Action) -> Result<Reaction<State>, Failure> {
    let Joining { wish, step } = joining;
    let next = match (step, action.verb(), action.numbers()) {
        (Step::Days, "any-day" | "this-week" | "next-week", []) => match offer::of(cx, &wish)? {
            Some(offer) => Step::Part { dates: days(&offer, action.verb()) },
            None => Step::Days,
        },
        (Step::Days, "one-day", []) => {
            let today = time::date(cx.turn.policy.business.zone, cx.turn.now);
            Step::Date { month: calendar::first_of(today) }
        }
        (Step::Date { .. }, calendar::MONTH, [number]) => match calendar::day_of(*number) {
            Some(day) => Step::Date { month: calendar::first_of(day) },
            None => return Ok(Reaction::silence()),
        },
        (Step::Date { .. }, calendar::DAY, [number]) => {
            let offer = offer::of(cx, &wish)?;
            let day = calendar::day_of(*number)
                .filter(|day| offer.is_some_and(|offer| offer.dates().contains(day)));
            match day {
                Some(day) => Step::Part { dates: (day, day) },
                None => return Ok(Reaction::silence()),
            }
        }
        (Step::Part { dates }, "part", [number]) => {
            let part = usize::try_from(*number).ok().and_then(|number| PartOfDay::ALL.get(number));
            match part {
                Some(part) => Step::Review { dates, part: *part },
                None => return Ok(Reaction::silence()),
            }
        }
        (Step::Review { dates, part }, "join", []) => return join(cx, wish, dates, part),
        _ => return Ok(Reaction::silence()),
    };
    ask(cx, Joining { wish, step: next }, Place::InPlace)
}

/// The dates that a button of the first question means.
fn days(offer: &Offer, verb: &str) -> (NaiveDate, NaiveDate) {
    let (today, last) = offer.dates().into_inner();
    let dates = match verb {
        "this-week" => waitlist::this_week(today),
        "next-week" => waitlist::next_week(today),
        _ => today..=last,
    };
    dates.into_inner()
}

/// One question back; from the first to the calendar.
pub(crate) fn back(cx: &Cx<'_>, joining: &Joining, place: Place) -> Result<Reaction<State>, Failure> {
    let wish = joining.wish.clone();
    let step = match joining.step {
        Step::Days => return day::ask_day(cx, wish, None, place, None),
        Step::Part { dates: (first, last) } if first == last => {
            Step::Date { month: calendar::first_of(first) }
        }
        Step::Date { .. } | Step::Part { .. } => Step::Days,
        Step::Review { dates, .. } => Step::Part { dates },
    };
    ask(cx, Joining { wish, step }, place)
}

fn join(
    cx: &Cx<'_>,
    wish: Wish,
    dates: (NaiveDate, NaiveDate),
    part: PartOfDay,
) -> Result<Reaction<State>, Failure> {
    let Some(offer) = offer::of(cx, &wish)? else {
        return ask_category(cx, None, Place::InPlace, Some(cx.say("service-gone")));
    };
    let (first, last) = (dates.0.max(*offer.dates().start()), dates.1);
    if first > last {
        // Midnight has passed over the question.
        return ask(cx, Joining { wish, step: Step::Days }, Place::InPlace);
    }
    let wanting = Wanting::Days { dates: first..=last, part };
    let waiting = cx.turn.tx.waiting_of(cx.client.id)?;
    let same = |entry: &&WaitlistEntry| {
        (&entry.services, entry.specialist, &entry.wanting) == (&wish.services, wish.specialist, &wanting)
    };
    let id = match waiting.iter().find(same) {
        Some(known) => known.id,
        None if waiting.iter().filter(|entry| entry.booking.is_none()).count() >= waitlist::MOST_ENTRIES => {
            return Ok(screens::enough(cx));
        }
        None => {
            let new = NewWaitlistEntry {
                client: cx.client.id,
                services: &wish.services,
                specialist: wish.specialist,
                dates: (first, last),
                part,
            };
            cx.turn.tx.join_waitlist(&new, &wanting.suiting(&offer), cx.turn.now)?
        }
    };
    line::wake(cx.turn)?;
    match cx.turn.tx.waitlist_entry(id)? {
        Some(entry) => screens::joined(cx, &entry),
        None => Ok(Reaction::silence()),
    }
}

/// One entry of the client's own is opened.
pub(crate) fn open(cx: &Cx<'_>, id: WaitlistId) -> Result<Reaction<State>, Failure> {
    match own(cx, id)? {
        Some(entry) => screens::entry(cx, &entry),
        None => Ok(screens::show(cx, Place::InPlace)?.saying(cx.label("waitlist-gone-toast"))),
    }
}

/// The client no longer waits.
pub(crate) fn stop(cx: &Cx<'_>, id: WaitlistId) -> Result<Reaction<State>, Failure> {
    let Some(entry) = own(cx, id)? else { return open(cx, id) };
    let withdrawn = line::end(cx.turn, &entry, Ended::Left)?;
    let mut reaction = screens::show(cx, Place::InPlace)?.saying(cx.label("waitlist-left-toast"));
    reaction.effects.outgoing.extend(withdrawn);
    if let Some(view) = line::booked(cx.turn, &entry)? {
        reaction = reaction.and(card::show(cx, &view, Place::IfShown));
    }
    Ok(reaction)
}

fn own(cx: &Cx<'_>, id: WaitlistId) -> Result<Option<WaitlistEntry>, Failure> {
    let found = cx.turn.tx.waitlist_entry(id)?;
    Ok(found.filter(|entry| entry.client == cx.client.id && entry.ended.is_none()))
}

/// "Tell me if something earlier opens", on the live card: on, or off again.
pub(crate) fn toggle_earlier(cx: &Cx<'_>, view: &BookingView) -> Result<Reaction<State>, Failure> {
    let (tx, booking) = (cx.turn.tx, &view.booking);
    let mut withdrawn = None;
    let toast = match tx.waiting_for_earlier(booking.id)? {
        Some(entry) => {
            withdrawn = line::end(cx.turn, &entry, Ended::Left)?;
            cx.label("earlier-off-toast")
        }
        None if !may_move(cx, view) => cx.label("card-changed"),
        None => {
            let entry = tx.wait_for_earlier(booking.id, cx.turn.now)?;
            let free = free_now(cx, entry)?;
            tx.have_seen(entry, &free)?;
            line::wake(cx.turn)?;
            match free.last() {
                Some(start) => {
                    let time = cx.format().lasting(*start, cx.turn.now);
                    let args = Args::new().text("time", time);
                    cx.turn.texts.label(cx.lang, "earlier-on-free-toast", args)
                }
                None => cx.label("earlier-on-toast"),
            }
        }
    };
    let mut reaction = Reaction::toast(toast);
    reaction.effects.outgoing.extend(withdrawn);
    let view = tx.booking(booking.id)?;
    Ok(match view {
        Some(view) => reaction.and(card::show(cx, &view, Place::InPlace)),
        None => reaction,
    })
}

/// Whether there is a point in waiting for something earlier: the client may still move the booking.
pub(crate) fn may_move(cx: &Cx<'_>, view: &BookingView) -> bool {
    view.booking.may_move(Actor::Client, cx.turn.now, cx.turn.policy.booking.cancel_notice).is_ok()
}

/// The starts that suit an entry and are free already: the client can take them without waiting, and is not asked about them.
fn free_now(cx: &Cx<'_>, id: WaitlistId) -> Result<Vec<Instant>, Failure> {
    let Some(entry) = cx.turn.tx.waitlist_entry(id)? else { return Ok(Vec::new()) };
    let offer = line::offer_for(cx.turn, &entry, entry.specialist, cx.turn.now)?;
    Ok(offer.map(|offer| entry.wanting.suiting(&offer)).unwrap_or_default())
}

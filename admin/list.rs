//! The doors to the lists: today, tomorrow, the week, any date, and the bookings that wait (A3).

use std::collections::BTreeSet;

use chat::calendar::{self, Month};
use chat::{Action, Args, Button, Failure, Place, Reaction, Screen};
use chrono::{Datelike, Days, NaiveDate};
use domain::{Right, time};
use store::bookings::BookingView;

use crate::cx::Cx;
use crate::flow::{self, Flow};
use crate::list_rows::{PAGE, Rows};
use crate::shown::{self, Period, Shown};
use crate::state::State;
use crate::{card, day_list, day_picture, week_list};

/// So many days of the past may be looked at in the calendar.
const PAST: Days = Days::new(366);

pub(crate) const FLOW: Flow = Flow {
    verbs: &[
        ("today", Right::Bookings),
        ("tomorrow", Right::Bookings),
        ("week", Right::Bookings),
        ("date", Right::Bookings),
        ("waiting", Right::Bookings),
        (calendar::MONTH, Right::Bookings),
        (calendar::DAY, Right::Bookings),
        ("list-who", Right::Bookings),
        ("list-standing", Right::Bookings),
        (day_picture::VERB, Right::Bookings),
        ("open", Right::Bookings),
    ],
    act,
};

/// The buttons of the menu that lead here.
pub(crate) fn doors(cx: &Cx<'_>) -> Result<Vec<Vec<Button>>, Failure> {
    if !cx.may(Right::Bookings) {
        return Ok(Vec::new());
    }
    let waiting = cx.turn.tx.count_waiting(cx.only())?;
    let waiting = cx.label_with("admin-button-waiting", Args::new().number("count", waiting));
    Ok(vec![
        vec![
            cx.button("admin-button-today", Action::new("today")),
            cx.button("admin-button-tomorrow", Action::new("tomorrow")),
        ],
        vec![
            cx.button("list-week", Action::new("week")),
            cx.button("admin-button-date", Action::new("date")),
        ],
        vec![Button::new(waiting, Action::new("waiting"))],
    ])
}

fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    let today = time::date(cx.turn.policy.business.zone, cx.turn.now);
    let date = |number: &i64| calendar::day_of(*number).unwrap_or(today);
    match (action.verb(), action.numbers()) {
        ("today", []) => day_list::show(cx, today, 0, Shown::all(cx), place),
        ("tomorrow", []) => day_list::show(cx, today + Days::new(1), 0, Shown::all(cx), place),
        ("week", []) => week_list::show(cx, today, 0, place),
        ("week", [number, who]) => week_list::show(cx, date(number), *who, place),
        ("date", []) => Ok(ask_date(cx, today, place)),
        ("waiting", []) => waiting(cx, 0, place),
        ("waiting", [page]) => waiting(cx, *page, place),
        (calendar::MONTH, [number]) => Ok(ask_date(cx, date(number), place)),
        (calendar::DAY, [number]) => day_list::show(cx, date(number), 0, Shown::all(cx), place),
        (calendar::DAY, [number, page]) => day_list::show(cx, date(number), *page, Shown::all(cx), place),
        (calendar::DAY, [number, page, who, standing]) => {
            day_list::show(cx, date(number), *page, Shown::read(cx, *who, *standing), place)
        }
        ("list-who", numbers) => ask_who(cx, numbers, place),
        ("list-standing", [number, who, standing]) => {
            Ok(shown::ask_standing(cx, date(number), Shown::read(cx, *who, *standing), place))
        }
        (day_picture::VERB, _) => day_picture::pressed(cx, action),
        ("open", [id]) => card::open(cx, (*id).into()),
        _ => flow::refuse(cx, "press-unknown"),
    }
}

fn ask_who(cx: &Cx<'_>, numbers: &[i64], place: Place) -> Result<Reaction<State>, Failure> {
    let (period, who, standing, page) = match numbers {
        [week, date, who, standing] => (Period::read(*week, *date), *who, *standing, 0),
        [week, date, who, standing, page] => (Period::read(*week, *date), *who, *standing, *page),
        _ => return flow::refuse(cx, "press-unknown"),
    };
    match period {
        Some(period) => shown::ask_who(cx, period, Shown::read(cx, who, standing), page, place),
        None => flow::refuse(cx, "press-unknown"),
    }
}

/// The bookings that wait for confirmation, whatever their day.
fn waiting(cx: &Cx<'_>, page: i64, place: Place) -> Result<Reaction<State>, Failure> {
    let found = Rows::load(page, |skip| cx.turn.tx.bookings_waiting(cx.only(), skip, PAGE + 1))?;
    let format = cx.format();
    let at = |view: &BookingView| {
        let start = view.booking.visit.start();
        let date = time::date(format.zone, start);
        format!("{:02}.{:02} {}", date.day(), date.month(), format.time(start))
    };
    let names = cx.only().is_none() && cx.turn.tx.specialists()?.len() > 1;
    let mut rows = found.buttons(cx, at, names, |page| Action::new("waiting").with(page));
    rows.push(vec![cx.button("button-back", Action::new("menu"))]);
    let text = match cx.turn.tx.count_waiting(cx.only())? {
        0 => cx.say("list-waiting-none"),
        count => cx.say_with("list-waiting", Args::new().number("count", count)),
    };
    Ok(cx.end(place, Screen::text(text).buttons(rows)))
}

/// The month calendar: every day of the past year and of the horizon may be pressed.
fn ask_date(cx: &Cx<'_>, shown: NaiveDate, place: Place) -> Reaction<State> {
    let format = cx.format();
    let today = time::date(format.zone, cx.turn.now);
    let last = time::date(format.zone, cx.turn.now + cx.turn.policy.booking.horizon);
    let bounds = (today - PAST, last);
    let open: BTreeSet<NaiveDate> = bounds.0.iter_days().take_while(|day| *day <= last).collect();
    let month = Month { shown: shown.clamp(bounds.0, bounds.1), open: &open, bounds };
    let mut rows = month.rows(&format);
    rows.push(vec![cx.button("button-back", Action::new("menu"))]);
    cx.end(place, Screen::text(cx.say("admin-ask-date")).buttons(rows))
}

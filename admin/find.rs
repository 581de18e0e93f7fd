//! Bookings are looked for (A3): by number, by a part of the client's name, by phone. What is typed into the main menu is looked for as well.

use chat::{Action, Args, Button, Content, Failure, MessageId, Place, Reaction, Screen};
use chrono::Datelike as _;
use domain::{BookingId, Phone, Right, Sought, time};
use serde::{Deserialize, Serialize};
use store::bookings::BookingView;

use crate::clients::search;
use crate::cx::{Cx, under};
use crate::flow::{self, Flow};
use crate::state::State;
use crate::step::Step;
use crate::{card, list_rows, menu, pin};

/// So many bookings on a page.
const PAGE: usize = 6;
/// So many clients stand below the bookings of a first look; of more, one is to be looked for among the clients.
const CLIENTS: u32 = 3;

pub(crate) const FLOW: Flow = Flow { verbs: &[("find", Right::Bookings)], act };

/// What is looked for.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Find {
    query: Option<String>,
    page: i64,
}

/// What is looked for is a person's.
impl std::fmt::Debug for Find {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Find(***)")
    }
}

fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    match (action.verb(), action.numbers()) {
        ("find", []) => Find::default().show(cx, place, None),
        _ => flow::refuse(cx, "press-unknown"),
    }
}

impl Find {
    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        let Some(query) = &self.query else {
            let screen =
                Screen::text(under(headline, cx.say("find-ask"))).buttons(vec![cx.back_and_cancel()]);
            return Ok(cx.go(Step::Find(self.clone()), place, screen));
        };
        let found = cx.turn.tx.find_bookings(&Sought::parse(query), cx.only(), cx.turn.now)?;
        let (mut rows, page) = rows(cx, &found.ids, self.page, |page| Action::new("page").with(page))?;
        rows.push(cx.back_and_cancel());
        let text = told(cx, found.ids.len(), found.too_many);
        let screen = Screen::text(under(headline, text)).buttons(rows);
        Ok(cx.go(Step::Find(Find { page, ..self.clone() }), place, screen))
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        match (action.verb(), action.numbers()) {
            ("open", [id]) => card::open(cx, (*id).into()),
            ("page", [page]) => Find { page: *page, ..self.clone() }.show(cx, Place::InPlace, None),
            _ if self.query.is_some() => Find::default().show(cx, Place::InPlace, None),
            _ => menu::show(cx, Place::InPlace, None),
        }
    }

    /// The only one that is found is opened at once.
    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        let Some((query, sought)) = asked_for(content) else { return Ok(cx.hint("find-what")) };
        match &cx.turn.tx.find_bookings(&sought, cx.only(), cx.turn.now)?.ids[..] {
            [] => Ok(cx.hint("find-nothing")),
            [only] => card::open(cx, *only),
            _ => Find { query: Some(query.to_owned()), page: 0 }.show(cx, Place::Below, None),
        }
    }
}

/// What somebody looks for, by words or by a contact they share; `None`, if nothing can be found by it.
pub(crate) fn asked_for(content: &Content) -> Option<(&str, Sought)> {
    let (Content::Text(query) | Content::Contact { phone: query, .. }) = content else { return None };
    let sought = Sought::parse(query);
    (sought != Sought::Nothing).then_some((query.as_str(), sought))
}

/// What is typed while no step waits for it: a booking or a client is looked for.
///
/// Who has not seen that the session is open still types the PIN, so six to twelve digits go and are not read. Only a whole phone number of the
/// region is one all the same: the session is open, so no PIN is due, and a number is what people paste. It may be somebody's PIN even so, so it
/// is kept nowhere: what it finds has a first page alone, whose buttons name numbers.
pub(crate) fn in_menu(cx: &Cx<'_>, message: MessageId, text: &str) -> Result<Reaction<State>, Failure> {
    let unknown = || menu::show(cx, Place::Below, Some(cx.say("admin-unknown")));
    let digits = pin::looks_like_pin(text);
    if digits && Phone::parse(text, &cx.turn.policy.business.region).is_err() {
        let told = menu::show(cx, Place::Below, Some(cx.say("find-like-pin")))?;
        return Ok(cx.deleting(message, told));
    }
    let sought = Sought::parse(text);
    if sought == Sought::Nothing || !cx.may(Right::Bookings) {
        return unknown();
    }
    let found = cx.turn.tx.find_bookings(&sought, cx.only(), cx.turn.now)?;
    let clients = match cx.may(Right::Clients) {
        true => cx.turn.tx.clients_found(&sought, 0, CLIENTS + 1)?,
        false => Vec::new(),
    };
    let many_clients = clients.len() > CLIENTS as usize;
    match (&found.ids[..], &clients[..]) {
        ([], []) => menu::show(cx, Place::Below, Some(cx.say("find-nothing"))),
        ([], [_]) => search::lead_on(cx, text, Place::Below),
        ([], _) if many_clients && !digits => search::lead_on(cx, text, Place::Below),
        ([only], []) => card::open(cx, *only),
        (ids, _) if !digits && ids.len() > PAGE => {
            Find { query: Some(text.to_owned()), page: 0 }.show(cx, Place::Below, None)
        }
        (ids, clients) => {
            let shown = &ids[..ids.len().min(PAGE)];
            let (mut rows, _) = rows(cx, shown, 0, |page| Action::new("page").with(page))?;
            // A name that many bear says nothing; of a phone, which many may share, the first are shown.
            if !many_clients || digits {
                let first = &clients[..clients.len().min(CLIENTS as usize)];
                rows.extend(search::rows_among_others(first));
            }
            rows.push(vec![cx.button("button-menu", Action::new("menu"))]);
            let text = told(cx, ids.len(), found.too_many);
            Ok(cx.end(Place::Below, Screen::text(text).buttons(rows)))
        }
    }
}

/// How many were found, and in which order they stand.
fn told(cx: &Cx<'_>, count: usize, too_many: bool) -> String {
    let count = Args::new().number("count", i64::try_from(count).unwrap_or(i64::MAX));
    match too_many {
        true => cx.say("find-too-many"),
        false => cx.say_with("find-found", count),
    }
}

/// A page of bookings, with arrows to the next; the first, if there is none of that number.
pub(crate) fn rows(
    cx: &Cx<'_>,
    ids: &[BookingId],
    page: i64,
    turn_to: impl Fn(i64) -> Action,
) -> Result<(Vec<Vec<Button>>, i64), Failure> {
    let page = chat::Page::of(ids, page, PAGE);
    let views = cx.turn.tx.bookings_numbered(page.items)?;
    let mut rows: Vec<_> = views.iter().map(|view| vec![button(cx, view)]).collect();
    rows.push(list_rows::arrows(cx, page.number, page.more, turn_to));
    Ok((rows, page.number))
}

/// "✅ 24.11 15:00 Анна · Мария · Стрижка"; of another year "✅ 24.11.25 15:00 …"
pub(crate) fn button(cx: &Cx<'_>, view: &BookingView) -> Button {
    let format = cx.format();
    let start = view.booking.visit.start();
    let date = time::date(format.zone, start);
    let year = match date.year() == time::date(format.zone, cx.turn.now).year() {
        true => String::new(),
        false => format!(".{:02}", date.year() % 100),
    };
    let at = format!("{:02}.{:02}{year} {}", date.day(), date.month(), format.time(start));
    Button::new(
        list_rows::label(view, &at, cx.only().is_none()),
        Action::new("open").with(view.booking.id.get()),
    )
}

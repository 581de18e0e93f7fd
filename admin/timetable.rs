//! The rows of a day or a week → what is drawn (A3). It runs in a worker, on a connection that reads.

use chat::format::Format;
use chat::{Action, Args, Lang, Texts};
use chrono::{Datelike as _, Days, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use domain::{Instant, Span, Status};
use picture::{Block, Column, Entry, State, Stretch, Timetable, Words};
use store::agenda::Agenda;
use store::bookings::BookingView;
use store::{Readers, Tx};

use crate::day_picture::Asked;

/// What is drawn with: the words of a language, and the zone.
pub type Speech<'a> = (&'a Texts, Lang, Tz);

/// Draws what was asked for: several pictures if there are too many columns for one, and none if there is nobody to draw.
///
/// # Errors
/// The database cannot be read.
pub fn draw(
    readers: &Readers,
    speech: Speech<'_>,
    asked: &Action,
    now: Instant,
) -> store::Result<Vec<Vec<u8>>> {
    Ok(tables(readers, speech, asked, now)?.iter().map(picture::png).collect())
}

/// What is in these pictures.
///
/// # Errors
/// The database cannot be read.
pub fn tables(
    readers: &Readers,
    (texts, lang, zone): Speech<'_>,
    asked: &Action,
    now: Instant,
) -> store::Result<Vec<Timetable>> {
    let Some(asked) = Asked::read(asked) else { return Ok(Vec::new()) };
    let format = Format { texts, lang, zone };
    // Nothing is drawn while the reading lasts.
    let (title, agendas) =
        Tx::reading(readers, |tx| Ok((title(tx, &format, asked)?, agendas(tx, zone, asked)?)))?;
    let columns: Vec<Column> = agendas.iter().map(|agenda| column(&format, agenda, asked, now)).collect();
    let table = |columns: &[Column]| Timetable {
        title: title.clone(),
        columns: columns.to_vec(),
        words: words(&format),
    };
    Ok(columns.chunks(Timetable::MOST_COLUMNS).map(table).collect())
}

/// "вт 24 ноября", "Мария: 23–29 ноября". It stays true however old the picture becomes.
pub(crate) fn title(tx: &Tx, format: &Format<'_>, asked: Asked) -> store::Result<String> {
    match asked {
        Asked::Day(date, _) => {
            let args = Args::new().text("weekday", format.weekday(date)).text("date", format.month_day(date));
            Ok(format.texts.label(format.lang, "date-plain", args))
        }
        Asked::Week(monday, who) => {
            let name = tx.specialist(who)?.map(|specialist| specialist.name).unwrap_or_default();
            let args = Args::new().text("name", name).text("dates", week(format, monday));
            Ok(format.texts.label(format.lang, "picture-week", args))
        }
    }
}

/// "23–29 ноября", "30 ноября – 6 декабря"
pub(crate) fn week(format: &Format<'_>, monday: NaiveDate) -> String {
    let sunday = monday + Days::new(6);
    let to = format.month_day(sunday);
    match monday.month() == sunday.month() {
        true => format!("{}–{to}", monday.day()),
        false => format!("{} – {to}", format.month_day(monday)),
    }
}

/// Of a day only those who work then or have bookings, if there is anybody.
fn agendas(tx: &Tx, zone: Tz, asked: Asked) -> store::Result<Vec<Agenda>> {
    match asked {
        Asked::Day(date, who) => {
            let mut agendas = tx.agendas(zone, date, who)?;
            let is_there = |agenda: &Agenda| !agenda.day.openings.is_empty() || !agenda.bookings.is_empty();
            if agendas.iter().any(is_there) {
                agendas.retain(is_there);
            }
            Ok(agendas)
        }
        Asked::Week(monday, who) => {
            let mut week = Vec::new();
            for date in monday.iter_days().take(7) {
                week.extend(tx.agendas(zone, date, Some(who))?);
            }
            Ok(week)
        }
    }
}

fn column(format: &Format<'_>, agenda: &Agenda, asked: Asked, now: Instant) -> Column {
    let at = |span: Span| stretch(format.zone, agenda.date, span);
    let day = &agenda.day;
    let heading = match asked {
        Asked::Day(..) => agenda.specialist.name.clone(),
        Asked::Week(..) => format!("{} {}", format.weekday(agenda.date), agenda.date.day()),
    };
    let under = match (day.openings.first(), day.openings.last()) {
        (Some(first), Some(last)) => {
            format!("{}–{}", clock(format.zone, first.start()), clock(format.zone, last.end()))
        }
        _ => format.texts.get(format.lang, "picture-day-off"),
    };
    let is_now = day.span.start() <= now && now < day.span.end();
    Column {
        heading,
        under,
        open: day.openings.iter().map(|opening| at(*opening)).collect(),
        free: day.free(&agenda.busy, day.span.start()).into_iter().map(at).collect(),
        entries: entries(format, agenda),
        blocks: agenda
            .blocks
            .iter()
            .map(|block| Block { at: at(block.span), note: block.note.clone().unwrap_or_default() })
            .collect(),
        now: is_now.then(|| minute(format.zone, agenda.date, now)),
    }
}

/// A box for each booking, but one for all of a group's session.
fn entries(format: &Format<'_>, agenda: &Agenda) -> Vec<Entry> {
    let seats = |view: &BookingView| agenda.seats.get(&view.booking.service).copied().unwrap_or(1);
    let together = |one: &BookingView, other: &BookingView| {
        seats(one) > 1
            && (one.booking.service, one.booking.visit) == (other.booking.service, other.booking.visit)
    };
    agenda
        .bookings
        .chunk_by(together)
        .map(|session| entry(format, agenda, session, seats(&session[0])))
        .collect()
}

fn entry(format: &Format<'_>, agenda: &Agenda, session: &[BookingView], seats: u32) -> Entry {
    let first = &session[0];
    let visit = first.booking.visit;
    let start = clock(format.zone, visit.start());
    let (title, line) = match seats {
        0 | 1 => (name(first).to_owned(), first.service.clone()),
        seats => {
            let taken = i64::try_from(session.len()).unwrap_or(i64::MAX);
            let args = Args::new().text("service", &first.service).number("taken", taken);
            let title = format.texts.label(format.lang, "picture-group", args.number("seats", seats.into()));
            (title, session.iter().map(name).collect::<Vec<_>>().join(", "))
        }
    };
    Entry {
        at: stretch(format.zone, agenda.date, visit),
        time: format!("{start}–{}", clock(format.zone, visit.end())),
        start,
        title,
        line,
        state: state(session),
    }
}

/// A session waits while one of its bookings does; it is over when all of them are.
fn state(session: &[BookingView]) -> State {
    let all = |wanted: &[Status]| session.iter().all(|view| wanted.contains(&view.booking.status));
    let any_waits = session.iter().any(|view| view.booking.status == Status::Pending);
    match () {
        () if any_waits => State::Pending,
        () if all(&[Status::NoShow]) => State::NoShow,
        () if all(&[Status::Done, Status::NoShow]) => State::Done,
        () => State::Confirmed,
    }
}

fn name(view: &BookingView) -> &str {
    view.client.name.as_ref().map_or("—", |name| name.as_str())
}

fn stretch(zone: Tz, date: NaiveDate, span: Span) -> Stretch {
    let from = minute(zone, date, span.start());
    // Where clocks go back, the wall clock may show an end that is not after the start.
    Stretch { from, to: minute(zone, date, span.end()).max(from + 1) }
}

/// The minutes that the wall clock has gone since the midnight of a date; none before it.
fn minute(zone: Tz, date: NaiveDate, at: Instant) -> u32 {
    let gone = at.with_timezone(&zone).naive_local() - date.and_time(NaiveTime::MIN);
    u32::try_from(gone.num_minutes()).unwrap_or(0)
}

fn clock(zone: Tz, at: Instant) -> String {
    at.with_timezone(&zone).format("%H:%M").to_string()
}

fn words(format: &Format<'_>) -> Words {
    let say = |key: &str| format.texts.label(format.lang, key, Args::new());
    Words {
        confirmed: say("picture-confirmed"),
        pending: say("picture-pending"),
        done: say("picture-done"),
        no_show: say("picture-no-show"),
        rest: say("picture-rest"),
        blocked: say("picture-blocked"),
        free: say("picture-free"),
        hour: say("picture-hour"),
        minute: say("picture-minute"),
    }
}

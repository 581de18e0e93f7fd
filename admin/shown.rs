//! Which bookings a list shows, and the two screens on which that is chosen (A3).

use chat::pages::Page;
use chat::{Action, Button, Failure, Place, Reaction, Screen, calendar};
use chrono::NaiveDate;
use domain::{SpecialistId, Status};

use crate::cx::Cx;
use crate::list_rows::cut;
use crate::state::State;

/// So many names on a page.
const PAGE: usize = 8;
/// What of a name stands on half a row.
const NAME: usize = 12;

/// Which bookings a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Whose; nobody's in particular means everybody's.
    pub(crate) who: Option<SpecialistId>,
    /// Which of them.
    pub(crate) standing: Standing,
}

/// Where the bookings stand that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// All but those that were called off.
    Kept,
    Pending,
    Confirmed,
    Done,
    NoShow,
    /// Cancelled, declined, not confirmed in time.
    Off,
}

impl Shown {
    /// All that the admin may see.
    pub(crate) fn all(cx: &Cx<'_>) -> Shown {
        Shown::read(cx, 0, 0)
    }

    /// What the numbers of a button mean. Who may see one specialist's bookings alone sees theirs, whatever a button says.
    pub(crate) fn read(cx: &Cx<'_>, who: i64, standing: i64) -> Shown {
        let asked = (who > 0).then(|| SpecialistId::from(who));
        let standing = usize::try_from(standing).ok().and_then(|number| Standing::ALL.get(number));
        Shown { who: cx.only().or(asked), standing: standing.copied().unwrap_or(Standing::Kept) }
    }

    /// The number of a button for [`who`](Self::who).
    pub(crate) fn who_number(self) -> i64 {
        self.who.map_or(0, SpecialistId::get)
    }

    /// The number of a button for [`standing`](Self::standing).
    pub(crate) fn standing_number(self) -> i64 {
        let place = Standing::ALL.iter().position(|standing| *standing == self.standing);
        place.and_then(|place| i64::try_from(place).ok()).unwrap_or(0)
    }
}

impl Standing {
    const ALL: [Standing; 6] = [
        Standing::Kept,
        Standing::Pending,
        Standing::Confirmed,
        Standing::Done,
        Standing::NoShow,
        Standing::Off,
    ];

    pub(crate) fn statuses(self) -> &'static [Status] {
        match self {
            Standing::Kept => &[Status::Pending, Status::Confirmed, Status::Done, Status::NoShow],
            Standing::Pending => &[Status::Pending],
            Standing::Confirmed => &[Status::Confirmed],
            Standing::Done => &[Status::Done],
            Standing::NoShow => &[Status::NoShow],
            Standing::Off => &[Status::Cancelled, Status::Declined, Status::Expired],
        }
    }

    fn key(self) -> &'static str {
        match self {
            Standing::Kept => "list-standing-kept",
            Standing::Pending => "list-standing-pending",
            Standing::Confirmed => "list-standing-confirmed",
            Standing::Done => "list-standing-done",
            Standing::NoShow => "list-standing-no-show",
            Standing::Off => "list-standing-off",
        }
    }
}

/// The day, or the week, that such a list is of: what its buttons lead back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    Day(NaiveDate),
    Week(NaiveDate),
}

impl Period {
    /// What a button's numbers mean; nothing for a forged date.
    pub(crate) fn read(week: i64, number: i64) -> Option<Period> {
        let date = calendar::day_of(number)?;
        Some(if week == 1 { Period::Week(date) } else { Period::Day(date) })
    }

    fn numbers(self) -> [i64; 2] {
        match self {
            Period::Day(date) => [0, calendar::day_number(date)],
            Period::Week(date) => [1, calendar::day_number(date)],
        }
    }

    /// The list itself.
    pub(crate) fn action(self, shown: Shown) -> Action {
        match self {
            Period::Day(date) => Action::new(calendar::DAY)
                .with(calendar::day_number(date))
                .with(0)
                .with(shown.who_number())
                .with(shown.standing_number()),
            Period::Week(date) => {
                Action::new("week").with(calendar::day_number(date)).with(shown.who_number())
            }
        }
    }

    /// The screen on which a specialist is chosen.
    pub(crate) fn ask_who(self, shown: Shown) -> Action {
        let [week, date] = self.numbers();
        Action::new("list-who").with(week).with(date).with(shown.who_number()).with(shown.standing_number())
    }
}

/// The buttons that tell what is shown, and lead to other choices.
pub(crate) fn buttons(cx: &Cx<'_>, period: Period, shown: Shown) -> Result<Vec<Button>, Failure> {
    let mut row = Vec::new();
    let specialists = cx.turn.tx.specialists()?;
    if cx.only().is_none() && (specialists.len() > 1 || shown.who.is_some()) {
        let label = match shown.who {
            Some(id) => format!("👤 {}", cut(&name(cx, id)?, NAME)),
            None => cx.label("list-everybody"),
        };
        row.push(Button::new(label, period.ask_who(shown)));
    }
    if let Period::Day(date) = period {
        let action = Action::new("list-standing").with(calendar::day_number(date));
        let action = action.with(shown.who_number()).with(shown.standing_number());
        row.push(cx.button(shown.standing.key(), action));
    }
    Ok(row)
}

/// How a specialist is called.
pub(crate) fn name(cx: &Cx<'_>, id: SpecialistId) -> Result<String, Failure> {
    Ok(cx.turn.tx.specialist(id)?.map_or_else(|| "—".to_owned(), |specialist| specialist.name))
}

/// Asks whose bookings to show.
pub(crate) fn ask_who(
    cx: &Cx<'_>,
    period: Period,
    shown: Shown,
    page: i64,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let specialists = cx.turn.tx.specialists()?;
    let specialists: Vec<_> =
        specialists.iter().filter(|found| cx.only().is_none_or(|only| only == found.id)).collect();
    let page = Page::of(&specialists, page, PAGE);
    let of = |who| period.action(Shown { who, ..shown });
    let mut rows = vec![vec![cx.button("list-everybody", of(None))]];
    rows.extend(page.items.iter().map(|found| vec![Button::new(cut(&found.name, 32), of(Some(found.id)))]));
    rows.push(page.arrows(|page| period.ask_who(shown).with(page)));
    rows.push(vec![cx.button("button-back", of(shown.who))]);
    Ok(cx.end(place, Screen::text(cx.say("list-ask-who")).buttons(rows)))
}

/// Asks which bookings of a day to show.
pub(crate) fn ask_standing(cx: &Cx<'_>, date: NaiveDate, shown: Shown, place: Place) -> Reaction<State> {
    let of = |standing| Period::Day(date).action(Shown { standing, ..shown });
    let mut rows: Vec<Vec<Button>> =
        Standing::ALL.map(|standing| vec![cx.button(standing.key(), of(standing))]).into();
    rows.push(vec![cx.button("button-back", of(shown.standing))]);
    cx.end(place, Screen::text(cx.say("list-ask-standing")).buttons(rows))
}

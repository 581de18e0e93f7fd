//! How large the picture is, and where which minute of which column lies. In pixels, from the upper left corner.

use crate::timetable::{Stretch, Timetable};

/// Around everything.
pub(crate) const MARGIN: f32 = 28.0;
/// The column of the hours.
pub(crate) const AXIS: f32 = 92.0;
/// Over the columns: their headings.
pub(crate) const HEAD: f32 = 100.0;
/// From the foot of the columns to the legend.
const FOOT: f32 = 30.0;
/// An hour is at least so high: a card of half an hour then holds two lines.
const HOUR: f32 = 152.0;
/// The shortest booking is so high, one line, if the whole then does not become higher than [`HIGHEST`].
const LOWEST_CARD: f32 = 40.0;
/// The columns are at most so high: Telegram makes a picture smaller whose side is over 2560.
const HIGHEST: f32 = 2280.0;
/// All columns together, if each then has a width within [`COLUMN`]: on a phone the words are then large enough to be read.
const COLUMNS: f32 = 900.0;
/// How narrow and how wide a column may be.
const COLUMN: (f32, f32) = (206.0, 760.0);
/// What is shown if nobody works and nothing is booked.
const USUAL: Stretch = Stretch { from: 9 * 60, to: 18 * 60 };
/// A day and the night after it; nothing later is shown.
const LONGEST: u32 = 36 * 60;

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl Area {
    pub(crate) fn right(self) -> f32 {
        self.x + self.width
    }

    pub(crate) fn bottom(self) -> f32 {
        self.y + self.height
    }

    /// Smaller by so much on each side, never less than nothing; larger if that is negative.
    pub(crate) fn inset(self, x: f32, y: f32) -> Area {
        let (width, height) = ((self.width - 2.0 * x).max(0.0), (self.height - 2.0 * y).max(0.0));
        Area { x: self.x + x, y: self.y + y, width, height }
    }
}

/// Where everything lies.
pub(crate) struct Frame {
    /// The whole hours that are shown.
    pub(crate) hours: Stretch,
    /// Where the columns begin.
    pub(crate) top: f32,
    columns: usize,
    column: f32,
    minute: f32,
}

impl Frame {
    /// `title` is how high that is which stands over the headings.
    pub(crate) fn of(timetable: &Timetable, title: f32) -> Frame {
        let hours = hours(timetable);
        let columns = timetable.columns.len().clamp(1, Timetable::MOST_COLUMNS);
        let entries = timetable.columns.iter().flat_map(|column| &column.entries);
        let shortest = entries.map(|entry| entry.at.length().max(5)).min().unwrap_or(60) as f32;
        let minute = (HOUR / 60.0).max(LOWEST_CARD / shortest).min(HIGHEST / hours.length() as f32);
        let column = (COLUMNS / columns as f32).clamp(COLUMN.0, COLUMN.1).floor();
        Frame { hours, top: MARGIN + title + HEAD, columns, column, minute }
    }

    pub(crate) fn width(&self) -> f32 {
        MARGIN + AXIS + self.columns as f32 * self.column + MARGIN
    }

    /// Where the legend begins.
    pub(crate) fn foot(&self) -> f32 {
        self.y(self.hours.to) + FOOT
    }

    /// Where a minute lies.
    pub(crate) fn y(&self, minute: u32) -> f32 {
        let shown = minute.clamp(self.hours.from, self.hours.to) - self.hours.from;
        self.top + (shown as f32 * self.minute).round()
    }

    /// All of a column below its heading.
    pub(crate) fn column(&self, index: usize) -> Area {
        self.stretch(index, self.hours)
    }

    /// A stretch of time in a column.
    pub(crate) fn stretch(&self, index: usize, at: Stretch) -> Area {
        let (y, bottom) = (self.y(at.from), self.y(at.to));
        let x = MARGIN + AXIS + index as f32 * self.column;
        Area { x, y, width: self.column, height: (bottom - y).max(0.0) }
    }
}

/// The whole hours in which somebody works or something is booked.
fn hours(timetable: &Timetable) -> Stretch {
    let columns = timetable.columns.iter().take(Timetable::MOST_COLUMNS);
    let shown =
        columns.flat_map(|column| column.open.iter().copied().chain(column.entries.iter().map(|e| e.at)));
    let shown: Vec<Stretch> = shown.filter(|stretch| stretch.length() > 0).collect();
    let from = shown.iter().map(|stretch| stretch.from).min();
    let to = shown.iter().map(|stretch| stretch.to).max();
    let (Some(from), Some(to)) = (from, to) else { return USUAL };
    let from = from.min(LONGEST - 60) / 60 * 60;
    Stretch { from, to: (to.min(LONGEST).div_ceil(60) * 60).max(from + 60) }
}

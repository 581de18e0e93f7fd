//! What is to be drawn.

/// A stretch of wall-clock time, in minutes after the midnight of the column's date; past 1440 it lies in the night after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// The first minute.
    pub from: u32,
    /// The minute after the last; what does not lie after `from` is not drawn.
    pub to: u32,
}

/// A day of several specialists, or several days of one.
#[derive(Clone, Debug, Default)]
pub struct Timetable {
    /// What it shows: "вт 24 ноября".
    pub title: String,
    /// At most [`MOST_COLUMNS`](Timetable::MOST_COLUMNS); more are not drawn.
    pub columns: Vec<Column>,
    /// The words of one language.
    pub words: Words,
}

impl Timetable {
    /// More would be too narrow to be read.
    pub const MOST_COLUMNS: usize = 12;
}

/// One specialist on one day.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Whose or which: "Мария", "вт 24".
    pub heading: String,
    /// A few words under it: the hours, or that the day is free of work.
    pub under: String,
    /// When work is done; the gaps between are breaks.
    pub open: Vec<Stretch>,
    /// What of it nobody has taken.
    pub free: Vec<Stretch>,
    /// Bookings; what is booked at the same time stands side by side.
    pub entries: Vec<Entry>,
    /// Blocked time.
    pub blocks: Vec<Block>,
    /// The present minute, if it is this day's.
    pub now: Option<u32>,
}

/// A booking, or a session of a group.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When.
    pub at: Stretch,
    /// When, as people say it: "10:00–11:30".
    pub time: String,
    /// The same in short: "10:00".
    pub start: String,
    /// Who comes.
    pub title: String,
    /// What for.
    pub line: String,
    /// Where it stands.
    pub state: State,
}

/// Where a booking stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for somebody to confirm it.
    Pending,
    /// Agreed.
    Confirmed,
    /// The visit took place.
    Done,
    /// The client did not come.
    NoShow,
}

impl State {
    /// All of them, in the order of the legend.
    pub const ALL: [State; 4] = [State::Confirmed, State::Pending, State::Done, State::NoShow];
}

/// Time in which nothing can be booked.
#[derive(Clone, Debug)]
pub struct Block {
    /// When.
    pub at: Stretch,
    /// Why; may be empty.
    pub note: String,
}

/// What a picture says in one language.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// In the legend.
    pub confirmed: String,
    /// In the legend.
    pub pending: String,
    /// In the legend.
    pub done: String,
    /// In the legend.
    pub no_show: String,
    /// Between two stretches of work.
    pub rest: String,
    /// Blocked time without a note.
    pub blocked: String,
    /// A gap in which somebody can still be booked, and in the legend.
    pub free: String,
    /// The sign of hours: "ч".
    pub hour: String,
    /// The sign of minutes: "мин".
    pub minute: String,
}

impl Stretch {
    /// How many minutes.
    pub fn length(self) -> u32 {
        self.to.saturating_sub(self.from)
    }

    /// The part that lies within another stretch, if any does.
    pub(crate) fn within(self, other: Stretch) -> Option<Stretch> {
        let part = Stretch { from: self.from.max(other.from), to: self.to.min(other.to) };
        (part.length() > 0).then_some(part)
    }

    /// What is left of it, in order, without all that lies in `taken`.
    pub(crate) fn without(self, taken: impl Iterator<Item = Stretch>) -> Vec<Stretch> {
        let mut taken: Vec<Stretch> = taken.filter_map(|one| one.within(self)).collect();
        taken.sort_unstable();
        let mut left = Vec::new();
        let mut from = self.from;
        for one in taken {
            left.push(Stretch { from, to: one.from });
            from = from.max(one.to);
        }
        left.push(Stretch { from, to: self.to });
        left.retain(|stretch| stretch.length() > 0);
        left
    }
}

impl Words {
    pub(crate) fn of(&self, state: State) -> &str {
        match state {
            State::Pending => &self.pending,
            State::Confirmed => &self.confirmed,
            State::Done => &self.done,
            State::NoShow => &self.no_show,
        }
    }

    /// "1 ч 30 мин"
    pub(crate) fn duration(&self, minutes: u32) -> String {
        match (minutes / 60, minutes % 60) {
            (0, minutes) => format!("{minutes} {}", self.minute),
            (hours, 0) => format!("{hours} {}", self.hour),
            (hours, minutes) => format!("{hours} {} {minutes} {}", self.hour, self.minute),
        }
    }
}

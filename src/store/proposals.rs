//! What clients are asked when the time or the specialist that they booked cannot be kept (A7, A17).

use domain::{BookingId, ChatId, Instant, SpecialistId};
use rusqlite::Row;

use crate::column::{code, instant, instant_or_none, millis};
use crate::error::Result;
use crate::tx::Tx;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// To choose another time: nobody can keep the booked one.
    Another,
    /// Whether the visit may begin later, as it is booked by now.
    Later,
    /// Whether a colleague may do it, as it is booked by now.
    Colleague,
}

impl Asked {
    const ALL: [Asked; 3] = [Asked::Another, Asked::Later, Asked::Colleague];

    /// The stable code of the database.
    pub fn code(self) -> &'static str {
        match self {
            Asked::Another => "another",
            Asked::Later => "later",
            Asked::Colleague => "colleague",
        }
    }
}

/// How it was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It suits the client.
    Fits,
    /// The client has moved the booking elsewhere.
    Other,
    /// The client has called it off.
    Cancelled,
    /// An admin has settled it with the client by word of mouth.
    Agreed,
    /// The booking has changed otherwise.
    Void,
}

impl Answer {
    const ALL: [Answer; 5] = [Answer::Fits, Answer::Other, Answer::Cancelled, Answer::Agreed, Answer::Void];

    /// The stable code of the database.
    pub fn code(self) -> &'static str {
        match self {
            Answer::Fits => "fits",
            Answer::Other => "other",
            Answer::Cancelled => "cancelled",
            Answer::Agreed => "agreed",
            Answer::Void => "void",
        }
    }
}

/// A question to be asked.
#[derive(Clone, Copy, Debug)]
pub struct NewProposal {
    /// About what.
    pub booking: BookingId,
    /// Its version, as it is from now on.
    pub version: i64,
    /// What.
    pub asked: Asked,
    /// When the visit would have begun.
    pub former_at: Instant,
    /// With whom it would have been.
    pub former_with: SpecialistId,
    /// The admin who has it asked.
    pub by: ChatId,
}

/// The last question about a booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What.
    pub asked: Asked,
    /// The version of the booking that it is about.
    pub version: i64,
    /// When the visit would have begun.
    pub former_at: Instant,
    /// With whom it would have been, as they are called now.
    pub former_with: String,
    /// When it was asked.
    pub at: Instant,
    /// How and when it was settled; none while nobody has.
    pub answer: Option<(Answer, Instant)>,
}

impl Proposal {
    /// Whether an answer is awaited.
    pub fn is_open(&self) -> bool {
        self.answer.is_none()
    }
}

impl Tx {
    /// Keeps a question. One that was open about the same booking is none any more.
    pub fn ask(&self, new: &NewProposal, now: Instant) -> Result<()> {
        self.settle(new.booking, Answer::Void, now)?;
        self.write(
            "INSERT INTO proposal (booking_id, kind, version, former_at, former_with, asked_at, admin)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            (
                new.booking.get(),
                new.asked.code(),
                new.version,
                millis(new.former_at),
                new.former_with.get(),
                millis(now),
                new.by.get(),
            ),
        )?;
        Ok(())
    }

    /// Settles what is asked about a booking; says whether anything was.
    pub fn settle(&self, booking: BookingId, answer: Answer, now: Instant) -> Result<bool> {
        let sql =
            "UPDATE proposal SET answer = ?2, answered_at = ?3 WHERE booking_id = ?1 AND answer IS NULL";
        Ok(self.write(sql, (booking.get(), answer.code(), millis(now)))? == 1)
    }

    /// The question goes on although the booking has another version: what it is about is the same.
    pub fn go_on_asking(&self, booking: BookingId, version: i64) -> Result<()> {
        let sql = "UPDATE proposal SET version = ?2 WHERE booking_id = ?1 AND answer IS NULL";
        self.write(sql, (booking.get(), version))?;
        Ok(())
    }

    /// The last question about a booking, settled or not.
    pub fn proposal(&self, booking: BookingId) -> Result<Option<Proposal>> {
        self.row(
            "SELECT proposal.*, specialist.name AS former_name FROM proposal JOIN specialist ON specialist.id = former_with
             WHERE booking_id = ?1 ORDER BY proposal.id DESC LIMIT 1",
            [booking.get()],
            proposal,
        )
    }

    /// How many clients have not answered what they were asked about a visit to come.
    pub fn count_asked(&self, now: Instant) -> Result<i64> {
        let sql = "SELECT count(*) FROM proposal JOIN booking ON booking.id = booking_id
                   WHERE answer IS NULL AND starts_at > ?1 AND status IN ('pending', 'confirmed')";
        Ok(self.row(sql, [millis(now)], |row| Ok(row.get(0)?))?.unwrap_or(0))
    }
}

fn proposal(row: &Row<'_>) -> Result<Proposal> {
    let asked = |text: &str| Asked::ALL.into_iter().find(|asked| asked.code() == text);
    let answer = |text: &str| Answer::ALL.into_iter().find(|answer| answer.code() == text);
    let answer = match instant_or_none(row, "answered_at")? {
        Some(at) => Some((code(row, "answer", answer)?, at)),
        None => None,
    };
    Ok(Proposal {
        asked: code(row, "kind", asked)?,
        version: row.get("version")?,
        former_at: instant(row, "former_at")?,
        former_with: row.get("former_name")?,
        at: instant(row, "asked_at")?,
        answer,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::own_data_tests::filled;

    #[test]
    fn a_question_is_open_until_it_is_settled_and_a_new_one_takes_its_place() {
        let (store, _folder) = filled();
        let (tx, booking) = (&store.writer, BookingId::from(2));
        let at = |seconds: i64| Instant::from_timestamp(seconds, 0).unwrap();
        let new = |asked, version| NewProposal {
            booking,
            version,
            asked,
            former_at: at(7200),
            former_with: 1.into(),
            by: 30.into(),
        };
        tx.ask(&new(Asked::Another, 1), at(1)).unwrap();
        tx.ask(&new(Asked::Later, 2), at(2)).unwrap();
        let found = tx.proposal(booking).unwrap().unwrap();
        assert_eq!((found.asked, found.version, found.former_with.as_str()), (Asked::Later, 2, "Мария"));
        tx.go_on_asking(booking, 3).unwrap();
        assert_eq!(tx.proposal(booking).unwrap().unwrap().version, 3);
        assert!(tx.settle(booking, Answer::Fits, at(3)).unwrap());
        assert!(!tx.settle(booking, Answer::Cancelled, at(4)).unwrap(), "the first answer counts");
        assert_eq!(tx.proposal(booking).unwrap().unwrap().answer, Some((Answer::Fits, at(3))));
    }
}

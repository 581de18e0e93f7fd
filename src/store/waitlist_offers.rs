//! What was offered to whom on the waitlist. An open offer has a hold of its own, which keeps everybody else away.

use std::collections::BTreeSet;

use domain::{Instant, Money, SpecialistId, WaitlistId, WaitlistOfferId};
use rusqlite::Row;

use crate::column::{code, instant, millis, price};
use crate::error::Result;
use crate::holds::NewHold;
use crate::tx::Tx;

/// A time that was offered to somebody who waits (C9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitlistOffer {
    /// Its number.
    pub id: WaitlistOfferId,
    /// To whom, and what for.
    pub entry: WaitlistId,
    /// With whom it would be.
    pub specialist: SpecialistId,
    /// When the visit would begin.
    pub start: Instant,
    /// The price that was named.
    pub price: Money,
    /// When it was offered: while it is open, the rules of that instant count.
    pub made_at: Instant,
    /// Until when the time is held.
    pub until: Instant,
    /// What became of it.
    pub state: OfferState,
}

/// What became of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferState {
    /// The time is held; nobody has answered yet.
    Open,
    /// They took it.
    Accepted,
    /// They did not want it.
    Declined,
    /// They let it pass.
    Expired,
    /// It cannot be booked any more, or they have something else.
    Withdrawn,
}

impl OfferState {
    const ALL: [OfferState; 5] = [
        OfferState::Open,
        OfferState::Accepted,
        OfferState::Declined,
        OfferState::Expired,
        OfferState::Withdrawn,
    ];

    /// The stable code of the database.
    pub fn code(self) -> &'static str {
        match self {
            OfferState::Open => "open",
            OfferState::Accepted => "accepted",
            OfferState::Declined => "declined",
            OfferState::Expired => "expired",
            OfferState::Withdrawn => "withdrawn",
        }
    }
}

/// An offer to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewWaitlistOffer<'a> {
    /// To whom, and what for.
    pub entry: WaitlistId,
    /// What is kept for them.
    pub hold: NewHold<'a>,
    /// What it costs.
    pub price: Money,
    /// Until when.
    pub until: Instant,
}

impl Tx {
    /// Offers a time to somebody who waits, and holds it for them.
    ///
    /// # Errors
    /// [`Error::Overlap`](crate::Error::Overlap) when the time is occupied: then nothing is offered.
    pub fn offer_waiting(&self, new: &NewWaitlistOffer<'_>, now: Instant) -> Result<WaitlistOfferId> {
        self.all_or_nothing(|| {
            self.write(
                "INSERT INTO waitlist_offer (waitlist_id, specialist_id, starts_at, price_minor, currency, made_at, until)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                (
                    new.entry.get(),
                    new.hold.specialist.get(),
                    millis(new.hold.slot.visit.start()),
                    new.price.minor,
                    new.price.currency.code(),
                    millis(now),
                    millis(new.until),
                ),
            )?;
            let id = WaitlistOfferId::from(self.last_id());
            self.insert_hold(&new.hold, Some(id))?;
            Ok(id)
        })
    }

    /// An offer by number.
    pub fn waitlist_offer(&self, id: WaitlistOfferId) -> Result<Option<WaitlistOffer>> {
        self.row("SELECT * FROM waitlist_offer WHERE id = ?1", [id.get()], offer)
    }

    /// The offer that is open for an entry.
    pub fn open_offer_of(&self, entry: WaitlistId) -> Result<Option<WaitlistOffer>> {
        let sql = "SELECT * FROM waitlist_offer WHERE waitlist_id = ?1 AND state = 'open'";
        self.row(sql, [entry.get()], offer)
    }

    /// All that was offered for an entry, in order.
    pub fn offers_of(&self, entry: WaitlistId) -> Result<Vec<WaitlistOffer>> {
        let sql = "SELECT * FROM waitlist_offer WHERE waitlist_id = ?1 ORDER BY made_at";
        self.rows(sql, [entry.get()], offer)
    }

    /// The starts about which an entry is not asked again: those that were offered and not taken back, and those that were free when it was
    /// made.
    pub fn passed_by(&self, entry: WaitlistId) -> Result<BTreeSet<Instant>> {
        let starts = self.rows(
            "SELECT starts_at FROM waitlist_offer WHERE waitlist_id = ?1 AND state <> 'withdrawn'
             UNION ALL SELECT starts_at FROM waitlist_seen WHERE waitlist_id = ?1",
            [entry.get()],
            |row| instant(row, "starts_at"),
        )?;
        Ok(starts.into_iter().collect())
    }

    /// How often an entry was asked since an instant.
    pub fn count_offers_since(&self, entry: WaitlistId, since: Instant) -> Result<i64> {
        let sql = "SELECT count(*) FROM waitlist_offer WHERE waitlist_id = ?1 AND made_at > ?2";
        Ok(self.row(sql, (entry.get(), millis(since)), |row| Ok(row.get(0)?))?.unwrap_or(0))
    }

    /// Closes an offer that is open: what was held for it is free.
    pub fn close_offer(&self, id: WaitlistOfferId, state: OfferState) -> Result<()> {
        self.release_hold_of_offer(id)?;
        let sql = "UPDATE waitlist_offer SET state = ?2 WHERE id = ?1 AND state = 'open'";
        self.write(sql, (id.get(), state.code()))?;
        Ok(())
    }

    /// Keeps the price that an open offer names now.
    pub fn reprice_offer(&self, id: WaitlistOfferId, price: Money) -> Result<()> {
        let sql = "UPDATE waitlist_offer SET price_minor = ?2, currency = ?3 WHERE id = ?1";
        self.write(sql, (id.get(), price.minor, price.currency.code()))?;
        Ok(())
    }
}

fn offer(row: &Row<'_>) -> Result<WaitlistOffer> {
    let state = |text: &str| OfferState::ALL.into_iter().find(|state| state.code() == text);
    Ok(WaitlistOffer {
        id: row.get::<_, i64>("id")?.into(),
        entry: row.get::<_, i64>("waitlist_id")?.into(),
        specialist: row.get::<_, i64>("specialist_id")?.into(),
        start: instant(row, "starts_at")?,
        price: price(row)?,
        made_at: instant(row, "made_at")?,
        until: instant(row, "until")?,
        state: code(row, "state", state)?,
    })
}

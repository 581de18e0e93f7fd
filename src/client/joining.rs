//! Who was booked by phone comes to the bot: the record that the staff made of them joins their own (A8).

use chat::{Args, BotName, Failure, Outgoing, Priority, Screen, Turn};
use domain::{ClientId, Fact, Phone};
use store::Tx;
use store::client_merge::Merge;
use store::clients::Client;

use crate::cx::Cx;

/// So many visits are named.
const NAMED: usize = 5;

/// Telegram vouches for a contact of one's own, so a record without a chat that has this number is the client's. Of two such records nobody can say
/// which it is (a family books with one phone): those are left to the staff.
pub(crate) fn join(cx: &Cx<'_>, phone: &Phone) -> Result<Option<Fact>, Failure> {
    let tx = cx.turn.tx;
    let [gone] = &tx.chatless_with_phone(phone)?[..] else { return Ok(None) };
    // Read anew: their language may have been noted in this turn.
    let Some(kept) = tx.client(cx.client.id)? else { return Ok(None) };
    let gone = Client { phone_verified: true, ..gone.clone() };
    let Ok(merge) = Merge::of(kept, gone) else { return Ok(None) };
    let merge = Merge { takes_phone: true, ..merge };
    let bookings = tx.merge_clients(&merge)?;
    Ok(Some(Fact::ClientsMerged { kept: merge.kept.id, gone: merge.gone.id, bookings }))
}

/// The visits to come that a client has not seen here before are named to them, whoever joined the records.
pub(crate) fn hear(turn: Turn<'_, Tx>, fact: &Fact) -> Result<Option<Outgoing>, Failure> {
    let Fact::ClientsMerged { kept, bookings, .. } = fact else { return Ok(None) };
    let Some(chat) = reachable(turn, *kept)? else { return Ok(None) };
    let upcoming = turn.tx.upcoming_of(*kept, turn.now)?;
    let new: Vec<_> = upcoming.iter().filter(|view| bookings.contains(&view.booking.id)).collect();
    if new.is_empty() {
        return Ok(None);
    }
    let cx = Cx::new(turn, chat, None)?;
    let line = |view: &&store::bookings::BookingView| {
        let time = cx.format().lasting(view.booking.visit.start(), turn.now);
        let args = Args::new().text("service", &view.service).text("specialist", &view.specialist);
        cx.say_with("joined-line", args.text("time", time))
    };
    let count = i64::try_from(new.len()).unwrap_or(i64::MAX);
    let mut lines = vec![cx.say_with("joined", Args::new().number("count", count))];
    lines.extend(new.iter().take(NAMED).map(line));
    Ok(Some(Outgoing::Say {
        bot: BotName::Client,
        chat,
        screen: Screen::text(lines.join("\n")),
        priority: Priority::Notice,
        expires_at: None,
    }))
}

fn reachable(turn: Turn<'_, Tx>, client: ClientId) -> Result<Option<domain::ChatId>, Failure> {
    Ok(turn.tx.client(client)?.filter(|client| client.reachable).and_then(|client| client.chat))
}

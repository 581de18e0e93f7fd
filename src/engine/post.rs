//! The outbox: orders are stamped and written, rows are taken, results are booked.

use std::collections::BTreeSet;
use std::path::PathBuf;

use chat::{Attachment, Bot, BotName, Card, Event, Keyboard, Outgoing, Person, Place, Screen, Show, Target};
use chrono::TimeDelta;
use domain::{ChatId, Instant};
use store::attachments::{Attached, Attaching};
use store::outbox::{Order, Queued, Shown};
use store::{Readers, Tx};

use crate::input::Outcome;
use crate::output::{Call, Dispatch, Output, Picture};
use crate::turn::{Engine, InputFailed};

/// So many calls at most are on their way at once.
const MOST_IN_FLIGHT: usize = 256;
/// A row that fails so often while others of its bot arrive is given up, so that its chat goes on. An outage of Telegram gives up nothing.
const MOST_FAILURES: i64 = 20;

const _: () = assert!(Attachment::LARGEST_DOCUMENT == store::attachments::LARGEST, "what bots are promised");

impl<C: Bot<Tx>, A: Bot<Tx>> Engine<C, A> {
    /// Writes one order into the outbox. `dialogue` is what the buttons of the dialogue's screen belong to.
    pub(crate) fn post(
        &mut self,
        now: Instant,
        order: Outgoing,
        dialogue: Target,
    ) -> Result<(), store::Error> {
        let writer = &self.store.writer;
        match order {
            Outgoing::Show(Show { bot, chat, card, place, screen, former, target, priority, expires_at }) => {
                let lane = Self::lane(bot, chat);
                if place == Place::IfShown && !writer.card_is_shown(lane, &card.key())? {
                    return Ok(());
                }
                // A keyboard in place of the letters cannot be edited into a message.
                let below = place == Place::Below || matches!(screen.keyboard, Keyboard::AskContact { .. });
                let buttons = matches!(&screen.keyboard, Keyboard::Inline(rows) if !rows.is_empty());
                let screen = json(&screen.stamped(target.unwrap_or(dialogue)));
                let haste = Self::haste(now, priority, expires_at);
                let former = former.filter(|_| below).map(|former| json(&Screen::text(former)));
                let what = Shown { screen: &screen, buttons, former: former.as_deref() };
                writer.put_show(lane, &card.key(), below, what, haste)
            }
            Outgoing::Say { bot, chat, screen, priority, expires_at } => {
                writer.put_say(Self::lane(bot, chat), &json(&screen), Self::haste(now, priority, expires_at))
            }
            Outgoing::Attach { bot, chat, attachment, priority, expires_at } => {
                let haste = Self::haste(now, priority, expires_at);
                let what = json(&attachment);
                let (content, photo) = match &attachment {
                    Attachment::Document { bytes, .. } | Attachment::Picture { bytes, .. } => {
                        (Some(bytes.as_slice()), None)
                    }
                    Attachment::Photo { photo, .. } => (None, Some(*photo)),
                    Attachment::Venue { .. } | Attachment::File { .. } => (None, None),
                };
                let attaching = Attaching { what: &what, content, photo };
                let caption = json(&Screen::text(attachment.caption()));
                writer.put_attached(Self::lane(bot, chat), &caption, attaching, haste)
            }
            Outgoing::Delete { bot, chat, message } => {
                let haste = Self::haste(now, chat::Priority::Reply, None);
                writer.put_delete(Self::lane(bot, chat), message.0, haste)
            }
            Outgoing::Rename { bot, chat, from, to, former } => {
                let former = former.map(|former| json(&Screen::text(former)));
                let haste = Self::haste(now, chat::Priority::Reply, None);
                writer.rename_card(Self::lane(bot, chat), &from.key(), &to.key(), former.as_deref(), haste)
            }
        }
    }

    /// Whether more may be on its way than is.
    pub(crate) fn has_room(&self) -> bool {
        self.in_flight < MOST_IN_FLIGHT
    }

    /// Takes what may leave now; it is on its way from this commit on.
    pub(crate) fn take_dispatches(&mut self, now: Instant) -> Result<Vec<Dispatch>, store::Error> {
        let room = u32::try_from(MOST_IN_FLIGHT.saturating_sub(self.in_flight)).unwrap_or(0);
        if room == 0 {
            return Ok(Vec::new());
        }
        let mut dispatches = Vec::new();
        for row in self.store.writer.take_sendable(now, room)? {
            let id = row.id;
            match dispatch(row) {
                Some(dispatch) => dispatches.push(dispatch),
                None => self.store.writer.drop_row(id)?,
            }
        }
        self.in_flight += dispatches.len();
        Ok(dispatches)
    }

    /// Books what became of a call, and lets the bot know of a person who is gone or sees a screen that cannot change.
    pub(crate) fn sent(
        &mut self,
        now: Instant,
        row: i64,
        bot: BotName,
        chat: ChatId,
        outcome: &Outcome,
        output: &mut Output,
    ) -> Result<(), InputFailed> {
        self.in_flight = self.in_flight.saturating_sub(1);
        let refused_dialogue = matches!(outcome, Outcome::Rejected { .. })
            && self.store.writer.row_shows(row, &Card::Dialogue.key())?;
        self.settle(now, row, bot, chat, outcome)?;
        let event = match outcome {
            Outcome::Unreachable => {
                Event::Reachable { from: Person { chat, language: None }, reachable: false }
            }
            Outcome::Rejected { .. } if refused_dialogue && self.is_stuck(bot, chat)? => Event::Undeliverable,
            _ => return Ok(()),
        };
        self.step(now, bot, chat, event, output)
    }

    /// Writes down what became of a row.
    pub(crate) fn settle(
        &mut self,
        now: Instant,
        row: i64,
        bot: BotName,
        chat: ChatId,
        outcome: &Outcome,
    ) -> Result<(), store::Error> {
        let writer = &self.store.writer;
        match outcome {
            Outcome::Done { message, file } => {
                self.last_done.insert(bot, now);
                if let Some(file) = file {
                    writer.keep_file(row, file)?;
                }
                if let Some(made_at) = writer.sent(row, *message)? {
                    // A wall clock that jumped back makes nothing faster than at once.
                    let took = (now - made_at).to_std().unwrap_or_default();
                    self.tally.borrow_mut().delivered.push((bot, took));
                }
                Ok(())
            }
            Outcome::Retry { after } => {
                let failures = writer.postpone(row, now, *after, self.last_done.get(&bot).copied())?;
                if failures < MOST_FAILURES {
                    return Ok(());
                }
                tracing::error!(bot = bot.code(), "a message fails again and again while others arrive");
                self.put_aside(bot, "outgoing", "no success after many tries", now)?;
                writer.drop_row(row)
            }
            // Telegram may have lost the picture, or the bot may be another than before: the picture itself is sent next.
            Outcome::Rejected { .. } if writer.forget_file(row)? => {
                writer.postpone(row, now, TimeDelta::zero(), None)?;
                Ok(())
            }
            Outcome::Rejected { reason } => {
                tracing::error!(bot = bot.code(), reason, "Telegram refuses a message for good");
                self.put_aside(bot, "outgoing", reason, now)?;
                writer.drop_row(row)
            }
            Outcome::Unreachable => writer.drop_lane(Self::lane(bot, chat)),
        }
    }
}

impl<C: Bot<Tx>, A: Bot<Tx>> Engine<C, A> {
    /// Whether a dialogue is open and no newer screen of it is on its way.
    fn is_stuck(&self, bot: BotName, chat: ChatId) -> Result<bool, store::Error> {
        let (_, on_its_way) = self.store.writer.card_message(Self::lane(bot, chat), &Card::Dialogue.key())?;
        let open = self.store.writer.dialogue(bot.code(), chat)?.is_some_and(|found| found.state.is_some());
        Ok(open && !on_its_way)
    }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("it is made of strings, numbers and lists, which JSON can write")
}

/// The files that rows of the outbox are still to bring.
///
/// # Errors
/// The database cannot be read.
pub fn spooled(readers: &Readers) -> Result<BTreeSet<PathBuf>, store::Error> {
    let waiting = Tx::reading(readers, Tx::attachments)?;
    let file = |what: String| match serde_json::from_str(&what).ok()? {
        Attachment::File { path, .. } => Some(PathBuf::from(path)),
        _ => None,
    };
    Ok(waiting.into_iter().filter_map(file).collect())
}

/// What a row means at Telegram; nothing for a row of another version's making.
fn dispatch(row: Queued) -> Option<Dispatch> {
    let read = |text: &str| serde_json::from_str::<Screen>(text).ok();
    let call = match row.order {
        Order::Show { screen, below: false, message: Some(message) } => {
            Call::Edit { message, screen: read(&screen)? }
        }
        Order::Show { screen, message, .. } => Call::Send { screen: read(&screen)?, retire: message },
        Order::Say { screen, attached: None } => Call::Send { screen: read(&screen)?, retire: None },
        Order::Say { screen, attached: Some(attached) } => attach(read(&screen)?.text, attached)?,
        Order::Delete { message } => Call::Delete { message },
        Order::Close { message, former: None } => Call::Close { message, former: None },
        Order::Close { message, former: Some(former) } => {
            Call::Close { message, former: Some(read(&former)?) }
        }
    };
    let bot = BotName::from_code(&row.bot)?;
    Some(Dispatch { row: row.id, bot, chat: row.chat, call, attempts: row.attempts })
}

/// What something attached means at Telegram. A picture that is kept no longer cannot be sent.
fn attach(caption: String, attached: Attached) -> Option<Call> {
    let Attached { what, content, file } = attached;
    Some(match serde_json::from_str(&what).ok()? {
        Attachment::Document { name, mime, .. } => Call::Document { name, mime, bytes: content?, caption },
        Attachment::File { path, name, mime, .. } => Call::File { path: path.into(), name, mime, caption },
        Attachment::Venue { at, title, address } => Call::Venue { at, title, address },
        Attachment::Picture { .. } => Call::Photo { picture: Picture::New(content?), caption },
        Attachment::Photo { .. } => {
            let picture = file.map(Picture::Known).or(content.map(Picture::New))?;
            Call::Photo { picture, caption }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_another_making_is_dropped_and_not_sent() {
        let row = |screen: &str| Queued {
            id: 1,
            bot: "client".into(),
            chat: ChatId::from(1),
            order: Order::Say { screen: screen.into(), attached: None },
            attempts: 0,
        };
        assert_eq!(dispatch(row("{}")), None);
        let screen = Screen::text("Здравствуйте");
        let sent = dispatch(row(&json(&screen))).unwrap();
        assert_eq!(sent.call, Call::Send { screen, retire: None });
    }
}

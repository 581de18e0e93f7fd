//! One update of Telegram's: its receipt, the dialogue it belongs to, and what a press is worth by now.

use chat::{Bot, BotName, Card, Event, Incoming, MessageId, Person, Press, Priority, QueryId, Target};
use domain::{ChatId, Instant};
use store::Tx;

use crate::fail::{Point, panic_at, point};
use crate::output::{Answer, Output};
use crate::turn::{Engine, InputFailed};

impl<C: Bot<Tx>, A: Bot<Tx>> Engine<C, A> {
    pub(crate) fn update(
        &mut self,
        now: Instant,
        bot: BotName,
        id: i64,
        incoming: &Incoming,
        output: &mut Output,
    ) -> Result<(), InputFailed> {
        let served = match bot {
            BotName::Client => self.client.serves(self.given(now), incoming)?,
            BotName::Admin => self.admin.serves(self.given(now), incoming)?,
        };
        // Of what was received before the effect stands; only a press still wants its answer, if the first one was lost.
        if !served || !self.store.writer.receive(bot.code(), id, now)? {
            if let Incoming::Press { query, .. } = incoming {
                output.answers.push(Answer { bot, query: query.clone(), text: None });
            }
            return Ok(());
        }
        point(Point::Received);
        panic_at(incoming);
        match incoming {
            Incoming::Message { from, message, content } => {
                let event =
                    Event::Message { from: from.clone(), message: *message, content: content.clone() };
                self.step(now, bot, from.chat, event, output)?;
            }
            Incoming::Press { from, query, message, data } => {
                self.press(now, bot, from, query, *message, data, output)?;
            }
            Incoming::Reachable { from, reachable } => {
                let event = Event::Reachable { from: from.clone(), reachable: *reachable };
                self.step(now, bot, from.chat, event, output)?;
            }
            Incoming::Group { chat } => self.step(now, bot, *chat, Event::Group, output)?,
            Incoming::Nothing => {}
        }
        point(Point::Handled);
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one press, taken apart by its only caller")]
    fn press(
        &mut self,
        now: Instant,
        bot: BotName,
        from: &Person,
        query: &QueryId,
        message: Option<MessageId>,
        data: &str,
        output: &mut Output,
    ) -> Result<(), InputFailed> {
        let event = self.judge(now, bot, from, message, data)?;
        let toasts = output.answers.len();
        self.step(now, bot, from.chat, event, output)?;
        // The handler's toast was put there by the step, without a name; every press is answered, with words or without.
        let text = output.answers.get_mut(toasts).and_then(|answer| answer.text.take());
        output.answers.truncate(toasts);
        output.answers.push(Answer { bot, query: query.clone(), text });
        Ok(())
    }

    /// Compares a press with what is shown now. A message that shows no card any more (a duplicate that a crash left behind, a screen of an
    /// earlier dialogue) loses its buttons.
    fn judge(
        &mut self,
        now: Instant,
        bot: BotName,
        from: &Person,
        message: Option<MessageId>,
        data: &str,
    ) -> Result<Event, InputFailed> {
        let (chat, from) = (from.chat, from.clone());
        let open = self.store.writer.dialogue(bot.code(), chat)?.filter(|dialogue| dialogue.state.is_some());
        let press = Press::decode(data);
        if let (Some(Press { target: Target::Entry, .. }), None, Some(message)) = (&press, &open, message) {
            self.adopt(now, bot, chat, message)?;
        }
        let live = match message {
            Some(MessageId(message)) => self.store.writer.message_is_live(Self::lane(bot, chat), message)?,
            None => false,
        };
        if let (Some(MessageId(message)), false) = (message, live) {
            self.store.writer.put_close(
                Self::lane(bot, chat),
                message,
                Self::haste(now, Priority::Reply, None),
            )?;
        }
        let Some(Press { target, action }) = press else { return Ok(Event::Stale { from, live }) };
        Ok(match (target, open) {
            (Target::Dialogue { revision }, Some(dialogue)) if dialogue.revision == revision => {
                Event::Press { from, action }
            }
            (Target::Entry, None) => Event::Press { from, action },
            (Target::Entry, _) if !self.is_of_dialogue(bot, chat, message)? => {
                Event::Entry { from, action, live }
            }
            (Target::Dialogue { .. } | Target::Entry, _) => Event::Stale { from, live },
            (Target::Booking { id, version }, _) => Event::CardPress { from, booking: id, version, action },
            (Target::WaitlistOffer { id }, _) => Event::OfferPress { from, offer: id, action },
        })
    }

    /// Whether the dialogue's screen stands in this message, or may be about to: then an entry that was pressed on it is a doubled press.
    fn is_of_dialogue(
        &self,
        bot: BotName,
        chat: ChatId,
        message: Option<MessageId>,
    ) -> Result<bool, InputFailed> {
        let (shown, on_its_way) =
            self.store.writer.card_message(Self::lane(bot, chat), &Card::Dialogue.key())?;
        Ok(on_its_way || message.is_none_or(|MessageId(message)| shown == Some(message)))
    }

    /// An entry pressed in an older message goes on in that message.
    fn adopt(
        &mut self,
        now: Instant,
        bot: BotName,
        chat: ChatId,
        MessageId(message): MessageId,
    ) -> Result<(), InputFailed> {
        let lane = Self::lane(bot, chat);
        let (shown, on_its_way) = self.store.writer.card_message(lane, &Card::Dialogue.key())?;
        // What shows something already, a booking's card perhaps, stays that.
        if on_its_way || shown == Some(message) || self.store.writer.message_is_live(lane, message)? {
            return Ok(());
        }
        let haste = Self::haste(now, Priority::Reply, None);
        self.store.writer.adopt_message(lane, &Card::Dialogue.key(), message, haste)?;
        Ok(())
    }
}

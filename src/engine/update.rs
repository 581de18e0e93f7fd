//! One update of Telegram's: its receipt, the dialogue it belongs to, and what a press is worth by now.

use chat::{Bot, BotName, Card, Event, Incoming, MessageId, Person, Press, Priority, QueryId, Target};
use domain::{ChatId, Instant};
use store::Tx;

use crate::fail::{Point, point};
use crate::output::{Answer, Output};
use crate::turn::{Engine, InputFailed};

/// What a press turned out to be.
enum Verdict {
    /// To be handled.
    Good(Event),
    /// Of a screen that is gone, or forged.
    Stale,
}

impl<C: Bot<Tx>, A: Bot<Tx>> Engine<C, A> {
    pub(crate) fn update(
        &mut self,
        now: Instant,
        bot: BotName,
        id: i64,
        incoming: &Incoming,
        output: &mut Output,
    ) -> Result<(), InputFailed> {
        if !self.store.writer.receive(bot.code(), id, now)? {
            // Its effect stands; only a press still wants its answer, if the first one was lost.
            if let Incoming::Press { query, .. } = incoming {
                output.answers.push(Answer { bot, query: query.clone(), text: None });
            }
            return Ok(());
        }
        point(Point::Received);
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
        let event = match self.judge(now, bot, from, message, data)? {
            Verdict::Good(event) => event,
            Verdict::Stale => Event::Stale { from: from.clone() },
        };
        let toasts = output.answers.len();
        self.step(now, bot, from.chat, event, output)?;
        // The handler's toast was put there by the step, without a name; every press is answered, with words or without.
        let text = output.answers.get_mut(toasts).and_then(|answer| answer.text.take());
        output.answers.truncate(toasts);
        output.answers.push(Answer { bot, query: query.clone(), text });
        Ok(())
    }

    /// Compares a press with what is shown now, and closes the message if it is not the one that counts.
    fn judge(
        &mut self,
        now: Instant,
        bot: BotName,
        from: &Person,
        message: Option<MessageId>,
        data: &str,
    ) -> Result<Verdict, InputFailed> {
        let chat = from.chat;
        let open = self.store.writer.dialogue(bot.code(), chat)?.filter(|dialogue| dialogue.state.is_some());
        let Some(Press { target, action }) = Press::decode(data) else {
            self.close_unless_live(now, bot, chat, message, &Card::Dialogue, open.is_some())?;
            return Ok(Verdict::Stale);
        };
        match target {
            Target::Dialogue { revision }
                if open.as_ref().is_some_and(|dialogue| dialogue.revision == revision) =>
            {
                self.close_unless_live(now, bot, chat, message, &Card::Dialogue, true)?;
                Ok(Verdict::Good(Event::Press { from: from.clone(), action }))
            }
            Target::Entry if open.is_none() => {
                self.adopt(now, bot, chat, message)?;
                Ok(Verdict::Good(Event::Press { from: from.clone(), action }))
            }
            Target::Dialogue { .. } | Target::Entry => {
                self.close_unless_live(now, bot, chat, message, &Card::Dialogue, open.is_some())?;
                Ok(Verdict::Stale)
            }
            Target::Booking { id, version } => {
                self.close_unless_live(now, bot, chat, message, &Card::Booking(id), true)?;
                Ok(Verdict::Good(Event::CardPress { from: from.clone(), booking: id, version, action }))
            }
        }
    }

    /// Takes the buttons of a message away that is not the one its card lives in: a duplicate that a crash left behind, a screen of an
    /// earlier dialogue. A card that is just being sent has no certain message, so nothing is closed then.
    fn close_unless_live(
        &mut self,
        now: Instant,
        bot: BotName,
        chat: ChatId,
        message: Option<MessageId>,
        card: &Card,
        alive: bool,
    ) -> Result<(), InputFailed> {
        let Some(MessageId(message)) = message else { return Ok(()) };
        let lane = Self::lane(bot, chat);
        let (shown, on_its_way) = self.store.writer.card_message(lane, &card.key())?;
        if on_its_way || (alive && shown == Some(message)) {
            return Ok(());
        }
        self.store.writer.put_close(lane, message, Self::haste(now, Priority::Reply, None))?;
        Ok(())
    }

    /// An entry pressed in an older message goes on in that message.
    fn adopt(
        &mut self,
        now: Instant,
        bot: BotName,
        chat: ChatId,
        message: Option<MessageId>,
    ) -> Result<(), InputFailed> {
        let Some(MessageId(message)) = message else { return Ok(()) };
        let lane = Self::lane(bot, chat);
        let (shown, on_its_way) = self.store.writer.card_message(lane, &Card::Dialogue.key())?;
        if on_its_way || shown == Some(message) {
            return Ok(());
        }
        if let Some(former) = shown {
            self.store.writer.put_close(lane, former, Self::haste(now, Priority::Reply, None))?;
        }
        self.store.writer.adopt_message(lane, &Card::Dialogue.key(), message)?;
        Ok(())
    }
}

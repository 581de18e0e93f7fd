//! Where a screen goes. All that leaves the process leaves through the outbox as one of these.

use domain::{BookingId, ChatId, ClientId, Instant, WaitlistOfferId};
use serde::{Deserialize, Serialize};

use crate::attachment::Attachment;
use crate::incoming::{BotName, MessageId};
use crate::press::Target;
use crate::screen::Screen;

/// A message that lives longer than its sending, named by what it shows and not by its number: Telegram tells the number only
/// afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Card {
    /// The chat's dialogue: the one message with live buttons.
    Dialogue,
    /// The live card of a booking in this chat (C6).
    Booking(BookingId),
    /// What is asked and said about a visit after it (C10).
    Review(BookingId),
    /// A freed time that is offered to somebody who waits (C9).
    WaitlistOffer(WaitlistOfferId),
    /// What an admin sees of a client (A8).
    Client(ClientId),
}

impl Card {
    /// The name under which the database keeps the card.
    pub fn key(&self) -> String {
        match self {
            Card::Dialogue => "dialogue".to_owned(),
            Card::Booking(id) => format!("booking:{}", id.get()),
            Card::Review(id) => format!("review:{}", id.get()),
            Card::WaitlistOffer(id) => format!("waitlist-offer:{}", id.get()),
            Card::Client(id) => format!("client:{}", id.get()),
        }
    }
}

/// How a screen comes to stand in the chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The card's message is edited; a card without a message is sent.
    InPlace,
    /// A new message at the foot of the chat; the card's former message loses its buttons.
    Below,
    /// Edited if the card already has a message in this chat, otherwise nothing: for changes nobody here was told of.
    IfShown,
}

/// What goes first when messages wait, between chats and within one: an answer does not stand behind news. Within a chat, equals leave in
/// the order of their making.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// An answer to a person who is waiting.
    Reply,
    /// News nobody waits for at this instant.
    Notice,
    /// Mailings.
    Broadcast,
}

/// A screen on its way to a card.
#[derive(Clone, Debug)]
pub struct Show {
    /// The bot that says it.
    pub bot: BotName,
    /// The private chat it is for.
    pub chat: ChatId,
    /// The card it becomes.
    pub card: Card,
    /// How.
    pub place: Place,
    /// The screen, its buttons not yet stamped.
    pub screen: Screen,
    /// What the card's former message says once the card is sent below: what it told would not stay true. Without it the message only loses
    /// its buttons.
    pub former: Option<String>,
    /// What its buttons belong to. `None` for the dialogue: the engine knows its revision; without an open dialogue they are entries.
    pub target: Option<Target>,
    /// What goes first.
    pub priority: Priority,
    /// After this instant it is no longer worth sending.
    pub expires_at: Option<Instant>,
}

/// One order to the outbox.
#[derive(Clone, Debug)]
pub enum Outgoing {
    /// Show a screen on a card.
    Show(Show),
    /// Say something once, below, on no card: nothing will ever change it.
    Say {
        /// The bot that says it.
        bot: BotName,
        /// The chat.
        chat: ChatId,
        /// What it says; its buttons, if any, are not stamped.
        screen: Screen,
        /// What goes first.
        priority: Priority,
        /// After this instant it is no longer worth sending.
        expires_at: Option<Instant>,
    },
    /// Send a document, a place or a picture, below, on no card.
    Attach {
        /// The bot that sends it.
        bot: BotName,
        /// The chat.
        chat: ChatId,
        /// What it is.
        attachment: Attachment,
        /// What goes first.
        priority: Priority,
        /// After this instant it is no longer worth sending.
        expires_at: Option<Instant>,
    },
    /// Delete a message of the person's (one with a PIN).
    Delete {
        /// The bot in whose chat it stands.
        bot: BotName,
        /// The chat.
        chat: ChatId,
        /// The message.
        message: MessageId,
    },
    /// The message of one card becomes another card: the review that was confirmed turns into the live card of the booking.
    Rename {
        /// The bot.
        bot: BotName,
        /// The chat.
        chat: ChatId,
        /// What it was.
        from: Card,
        /// What it is from now on.
        to: Card,
        /// What the message says that was this card before, without its buttons; nothing, if its words stay.
        former: Option<String>,
    },
}

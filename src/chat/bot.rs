//! The one trait both bots implement, what a turn gives to them and what it takes back.

use chrono_tz::Tz;
use domain::{BackupFile, BookingId, ChatId, Fact, Instant, Pin, Policy, WaitlistOfferId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::chance::Chance;
use crate::condition::Condition;
use crate::incoming::{BotName, Content, Incoming, MessageId, Person};
use crate::outgoing::Outgoing;
use crate::press::Action;
use crate::texts::{Lang, Texts};

/// What an operator reads when a handler could not do its work. Never shown to a person, never with personal data.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What a handler may use: the open transaction, the instant, the policy and the words. It reads no clock and talks to nobody.
pub struct Turn<'a, Tx> {
    /// The open transaction.
    pub tx: &'a Tx,
    /// The instant of this turn.
    pub now: Instant,
    /// The rules in force: what the configuration says now, and what is set in chat over it.
    pub policy: &'a Policy,
    /// What the configuration alone says.
    pub file: &'a Policy,
    /// The words of both languages.
    pub texts: &'a Texts,
    /// Where tokens are drawn from.
    pub chance: &'a Chance,
}

// Written by hand: a derive would ask `Tx: Clone`.
impl<Tx> Clone for Turn<'_, Tx> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Tx> Copy for Turn<'_, Tx> {}

/// A bot: a dialogue per chat, and a view of what happened elsewhere.
pub trait Bot<Tx> {
    /// Where a person stands in a conversation. Kept in the database between messages (P3).
    type State: Serialize + DeserializeOwned + Clone;

    /// Which bot this is.
    const NAME: BotName;

    /// The shape of [`State`](Self::State). A stored state of another version starts the dialogue anew.
    const STATE_VERSION: i64;

    /// Whether the bot answers whoever this comes from. What comes from others is taken off Telegram's hands and leaves no trace, not even a
    /// receipt; a press of theirs only stops waiting.
    fn serves(&self, _turn: Turn<'_, Tx>, _incoming: &Incoming) -> Result<bool, Failure> {
        Ok(true)
    }

    /// Answers one event in one chat.
    fn handle(
        &self,
        turn: Turn<'_, Tx>,
        chat: ChatId,
        state: Option<Self::State>,
        event: Event,
    ) -> Result<Reaction<Self::State>, Failure>;

    /// Tells whom it concerns of something that happened in this transaction, whoever caused it: live cards and notices.
    fn hear(&self, turn: Turn<'_, Tx>, fact: &Fact) -> Result<Effects, Failure>;

    /// What to say to a person whose update failed. It must not fail itself, so it gets no transaction.
    fn apologise(&self, texts: &Texts, policy: &Policy, person: &Person) -> Option<Outgoing>;
}

/// What happens to a chat.
#[derive(Clone, Debug)]
pub enum Event {
    /// The person wrote or shared something.
    Message {
        /// Who.
        from: Person,
        /// The message.
        message: MessageId,
        /// What it says.
        content: Content,
    },
    /// A press on the dialogue's screen as it stands.
    Press {
        /// Who.
        from: Person,
        /// What the button asks for.
        action: Action,
    },
    /// A press on the live card of a booking. The card may be out of date; compare the version.
    CardPress {
        /// Who.
        from: Person,
        /// The booking that the button names. Anyone can forge it: check whose it is.
        booking: BookingId,
        /// The version the card showed.
        version: i64,
        /// What the button asks for.
        action: Action,
    },
    /// A press on an offer of the waitlist (C9).
    OfferPress {
        /// Who.
        from: Person,
        /// The offer that the button names. Anyone can forge it: check whose it is and whether it is open.
        offer: WaitlistOfferId,
        /// What the button asks for.
        action: Action,
    },
    /// A press on an entry of another message than the dialogue's, while a dialogue is open.
    Entry {
        /// Who.
        from: Person,
        /// What the button asks for.
        action: Action,
        /// As of a [stale](Event::Stale) press: whoever does not let entries end a dialogue takes it for one.
        live: bool,
    },
    /// A press on a screen that is gone, or one that we never made.
    Stale {
        /// Who.
        from: Person,
        /// Whether the message that was pressed shows something else by now (a doubled press); otherwise the engine takes its buttons away,
        /// and the person wants to be shown the way on.
        live: bool,
    },
    /// The person blocked the bot (false) or came back (true).
    Reachable {
        /// Who.
        from: Person,
        /// Whether messages arrive.
        reachable: bool,
    },
    /// A command in a group chat; `chat` is the group.
    Group,
    /// The dialogue was left alone past its TTL (C14). The state is the one that ends.
    Expired,
    /// Telegram will never accept the screen that the dialogue has come to: the person sees an older one and cannot go on.
    Undeliverable,
    /// A job came due.
    Due(Job),
    /// A worker finished what a handler had ordered.
    Worked(Worked),
}

/// Something to be done later, kept in the database until then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Unique within the bot: scheduling the same key again replaces the job.
    pub key: String,
    /// What kind of job, as the bot calls it.
    pub kind: String,
    /// What it is about: the number of a hold, a booking.
    pub subject: i64,
    /// When it is due.
    pub due_at: Instant,
}

/// Slow work, done outside the turn. It lives in memory only: whoever orders it also schedules a [`Job`] for the case that the
/// process dies meanwhile.
#[derive(Debug)]
pub enum Work {
    /// Stretch a new PIN with Argon2id.
    HashPin {
        /// The digits.
        pin: Pin,
    },
    /// Compare a PIN with a stored hash.
    VerifyPin {
        /// The digits.
        pin: Pin,
        /// A PHC string, or a legacy SHA-256 in hexadecimal.
        hash: String,
    },
    /// Draw what was asked for (A3).
    Draw {
        /// What, as the button says it: the bot that asked reads it.
        asked: Action,
        /// In which language.
        lang: Lang,
        /// In which zone.
        zone: Tz,
        /// The instant at which it was asked.
        now: Instant,
    },
    /// Look how the service does (A15).
    Examine,
    /// Copy the database, encrypted (P10).
    Copy {
        /// The zone by whose days old copies are removed.
        zone: Tz,
        /// The instant at which it was asked.
        now: Instant,
    },
    /// Fetch a picture that somebody sent to this bot.
    FetchPhoto {
        /// Telegram's name of it.
        file: String,
    },
}

/// Why a picture that somebody sent is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfetched {
    /// It is neither JPEG nor PNG.
    NotAPicture,
    /// It has more bytes than are kept.
    TooLarge,
    /// Telegram did not give it.
    Unreached,
}

/// Why there is no copy of the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoCopy {
    /// There is no key to encrypt it to.
    NoKey,
    /// It could not be made.
    Failed {
        /// Why, for an owner who can look at the machine.
        reason: String,
    },
}

/// The result of [`Work`].
#[derive(Clone, PartialEq, Eq)]
pub enum Worked {
    /// The PHC string of a new PIN.
    PinHashed {
        /// `$argon2id$…`
        hash: String,
    },
    /// Whether the PIN was right.
    PinVerified {
        /// Right or wrong.
        right: bool,
        /// A new hash that should replace a legacy one.
        renewed: Option<String>,
    },
    /// Pictures, as PNG.
    Drawn {
        /// What was asked for.
        asked: Action,
        /// One or several, in order; none, if nothing can be drawn.
        pictures: Vec<Vec<u8>>,
    },
    /// It could not be drawn.
    NotDrawn {
        /// What was asked for.
        asked: Action,
    },
    /// How the service does.
    Examined(Box<Condition>),
    /// A copy of the database, ready to be sent.
    Copied(Result<BackupFile, NoCopy>),
    /// What is in a picture, or why it is not there.
    PhotoFetched {
        /// Telegram's name of it.
        file: String,
        /// JPEG or PNG, of a size that is kept.
        content: Result<Vec<u8>, Unfetched>,
    },
    /// The work itself failed.
    Failed,
}

impl std::fmt::Debug for Worked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Worked(***)")
    }
}

/// What a handler decided.
#[derive(Debug)]
pub struct Reaction<S> {
    /// Where the dialogue goes.
    pub next: Next<S>,
    /// What leaves, and what happened.
    pub effects: Effects,
}

/// Where the dialogue goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Next<S> {
    /// Nothing changed; the screen and its buttons stay as they are.
    Stay,
    /// The dialogue is here now. Its revision grows, so every button shown before is stale.
    Go(S),
    /// The dialogue is over; none of its buttons lives.
    End,
}

/// What leaves, and what happened.
#[derive(Debug, Default)]
pub struct Effects {
    /// Orders to the outbox, in their order.
    pub outgoing: Vec<Outgoing>,
    /// A short answer to a press, at most 200 characters. Not durable: never the only place of something important.
    pub toast: Option<String>,
    /// What happened, for both bots to hear in this same transaction.
    pub facts: Vec<Fact>,
    /// Slow work to begin after the commit.
    pub work: Option<Work>,
}

impl<S> Reaction<S> {
    /// Nothing changes and nothing is said (but a press is still answered).
    pub fn silence() -> Reaction<S> {
        Reaction { next: Next::Stay, effects: Effects::default() }
    }

    /// The dialogue stays; the press is answered with a few words.
    pub fn toast(text: impl Into<String>) -> Reaction<S> {
        Reaction { next: Next::Stay, effects: Effects { toast: Some(text.into()), ..Effects::default() } }
    }

    /// The dialogue goes on.
    pub fn go(state: S) -> Reaction<S> {
        Reaction { next: Next::Go(state), effects: Effects::default() }
    }

    /// The dialogue is over.
    pub fn end() -> Reaction<S> {
        Reaction { next: Next::End, effects: Effects::default() }
    }

    /// The same with one order more.
    #[must_use]
    pub fn and(mut self, outgoing: Outgoing) -> Reaction<S> {
        self.effects.outgoing.push(outgoing);
        self
    }

    /// The same with a few words as the answer to the press.
    #[must_use]
    pub fn saying(mut self, toast: impl Into<String>) -> Reaction<S> {
        self.effects.toast = Some(toast.into());
        self
    }

    /// The same with one fact more.
    #[must_use]
    pub fn because(mut self, fact: Fact) -> Reaction<S> {
        self.effects.facts.push(fact);
        self
    }

    /// The same with slow work to begin after the commit.
    #[must_use]
    pub fn working(mut self, work: Work) -> Reaction<S> {
        self.effects.work = Some(work);
        self
    }
}

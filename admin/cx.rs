//! What every screen needs: the turn, the admin, the language.

use chat::format::Format;
use chat::{
    Action, Args, BotName, Button, Card, Failure, Lang, MessageId, Outgoing, Person, Place, Priority,
    Reaction, Screen, Show, Turn,
};
use chrono::TimeDelta;
use domain::{Actor, BookingId, ChatId, Right, SpecialistId};
use store::Tx;
use store::admins::Admin;
use store::bookings::BookingView;
use store::jobs::StoredJob;

use crate::access;
use crate::state::State;
use crate::step::Step;

/// So many refusals of one admin's in a row are noted within an hour.
const REFUSALS_PER_HOUR: u32 = 20;

/// One turn in one admin's chat.
pub(crate) struct Cx<'a> {
    pub(crate) turn: Turn<'a, Tx>,
    pub(crate) admin: Admin,
    pub(crate) lang: Lang,
}

impl<'a> Cx<'a> {
    /// The language an admin comes with is kept: notices and the results of workers bring no person along.
    pub(crate) fn new(turn: Turn<'a, Tx>, admin: Admin, person: Option<&Person>) -> Result<Cx<'a>, Failure> {
        let kept = admin.language.as_deref().and_then(Lang::from_code);
        let tag = person.and_then(|person| person.language.as_deref());
        let lang = kept.unwrap_or_else(|| Lang::for_person(tag, turn.policy.business.locale.into()));
        if kept.is_none() && tag.is_some() {
            turn.tx.set_admin_language(admin.chat, lang.code())?;
        }
        Ok(Cx { turn, admin, lang })
    }

    /// The same after something of the admin's was written.
    pub(crate) fn reread(&self) -> Result<Cx<'a>, Failure> {
        let admin = self.turn.tx.admin(self.chat())?.unwrap_or_else(|| self.admin.clone());
        Ok(Cx { turn: self.turn, admin, lang: self.lang })
    }

    pub(crate) fn chat(&self) -> ChatId {
        self.admin.chat
    }

    /// Whether the admin's session is open.
    pub(crate) fn is_unlocked(&self) -> bool {
        access::is_open(&self.admin, &self.turn.policy.admin, self.turn.now)
    }

    /// Whether the admin's role has a right.
    pub(crate) fn may(&self, right: Right) -> bool {
        self.admin.role.may(right)
    }

    /// The one specialist to whom an admin of that role is bound: bookings of others are not theirs. Nobody's, if it is not known whom they
    /// are.
    pub(crate) fn only(&self) -> Option<SpecialistId> {
        access::only(&self.admin)
    }

    /// A booking that the admin may see.
    pub(crate) fn booking(&self, id: BookingId) -> Result<Option<BookingView>, Failure> {
        Ok(self.turn.tx.booking(id)?.filter(|view| access::sees(&self.admin, view)))
    }

    /// Notes what the admin did: a code, and the number of what it was done to. Never a personal value.
    pub(crate) fn journal(&self, deed: &str, subject: Option<i64>) -> Result<(), Failure> {
        Ok(self.turn.tx.note_deed(self.chat(), deed, subject, self.turn.now)?)
    }

    /// Notes what an admin was refused, unless that is the last line of theirs already, or they were refused so often within the hour: a flood
    /// of presses neither fills the disk nor washes the lines of others away.
    pub(crate) fn journal_once(&self, deed: &str) -> Result<(), Failure> {
        let last = self.turn.tx.journal_of(self.chat(), 0, REFUSALS_PER_HOUR)?;
        let same = last.first().is_some_and(|line| line.deed == deed);
        let hour_ago = self.turn.now - TimeDelta::hours(1);
        let flood = last.len() == REFUSALS_PER_HOUR as usize
            && last.iter().all(|line| line.is_refusal() && line.at > hour_ago);
        if same || flood { Ok(()) } else { self.journal(deed, None) }
    }

    /// Has a job come back to this chat in so long: whoever ordered slow work is told then, if its result was lost with the process.
    pub(crate) fn comes_back(
        &self,
        key: String,
        kind: &str,
        subject: i64,
        after: TimeDelta,
    ) -> Result<(), Failure> {
        Ok(self.turn.tx.schedule(&StoredJob {
            bot: BotName::Admin.code().to_owned(),
            key,
            chat: self.chat(),
            kind: kind.to_owned(),
            subject,
            due_at: self.turn.now + after,
            within: Some(after),
        })?)
    }

    /// What colleagues call somebody of the staff, also one who is gone; none if nobody has said it.
    pub(crate) fn name_of(&self, chat: ChatId) -> Result<Option<String>, Failure> {
        Ok(self.turn.tx.staff_name(chat)?.map(|name| name.as_str().to_owned()))
    }

    /// The same for a sentence: who has no name is called by their number at Telegram.
    pub(crate) fn called(&self, chat: ChatId) -> Result<String, Failure> {
        Ok(self.name_of(chat)?.unwrap_or_else(|| format!("Telegram ID {chat}")))
    }

    /// Arguments with who did something: a word by which the texts choose (`who`), and the name of a colleague who has one (`name`).
    pub(crate) fn signed<'b>(&self, args: Args<'b>, by: Actor) -> Result<Args<'b>, Failure> {
        let name = match by {
            Actor::Admin(chat) if chat != self.chat() => self.name_of(chat)?,
            _ => None,
        };
        let who = match by {
            Actor::Client => "client",
            Actor::System => "system",
            Actor::Admin(chat) if chat == self.chat() => "you",
            Actor::Admin(_) if name.is_some() => "named",
            Actor::Admin(_) => "admin",
        };
        Ok(args.text("who", who).text("name", name.unwrap_or_default()))
    }

    pub(crate) fn format(&self) -> Format<'a> {
        Format { texts: self.turn.texts, lang: self.lang, zone: self.turn.policy.business.zone }
    }

    pub(crate) fn say(&self, key: &str) -> String {
        self.turn.texts.get(self.lang, key)
    }

    pub(crate) fn say_with(&self, key: &str, args: Args<'_>) -> String {
        self.turn.texts.say(self.lang, key, args)
    }

    pub(crate) fn label(&self, key: &str) -> String {
        self.turn.texts.label(self.lang, key, Args::new())
    }

    pub(crate) fn label_with(&self, key: &str, args: Args<'_>) -> String {
        self.turn.texts.label(self.lang, key, args)
    }

    pub(crate) fn button(&self, key: &str, action: Action) -> Button {
        Button::new(self.label(key), action)
    }

    /// A screen on the dialogue's card of this chat.
    pub(crate) fn show(&self, place: Place, screen: Screen) -> Outgoing {
        Outgoing::Show(Show {
            bot: BotName::Admin,
            chat: self.chat(),
            card: Card::Dialogue,
            place,
            screen,
            former: None,
            target: None,
            priority: Priority::Reply,
            expires_at: None,
        })
    }

    /// Words that nothing will change.
    pub(crate) fn once(&self, text: String, priority: Priority) -> Outgoing {
        let screen = Screen::text(text);
        Outgoing::Say { bot: BotName::Admin, chat: self.chat(), screen, priority, expires_at: None }
    }

    /// The dialogue goes on with this step.
    pub(crate) fn go(&self, step: Step, place: Place, screen: Screen) -> Reaction<State> {
        Reaction::go(State::Step(step)).and(self.show(place, screen))
    }

    /// The step stays; what is wrong is said below, where the admin looks.
    pub(crate) fn hint(&self, key: &str) -> Reaction<State> {
        self.hint_with(key, Args::new())
    }

    /// The same with the values of the rule.
    pub(crate) fn hint_with(&self, key: &str, args: Args<'_>) -> Reaction<State> {
        let screen = Screen::text(self.say_with(key, args));
        let (bot, chat, priority) = (BotName::Admin, self.chat(), Priority::Reply);
        // After an outage nobody remembers what it was about.
        let expires_at = Some(self.turn.now + self.turn.policy.dialogue_ttl);
        Reaction::silence().and(Outgoing::Say { bot, chat, screen, priority, expires_at })
    }

    /// The last row of every step: the same two buttons at the same places.
    pub(crate) fn back_and_cancel(&self) -> Vec<Button> {
        vec![
            self.button("button-back", Action::new("back")),
            self.button("button-cancel", Action::new("leave")),
        ]
    }

    /// No step is open any more, and this screen's buttons are entries.
    pub(crate) fn end(&self, place: Place, screen: Screen) -> Reaction<State> {
        Reaction::end().and(self.show(place, screen))
    }

    /// The same reaction, and before all else the admin's message goes: it may hold a PIN (A1).
    pub(crate) fn deleting(&self, message: MessageId, mut reaction: Reaction<State>) -> Reaction<State> {
        let delete = Outgoing::Delete { bot: BotName::Admin, chat: self.chat(), message };
        reaction.effects.outgoing.insert(0, delete);
        reaction
    }
}

/// A headline, an empty line, a text; or the text alone.
pub(crate) fn under(headline: Option<String>, text: String) -> String {
    match headline {
        Some(headline) => format!("{headline}\n\n{text}"),
        None => text,
    }
}

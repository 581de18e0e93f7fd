//! What every screen needs: the turn, the client, the language.

use chat::format::Format;
use chat::{
    Action, Args, BotName, Button, Card, Failure, Lang, Outgoing, Person, Place, Priority, Reaction, Screen,
    Show, Turn,
};
use chrono::TimeDelta;
use domain::ChatId;
use store::Tx;
use store::clients::Client;

use crate::state::State;

/// When somebody was there last is known as exactly as this.
const SEEN: TimeDelta = TimeDelta::hours(1);

/// One turn in one client's chat.
pub(crate) struct Cx<'a> {
    pub(crate) turn: Turn<'a, Tx>,
    pub(crate) chat: ChatId,
    pub(crate) client: Client,
    pub(crate) lang: Lang,
    /// Whether this is the first that is heard of somebody who had blocked the bot.
    pub(crate) returns: bool,
}

impl<'a> Cx<'a> {
    /// The client is made on first sight; the language they come with is kept, so that later news speak it too (C1).
    pub(crate) fn new(turn: Turn<'a, Tx>, chat: ChatId, person: Option<&Person>) -> Result<Cx<'a>, Failure> {
        let client = turn.tx.client_of(chat, turn.now)?;
        let kept = client.language.as_deref().and_then(Lang::from_code);
        let tag = person.and_then(|person| person.language.as_deref());
        let lang = kept.unwrap_or_else(|| Lang::for_person(tag, turn.policy.business.locale.into()));
        if kept.is_none() && person.is_some() {
            turn.tx.set_client_language(client.id, lang.code())?;
        }
        if person.is_some() {
            turn.tx.note_client_seen(client.id, turn.now, SEEN)?;
        }
        let returns = !client.reachable && person.is_some();
        if returns {
            turn.tx.set_client_reachable(chat, true)?;
        }
        Ok(Cx { turn, chat, client, lang, returns })
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

    /// The last row of every step: the same two buttons at the same places.
    pub(crate) fn back_and_cancel(&self) -> Vec<Button> {
        vec![
            self.button("button-back", Action::new("back")),
            self.button("button-cancel", Action::new("cancel")),
        ]
    }

    /// A screen on a card of this chat.
    pub(crate) fn show(&self, card: Card, place: Place, screen: Screen) -> Outgoing {
        Outgoing::Show(Show {
            bot: BotName::Client,
            chat: self.chat,
            card,
            place,
            screen,
            former: None,
            target: None,
            priority: Priority::Reply,
            expires_at: None,
        })
    }

    /// Words that nothing will change.
    pub(crate) fn once(&self, screen: Screen) -> Outgoing {
        Outgoing::Say {
            bot: BotName::Client,
            chat: self.chat,
            screen,
            priority: Priority::Reply,
            expires_at: None,
        }
    }

    /// The dialogue goes on with this screen.
    pub(crate) fn go(&self, state: State, place: Place, screen: Screen) -> Reaction<State> {
        Reaction::go(state).and(self.show(Card::Dialogue, place, screen))
    }

    /// The step stays; what is wrong is said below, where the client looks.
    pub(crate) fn hint(&self, key: &str) -> Reaction<State> {
        // After an outage nobody remembers what it was about.
        let expires_at = Some(self.turn.now + self.turn.policy.dialogue_ttl);
        let screen = Screen::text(self.say(key));
        let (bot, chat, priority) = (BotName::Client, self.chat, Priority::Reply);
        Reaction::silence().and(Outgoing::Say { bot, chat, screen, priority, expires_at })
    }

    /// Gives the client's slot back, if one is held (C4).
    pub(crate) fn release_hold(&self) -> Result<(), Failure> {
        self.turn.tx.release_hold(self.chat)?;
        self.turn.tx.unschedule(BotName::Client.code(), &hold_key(self.chat))?;
        Ok(())
    }
}

/// The job that ends a chat's hold.
pub(crate) fn hold_key(chat: ChatId) -> String {
    format!("hold:{chat}")
}

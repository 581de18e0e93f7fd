//! What is typed about a client (A8): the name, the phone, a note, why they may not book.
//!
//! What stood there when the words were asked for is kept with the step. If it is something else when they come, nothing is overwritten: what it was, what it
//! is and by whom is said, and the step stays.

use chat::{Action, Args, Button, Content, Failure, Place, Reaction, Screen};
use domain::note::NOTE_LENGTH;
use domain::person::NameError;
use domain::{Actor, ClientId, ClientName, Fact, Instant, Note, Phone};
use serde::{Deserialize, Serialize};
use store::clients::{Client, RENAMED, RENUMBERED};

use super::{Step, ban, card, gone, known};
use crate::cx::{Cx, under};
use crate::menu;
use crate::state::State;
use crate::step;

/// What the words are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The client's name.
    Name,
    /// The client's phone.
    Phone,
    /// A note for the staff.
    Note,
    /// Why the client may not book from now on.
    Ban,
}

impl What {
    fn code(self) -> &'static str {
        match self {
            What::Name => "name",
            What::Phone => "phone",
            What::Note => "note",
            What::Ban => "ban",
        }
    }

    /// What the journal calls the change.
    fn deed(self) -> &'static str {
        match self {
            What::Name => RENAMED,
            What::Phone => RENUMBERED,
            What::Note => "client-note",
            What::Ban => "client-ban",
        }
    }

    /// What stands there now.
    fn of(self, client: &Client) -> Option<String> {
        match self {
            What::Name => client.name.as_ref().map(|name| name.as_str().to_owned()),
            What::Phone => client.phone.as_ref().map(Phone::display),
            What::Note => client.note.as_ref().map(|note| note.as_str().to_owned()),
            What::Ban => client
                .banned_at
                .map(|_| client.ban_reason.as_ref().map(|why| why.as_str().to_owned()).unwrap_or_default()),
        }
    }
}

/// Whose words are asked for, and what stood there then.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    client: ClientId,
    what: What,
    seen: Option<String>,
    since: Instant,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({} of {})", self.what.code(), self.client)
    }
}

/// What was typed, understood.
enum Said {
    Name(ClientName),
    Phone(Phone),
    Note(Option<Note>),
    Ban(Option<Note>),
}

impl Words {
    /// Asks for words about somebody.
    pub(crate) fn begin(cx: &Cx<'_>, id: ClientId, what: What) -> Result<Reaction<State>, Failure> {
        let Some(client) = known(cx, id)? else { return Ok(gone(cx)) };
        if what == What::Ban && client.banned_at.is_some() {
            return Ok(Reaction::toast(cx.label("clients-banned-already")));
        }
        Words { client: id, what, seen: what.of(&client), since: cx.turn.now }.show(cx, Place::Below, None)
    }

    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        let key = match self.what {
            What::Name => "clients-ask-name",
            What::Phone => "clients-ask-phone",
            What::Note => "clients-ask-note",
            What::Ban => "clients-ask-ban",
        };
        let mut text = cx.say_with(key, Args::new().text("number", self.client.to_string()));
        if let Some(seen) = self.seen.as_ref().filter(|_| self.what != What::Ban) {
            text =
                format!("{text}\n\n{}", cx.say_with("clients-now", Args::new().text("now", shortened(seen))));
        }
        let without = match (self.what, &self.seen) {
            (What::Note, Some(_)) => vec![cx.button("clients-button-no-note", Action::new("none"))],
            (What::Ban, None) => vec![cx.button("clients-button-no-reason", Action::new("none"))],
            _ => Vec::new(),
        };
        let screen = Screen::text(under(headline, text)).buttons(vec![without, back(cx, self.client)]);
        Ok(cx.go(step::Step::Clients(Step::Words(self.clone())), place, screen))
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        match (action.verb(), self.what) {
            ("none", What::Note) => self.save(cx, Said::Note(None), Place::InPlace),
            ("none", What::Ban) => self.save(cx, Said::Ban(None), Place::InPlace),
            _ => card::instead_of_dialogue(cx, self.client, Place::InPlace),
        }
    }

    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        match self.understood(cx, content) {
            Ok(said) => self.save(cx, said, Place::Below),
            Err(hint) => Ok(cx.hint(hint)),
        }
    }

    fn understood(&self, cx: &Cx<'_>, content: &Content) -> Result<Said, &'static str> {
        let region = &cx.turn.policy.business.region;
        let note = |text: &str| match Note::parse(text) {
            Ok(Some(note)) => Ok(note),
            Ok(None) => Err("clients-words-only"),
            Err(_) => Err("clients-note-too-long"),
        };
        match (self.what, content) {
            (What::Name, Content::Text(text)) => match ClientName::parse(text) {
                Ok(name) => Ok(Said::Name(name)),
                Err(NameError::Link | NameError::NoLetters) => Err("clients-name-odd"),
                Err(NameError::TooShort | NameError::TooLong) => Err("clients-name-length"),
            },
            (What::Phone, Content::Text(text)) => {
                Phone::parse(text, region).map(Said::Phone).map_err(|_| "clients-phone-wrong")
            }
            (What::Phone, Content::Contact { phone, .. }) => {
                Phone::shared(phone).map(Said::Phone).map_err(|_| "clients-phone-wrong")
            }
            (What::Note, Content::Text(text)) => Ok(Said::Note(Some(note(text)?))),
            (What::Ban, Content::Text(text)) => Ok(Said::Ban(Some(note(text)?))),
            _ => Err("clients-words-only"),
        }
    }

    fn save(&self, cx: &Cx<'_>, said: Said, place: Place) -> Result<Reaction<State>, Failure> {
        let (tx, now, id) = (cx.turn.tx, cx.turn.now, self.client);
        let Some(client) = known(cx, id)? else { return card::instead_of_dialogue(cx, id, place) };
        if self.what.of(&client) != self.seen {
            return self.changed_meanwhile(cx, &client, place);
        }
        let version = client.version;
        match &said {
            Said::Name(name) => tx.edit_client(id, version, Some(name), client.phone.as_ref())?,
            Said::Phone(phone) => tx.edit_client(id, version, client.name.as_ref(), Some(phone))?,
            Said::Note(note) => tx.set_client_note(id, version, note.as_ref())?,
            Said::Ban(reason) => tx.set_client_ban(id, version, Some(now), reason.as_ref())?,
        }
        cx.journal(self.what.deed(), Some(id.get()))?;
        let stranded = match said {
            Said::Ban(_) => ban::ask_what_is_booked(cx, id, place, None)?,
            _ => None,
        };
        let reaction = match stranded {
            Some(asking) => asking,
            None => card::instead_of_dialogue(cx, id, place)?,
        };
        Ok(reaction.because(match self.what {
            What::Name | What::Phone => Fact::ClientEdited { client: id, by: Actor::Admin(cx.chat()) },
            What::Note | What::Ban => Fact::ClientNoted { client: id },
        }))
    }

    /// Somebody was quicker (A4): nothing is overwritten, and the words may be sent once more.
    fn changed_meanwhile(
        &self,
        cx: &Cx<'_>,
        client: &Client,
        place: Place,
    ) -> Result<Reaction<State>, Failure> {
        let now = self.what.of(client);
        let (who, by) = self.who(cx)?;
        let args = Args::new()
            .text("what", self.what.code())
            .text("was", self.shown(cx, self.seen.as_deref()))
            .text("now", self.shown(cx, now.as_deref()))
            .text("who", who)
            .text("by", by);
        let headline = cx.say_with("clients-changed", args);
        if self.what == What::Ban {
            return menu::show(cx, place, Some(headline));
        }
        Words { seen: now, since: cx.turn.now, ..self.clone() }.show(cx, Place::Below, Some(headline))
    }

    fn shown(&self, cx: &Cx<'_>, value: Option<&str>) -> String {
        match (self.what, value) {
            (What::Ban, None) => cx.label("clients-may-book"),
            (What::Ban, Some("")) => cx.label("clients-may-not-book"),
            (_, None) => cx.label("clients-nothing"),
            (_, Some(value)) => shortened(value),
        }
    }

    /// Who did it, as a word and a name. What no admin did the client did.
    fn who(&self, cx: &Cx<'_>) -> Result<(&'static str, String), Failure> {
        let line = cx.turn.tx.last_deed_on(self.what.deed(), self.client.get())?;
        Ok(match line.filter(|line| line.at >= self.since) {
            Some(line) if line.admin == cx.chat() => ("you", String::new()),
            Some(line) => {
                let name = cx.name_of(line.admin)?;
                ("admin", name.unwrap_or_else(|| cx.label("clients-another-admin")))
            }
            None => ("client", String::new()),
        })
    }
}

/// Two notes that a merge put together are longer than any message may be; such a screen shows one three times.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(NOTE_LENGTH) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// The last row. It names the client, so that a screen on its way can be known as one about them.
pub(crate) fn back(cx: &Cx<'_>, id: ClientId) -> Vec<Button> {
    let back = Action::new("clients-back").with(id.get());
    vec![cx.button("button-back", back), cx.button("button-cancel", Action::new("leave"))]
}

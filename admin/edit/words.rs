//! What is typed: a name, a phone, a comment, a price.

use chat::{Action, Args, Button, Content, Failure, Place, Reaction};
use domain::person::NameError;
use domain::{ClientName, Comment, Money, Phone};
use store::bookings::BookingView;

use crate::cx::Cx;
use crate::edit::{At, Edit, Wanted, Words, check, save};
use crate::state::State;

impl Edit {
    pub(super) fn ask_words(
        &self,
        cx: &Cx<'_>,
        view: &BookingView,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        let mut lines = vec![self.title(cx, view)];
        let mut rows: Vec<Vec<Button>> = Vec::new();
        match self.at {
            At::Name => {
                lines.extend(now(cx, view.client.name.as_ref().map(|name| name.as_str())));
                lines.extend([
                    String::new(),
                    cx.say("edit-ask-name"),
                    self.of_all(cx, view, "edit-name-of-all")?,
                ]);
            }
            At::Phone => {
                lines.extend(now(cx, view.client.phone.as_ref().map(Phone::display).as_deref()));
                lines.extend([
                    String::new(),
                    cx.say("edit-ask-phone"),
                    self.of_all(cx, view, "edit-phone-of-all")?,
                ]);
            }
            At::Price => {
                lines.push(
                    cx.say_with("edit-now", Args::new().text("now", cx.format().money(view.booking.price))),
                );
                lines.extend([String::new(), cx.say("edit-ask-price")]);
                rows = prices(cx, view)?;
            }
            _ => {
                lines.extend(now(cx, view.booking.comment.as_ref().map(Comment::as_str)));
                lines.extend([String::new(), cx.say("edit-ask-comment")]);
                if view.booking.comment.is_some() {
                    rows.push(vec![cx.button("edit-button-no-comment", Action::new("none"))]);
                }
            }
        }
        Ok(self.stand(cx, place, headline, lines.join("\n"), rows))
    }

    /// A name and a phone are the client's, not the booking's.
    fn of_all(&self, cx: &Cx<'_>, view: &BookingView, key: &str) -> Result<String, Failure> {
        let all = cx.turn.tx.bookings_of(view.client.id)?.len();
        Ok(cx.say_with(key, Args::new().number("count", i64::try_from(all).unwrap_or(i64::MAX))))
    }

    pub(super) fn words_pressed(
        &self,
        cx: &Cx<'_>,
        view: &BookingView,
        action: &Action,
    ) -> Result<Reaction<State>, Failure> {
        match (&self.at, action.verb(), action.numbers()) {
            (At::Comment, "none", []) => {
                save::save(cx, self, view, Wanted::Comment(Words::default()), Place::InPlace)
            }
            (At::Price, "listed", []) => match check::listed_price(cx, view)? {
                Some(price) => self.price_review(cx, price, Place::InPlace),
                None => Ok(Reaction::silence()),
            },
            (At::Price, "free", []) => {
                self.price_review(cx, Money { minor: 0, ..view.booking.price }, Place::InPlace)
            }
            _ => Ok(Reaction::silence()),
        }
    }

    pub(super) fn words_written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        let Some(view) = cx.booking(self.booking)? else {
            return crate::menu::show(cx, Place::Below, None);
        };
        let wanted = match (&self.at, content) {
            (At::Phone, Content::Contact { phone, .. }) => phone_of(Phone::shared(phone).ok()),
            (_, Content::Text(text)) => self.understood(cx, &view, text),
            _ => Err("edit-words"),
        };
        match wanted {
            Err(key) => Ok(cx.hint(key)),
            Ok(Wanted::Price(minor)) => {
                self.price_review(cx, Money { minor, ..view.booking.price }, Place::Below)
            }
            Ok(wanted) => save::save(cx, self, &view, wanted, Place::Below),
        }
    }

    fn understood(&self, cx: &Cx<'_>, view: &BookingView, text: &str) -> Result<Wanted, &'static str> {
        match self.at {
            At::Name => match ClientName::parse(text) {
                Ok(name) => Ok(Wanted::Name(name.as_str().into())),
                Err(NameError::TooShort | NameError::TooLong) => Err("edit-name-length"),
                Err(NameError::NoLetters | NameError::Link) => Err("edit-name-no-name"),
            },
            At::Phone => phone_of(Phone::parse(text, &cx.turn.policy.business.region).ok()),
            At::Price => {
                let price = chat::amounts::price(cx.turn.texts, text, view.booking.price.currency);
                price.map(|price| Wanted::Price(price.minor)).ok_or("edit-no-price")
            }
            _ => match Comment::parse(text) {
                Ok(Some(comment)) => Ok(Wanted::Comment(comment.as_str().into())),
                Ok(None) => Err("edit-words"),
                Err(_) => Err("admin-reason-too-long"),
            },
        }
    }

    fn price_review(&self, cx: &Cx<'_>, price: Money, place: Place) -> Result<Reaction<State>, Failure> {
        let wanted = Wanted::Price(price.minor);
        self.go_on(At::Review { wanted, warned: Vec::new() }).show(cx, place, None)
    }
}

fn phone_of(phone: Option<Phone>) -> Result<Wanted, &'static str> {
    phone.map(|phone| Wanted::Phone(phone.as_e164().into())).ok_or("edit-no-phone")
}

fn now(cx: &Cx<'_>, value: Option<&str>) -> Option<String> {
    value.map(|value| cx.say_with("edit-now", Args::new().text("now", value)))
}

/// The price of the catalogue, if the agreed one is another, and nothing.
fn prices(cx: &Cx<'_>, view: &BookingView) -> Result<Vec<Vec<Button>>, Failure> {
    let agreed = view.booking.price;
    let listed = check::listed_price(cx, view)?.filter(|listed| *listed != agreed && listed.minor > 0);
    let listed = listed.map(|listed| {
        let label = cx.label_with("edit-button-listed", Args::new().text("price", cx.format().money(listed)));
        vec![Button::new(label, Action::new("listed"))]
    });
    let free = (agreed.minor > 0).then(|| vec![cx.button("edit-button-free", Action::new("free"))]);
    Ok(listed.into_iter().chain(free).collect())
}

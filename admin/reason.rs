//! Why a booking is declined or called off, in the admin's own words: the client is told (A4).

use chat::{Action, Args, Content, Failure, Place, Reaction, Screen};
use domain::{BookingId, Change, Comment};
use serde::{Deserialize, Serialize};

use crate::cx::{Cx, under};
use crate::state::State;
use crate::step::Step;
use crate::{card, decide};

/// Which booking it is about, as the admin saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The booking.
    pub booking: BookingId,
    /// The version that the card showed.
    pub version: i64,
    /// Whether it is declined, before anybody agreed to it, or called off.
    pub declines: bool,
}

impl Reason {
    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        let key = if self.declines { "admin-ask-reason-decline" } else { "admin-ask-reason-cancel" };
        let text = cx.say_with(key, Args::new().text("number", self.booking.to_string()));
        let rows = vec![cx.back_and_cancel()];
        Ok(cx.go(Step::Reason(*self), place, Screen::text(under(headline, text)).buttons(rows)))
    }

    /// Its only buttons lead back to the card.
    pub(crate) fn pressed(&self, cx: &Cx<'_>, _: &Action) -> Result<Reaction<State>, Failure> {
        card::instead_of_dialogue(cx, self.booking, Place::InPlace)
    }

    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        let Content::Text(text) = content else { return Ok(cx.hint("admin-reason-words")) };
        let change = if self.declines { Change::Decline } else { Change::Cancel };
        match Comment::parse(text) {
            Ok(Some(reason)) => {
                decide::change_from_dialogue(cx, self.booking, self.version, change, Some(&reason))
            }
            Ok(None) => Ok(cx.hint("admin-reason-words")),
            Err(_) => Ok(cx.hint("admin-reason-too-long")),
        }
    }
}

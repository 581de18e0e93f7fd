//! Two records of one person become one (A8): what both have is shown, which name and which phone stay is chosen, and then it is done at once or not at all.

use chat::{Action, Args, Button, Failure, Place, Reaction, Screen};
use domain::{ClientId, ClientName, Fact, Phone};
use serde::{Deserialize, Serialize};
use store::client_merge::{Merge, Unmergeable};
use store::clients::Client;

use super::{Step, card, known};
use crate::cx::{Cx, under};
use crate::state::State;
use crate::step;

/// Two records as they were shown, and what was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merging {
    /// From whose card it began.
    from: ClientId,
    /// The one that stays, and its version.
    kept: (ClientId, i64),
    /// The one that goes, and its version.
    gone: (ClientId, i64),
    takes_name: bool,
    takes_phone: bool,
}

impl Merging {
    /// Two records that were chosen; the key of the reason if they cannot be one.
    pub(crate) fn begin(
        cx: &Cx<'_>,
        from: ClientId,
        other: ClientId,
    ) -> Result<Result<Merging, &'static str>, Failure> {
        let (Some(one), Some(other)) = (known(cx, from)?, known(cx, other)?) else {
            return Ok(Err("clients-gone"));
        };
        Ok(match Merge::of(one, other) {
            Ok(merge) => Ok(Merging {
                from,
                kept: (merge.kept.id, merge.kept.version),
                gone: (merge.gone.id, merge.gone.version),
                takes_name: merge.takes_name,
                takes_phone: merge.takes_phone,
            }),
            Err(Unmergeable::Same) => Err("clients-merge-same"),
            Err(Unmergeable::Erased) => Err("clients-gone"),
            Err(Unmergeable::TwoChats) => Err("clients-merge-two-chats"),
        })
    }

    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        let Some(merge) = self.merge(cx)? else { return card::instead_of_dialogue(cx, self.from, place) };
        // What is shown is what counts from now on.
        let step = Merging {
            kept: (merge.kept.id, merge.kept.version),
            gone: (merge.gone.id, merge.gone.version),
            ..self.clone()
        };
        let screen = Screen::text(under(headline, preview(cx, &merge)?)).buttons(step.buttons(cx, &merge));
        Ok(cx.go(step::Step::Clients(Step::Merge(step)), place, screen))
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        let show = |step: Merging| step.show(cx, Place::InPlace, None);
        match action.verb() {
            "name" => show(Merging { takes_name: !self.takes_name, ..self.clone() }),
            "phone" => show(Merging { takes_phone: !self.takes_phone, ..self.clone() }),
            "clients-merge-sure" => self.carry_out(cx),
            _ => card::instead_of_dialogue(cx, self.from, Place::InPlace),
        }
    }

    /// The two as they are now, with what was chosen; none, if they cannot be one any more.
    fn merge(&self, cx: &Cx<'_>) -> Result<Option<Merge>, Failure> {
        let (Some(one), Some(other)) = (known(cx, self.kept.0)?, known(cx, self.gone.0)?) else {
            return Ok(None);
        };
        let (takes_name, takes_phone) = (self.takes_name, self.takes_phone);
        let same = |merge: &Merge| merge.kept.id == self.kept.0;
        Ok(Merge::of(one, other).ok().filter(same).map(|merge| Merge { takes_name, takes_phone, ..merge }))
    }

    fn carry_out(&self, cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
        let Some(merge) = self.merge(cx)? else {
            return card::instead_of_dialogue(cx, self.from, Place::InPlace);
        };
        if (merge.kept.version, merge.gone.version) != (self.kept.1, self.gone.1) {
            return self.show(cx, Place::InPlace, Some(cx.say("clients-merge-changed")));
        }
        let bookings = cx.turn.tx.merge_clients(&merge)?;
        let (kept, gone) = (merge.kept.id, merge.gone.id);
        cx.journal("client-merged", Some(kept.get()))?;
        cx.journal("client-merged-away", Some(gone.get()))?;
        let reaction =
            card::instead_of_dialogue(cx, kept, Place::InPlace)?.saying(cx.label("clients-merged"));
        Ok(reaction.because(Fact::ClientsMerged { kept, gone, bookings }))
    }

    fn buttons(&self, cx: &Cx<'_>, merge: &Merge) -> Vec<Vec<Button>> {
        let (kept, gone) = (&merge.kept, &merge.gone);
        let mut rows = Vec::new();
        if let (Some(one), Some(other)) = (&kept.name, &gone.name)
            && one != other
        {
            let instead = if merge.takes_name { one } else { other };
            let args = Args::new().text("name", shortened(instead.as_str()));
            rows.push(vec![Button::new(
                cx.label_with("clients-button-take-name", args),
                Action::new("name"),
            )]);
        }
        if let (Some(one), Some(other)) = (&kept.phone, &gone.phone)
            && one != other
        {
            let instead = if merge.takes_phone { one } else { other };
            let args = Args::new().text("phone", instead.display());
            rows.push(vec![Button::new(
                cx.label_with("clients-button-take-phone", args),
                Action::new("phone"),
            )]);
        }
        let sure = Action::new("clients-merge-sure").with(kept.id.get()).with(gone.id.get());
        rows.push(vec![cx.button("clients-button-merge-sure", sure)]);
        rows.push(cx.back_and_cancel());
        rows
    }
}

fn preview(cx: &Cx<'_>, merge: &Merge) -> Result<String, Failure> {
    let (kept, gone) = (&merge.kept, &merge.gone);
    let numbers = || Args::new().text("kept", kept.id.to_string()).text("gone", gone.id.to_string());
    let mut lines = vec![cx.say_with("clients-merge", numbers()), String::new()];
    for client in [kept, gone] {
        lines.extend([side(cx, client)?, String::new()]);
    }
    let nothing = cx.label("clients-nothing");
    let name = merge.name().map_or(nothing.as_str(), ClientName::as_str);
    let phone = merge.phone().map_or(nothing.clone(), |(phone, _)| phone.display());
    lines.push(cx.say_with("clients-merge-stays", numbers().text("name", name).text("phone", phone)));
    if kept.banned_at.or(gone.banned_at).is_some() {
        lines.push(cx.say("clients-merge-banned"));
    }
    lines.push(cx.say_with("clients-merge-warning", numbers()));
    Ok(lines.join("\n"))
}

/// What one of the two has.
fn side(cx: &Cx<'_>, client: &Client) -> Result<String, Failure> {
    let nothing = || cx.label("clients-nothing");
    let history = cx.turn.tx.client_history(client.id, cx.turn.now)?;
    let args = Args::new()
        .text("number", client.id.to_string())
        .text("name", client.name.as_ref().map_or_else(nothing, |name| name.as_str().to_owned()))
        .text("phone", client.phone.as_ref().map_or_else(nothing, Phone::display))
        .text("telegram", if client.chat.is_some() { "yes" } else { "no" })
        .text("note", if client.note.is_some() { "yes" } else { "no" })
        .number("bookings", history.bookings())
        .number("upcoming", history.upcoming);
    Ok(cx.say_with("clients-merge-side", args))
}

/// A name as a button of its own row takes it.
fn shortened(name: &str) -> String {
    match name.char_indices().nth(24) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_owned(),
    }
}

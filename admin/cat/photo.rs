//! The picture of a specialist: an admin sends it, the worker fetches what is in it, and both bots show it.

use chat::texts::escape;
use chat::{
    Action, Args, Attachment, BotName, Content, Failure, Job, Outgoing, Place, Priority, Reaction, Screen,
    Unfetched, Work,
};
use chrono::TimeDelta;
use domain::{ChatId, Fact, PhotoId, Right, SpecialistId};

use super::{Step, specialists, step};
use crate::cx::{Cx, under};
use crate::flow;
use crate::state::State;

/// The kind of the job that says so if a picture does not arrive.
pub(crate) const JOB: &str = "cat-photo";
/// After so long the process that fetched a picture is taken for dead.
const PATIENCE: TimeDelta = TimeDelta::seconds(100);

/// Asks for a picture.
pub(super) fn ask(
    cx: &Cx<'_>,
    id: SpecialistId,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some(seen) = cx.turn.tx.specialist_to_edit(id)? else { return super::gone(cx, place) };
    let mut rows = Vec::new();
    if cx.turn.tx.photo_of(id)?.is_some() {
        rows.push(vec![
            cx.button("cat-button-photo-show", Action::new("cat-photo-show")),
            cx.button("cat-button-photo-drop", Action::new("cat-photo-drop")),
        ]);
    }
    rows.push(cx.back_and_cancel());
    let text = cx.say_with("cat-ask-photo", Args::new().text("name", &seen.value.name));
    let screen = Screen::text(under(headline, text)).buttons(rows);
    Ok(step::go(cx, Step::Photo { specialist: id }, place, screen))
}

/// Shows the present picture, or takes it away.
pub(super) fn pressed(cx: &Cx<'_>, id: SpecialistId, action: &Action) -> Result<Reaction<State>, Failure> {
    let Some(seen) = cx.turn.tx.specialist_to_edit(id)? else { return super::gone(cx, Place::InPlace) };
    match (action.verb(), action.numbers(), cx.turn.tx.photo_of(id)?) {
        ("cat-photo-show", [], Some(photo)) => {
            let attachment = Attachment::Photo { photo, caption: escape(&seen.value.name) };
            let expires_at = Some(cx.turn.now + cx.turn.policy.dialogue_ttl);
            Ok(Reaction::silence().and(Outgoing::Attach {
                bot: BotName::Admin,
                chat: cx.chat(),
                attachment,
                priority: Priority::Reply,
                expires_at,
            }))
        }
        ("cat-photo-drop", [], Some(_)) => {
            forget(cx)?;
            put(cx, id, seen.version, None, Place::InPlace)
        }
        _ => flow::refuse(cx, "press-unknown"),
    }
}

/// A picture was sent, or something else.
pub(super) fn sent(cx: &Cx<'_>, id: SpecialistId, content: &Content) -> Result<Reaction<State>, Failure> {
    let Content::Photo { file } = content else { return Ok(cx.hint("cat-photo-wanted")) };
    cx.comes_back(job_key(cx.chat()), JOB, id.get(), PATIENCE)?;
    let seen = cx.turn.tx.photo_of(id)?;
    let step = Step::Fetching { specialist: id, seen, file: file.clone() };
    let screen = Screen::text(cx.say("cat-photo-coming")).buttons(vec![cx.back_and_cancel()]);
    Ok(step::go(cx, step, Place::Below, screen).working(Work::FetchPhoto { file: file.clone() }))
}

/// The worker has fetched it, or not. Whoever does not wait for it any more hears nothing.
pub(crate) fn fetched(
    cx: &Cx<'_>,
    state: Option<State>,
    fetched: &str,
    content: Result<Vec<u8>, Unfetched>,
) -> Result<Reaction<State>, Failure> {
    let Some((id, seen, file)) = waiting(state) else { return Ok(Reaction::silence()) };
    if file != fetched {
        return Ok(Reaction::silence());
    }
    forget(cx)?;
    if !cx.may(Right::Catalog) {
        return crate::menu::show(cx, Place::InPlace, None);
    }
    let again = |key| ask(cx, id, Place::InPlace, Some(cx.say(key)));
    let content = match content {
        Ok(content) => content,
        Err(Unfetched::NotAPicture) => return again("cat-photo-none"),
        Err(Unfetched::TooLarge) => return again("cat-photo-large"),
        Err(Unfetched::Unreached) => return again("cat-photo-lost"),
    };
    let Some(now) = cx.turn.tx.specialist_to_edit(id)? else { return super::gone(cx, Place::InPlace) };
    if cx.turn.tx.photo_of(id)? != seen {
        // Somebody else has sent one meanwhile.
        return again("cat-photo-changed");
    }
    put(cx, id, now.version, Some(&content), Place::InPlace)
}

/// Nothing came of it in time: the process died meanwhile.
pub(crate) fn due(cx: &Cx<'_>, state: Option<State>, job: &Job) -> Result<Reaction<State>, Failure> {
    match waiting(state) {
        Some((id, ..)) if job.kind == JOB && cx.may(Right::Catalog) => {
            ask(cx, id, Place::Below, Some(cx.say("cat-photo-lost")))
        }
        _ => Ok(Reaction::silence()),
    }
}

/// Nobody waits for a picture any more.
pub(super) fn forget(cx: &Cx<'_>) -> Result<(), Failure> {
    Ok(cx.turn.tx.unschedule(BotName::Admin.code(), &job_key(cx.chat()))?)
}

fn put(
    cx: &Cx<'_>,
    id: SpecialistId,
    version: i64,
    content: Option<&[u8]>,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    cx.turn.tx.set_photo(id, version, content)?;
    cx.journal("cat-specialist-photo", Some(id.get()))?;
    let said = cx.say(if content.is_some() { "cat-photo-saved" } else { "cat-photo-dropped" });
    Ok(specialists::card(cx, id, place, Some(said))?.because(Fact::CatalogChanged))
}

fn waiting(state: Option<State>) -> Option<(SpecialistId, Option<PhotoId>, String)> {
    match state? {
        State::Step(crate::step::Step::Cat(Step::Fetching { specialist, seen, file })) => {
            Some((specialist, seen, file))
        }
        _ => None,
    }
}

fn job_key(chat: ChatId) -> String {
    format!("{JOB}:{chat}")
}

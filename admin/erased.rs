//! A client had everything about them erased (C12): nothing that an admin has before them, or is about to get, names them any more.

use std::collections::HashSet;

use chat::{Action, Bot, BotName, Failure, Keyboard, Outgoing, Place, Press, Screen, Turn};
use domain::{BookingId, ClientId};
use store::Tx;
use store::outbox::Lane;

use crate::cx::Cx;
use crate::notices::of_booking;
use crate::state::State;
use crate::{AdminBot, access, card, clients, day_picture, reviews};

/// Shows anew what shows bookings of the client, and ends the steps that may tell of them.
pub(crate) fn hear(turn: Turn<'_, Tx>, client: ClientId) -> Result<Vec<Outgoing>, Failure> {
    let bot = BotName::Admin.code();
    rename_in_lists(turn, client, &turn.tx.bookings_of(client)?.into_iter().collect())?;
    day_picture::forget(turn)?;
    turn.tx.send_client_once(bot, client)?;
    let mut outgoing = end_steps(turn)?;
    outgoing.extend(clients::card::again(turn, client)?);
    for booking in turn.tx.bookings_shown(client, bot)? {
        turn.tx.send_once(bot, booking)?;
        outgoing.extend(of_booking(turn, booking, |cx, view| card::show(cx, view, Place::IfShown))?);
        outgoing.extend(reviews::again(turn, booking)?);
    }
    Ok(outgoing)
}

/// A step keeps what was seen of a client, and what was typed to find one. Whose it was it does not always know, so each that may hold something of a client
/// is over, whoever the client was; also one that waits behind a PIN.
fn end_steps(turn: Turn<'_, Tx>) -> Result<Vec<Outgoing>, Failure> {
    let bot = BotName::Admin.code();
    let admins = access::admins(turn)?;
    let mut outgoing = Vec::new();
    for dialogue in turn.tx.open_dialogues(bot)? {
        let chat = dialogue.chat;
        let state = dialogue.state.filter(|_| dialogue.state_version == <AdminBot as Bot<Tx>>::STATE_VERSION);
        let state = state.and_then(|state| serde_json::from_str::<State>(&state).ok());
        let kept = state.and_then(State::without_clients);
        let text = kept.as_ref().map(serde_json::to_string).transpose()?;
        turn.tx.rewrite_dialogue(bot, chat, text.as_deref())?;
        if kept.is_none() {
            turn.tx.send_dialogue_once(Lane { bot, chat })?;
            if let Some(admin) = admins.iter().find(|admin| admin.chat == chat) {
                outgoing.push(step_is_over(&Cx::new(turn, admin.clone(), None)?));
            }
        }
    }
    Ok(outgoing)
}

/// What the screen of such a step says instead, with the way on.
fn step_is_over(cx: &Cx<'_>) -> Outgoing {
    let menu = vec![vec![cx.button("button-menu", Action::new("menu"))]];
    cx.show(Place::InPlace, Screen::text(cx.say("admin-step-erased")).buttons(menu))
}

/// A list on its way names the clients on its buttons: those of this one keep the number of the booking.
fn rename_in_lists(
    turn: Turn<'_, Tx>,
    client: ClientId,
    bookings: &HashSet<BookingId>,
) -> Result<(), Failure> {
    let instead = turn.texts.get(turn.policy.business.locale.into(), "admin-card-erased");
    for (row, screen) in turn.tx.dialogues_on_their_way(BotName::Admin.code())? {
        let Ok(mut screen) = serde_json::from_str::<Screen>(&screen) else { continue };
        let Keyboard::Inline(rows) = &mut screen.keyboard else { continue };
        for button in rows.iter_mut().flatten() {
            if let Some(id) = opens(&button.data).filter(|id| bookings.contains(id)) {
                button.label = format!("№ {id}");
            }
        }
        clients::erased::unname(&mut screen, client, &instead);
        turn.tx.rewrite_row(row, &serde_json::to_string(&screen)?)?;
    }
    Ok(())
}

/// The booking that a button of a list opens, or whose fate it is about.
fn opens(data: &str) -> Option<BookingId> {
    let action = Press::decode(data)?.action;
    match (action.verb(), action.numbers()) {
        ("open" | "fate", [id]) => Some((*id).into()),
        _ => None,
    }
}

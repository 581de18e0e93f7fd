//! The privacy notice, before the first personal datum is stored (C2).

use chat::{Action, Args, Failure, Place, Reaction, Screen};

use crate::cx::Cx;
use crate::screens::details;
use crate::state::{Held, State};

/// Asks for the consent; past this step for who has given it to the notice in force.
pub(crate) fn ask(cx: &Cx<'_>, held: Held, place: Place) -> Result<Reaction<State>, Failure> {
    let privacy = &cx.turn.policy.privacy;
    if cx.client.consent.as_ref() == Some(&privacy.version) {
        return details::ask_name(cx, held, place);
    }
    let business = Args::new().text("business", &cx.turn.policy.business.name);
    let mut lines = vec![details::chosen(cx, &held)?, details::kept(cx, &held)?, String::new()];
    lines.push(cx.say_with("consent", business));
    lines.push(match &privacy.url {
        Some(url) => cx.say_with("consent-url", Args::new().text("url", url)),
        None => cx.say("consent-more"),
    });
    let rows = vec![vec![cx.button("button-agree", Action::new("agree"))], cx.back_and_cancel()];
    Ok(cx.go(State::Consent { held }, place, Screen::text(lines.join("\n")).buttons(rows)))
}

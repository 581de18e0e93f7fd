//! The review: all that was chosen and told.

use chat::{Action, Args, Failure, Place, Reaction, Screen};
use domain::{Confirmation, Phone};

use crate::cx::Cx;
use crate::offer;
use crate::screens::details;
use crate::state::{Draft, State};

/// All that was chosen and told, with the question whether it is right.
pub(crate) fn show(cx: &Cx<'_>, draft: Draft, place: Place) -> Result<Reaction<State>, Failure> {
    let format = cx.format();
    let visit = offer::visit(cx, &draft.held)?;
    let phone = Phone::from_e164(&draft.contact.phone).map(|phone| phone.display()).unwrap_or_default();
    let mut lines = vec![cx.say("review"), String::new(), details::chosen(cx, &draft.held)?];
    if let Some(visit) = &visit {
        let args = Args::new().text("duration", format.duration(visit.duration));
        lines.push(cx.say_with("review-price", args.text("price", format.money(visit.price))));
    }
    let contact = Args::new().text("name", &draft.contact.name).text("phone", phone);
    lines.push(cx.say_with("review-contact", contact));
    if let Some(comment) = &draft.comment {
        lines.push(cx.say_with("comment-line", Args::new().text("comment", comment)));
    }
    if visit.is_some_and(|visit| visit.confirmation == Confirmation::ByAdmin) {
        lines.push(cx.say("review-by-admin"));
    }
    lines.extend([String::new(), details::kept(cx, &draft.held)?]);
    let comment = if draft.comment.is_some() { "button-edit-comment" } else { "button-comment" };
    let rows = vec![
        vec![cx.button("button-confirm", Action::new("confirm"))],
        vec![cx.button(comment, Action::new("comment"))],
        cx.back_and_cancel(),
    ];
    Ok(cx.go(State::Review(draft), place, Screen::text(lines.join("\n")).buttons(rows)))
}

//! The review: all that was chosen and told.

use chat::{Action, Args, Failure, Place, Reaction, Screen};
use domain::{Confirmation, Phone};

use crate::cx::Cx;
use crate::offer;
use crate::screens::{details, with_headline, zone};
use crate::state::{Draft, Quote, State};

/// All that was chosen and told, with the question whether it is right. What it costs and takes is kept: if that changes before the client
/// confirms, they are asked again.
pub(crate) fn show(
    cx: &Cx<'_>,
    mut draft: Draft,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let format = cx.format();
    let visit = offer::visit(cx, &draft.held)?;
    let phone = Phone::from_e164(&draft.told.phone).map(|phone| phone.display()).unwrap_or_default();
    let mut lines = vec![cx.say("review"), String::new(), details::chosen(cx, &draft.held)?];
    if let Some(visit) = &visit {
        let args = Args::new().text("duration", format.duration(visit.duration));
        lines.push(cx.say_with("review-price", args.text("price", format.money(visit.price))));
    }
    let contact = Args::new().text("name", &draft.told.name).text("phone", phone);
    lines.push(cx.say_with("review-contact", contact));
    if let Some(comment) = &draft.told.comment {
        lines.push(cx.say_with("comment-line", Args::new().text("comment", comment)));
    }
    lines.extend(zone::line(cx));
    if visit.as_ref().is_some_and(|visit| visit.confirmation == Confirmation::ByAdmin) {
        lines.push(cx.say("review-by-admin"));
    }
    lines.extend([String::new(), details::kept(cx, &draft.held)?]);
    let comment = if draft.told.comment.is_some() { "button-edit-comment" } else { "button-comment" };
    let rows = vec![
        vec![cx.button("button-confirm", Action::new("confirm"))],
        vec![cx.button(comment, Action::new("comment"))],
        vec![cx.button("button-other-time", Action::new("time"))],
        cx.back_and_cancel(),
    ];
    draft.quote = visit.as_ref().map(Quote::from);
    let text = with_headline(headline, lines.join("\n"));
    Ok(cx.go(State::Review(draft), place, Screen::text(text).buttons(rows)))
}

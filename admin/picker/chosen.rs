//! A start was chosen: what it comes to now. It is asked again at every look, and once more when it is confirmed.

use chat::{Args, Failure, Place, Reaction, Screen};
use domain::leeway::Permitted;
use domain::{Instant, Money, Offer, SpecialistId, Visit};

use super::rules::{self, Asked};
use super::{Choice, Pick, Shown, Stage, Task, heading, time};
use crate::cx::{Cx, under};
use crate::state::State;
use crate::{card, why};

/// So many free starts are named when the wanted one cannot be had.
const NEAREST: usize = 3;
/// The occupied time of so many specialists is told, where anybody will do.
const MOST_TOLD: usize = 5;

/// What a start comes to: with whom, which time it takes, which rules it breaks.
pub(crate) struct Settled {
    pub(crate) offer: Offer,
    pub(crate) with: SpecialistId,
    pub(crate) permitted: Permitted,
}

impl Settled {
    /// What the visit is with that specialist.
    pub(crate) fn visit(&self) -> Option<&Visit> {
        self.offer.visit(self.with)
    }

    /// What an admin agrees to who confirms it.
    pub(crate) fn shown(&self) -> Shown {
        let broken = self.permitted.broken.iter().map(|refusal| refusal.code().to_owned()).collect();
        let visit = self.visit().map_or((0, 0), |visit| (visit.price.minor, visit.duration.num_minutes()));
        Shown { broken, visit }
    }
}

/// The same way with this start chosen.
pub(super) fn choosing(pick: &Pick, start: Instant) -> Pick {
    let choice = Choice { start, with: pick.specialist, shown: Shown::default() };
    Pick { choice: Some(choice), ..pick.at(Stage::Look) }
}

/// What the chosen start comes to; `Err` if it is occupied, or nobody does it at all.
pub(crate) fn settle(cx: &Cx<'_>, pick: &Pick) -> Result<Result<Settled, Option<Offer>>, Failure> {
    let Some(choice) = &pick.choice else { return Ok(Err(None)) };
    let Some(offer) = pick.offer(cx, Some(choice.start))? else { return Ok(Err(None)) };
    let with = |id: SpecialistId| {
        let permitted = offer.request_of(id)?.check_with_override(choice.start).ok()?;
        Some((id, permitted))
    };
    let anybody = || match pick.specialist {
        Some(_) => None,
        None => offer.choose_with_override(choice.start),
    };
    let found = choice.with.and_then(with).or_else(anybody);
    Ok(match found {
        Some((with, permitted)) => Ok(Settled { offer, with, permitted }),
        None => Err(Some(offer)),
    })
}

/// The same way once it was looked at: what was shown is what holds.
pub(crate) fn looked_at(pick: &Pick, settled: &Settled) -> Pick {
    let choice = pick.choice.as_ref().map(|choice| Choice {
        with: Some(settled.with),
        shown: settled.shown(),
        ..choice.clone()
    });
    Pick { choice, ..pick.at(Stage::Look) }
}

/// Whether what is confirmed is what was looked at: nobody is surprised by a price, and no rule is broken that was not named.
pub(crate) fn is_as_shown(pick: &Pick, settled: &Settled) -> bool {
    let Some(choice) = &pick.choice else { return false };
    let (now, then) = (settled.shown(), &choice.shown);
    choice.with == Some(settled.with)
        && now.visit == then.visit
        && now.broken.iter().all(|code| then.broken.contains(code))
}

/// What, with whom and when, how long and for how much, for the look over a booking or a move. Of a price of its own that of the list is told.
pub(crate) fn lines(
    cx: &Cx<'_>,
    pick: &Pick,
    settled: &Settled,
    price: Option<Money>,
) -> Result<Vec<String>, Failure> {
    let mut lines: Vec<String> = heading::what(cx, pick, Some(settled.with))?.into_iter().collect();
    let start = settled.permitted.slot.visit.start();
    let time = cx.format().date_time(start, cx.turn.now);
    lines.push(cx.say_with("pick-when", Args::new().text("time", time)));
    if let Some(visit) = settled.visit() {
        let format = cx.format();
        let args = Args::new().text("duration", format.duration(visit.duration));
        let price = price.unwrap_or(visit.price);
        lines.push(cx.say_with("review-price", args.text("price", format.money(price))));
        if price != visit.price {
            let list = Args::new().text("price", format.money(visit.price));
            lines.push(cx.say_with("pick-list-price", list));
        }
    }
    Ok(lines)
}

/// The warning that names each rule which is broken; nothing, if none is.
pub(crate) fn warning(cx: &Cx<'_>, pick: &Pick, settled: &Settled) -> Result<Vec<String>, Failure> {
    let (Some(performer), false) =
        (settled.offer.performer(settled.with), settled.permitted.broken.is_empty())
    else {
        return Ok(Vec::new());
    };
    let start = settled.permitted.slot.visit.start();
    let asked = Asked { offer: &settled.offer, performer, start, own: pick.task.own() };
    let mut lines = vec![String::new(), cx.say("pick-warning")];
    for refusal in &settled.permitted.broken {
        lines.push(rules::line(&rules::rule(cx, asked, refusal)?));
    }
    Ok(lines)
}

/// The start is occupied: by whom or what, and the nearest that are free. Nobody can override it.
pub(super) fn taken(
    cx: &Cx<'_>,
    pick: &Pick,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let start = pick.choice.as_ref().map(|choice| choice.start);
    let (Some(start), Some(offer)) = (start, pick.offer(cx, start)?) else {
        return not_at_all(cx, pick, place);
    };
    let mut lines = heading::lines(cx, pick)?;
    let time = cx.format().date_time(start, cx.turn.now);
    lines.push(cx.say_with("pick-taken", Args::new().text("time", time)));
    for performer in offer.performers.iter().take(MOST_TOLD) {
        if offer.performers.len() > 1 {
            lines.push(cx.say_with("pick-by", Args::new().text("specialist", &performer.specialist.name)));
        }
        let asked = Asked { offer: &offer, performer, start, own: pick.task.own() };
        for refusal in offer.request(performer).broken(start).iter().filter(|refusal| !refusal.is_soft()) {
            lines.push(rules::line(&rules::rule(cx, asked, refusal)?));
        }
    }
    // What a booking has already is nowhere to move it to.
    let own = match &pick.task {
        Task::Move { was: (start, with), .. } if pick.specialist == Some(*with) => Some(*start),
        _ => None,
    };
    let mut nearest = offer.nearest(start, NEAREST + 1);
    nearest.retain(|start| own != Some(*start));
    nearest.truncate(NEAREST);
    if !nearest.is_empty() {
        lines.push(cx.say("pick-nearest"));
    }
    let label = |start: &Instant| cx.format().soon(*start, cx.turn.now);
    let mut rows: Vec<_> = nearest.iter().map(|start| vec![time::at(label(start), *start)]).collect();
    rows.push(vec![cx.button("pick-button-other", chat::Action::new("other"))]);
    rows.push(cx.back_and_cancel());
    let screen = Screen::text(under(headline, lines.join("\n"))).buttons(rows);
    Ok(pick.at(Stage::Taken).go(cx, place, screen))
}

/// The start was free when it was looked at, and is not any more.
pub(crate) fn just_taken(cx: &Cx<'_>, pick: &Pick) -> Result<Reaction<State>, Failure> {
    Ok(taken(cx, pick, Place::InPlace, None)?.saying(cx.label("taken-toast")))
}

/// Nobody does what is wanted, or it is not offered any more.
pub(super) fn not_at_all(cx: &Cx<'_>, pick: &Pick, place: Place) -> Result<Reaction<State>, Failure> {
    match &pick.task {
        Task::Book { .. } => {
            let services = Stage::Services { several: false, page: 0 };
            pick.at(services).show(cx, place, Some(cx.say("pick-nobody")))
        }
        Task::Move { booking, .. } => {
            Ok(card::instead_of_dialogue(cx, *booking, place)?.saying(cx.label("pick-nobody")))
        }
        Task::Why { .. } => why::answer(cx, &pick.at(Stage::Look), place, None),
    }
}

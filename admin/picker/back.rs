//! One question back.

use chat::{Failure, Place, Reaction};
use domain::time;

use super::{Pick, Stage, Task, specialist};
use crate::cx::Cx;
use crate::state::State;
use crate::{card, menu};

pub(super) fn from(cx: &Cx<'_>, pick: &Pick, place: Place) -> Result<Reaction<State>, Failure> {
    let to = |stage: Stage| pick.at(stage).show(cx, place, None);
    let who = || Stage::Who { query: None };
    let services = || Stage::Services { several: pick.services.len() > 1, page: 0 };
    let day = pick.choice.as_ref().map(|choice| time::date(cx.turn.policy.business.zone, choice.start));
    match (&pick.stage, &pick.task) {
        (Stage::Who { .. }, Task::Why { .. }) => to(Stage::Look),
        (Stage::Who { query: Some(_) } | Stage::Name { .. } | Stage::Phone { .. }, _) => to(who()),
        (Stage::Who { query: None }, _) => menu::show(cx, place, None),
        (Stage::Services { several: true, .. }, _) => {
            Pick { services: Vec::new(), ..pick.at(Stage::Services { several: false, page: 0 }) }
                .show(cx, place, None)
        }
        (Stage::Services { .. }, Task::Book { .. }) => to(who()),
        (Stage::Services { .. }, _) => menu::show(cx, place, None),
        (Stage::Specialist { .. }, Task::Move { booking, .. }) => {
            card::instead_of_dialogue(cx, *booking, place)
        }
        (Stage::Specialist { .. }, _) => to(services()),
        (Stage::Day { .. }, Task::Move { booking, .. }) => card::instead_of_dialogue(cx, *booking, place),
        (Stage::Day { .. }, _) => match specialist::is_a_question(cx, pick)? {
            true => to(Stage::Specialist { page: 0 }),
            false => to(services()),
        },
        (Stage::Time { day, .. }, _) => to(Stage::Day { month: Some(*day) }),
        (Stage::Other | Stage::Taken | Stage::Look, _) => match day {
            Some(day) => to(Stage::Time { day, page: 0 }),
            None => to(Stage::Day { month: None }),
        },
        (Stage::Price | Stage::Comment, _) => to(Stage::Look),
    }
}

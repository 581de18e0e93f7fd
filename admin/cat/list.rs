//! What the lists of the catalogue have in common.

use chat::{Action, Button, Failure, Page, Place, Reaction, Screen};

use super::PAGE;
use crate::cx::Cx;
use crate::state::State;

/// A page of a list: what the buttons of its objects are, and what stands below them.
pub(super) fn show(
    cx: &Cx<'_>,
    place: Place,
    text: String,
    (objects, page): (Vec<Button>, i64),
    turn_to: impl Fn(i64) -> Action,
    below: Vec<Vec<Button>>,
) -> Result<Reaction<State>, Failure> {
    let page = Page::of(&objects, page, PAGE);
    let mut rows: Vec<Vec<Button>> = page.items.iter().map(|button| vec![button.clone()]).collect();
    rows.push(page.arrows(turn_to));
    rows.extend(below);
    Ok(cx.end(place, Screen::text(text).buttons(rows)))
}

/// The two buttons that move an object up and down among its like; only where there is somewhere to go. They name the place at which the
/// object stood, so that a doubled press moves it once.
pub(super) fn arrows(cx: &Cx<'_>, verb: &'static str, id: i64, place: Option<(usize, usize)>) -> Vec<Button> {
    let Some((at, count)) = place else { return Vec::new() };
    let to = |by: i64| Action::new(verb).with(id).with(i64::try_from(at).unwrap_or(0)).with(by);
    let up = (at > 0).then(|| cx.button("cat-button-up", to(-1)));
    let down = (at + 1 < count).then(|| cx.button("cat-button-down", to(1)));
    up.into_iter().chain(down).collect()
}

/// Where an object stands among its like, and how many they are.
pub(super) fn place_of<Id: PartialEq>(all: &[Id], id: &Id) -> Option<(usize, usize)> {
    all.iter().position(|other| other == id).map(|at| (at, all.len()))
}

/// The same with the object one place further up or down; `None` if it no longer stands where it was seen, or there is nowhere to go.
pub(super) fn moved<Id: PartialEq + Clone>(all: &[Id], id: &Id, (from, by): (i64, i64)) -> Option<Vec<Id>> {
    let at = all.iter().position(|other| other == id)?;
    let to = match by {
        -1 => at.checked_sub(1)?,
        1 => at + 1,
        _ => return None,
    };
    if i64::try_from(at).ok()? != from || to >= all.len() {
        return None;
    }
    let mut moved = all.to_vec();
    moved.swap(at, to);
    Some(moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_moves_by_one_place_from_where_it_was_seen_and_never_beyond_the_ends() {
        let all = [7, 8, 9];
        assert_eq!(moved(&all, &8, (1, -1)), Some(vec![8, 7, 9]));
        assert_eq!(moved(&all, &8, (1, 1)), Some(vec![7, 9, 8]));
        for (id, way) in
            [(7, (0, -1)), (9, (2, 1)), (8, (0, 1)), (8, (1, 2)), (8, (1, i64::MIN)), (5, (0, 1))]
        {
            assert_eq!(moved(&all, &id, way), None, "{id} {way:?}");
        }
    }
}

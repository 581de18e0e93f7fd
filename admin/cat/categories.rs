//! The headings of the price list: new, renamed, in another order, deleted when empty.

use chat::{Action, Args, Button, Failure, Place, Reaction, Screen};
use domain::{CategoryId, Fact};
use store::Error;

use super::{list as lists, preview};
use crate::cx::{Cx, under};
use crate::state::State;

pub(super) fn list(
    cx: &Cx<'_>,
    page: i64,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let all = cx.turn.tx.categories()?;
    let open = |id: CategoryId| Action::new("cat-category").with(id.get());
    let objects = all.iter().map(|category| Button::new(&category.name, open(category.id))).collect();
    let below = vec![
        vec![cx.button("cat-button-category-new", Action::new("cat-category-new"))],
        vec![cx.button("button-back", Action::new("cat"))],
    ];
    let text = cx.say(if all.is_empty() { "cat-categories-none" } else { "cat-categories" });
    let turn_to = |page| Action::new("cat-categories").with(page);
    lists::show(cx, place, under(headline, text), (objects, page), turn_to, below)
}

/// One category: what is in it and what can be done.
pub(super) fn card(
    cx: &Cx<'_>,
    id: CategoryId,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some(category) = cx.turn.tx.category_to_edit(id)? else { return super::gone(cx, place) };
    let inside: Vec<String> = cx
        .turn
        .tx
        .listed_services()?
        .into_iter()
        .filter(|service| service.category == Some(id))
        .map(|service| cx.say_with("cat-item", Args::new().text("name", &service.name)))
        .collect();
    let mut lines = vec![cx.say_with("cat-category", Args::new().text("name", &category.value.name))];
    lines.push(if inside.is_empty() { cx.say("cat-category-empty") } else { inside.join("\n") });
    let ids: Vec<CategoryId> = cx.turn.tx.categories()?.iter().map(|category| category.id).collect();
    let mut rows = vec![
        vec![cx.button("cat-button-rename", Action::new("cat-category-name").with(id.get()))],
        lists::arrows(cx, "cat-category-move", id.get(), lists::place_of(&ids, &id)),
    ];
    if inside.is_empty() {
        let delete = Action::new("cat-category-delete").with(id.get()).with(category.version);
        rows.push(vec![cx.button("cat-button-delete", delete)]);
    }
    rows.push(vec![cx.button("button-back", Action::new("cat-categories").with(0))]);
    Ok(cx.end(place, Screen::text(under(headline, lines.join("\n"))).buttons(rows)))
}

pub(super) fn shift(
    cx: &Cx<'_>,
    id: CategoryId,
    way: (i64, i64),
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let ids: Vec<CategoryId> = cx.turn.tx.categories()?.iter().map(|category| category.id).collect();
    let Some(order) = lists::moved(&ids, &id, way) else { return card(cx, id, place, None) };
    cx.turn.tx.order_categories(&order)?;
    cx.journal("cat-category-moved", Some(id.get()))?;
    Ok(card(cx, id, place, None)?.because(Fact::CatalogChanged))
}

/// Deletes a category in which there is nothing.
pub(super) fn delete(
    cx: &Cx<'_>,
    id: CategoryId,
    version: i64,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let Some(seen) = cx.turn.tx.category_to_edit(id)? else { return super::gone(cx, place) };
    match cx.turn.tx.delete_category(id, version) {
        Ok(()) => {
            cx.journal("cat-category-deleted", Some(id.get()))?;
            let said = cx.say_with("cat-category-deleted", Args::new().text("name", &seen.value.name));
            Ok(list(cx, 0, place, Some(said))?.because(Fact::CatalogChanged))
        }
        Err(Error::Changed) => {
            let who = preview::who(cx, "cat-category-*", id.get())?;
            card(cx, id, place, Some(cx.say_with("cat-changed-meanwhile", Args::new().text("who", who))))
        }
        Err(error) => Err(error.into()),
    }
}

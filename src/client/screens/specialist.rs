//! Who shall do it (C3).

use chat::{Action, Args, Button, Failure, Page, Place, Reaction, Screen};

use crate::cx::Cx;
use crate::offer;
use crate::screens::services::ask_category;
use crate::state::{State, Wish};

/// Specialists on one screen.
const LIST: usize = 20;

/// Those who do all that is wanted, a page at a time; that anybody will do can be said on each.
pub(crate) fn ask_specialist(
    cx: &Cx<'_>,
    wish: Wish,
    page: i64,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let Some(services) = offer::services(cx, &wish.services)? else {
        return ask_category(cx, None, place, Some(cx.say("service-gone")));
    };
    let performers = offer::performers(cx, &wish.services)?;
    let page = Page::of(&performers, page, LIST);
    let mut rows = vec![vec![cx.button("button-anybody", Action::new("anybody"))]];
    for (specialist, visit) in page.items {
        let own_price = wish
            .services
            .iter()
            .any(|service| specialist.performs(*service).is_some_and(|performed| performed.price.is_some()));
        let label = match own_price {
            true => format!("{} · {}", specialist.name, cx.format().money(visit.price)),
            false => specialist.name.clone(),
        };
        rows.push(vec![Button::new(label, Action::new("specialist").with(specialist.id.get()))]);
    }
    rows.push(page.arrows(|page| Action::new("specialists").with(page)));
    rows.push(cx.back_and_cancel());
    let text = cx.say_with("choose-specialist", Args::new().text("service", offer::names(&services)));
    let wish = wish.with(None);
    Ok(cx.go(State::Specialist { wish }, place, Screen::text(text).buttons(rows)))
}

//! What is on its way to admins about a client who had everything erased (C12).

use chat::{Keyboard, Press, Screen};
use domain::ClientId;

/// A screen that names the client does so no more: in a list the number stands in place of the name, a screen about them alone says `instead`.
pub(crate) fn unname(screen: &mut Screen, client: ClientId, instead: &str) {
    let Keyboard::Inline(rows) = &mut screen.keyboard else { return };
    let mut is_about = false;
    for button in rows.iter_mut().flatten() {
        match verb(&button.data, client).as_deref() {
            Some("clients-card") => button.label = format!("№ {client}"),
            Some(_) => is_about = true,
            None => {}
        }
    }
    if is_about {
        *screen = Screen::text(instead);
    }
}

/// What a button asks for, if it is about this client.
fn verb(data: &str, client: ClientId) -> Option<String> {
    let action = Press::decode(data)?.action;
    let of_clients = action.verb().starts_with("clients-");
    let second = action.verb() == "clients-merge-sure" && action.numbers().get(1) == Some(&client.get());
    (of_clients && (action.numbers().first() == Some(&client.get()) || second))
        .then(|| action.verb().to_owned())
}

#[cfg(test)]
mod tests {
    use chat::{Action, Button, Target};

    use super::*;

    fn screen(buttons: &[(&str, Action)]) -> Screen {
        let rows = buttons.iter().map(|(label, action)| vec![Button::new(*label, action.clone())]).collect();
        Screen::text("Анна и Борис").buttons(rows).stamped(Target::Dialogue { revision: 3 })
    }

    fn labels(screen: &Screen) -> Vec<&str> {
        let Keyboard::Inline(rows) = &screen.keyboard else { return Vec::new() };
        rows.iter().flatten().map(|button| button.label.as_str()).collect()
    }

    #[test]
    fn a_list_keeps_the_number_and_what_is_about_the_client_alone_says_so() {
        let card = |id| Action::new("clients-card").with(id);
        let mut list = screen(&[("Анна", card(5)), ("Борис", card(6)), ("›", Action::new("page").with(5))]);
        unname(&mut list, 5.into(), "стёрто");
        assert_eq!(labels(&list), ["№ 5", "Борис", "›"]);
        for action in [Action::new("clients-back").with(5), Action::new("clients-merge-sure").with(7).with(5)]
        {
            let mut about = screen(&[("Назад", action)]);
            unname(&mut about, 5.into(), "стёрто");
            assert_eq!((about.text.as_str(), labels(&about).len()), ("стёрто", 0));
        }
        let mut other = screen(&[("Назад", Action::new("clients-back").with(6))]);
        unname(&mut other, 5.into(), "стёрто");
        assert_eq!(other.text, "Анна и Борис");
    }
}

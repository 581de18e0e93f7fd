//! Who chats in the demo. Bots, people and tokens are made up.

use sim::{BotSetup, PersonSetup, Setup};

/// A token of good shape.
pub(super) const CLIENT_TOKEN: &str = "1000000001:demo-client-bot-demo-client-bot-0001";
/// Another.
pub(super) const ADMIN_TOKEN: &str = "1000000002:demo-admin-bot-demo-admin-bot-00002";
/// The client bot's name in links.
pub(super) const CLIENT_BOT: &str = "zapis_demo_bot";
/// The admin bot's name in links.
pub(super) const ADMIN_BOT: &str = "zapis_demo_admin_bot";
/// The owners of the salon; the page shows the one who speaks its language.
pub(super) const ADMINS: [i64; 2] = [700_001, 700_002];
/// What they are called.
pub(super) const NAMES: [&str; 2] = ["Ольга", "Emma"];
/// Their PIN, which the page shows.
pub(super) const PIN: &str = "271828";
/// The clients that the page shows first, likewise.
const CLIENTS: [i64; 2] = [700_011, 700_012];

/// Two bots and five people.
pub(super) fn setup() -> Setup {
    let bot = |token: &str, username: &str, name: &str, hint: Option<String>, shown: [i64; 2]| BotSetup {
        token: token.to_owned(),
        username: username.to_owned(),
        name: name.to_owned(),
        hint,
        shown: shown.to_vec(),
    };
    let person = |id, first_name: &str, language: &str, phone: &str| PersonSetup {
        id,
        first_name: first_name.to_owned(),
        language: language.to_owned(),
        phone: phone.to_owned(),
    };
    Setup {
        bots: vec![
            bot(CLIENT_TOKEN, CLIENT_BOT, "Салон «Ромашка»", None, CLIENTS),
            bot(ADMIN_TOKEN, ADMIN_BOT, "Ромашка: администратор", Some(format!("PIN: {PIN}")), ADMINS),
        ],
        people: vec![
            person(ADMINS[0], NAMES[0], "ru", "79165550101"),
            person(ADMINS[1], NAMES[1], "en", "442079460102"),
            person(CLIENTS[0], "Мария", "ru", "79165550111"),
            person(CLIENTS[1], "Kate", "en", "442079460112"),
            person(700_013, "Иван", "ru", "79165550113"),
        ],
        limits: false,
    }
}

#[cfg(test)]
mod tests {
    use telegram::Token;

    use super::*;

    #[test]
    fn the_made_up_tokens_and_the_pin_have_a_good_shape() {
        assert!(Token::parse(CLIENT_TOKEN).is_ok() && Token::parse(ADMIN_TOKEN).is_ok());
        assert!(domain::Pin::chosen(PIN).is_ok());
    }

    #[test]
    fn everybody_can_be_reached_at_the_number_that_they_share() {
        for person in setup().people {
            let shared = domain::Phone::shared(&person.phone);
            assert!(shared.is_ok(), "{}: {}", person.first_name, person.phone);
        }
    }

    #[test]
    fn whoever_is_shown_first_exists_in_both_languages() {
        let setup = setup();
        for bot in &setup.bots {
            let shown =
                bot.shown.iter().map(|id| setup.people.iter().find(|person| person.id == *id).unwrap());
            assert_eq!(shown.map(|person| person.language.as_str()).collect::<Vec<_>>(), ["ru", "en"]);
        }
    }
}

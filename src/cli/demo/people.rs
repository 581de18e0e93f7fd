//! Who chats in the demo. Bots, people and tokens are made up.

use sim::{BotSetup, PersonSetup, Setup};

/// A token of good shape.
pub(super) const CLIENT_TOKEN: &str = "1000000001:demo-client-bot-demo-client-bot-0001";
/// Another.
pub(super) const ADMIN_TOKEN: &str = "1000000002:demo-admin-bot-demo-admin-bot-00002";
/// The admin bot's name in links.
pub(super) const ADMIN_BOT: &str = "zapis_demo_admin_bot";
/// The owner of the salon.
pub(super) const ADMIN: i64 = 700_001;
/// Her PIN, which the page shows.
pub(super) const PIN: &str = "271828";
/// The client that the page shows first.
const CLIENT: i64 = 700_011;

/// Two bots and four people.
pub(super) fn setup() -> Setup {
    let bot = |token: &str, username: &str, name: &str, hint: Option<String>, shown| BotSetup {
        token: token.to_owned(),
        username: username.to_owned(),
        name: name.to_owned(),
        hint,
        shown,
    };
    let person = |id, first_name: &str, language: &str, phone: &str| PersonSetup {
        id,
        first_name: first_name.to_owned(),
        language: language.to_owned(),
        phone: phone.to_owned(),
    };
    Setup {
        bots: vec![
            bot(CLIENT_TOKEN, "zapis_demo_bot", "Салон «Ромашка»", None, CLIENT),
            bot(ADMIN_TOKEN, ADMIN_BOT, "Ромашка: администратор", Some(format!("PIN: {PIN}")), ADMIN),
        ],
        people: vec![
            person(ADMIN, "Ольга", "ru", "79165550101"),
            person(CLIENT, "Мария", "ru", "79165550111"),
            person(700_012, "Иван", "ru", "79165550112"),
            person(700_013, "Kate", "en", "447700900113"),
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
    fn whoever_is_shown_first_exists() {
        let setup = setup();
        let known = |id| setup.people.iter().any(|person| person.id == id);
        assert!(setup.bots.iter().all(|bot| known(bot.shown)) && known(ADMIN));
    }
}

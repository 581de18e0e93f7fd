//! The words of the demo's page that are about this program.

use sim::{Step, Words};

use super::people::{ADMIN_BOT, CLIENT_BOT};

/// Whose phones the page shows.
pub(super) const PHONES: [Words; 2] =
    [Words { ru: "Клиент", en: "Client" }, Words { ru: "Администратор", en: "Administrator" }];

/// What to try first.
pub(super) const STEPS: [Step; 3] = [
    Step {
        bot: Some(CLIENT_BOT),
        title: Words { ru: "Запишитесь на визит", en: "Book a visit" },
        text: Words {
            ru: "Это телефон клиента. Нажмите «Начать», затем «Записаться» и выберите «Окрашивание»: такую запись подтверждает администратор.",
            en: "This is a client's phone. Press “Start”, then “Book”, and choose “Окрашивание” (hair colouring): an administrator confirms such a booking.",
        },
    },
    Step {
        bot: Some(ADMIN_BOT),
        title: Words { ru: "Подтвердите запись", en: "Confirm the booking" },
        text: Words {
            ru: "Это телефон администратора. Введите PIN 271828, откройте новую запись и нажмите «Подтвердить». Карточка у клиента изменится сама.",
            en: "This is the administrator's phone. Enter the PIN 271828, open the new booking and press “Confirm”. The client's card changes by itself.",
        },
    },
    Step {
        bot: None,
        title: Words { ru: "Попробуйте сломать", en: "Try to break it" },
        text: Words {
            ru: "Добавьте второго клиента и займите то же время. Прибавьте день. Перезапустите бота или отключите сеть посреди разговора. Ничего не потеряется.",
            en: "Add a second client and go for the same time. Add a day. Restart the bot or cut the network in the middle of a conversation. Nothing is lost.",
        },
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo::people::PIN;

    #[test]
    fn the_tour_tells_the_right_pin() {
        assert!(STEPS[1].text.ru.contains(PIN) && STEPS[1].text.en.contains(PIN));
    }
}

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
            ru: "Вы — клиент. Нажмите «Начать», «Записаться», «Волосы» и выберите «Окрашивание»: такую запись подтверждает администратор.",
            en: "You are a client. Press “Start”, “Book”, “Волосы” (hair) and “Окрашивание” (colouring): an administrator confirms such a booking.",
        },
    },
    Step {
        bot: Some(ADMIN_BOT),
        title: Words { ru: "Подтвердите запись", en: "Confirm the booking" },
        text: Words {
            ru: "Теперь вы администратор. Напишите PIN 271828 и нажмите «Подтвердить» под новой записью. Карточка у клиента изменится сама.",
            en: "Now you are the administrator. Type the PIN 271828 and press “Confirm” under the new booking. The client's card changes by itself.",
        },
    },
    Step {
        bot: None,
        title: Words { ru: "Попробуйте сломать", en: "Try to break it" },
        text: Words {
            ru: "Пусть второй клиент займёт то же время. Прибавьте день. Перезапустите бота или отключите сеть посреди разговора. Ничего не потеряется.",
            en: "Let a second client go for the same time. Add a day. Restart the bot or cut the network in the middle of a conversation. Nothing is lost.",
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

//! What admins do in the random conversations, and what they must see afterwards.

use domain::Status;

use crate::random_walk::Walk;
use crate::world::{OLEG, OLGA, PIN};

/// Two of them, so that one is sometimes quicker than the other.
pub const ADMINS: [i64; 2] = [OLGA, OLEG];

const ADMIN: &str = "admin";
/// What admins type where words are asked for: names, phones, prices, reasons, and nothing sensible.
const WORDS: [&str; 14] = [
    "Анна Петрова",
    "Борис",
    "8 903 123-45-67",
    "+44 7911 123456",
    "1200",
    "1 700,50 ₽",
    "0",
    "Мастер заболел",
    "Аллергия <b>&",
    "🙂",
    "/today",
    "/menu",
    "\u{200b}",
    "2718",
];
/// Buttons that lead away, or put an end to what could be edited.
const LEAVING: [&str; 6] = ["Назад", "Отмен", "Отклон", "Меню", "Закрыть", "История"];
/// Presses that nobody was offered, or not any more.
const DATA: [&str; 12] = [
    "b1.1.confirm",
    "b1.2.decline-because.1",
    "b1.2.cancel-because.9",
    "b1.1.done",
    "b2.2.no-show",
    "b2.3.reopen",
    "b1.2.edit-service",
    "b1.3.edit-price",
    "b3.1.history.5",
    "b99.1.edit",
    "d3.save.1",
    "d4.again",
];

impl Walk {
    /// A few presses of any of their buttons, or words; when a session is over it is unlocked.
    pub fn admin_does_something(&mut self) {
        let admin = *self.rng.choice(&ADMINS).unwrap();
        for _ in 0..self.rng.usize(1..6) {
            self.admin_acts(admin);
            self.world.settle();
        }
    }

    fn admin_acts(&mut self, admin: i64) {
        let now = self.world.now();
        let sees = self.world.admin(admin).sees();
        let buttons = self.buttons(ADMIN, admin);
        let asks = ["Введите PIN", "Напишите", "Как зовут", "Какой у клиента телефон", "Сколько стоит"];
        let asked = asks.iter().any(|words| sees.contains(words));
        if sees.contains("PIN") || buttons.is_empty() || (asked && self.rng.u32(0..3) > 0) {
            let words = if sees.contains("PIN") { PIN } else { *self.rng.choice(&WORDS).unwrap() };
            self.note(format!("admin {admin} types {words:?}"));
            return self.world.telegram().send_text(now, ADMIN, admin, words);
        }
        if self.rng.u32(0..12) == 0 {
            let (message, data) = (self.world.admin(admin).last_message(), *self.rng.choice(&DATA).unwrap());
            self.note(format!("admin {admin} forges {data}"));
            return drop(self.world.telegram().press_data(now, ADMIN, admin, message, data));
        }
        // On the newest message they go on; any other may be pressed too.
        let newest = buttons.last().map(|(message, _, _)| *message).unwrap();
        let on_newest: Vec<_> =
            buttons.iter().filter(|(message, _, _)| *message == newest).cloned().collect();
        let mut from = if self.rng.u32(0..4) > 0 { on_newest } else { buttons };
        // Who has begun something mostly brings it to an end.
        let is = |label: &str, words: &[&str]| words.iter().any(|words| label.contains(words));
        let leads = |label: &str| {
            is(label, &["Сохранить", "сохранить", "По прайсу", "Оставить", "Готово", "свободно"])
        };
        if from.iter().any(|(_, label, _)| leads(label)) && self.rng.u32(0..3) > 0 {
            from.retain(|(_, label, _)| leads(label));
        } else if from.iter().any(|(_, label, _)| !is(label, &LEAVING)) && self.rng.u32(0..4) > 0 {
            from.retain(|(_, label, _)| !is(label, &LEAVING));
        }
        let (message, label, data) = self.rng.choice(&from).cloned().unwrap();
        if label.contains("Закрыть") {
            return;
        }
        self.note(format!("admin {admin} presses {label}"));
        let _ = self.world.telegram().press_data(now, ADMIN, admin, message, &data);
    }

    /// Every card that an admin has tells when its booking is and how it stands, and every press was answered.
    pub fn admins_see_the_truth(&self, told: &dyn Fn() -> String) {
        for admin in ADMINS {
            let telegram = self.world.telegram();
            let Some(chat) = telegram.chat(ADMIN, admin) else { continue };
            assert_eq!(chat.unanswered, 0, "a press of admin {admin} is not answered; {}", told());
            for message in chat.messages.iter().filter(|message| message.from_bot) {
                // What a client said of a visit is no card of it.
                let Some(view) = self.booking_of(message).filter(|_| !message.text.contains('★')) else {
                    continue;
                };
                let start = view.booking.visit.start().with_timezone(&chrono_tz::Europe::Moscow);
                let time = start.format(", %H:%M").to_string();
                let words = match view.booking.status {
                    Status::Pending => "Ждёт подтверждения",
                    Status::Confirmed => "Подтверждена",
                    Status::Declined => "Отклонена",
                    Status::Cancelled => "Отменена",
                    Status::Expired => "Не подтвердили вовремя",
                    Status::Done => "Визит состоялся",
                    Status::NoShow => "Клиент не пришёл",
                };
                let text = &message.text;
                let is_true = text.contains(words) && text.contains(&time) && text.contains(&view.specialist);
                assert!(is_true, "a card of admin {admin} is not true ({words}{time}): {text}; {}", told());
            }
        }
    }
}

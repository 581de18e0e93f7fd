//! A3, A4, A12 and C6: lists, the live card, notices.

use chat::{Event, Lang, Person, Texts};
use chrono::TimeDelta;
use domain::{Actor, Fact, Status};

use crate::tests::{ANNA, BORIS, World};

#[test]
fn a_new_booking_is_told_to_everybody_and_its_phone_only_to_an_open_session() {
    let mut world = World::new();
    world.unlocked(ANNA);
    world.with_pin(BORIS);
    let invited = store::admins::Origin::Invitation;
    world.tx().put_admin(3.into(), domain::Role::Courier, invited, world.now).unwrap();
    let booking = world.book(26, Status::Pending);
    let seen = world.hear(&Fact::Booked(booking));
    assert_eq!(seen.lines.len(), 2);
    assert_eq!(
        seen.lines[0].replace('\u{a0}', " "),
        "1 below: 🔔 <b>Новая запись</b>\n\n⏳ <b>Ждёт подтверждения</b>\nЗапись № 1\nСтрижка · Мария\n\
         🕒 ср 25 ноября, 11:00\n1 ч · 1 500 ₽\n👤 Вера &lt;b&gt;\n📞 +7 912 345-67-89 — из Telegram\n\
         [Подтвердить][Отклонить]\n[Перенести]\n[✏\u{fe0f} Изменить…][📜 История]"
    );
    assert!(seen.lines[1].contains("номер виден после ввода PIN") && !seen.lines[1].contains("912"));
    world.now += TimeDelta::minutes(16);
    assert!(!world.hear(&Fact::Booked(booking)).text().contains("912"), "the session is over");
}

#[test]
fn a_press_on_a_notice_in_a_locked_session_asks_the_pin_and_then_finishes() {
    let mut world = World::new();
    world.with_pin(ANNA);
    let booking = world.book(26, Status::Pending);
    let asked = world.press_card(ANNA, booking, 1, "confirm");
    assert_eq!(asked.text(), "1 below: 🔒 Введите PIN.");
    assert_eq!(asked.toast.as_deref(), Some("Сначала введите PIN"));
    world.type_text(ANNA, "271828");
    let done = world.verified(ANNA, true);
    assert!(done.lines[0].starts_with("1 below: ✅ <b>Подтверждена</b>"), "{}", done.text());
    assert!(done.lines[0].contains("+7 912 345-67-89"));
    assert_eq!(done.lines[1], "1 says: Запись подтверждена");
    assert!(done.lines[2].starts_with("1 if shown: ✅"));
    assert_eq!(world.tx().booking(booking).unwrap().unwrap().booking.status, Status::Confirmed);
    assert!(world.states.is_empty());
}

#[test]
fn of_two_admins_who_decide_at_once_the_second_hears_what_happened_and_by_whom() {
    let mut world = World::new();
    world.unlocked(ANNA);
    world.unlocked(BORIS);
    let booking = world.book(26, Status::Pending);
    let first = world.press_card(ANNA, booking, 1, "confirm");
    assert_eq!(first.toast.as_deref(), Some("Запись подтверждена"));
    assert_eq!(first.lines.len(), 2, "both cards are redrawn");
    let second = world.press_card(BORIS, booking, 1, "decline-sure");
    assert_eq!(second.toast.as_deref(), Some("Уже подтверждена другим администратором"));
    assert_eq!(
        second.lines[0].lines().take(6).collect::<Vec<_>>(),
        [
            "2 in place: ⚠️ <b>Пока вы смотрели, запись изменилась</b>",
            "Было: ждёт подтверждения",
            "Стало: подтверждена",
            "Изменил другой администратор: вт 24 ноября, 09:00",
            "",
            "✅ <b>Подтверждена</b>",
        ]
    );
    assert!(second.text().contains("[Отменить запись]"));
    let doubled = world.press_card(ANNA, booking, 1, "confirm");
    assert_eq!(doubled.toast.as_deref(), Some("Уже подтверждена вами"));
    let found = world.tx().booking(booking).unwrap().unwrap().booking;
    assert_eq!((found.status, found.version), (Status::Confirmed, 2));
}

#[test]
fn a_cancellation_asks_once_more_and_can_be_taken_back() {
    let mut world = World::new();
    world.unlocked(ANNA);
    let booking = world.book(26, Status::Confirmed);
    let asked = world.press_card(ANNA, booking, 1, "cancel");
    assert!(
        asked.text().ends_with(
            "<b>Точно отменить запись? Клиент получит сообщение.</b>\n[Да, отменить][Нет, оставить]\n[По вашей просьбе]\n\
             [Специалист болеет]\n[В этот день мы не работаем]\n[✏️ Указать причину]"
        ),
        "{}",
        asked.text()
    );
    assert!(world.press_card(ANNA, booking, 1, "keep").text().contains("[Отменить запись]"));
    world.press_card(ANNA, booking, 1, "cancel");
    let done = world.press_card(ANNA, booking, 1, "cancel-sure");
    assert_eq!(done.toast.as_deref(), Some("Запись отменена"));
    assert!(done.text().contains("Изменили вы: вт 24 ноября, 09:00"), "{}", done.text());
    assert_eq!(world.tx().booking(booking).unwrap().unwrap().booking.status, Status::Cancelled);
}

#[test]
fn what_leads_nowhere_is_refused_with_the_card_as_it_stands() {
    let mut world = World::new();
    world.unlocked(ANNA);
    let begun = world.book(-1, Status::Pending);
    let seen = world.press_card(ANNA, begun, 1, "confirm");
    assert_eq!(seen.toast.as_deref(), Some("Визит уже начался"));
    let done = world.book(26, Status::Confirmed);
    let seen = world.press_card(ANNA, done, 1, "confirm");
    assert_eq!(seen.toast.as_deref(), Some("Так изменить эту запись уже нельзя"));
    assert_eq!(seen.lines.len(), 1);
    let unknown = world.press_card(ANNA, 99.into(), 1, "confirm");
    assert_eq!(unknown.toast.as_deref(), Some("Эта кнопка уже не действует"));
}

#[test]
fn a_client_who_cancels_is_news_and_any_other_change_only_redraws() {
    let mut world = World::new();
    world.unlocked(ANNA);
    let booking = world.book(26, Status::Pending);
    let tx = world.tx();
    tx.set_booking_status(booking, 1, Status::Cancelled, None, Actor::Client, world.now).unwrap();
    let fact = |by| Fact::StatusChanged { booking, status: Status::Cancelled, by };
    let news = world.hear(&fact(Actor::Client)).text();
    assert!(news.starts_with("1 below: 🔔 <b>Клиент отменил запись</b>\n\n❌"), "{news}");
    assert!(world.hear(&fact(Actor::System)).text().starts_with("1 if shown: ❌"));
    let late = world.press_card(ANNA, booking, 1, "confirm");
    assert_eq!(late.toast.as_deref(), Some("Уже отменена клиентом"));
}

#[test]
fn a_decided_booking_no_longer_waits_for_its_time() {
    let mut world = World::new();
    world.unlocked(ANNA);
    let booking = world.book(26, Status::Pending);
    world
        .tx()
        .schedule(&store::jobs::StoredJob {
            bot: "client".to_owned(),
            key: format!("pending:{booking}"),
            chat: 100.into(),
            kind: "pending".to_owned(),
            subject: booking.get(),
            due_at: world.now + TimeDelta::hours(24),
            within: None,
        })
        .unwrap();
    world.press_card(ANNA, booking, 1, "decline-sure");
    assert_eq!(world.tx().next_due().unwrap(), None);
}

#[test]
fn a_day_is_shown_by_six_and_a_booking_opens_below() {
    let mut world = World::new();
    world.unlocked(ANNA);
    for hour in 0..8 {
        world.book(hour, if hour == 0 { Status::Pending } else { Status::Confirmed });
    }
    let first = world.press(ANNA, "today").text();
    assert!(first.contains("\n8 записей, 1 ждёт подтверждения, свободно"), "{first}");
    assert!(
        first.contains("[⏳ 09:00 Вера <b> · Стрижка]\n[✅ 10:00 Вера"),
        "one specialist is not named: {first}"
    );
    assert!(first.contains("[✅ 14:00 Вера <b> · Стрижка]\n[Следующие ›]\n"), "{first}");
    let second = world.press(ANNA, "day.20261124.1").text();
    assert!(
        second.contains("[✅ 15:00") && second.contains("[✅ 16:00") && second.contains("[‹ Предыдущие]\n")
    );
    assert_eq!(world.press(ANNA, "day.20261124.7").text(), first, "no such page");
    let menu = world.press(ANNA, "menu").text();
    assert!(menu.contains("[Ждут подтверждения (1)]"), "{menu}");
    assert!(world.press(ANNA, "waiting").text().contains("[⏳ 24.11 09:00 Вера <b> · Стрижка]"));
    let card = world.press(ANNA, "open.1").text();
    assert!(card.starts_with("1 below: ⏳ <b>Ждёт подтверждения</b>\nЗапись № 1"), "{card}");
}

#[test]
fn the_calendar_reaches_a_year_back_and_to_the_horizon() {
    let mut world = World::new();
    world.unlocked(ANNA);
    let shown = world.press(ANNA, "date").text();
    assert!(shown.contains("[‹][Ноябрь 2026][›]") && shown.contains("[30]"), "{shown}");
    let past = world.press(ANNA, "month.20251101").text();
    assert!(
        past.contains("[·][Ноябрь 2025][›]") && past.contains("[23]") && !past.contains("[22]"),
        "{past}"
    );
    let future = world.press(ANNA, "month.20270101").text();
    assert!(future.contains("[‹][Январь 2027][·]") && future.contains("[23]") && !future.contains("[24]"));
    assert!(world.press(ANNA, "day.20261201").text().contains("Записи: вт 1 декабря"));
}

#[test]
fn forged_and_strange_input_is_answered_and_changes_nothing() {
    let mut world = World::new();
    world.unlocked(ANNA);
    for action in ["open.99", "nonsense", "day", "menu.1"] {
        assert_eq!(
            world.press(ANNA, action).toast.as_deref(),
            Some("Эта кнопка уже не действует"),
            "{action}"
        );
    }
    for action in ["day.0", "day.-1.-1", "waiting.9223372036854775807", "month.5"] {
        assert_eq!(world.press(ANNA, action).lines.len(), 1, "{action}");
    }
    for text in ["", "\0", "🦀", &"x".repeat(4096)] {
        assert!(world.type_text(ANNA, text).text().contains("Не понимаю"));
    }
    assert!(world.type_text(ANNA, "أهلا").text().contains("Ничего не нашёл"), "letters are looked for");
    assert!(world.command(ANNA, "dance", "").text().contains("Не понимаю"));
    let from = || Person { chat: ANNA.into(), language: None };
    let gone = world.event(ANNA, Event::Stale { from: from(), live: false });
    assert!(gone.toast.is_some() && gone.text().contains("[Сегодня]"));
    let doubled = world.event(ANNA, Event::Stale { from: from(), live: true });
    assert!(doubled.toast.is_some() && doubled.lines.is_empty());
    assert!(world.event(ANNA, Event::Group).is_silence());
    assert!(world.event(ANNA, Event::Expired).is_silence());
}

#[test]
fn english_is_spoken_to_who_comes_with_it_and_in_later_news_too() {
    let mut world = World::new();
    world.language = "en";
    assert!(world.command(ANNA, "start", "").text().contains("Choose a PIN"));
    world.unlocked(ANNA);
    let booking = world.book(26, Status::Pending);
    let news = world.hear(&Fact::Booked(booking)).text();
    assert!(news.contains("New booking") && news.contains("[Confirm][Decline]"), "{news}");
    assert!(world.command(ANNA, "menu", "").text().contains("[Waiting for confirmation (1)]"));
    world.press_card(ANNA, booking, 1, "confirm");
    world.unlocked(BORIS);
    let second = world.press_card(BORIS, booking, 1, "confirm");
    assert_eq!(second.toast.as_deref(), Some("Already confirmed by another admin"));
}

#[test]
fn every_command_is_described_in_both_languages() {
    let texts = Texts::load();
    for lang in Lang::ALL {
        for (name, description) in crate::commands(&texts, lang) {
            assert!(!description.contains("admin-"), "{name}");
            assert!(crate::menu::command(name).is_some(), "{name}");
        }
    }
}

//! The schedule in chat (A7): weeks.

use insta::assert_snapshot;

use crate::admin_flow::with_admins;
use crate::stranded::haircut;
use crate::world::{ANNA, OLEG, OLGA, World};

/// Olga has the schedule of a specialist before her.
pub fn schedule_of(world: &mut World, name: &str) -> String {
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Расписание");
    olga.presses(name)
}

#[test]
fn a_week_is_read_and_several_days_are_changed_at_once() {
    let mut world = with_admins();
    world.admin(OLGA).says("/menu");
    assert_snapshot!(world.admin(OLGA).presses("Расписание"), @"
    ~ Расписание
    Чьё посмотреть или изменить?
      [🏠 Общее расписание]
      [Мария]
      [Вера]
      [🏃 Сообщить о задержке]
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Мария"), @"
    ~ Расписание: Мария

    пн · 10:00–14:00, 15:00–20:00
    вт · 10:00–14:00, 15:00–20:00
    ср · 10:00–14:00, 15:00–20:00
    чт · 10:00–14:00, 15:00–20:00
    пт · 10:00–14:00, 15:00–20:00
    сб · выходной
    вс · выходной
      [✏️ Изменить часы недели]
      [🏠 Вернуть общее расписание]
      [📅 Другие часы на дату]
      [🏖 Отпуск или выходные]
      [🚫 Закрыть часть дня]
      [🤒 Сегодня не выйдет: болеет]
      [‹ Назад]
    ");
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Изменить часы недели"), @"
    ~ Мария: часы недели
    Отметьте дни, которые меняются.

    пн · 10:00–14:00, 15:00–20:00
    вт · 10:00–14:00, 15:00–20:00
    ср · 10:00–14:00, 15:00–20:00
    чт · 10:00–14:00, 15:00–20:00
    пт · 10:00–14:00, 15:00–20:00
    сб · выходной
    вс · выходной
      [пн] [вт] [ср] [чт] [пт] [сб] [вс]
      [Будни] [Выходные] [Все дни]
      [‹ Назад] [Отмена]
    ");
    olga.presses("пн");
    assert_snapshot!(olga.presses("вт"), @"
    ~ Мария: часы недели
    Выберите часы для отмеченных дней или напишите: 10-14, 15-20. Выходной — «вых».

    пн · 10:00–14:00, 15:00–20:00
    вт · 10:00–14:00, 15:00–20:00
    ср · 10:00–14:00, 15:00–20:00
    чт · 10:00–14:00, 15:00–20:00
    пт · 10:00–14:00, 15:00–20:00
    сб · выходной
    вс · выходной
      [✓пн] [✓вт] [ср] [чт] [пт] [сб] [вс]
      [Будни] [Выходные] [Все дни]
      [09:00–18:00] [10:00–19:00]
      [10:00–20:00]
      [10:00–14:00, 15:00–20:00]
      [Как вс] [Выходной]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("10:00–19:00"), @"
    ~ Мария: часы недели

    Было
    пн–пт · 10:00–14:00, 15:00–20:00
    сб–вс · выходной

    Станет
    пн–вт · 10:00–19:00
    ср–пт · 10:00–14:00, 15:00–20:00
    сб–вс · выходной

    📊 Свободных окон с 23 ноября по 29 ноября: сейчас 80, станет 82.

    ✅ Ни одной записи это не заденет.
      [✅ Применить]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Применить"), @"
    ~ ✅ Готово, изменение действует.
      [‹ Назад]
      [Меню]
    ");
    assert_snapshot!(olga.presses("Назад"), @"
    ~ Расписание: Мария

    пн · 10:00–19:00
    вт · 10:00–19:00
    ср · 10:00–14:00, 15:00–20:00
    чт · 10:00–14:00, 15:00–20:00
    пт · 10:00–14:00, 15:00–20:00
    сб · выходной
    вс · выходной
      [✏️ Изменить часы недели]
      [🏠 Вернуть общее расписание]
      [📅 Другие часы на дату]
      [🏖 Отпуск или выходные]
      [🚫 Закрыть часть дня]
      [🤒 Сегодня не выйдет: болеет]
      [‹ Назад]
    ");
    let hours = world.engine().writer().specialist(1.into()).unwrap().unwrap().hours.unwrap();
    assert_eq!(hours.to_string(), "Mon-Tue 10:00-19:00; Wed-Fri 10:00-14:00, 15:00-20:00");
    let journal = world.engine().writer().journal(None, 1).unwrap();
    assert_eq!((journal[0].deed.as_str(), journal[0].subject), ("hours-week", Some(1)));
}

#[test]
fn hours_are_typed_and_what_is_not_understood_changes_nothing() {
    let mut world = with_admins();
    schedule_of(&mut world, "Вера");
    let mut olga = world.admin(OLGA);
    olga.presses("Изменить часы недели");
    assert_snapshot!(olga.says("10-14"), @"+ Сначала отметьте дни");
    olga.presses("Выходные");
    assert_snapshot!(olga.says("с утра до вечера"), @"+ Не понимаю эти часы. Напишите, например: 10-14, 15-20 — или «вых».");
    assert_snapshot!(olga.says("10-14, 13-20"), @"+ Эти часы накладываются друг на друга. Напишите, пожалуйста, иначе.");
    assert_snapshot!(olga.sends_photo(), @"+ Напишите, пожалуйста, словами.");
    assert_snapshot!(olga.says("20-2"), @"
    ~ Вера: часы недели
    Выберите часы для отмеченных дней или напишите: 10-14, 15-20. Выходной — «вых».

    пн · выходной
    вт · 09:00–18:00
    ср · 09:00–18:00
    чт · 09:00–18:00
    пт · 09:00–18:00
    сб · 09:00–18:00
    вс · выходной
    + Вера: часы недели

    Было
    пн · выходной
    вт–сб · 09:00–18:00
    вс · выходной

    Станет
    пн · выходной
    вт–пт · 09:00–18:00
    сб–вс · 20:00–02:00 (за полночь)

    📊 Свободных окон с 23 ноября по 29 ноября: сейчас 85, станет 87.

    ✅ Ни одной записи это не заденет.
      [✅ Применить]
      [‹ Назад] [Отмена]
    ");
    olga.presses("Назад");
    olga.presses("Изменить часы недели");
    olga.presses("пн");
    assert_snapshot!(olga.presses("Как вс"), @"! Эти часы уже стоят в расписании");
    olga.presses("Отмена");
    olga.says("/menu");
    schedule_of(&mut world, "Вера");
    let mut olga = world.admin(OLGA);
    olga.presses("Изменить часы недели");
    olga.presses("пт");
    assert_snapshot!(olga.says("20:00–10:00"), @"+ Ночные часы заходят на следующий день и накладываются на его начало. Выберите другие.");
    assert_snapshot!(olga.says("вых"), @"
    ~ Вера: часы недели
    Выберите часы для отмеченных дней или напишите: 10-14, 15-20. Выходной — «вых».

    пн · выходной
    вт · 09:00–18:00
    ср · 09:00–18:00
    чт · 09:00–18:00
    пт · 09:00–18:00
    сб · 09:00–18:00
    вс · выходной
    + Вера: часы недели

    Было
    пн · выходной
    вт–сб · 09:00–18:00
    вс · выходной

    Станет
    пн · выходной
    вт–чт · 09:00–18:00
    пт · выходной
    сб · 09:00–18:00
    вс · выходной

    📊 Свободных окон с 23 ноября по 29 ноября: сейчас 85, станет 68.

    ✅ Ни одной записи это не заденет.
      [✅ Применить]
      [‹ Назад] [Отмена]
    ");
}

#[test]
fn the_second_of_two_admins_is_told_what_it_is_now_and_nothing_is_overwritten() {
    let mut world = with_admins();
    for admin in [OLGA, OLEG] {
        let mut talk = world.admin(admin);
        talk.says("/menu");
        for words in ["Расписание", "Мария", "Изменить часы недели", "Будни", "10:00–19:00"]
        {
            talk.presses(words);
        }
    }
    world.admin(OLEG).presses("Применить");
    assert_snapshot!(world.admin(OLGA).presses("Применить"), @"
    ~ Расписание: Мария

    пн · 10:00–19:00
    вт · 10:00–19:00
    ср · 10:00–19:00
    чт · 10:00–19:00
    пт · 10:00–19:00
    сб · выходной
    вс · выходной
      [✏️ Изменить часы недели]
      [🏠 Вернуть общее расписание]
      [📅 Другие часы на дату]
      [🏖 Отпуск или выходные]
      [🚫 Закрыть часть дня]
      [🤒 Сегодня не выйдет: болеет]
      [‹ Назад]
    + ⚠️ Мария: расписание тем временем изменилось
    Кто это сделал: Telegram ID 202, пн 23 ноября, 09:00. Сейчас так:
    пн–пт · 10:00–19:00
    сб–вс · выходной

    Ваше изменение не применено.
    ");
}

#[test]
fn a_preview_survives_a_restart_and_forged_presses_do_nothing() {
    let mut world = with_admins();
    haircut(&mut world, ANNA, "Мария", "24", "15:00");
    schedule_of(&mut world, "Мария");
    let mut olga = world.admin(OLGA);
    for words in ["Изменить часы недели", "вт", "Выходной"] {
        olga.presses(words);
    }
    let (message, data) = (olga.last_message(), olga.data("Применить"));
    world.restart();
    let mut olga = world.admin(OLGA);
    for forged in ["fate.99", "all.7", "all.-1", "page.999", "preset.77", "tick.9"] {
        olga.forges(message, &data.replace("apply", forged));
    }
    for forged in
        ["e.hours-of.99", "e.hours-date.1.20990101", "e.hours-unblock.5", "e.hours-edit", "e.late.7"]
    {
        olga.forges(message, forged);
    }
    assert!(world.admin(OLGA).presses("Применить").contains("Готово"));
    let hours = world.engine().writer().specialist(1.into()).unwrap().unwrap().hours.unwrap();
    assert_eq!(hours.to_string(), "Mon 10:00-14:00, 15:00-20:00; Wed-Fri 10:00-14:00, 15:00-20:00");
}

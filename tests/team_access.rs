//! Roles that change, access that is taken, sessions that are ended by an owner (A1, A13).

use insta::assert_snapshot;

use crate::admin_flow::{ask_for_colouring, enter_first, with_admins};
use crate::team::{comes, invites, with_manager, with_specialist};
use crate::world::{ANNA, BORIS, CLARA, NINA, OLEG, OLGA, PIN, World};

#[test]
fn a_role_is_changed_and_its_old_screens_go() {
    let mut world = with_manager();
    ask_for_colouring(&mut world, ANNA, "15:00");
    assert!(world.admin(NINA).sees().contains("Анна Иванова"));
    world.admin(OLGA).says("/menu");
    world.admin(OLGA).presses("Сотрудники");
    world.admin(OLGA).presses("Нина");
    assert_snapshot!(world.admin(OLGA).presses("Изменить роль"), @"
    ~ Нина: сейчас менеджер. Какой будет роль?

    Менеджер — вся ежедневная работа, кроме цен, настроек и команды.
    Мастер — только свои записи.
    Владелец — всё.
      [Менеджер] [Мастер]
      [👑 Владелец]
      [‹ Назад]
    ");
    world.admin(OLGA).presses("Мастер");
    assert_snapshot!(world.admin(OLGA).presses("Вера"), @"
    ! Роль изменена
    ~ Нина
    Роль: мастер (Вера)
    🟢 Доступ открыт
    Telegram ID 203
    Последнее действие: пн 23 ноября, 09:00
    Доступ получен по приглашению.
    Последнее изменение: вы сами
      [✏️ Имя] [📜 Действия]
      [🔁 Изменить роль]
      [🔒 Закрыть доступ сейчас]
      [🚫 Убрать из команды]
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(NINA).sees(), @"
    🔑 Теперь ваша роль: мастер (Вера).
      [Меню]
    ");
    let telegram = world.telegram();
    let chat = telegram.chat("admin", NINA).unwrap();
    assert!(!chat.messages.iter().any(|message| message.text.contains("Анна")), "nothing names the client");
    drop(telegram);
    let menu = world.admin(NINA).presses("Меню");
    assert!(menu.contains("Салон") && !menu.contains("Клиенты"), "{menu}");
}

#[test]
fn whoever_is_removed_gets_silence_at_once_and_keeps_no_names() {
    let mut world = with_manager();
    ask_for_colouring(&mut world, ANNA, "15:00");
    let (card, confirm) = (world.admin(NINA).last_message(), world.admin(NINA).data("Подтвердить"));
    world.admin(NINA).presses("Отклонить");
    world.admin(NINA).presses("Указать причину");
    world.admin(OLGA).says("/menu");
    world.admin(OLGA).presses("Сотрудники");
    world.admin(OLGA).presses("Нина");
    assert_snapshot!(world.admin(OLGA).presses("Убрать"), @"
    ~ Убрать из команды: Нина?
    Доступ закроется сразу. Имена и телефоны клиентов исчезнут из карточек в том чате. Пригласить снова можно в любой момент.
      [Да, убрать]
      [Нет, оставить]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Да, убрать"), @"
    ~ ✅ Больше не в команде: Нина

    Сотрудники
    🟢 сейчас в боте · 🔒 закрыто PIN · ⏳ ещё нет PIN
    Нажмите на имя, чтобы изменить роль или закрыть доступ.
    ✏️ У вас пока нет имени для коллег: нажмите на себя и задайте его.
      [👑 Telegram ID 201 (вы) · владелец 🟢]
      [👑 Telegram ID 202 · владелец 🟢]
      [➕ Пригласить]
      [📜 Журнал]
      [🔒 Закрыть доступ всем, кроме меня]
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(OLEG).sees(), @"🔑 Больше не в команде: Нина. Кто убрал: Telegram ID 201.");
    {
        let telegram = world.telegram();
        let chat = telegram.chat("admin", NINA).unwrap();
        let told: Vec<&str> = chat
            .messages
            .iter()
            .filter(|message| message.from_bot)
            .map(|message| message.text.as_str())
            .collect();
        assert!(!told.iter().any(|text| text.contains("Анна") || text.contains("+7")), "{told:?}");
        assert_eq!(chat.with_buttons().count(), 0, "{told:?}");
        assert!(told.last().unwrap().contains("закрыт"), "{told:?}");
    }
    for text in ["Мастер заболел", "/menu", PIN] {
        assert_eq!(world.admin(NINA).says(text), "", "{text}");
    }
    assert_eq!(world.admin(NINA).forges(card, &confirm), "");
    let before = world.admin(NINA).last_message();
    world.admin(OLGA).says("/menu");
    world.admin(OLGA).presses("Ждут");
    world.admin(OLGA).presses("15:00");
    world.admin(OLGA).presses("Подтвердить");
    assert_eq!(world.admin(NINA).last_message(), before, "no news reaches her");
    assert!(world.admin(OLGA).sees().contains("Подтверждена"));

    let token = invites(&mut world, OLGA, &["Менеджер"], "Нина");
    let seen = world.admin(NINA).says(&format!("/start {token}"));
    assert!(seen.contains("Придумайте PIN"), "who comes back chooses a new one: {seen}");
}

#[test]
fn the_last_owner_stays() {
    let mut world = World::new();
    world.configure(|policy| policy.admin.ids = vec![OLGA.into()]);
    enter_first(&mut world, OLGA);
    let token = invites(&mut world, OLGA, &["Владелец"], "Нина");
    // The configuration names nobody any more: Нина is the only owner, and not for herself to remove.
    comes(&mut world, NINA, &token);
    world.configure(|policy| policy.admin.ids.clear());
    let mut nina = world.admin(NINA);
    nina.says("/menu");
    nina.presses("Сотрудники");
    nina.presses("Нина");
    assert_snapshot!(nina.presses("Убрать"), @"
    ~ ⚠️ Это единственный владелец с PIN. Сначала пригласите ещё одного и дождитесь, пока он войдёт.

    Нина
    Роль: владелец
    🟢 Доступ открыт
    Telegram ID 203
    Последнее действие: пн 23 ноября, 09:00
    Доступ получен по приглашению.
    Последнее изменение: Telegram ID 201
      [✏️ Имя] [📜 Действия]
      [🔁 Изменить роль]
      [🚫 Убрать из команды]
      [‹ Назад]
    ");
    nina.presses("Изменить роль");
    assert!(nina.presses("Менеджер").contains("единственный владелец"));
    let (message, data) = (nina.last_message(), format!("e.team-off-sure.{NINA}.1"));
    nina.forges(message, &data);
    assert!(nina.sees().contains("единственный владелец"));
    assert!(world.engine().writer().admin(NINA.into()).unwrap().is_some());
    assert_eq!(world.admin(OLGA).says("/menu"), "", "who is named no longer is not answered");
}

#[test]
fn whom_the_configuration_names_only_the_configuration_removes() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Сотрудники");
    assert_snapshot!(olga.presses("202"), @"
    ~ Telegram ID 202
    Роль: владелец
    🟢 Доступ открыт
    Telegram ID 202
    Последнее действие: пн 23 ноября, 09:00
    Доступ задан в файле config.toml, ключ admin.ids, и меняется только там.
      [✏️ Имя] [📜 Действия]
      [🔒 Закрыть доступ сейчас]
      [‹ Назад]
    ");
    let message = olga.last_message();
    let version = world.engine().writer().admin(OLEG.into()).unwrap().unwrap().version;
    for verb in ["team-off-sure", "team-off", "team-role"] {
        let seen = world.admin(OLGA).forges(message, &format!("e.{verb}.{OLEG}.{version}"));
        assert!(seen.contains("только в config.toml"), "{verb}: {seen}");
    }
    assert!(world.admin(OLEG).says("/menu").contains("Салон"));
    ask_for_colouring(&mut world, ANNA, "15:00");
    assert!(world.admin(OLEG).sees().contains("Анна"));
    world.configure(|policy| policy.admin.ids.retain(|id| id.get() != OLEG));
    assert_eq!(world.admin(OLEG).says("/menu"), "");
    assert_snapshot!(world.admin(OLEG).sees(), @"🔒 Доступ к этому боту закрыт.");
}

#[test]
fn an_owner_ends_the_sessions_of_others() {
    let mut world = with_manager();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Сотрудники");
    olga.presses("Нина");
    assert_snapshot!(olga.presses("Закрыть доступ сейчас"), @"
    ! Доступ закрыт, понадобится PIN
    ~ Нина
    Роль: менеджер
    🔒 Закрыто, нужен PIN
    Telegram ID 203
    Последнее действие: пн 23 ноября, 09:00
    Доступ получен по приглашению.
    Последнее изменение: вы сами
      [✏️ Имя] [📜 Действия]
      [🔁 Изменить роль]
      [🚫 Убрать из команды]
      [‹ Назад]
    ");
    assert!(world.admin(NINA).says("/menu").contains("Введите PIN"));
    world.admin(OLGA).presses("Назад");
    assert!(world.admin(OLGA).presses("Закрыть доступ всем").contains("у всех, кроме вас"));
    assert!(world.admin(OLEG).says("/menu").contains("Введите PIN"));
    assert!(world.admin(OLGA).says("/menu").contains("Салон"), "but for hers");
}

#[test]
fn of_two_owners_who_change_one_colleague_the_second_is_told() {
    let mut world = with_manager();
    for owner in [OLGA, OLEG] {
        world.admin(owner).says("/menu");
        world.admin(owner).presses("Сотрудники");
        world.admin(owner).presses("Нина");
        world.admin(owner).presses("Изменить роль");
    }
    world.admin(OLEG).presses("Владелец");
    assert_snapshot!(world.admin(OLGA).presses("Менеджер"), @"
    ~ ⚠️ Сотрудника только что изменили: Telegram ID 202. Сейчас это владелец. Ваше действие не выполнено.

    Нина
    Роль: владелец
    🟢 Доступ открыт
    Telegram ID 203
    Последнее действие: пн 23 ноября, 09:00
    Доступ получен по приглашению.
    Последнее изменение: Telegram ID 202
      [✏️ Имя] [📜 Действия]
      [🔁 Изменить роль]
      [🔒 Закрыть доступ сейчас]
      [🚫 Убрать из команды]
      [‹ Назад]
    ");
}

#[test]
fn a_specialist_hears_of_own_bookings_alone_and_has_a_menu_of_their_own() {
    let mut world = with_specialist();
    let before = world.admin(NINA).last_message();
    ask_for_colouring(&mut world, ANNA, "15:00");
    assert_eq!(world.admin(NINA).last_message(), before, "Мария's is none of hers");
    let mut boris = world.client(BORIS);
    boris.says("/start");
    for words in ["Записаться", "Стрижка", "Вера", "24", "12:00", "Даю согласие"]
    {
        boris.presses(words);
    }
    boris.says("Борис");
    boris.says("89031234567");
    boris.presses("Подтвердить");
    let seen = world.admin(NINA).sees();
    assert!(seen.contains("Новая запись") && seen.contains("+7 903"), "with name and phone: {seen}");
    world.admin(NINA).says("/menu");
    let menu = world.admin(NINA).sees();
    for room in ["Сотрудники", "Услуги и мастера", "Расписание", "Клиенты", "Записать клиента"]
    {
        assert!(!menu.contains(room), "{room} is no room of hers: {menu}");
    }
    world.admin(NINA).says("/tomorrow");
    let day = world.admin(NINA).sees();
    assert!(day.contains("Борис") && !day.contains("Анна"), "{day}");
}

/// Нина is an owner by invitation and has made a link for another owner; Ольга's is beside it.
fn with_links() -> (World, String, String) {
    let mut world = with_admins();
    let token = invites(&mut world, OLGA, &["Владелец"], "Нина");
    comes(&mut world, NINA, &token);
    let own = invites(&mut world, NINA, &["Владелец"], "Снова Нина");
    let other = invites(&mut world, OLGA, &["Менеджер"], "Борис");
    (world, own, other)
}

#[test]
fn whoever_is_removed_does_not_come_back_by_a_link_of_their_own() {
    let (mut world, own, other) = with_links();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    for words in ["Сотрудники", "👑 Нина", "Убрать", "Да, убрать"] {
        olga.presses(words);
    }
    assert!(!olga.sees().contains("Снова"), "the link is gone from the list: {}", olga.sees());
    assert_eq!(world.admin(NINA).says(&format!("/start {own}")), "");
    assert_eq!(world.admin(CLARA).says(&format!("/start {own}")), "", "nor does anybody else");
    assert!(world.admin(BORIS).says(&format!("/start {other}")).contains("менеджер"), "others' links work");
}

#[test]
fn who_is_an_owner_no_more_has_no_links_that_work() {
    let (mut world, own, other) = with_links();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    for words in ["Сотрудники", "👑 Нина", "Изменить роль", "Менеджер"] {
        olga.presses(words);
    }
    assert!(olga.sees().contains("Роль: менеджер"), "{}", olga.sees());
    assert_eq!(world.admin(CLARA).says(&format!("/start {own}")), "");
    assert!(world.admin(BORIS).says(&format!("/start {other}")).contains("менеджер"));
}

#[test]
fn whom_the_configuration_names_no_longer_has_no_links_that_work() {
    let mut world = with_admins();
    let own = invites(&mut world, OLEG, &["Владелец"], "Снова Олег");
    world.configure(|policy| policy.admin.ids.retain(|id| id.get() != OLEG));
    assert_eq!(world.admin(OLEG).says(&format!("/start {own}")), "");
    world.configure(|policy| policy.admin.ids.push(OLEG.into()));
    assert_eq!(
        world.admin(CLARA).says(&format!("/start {own}")),
        "",
        "named again, their old links stay void"
    );
}

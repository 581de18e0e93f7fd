//! Who works here: invitations, roles, access that is taken (A1, A13).

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::admin_flow::{ask_for_colouring, with_admins};
use crate::world::{ANNA, NINA, OLEG, OLGA, PIN, World};

/// An owner invites somebody by these presses and this name, and gives the token of the link.
pub fn invites(world: &mut World, owner: i64, presses: &[&str], name: &str) -> String {
    world.admin(owner).says("/menu");
    for words in [&["Сотрудники", "Пригласить"], presses].concat() {
        world.admin(owner).presses(words);
    }
    let seen = world.admin(owner).says(name);
    let link = seen.split("?start=").nth(1).unwrap_or_else(|| panic!("no link in:\n{seen}"));
    link.split_whitespace().next().unwrap().to_owned()
}

/// Somebody comes by a link and chooses a PIN.
pub fn comes(world: &mut World, person: i64, token: &str) {
    world.admin(person).says(&format!("/start {token}"));
    world.admin(person).says(PIN);
    world.admin(person).says(PIN);
}

/// Нина is a manager.
pub fn with_manager() -> World {
    let mut world = with_admins();
    let token = invites(&mut world, OLGA, &["Менеджер"], "Нина");
    comes(&mut world, NINA, &token);
    world
}

/// Нина is Вера among the specialists.
pub fn with_specialist() -> World {
    let mut world = with_admins();
    let token = invites(&mut world, OLGA, &["Мастер", "Вера"], "Вера Павлова");
    comes(&mut world, NINA, &token);
    world
}

#[test]
fn a_colleague_is_invited_by_a_link_that_works_once() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    assert_snapshot!(olga.presses("Сотрудники"), @"
    ~ Сотрудники
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
    assert_snapshot!(olga.presses("Пригласить"), @"
    ~ Кого приглашаем?

    Менеджер — вся ежедневная работа, кроме цен, настроек и команды.
    Мастер — только свои записи.
    Владелец — всё.
      [Менеджер] [Мастер]
      [👑 Владелец]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Мастер"), @"
    ~ Кто это из мастеров? Будут видны только записи к этому мастеру.
      [Мария]
      [Вера]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Вера"), @"
    ~ Роль: мастер (Вера). Как зовут коллегу? Это имя увидят остальные сотрудники, до 60 символов.
      [Вера]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Вера"), @"
    ~ Роль: мастер (Вера). Как зовут коллегу? Это имя увидят остальные сотрудники, до 60 символов.
    + Приглашение для работы: Салон «Ромашка»
    Откройте ссылку и нажмите «Старт»:
    https://t.me/admin?start=inv_8HD4yaZ-Ee057LVQWDw_iUgbRphNoIra
    Ссылка одноразовая и действует 48 часов.
    + ✉️ Приглашение готово: Вера, мастер (Вера).
    Перешлите сообщение выше. Войдёт тот, кто первым откроет ссылку, поэтому не показывайте её другим.
      [🚫 Отозвать ссылку]
      [‹ Назад]
    ");
    assert_eq!(world.admin(NINA).says("/start inv_guessed"), "");
    let link = newest_link(&world);
    assert_snapshot!(world.admin(NINA).says(&format!("/start {link}")), @"
    + 👋 Салон «Ромашка»
    Добро пожаловать! Ваша роль: мастер (Вера).
    + Придумайте PIN
    От 6 до 12 цифр. Он понадобится при каждом входе. Сообщение с ним я сразу удалю.
    ");
    world.admin(NINA).says(PIN);
    assert!(world.admin(NINA).says(PIN).contains("✅ PIN сохранён"));
    assert_snapshot!(world.admin(OLEG).sees(), @"🔑 Новый сотрудник: Вера, мастер (Вера). Кто пригласил: Telegram ID 201.");
    assert_eq!(world.admin(ANNA).says(&format!("/start {link}")), "", "it has been used");
    world.admin(OLGA).says("/menu");
    assert_snapshot!(world.admin(OLGA).presses("Сотрудники"), @"
    ~ Сотрудники
    🟢 сейчас в боте · 🔒 закрыто PIN · ⏳ ещё нет PIN
    Нажмите на имя, чтобы изменить роль или закрыть доступ.
    ✏️ У вас пока нет имени для коллег: нажмите на себя и задайте его.
      [👑 Telegram ID 201 (вы) · владелец 🟢]
      [👑 Telegram ID 202 · владелец 🟢]
      [👤 Вера · мастер 🟢]
      [➕ Пригласить]
      [📜 Журнал]
      [🔒 Закрыть доступ всем, кроме меня]
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Вера"), @"
    ~ Вера
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
}

/// The token of the newest link in Ольга's chat.
fn newest_link(world: &World) -> String {
    let telegram = world.telegram();
    let chat = telegram.chat("admin", OLGA).unwrap();
    let text = chat.messages.iter().rev().find_map(|message| message.text.split_once("?start=")).unwrap().1;
    text.split_whitespace().next().unwrap().to_owned()
}

#[test]
fn only_the_hash_of_a_link_is_kept() {
    let mut world = with_admins();
    let token = invites(&mut world, OLGA, &["Менеджер"], "Нина");
    let secret = token.strip_prefix("inv_").unwrap();
    assert_eq!(secret.len(), 32);
    let folder = world.folder().to_owned();
    world.stop();
    for file in ["zapis.db", "zapis.db-wal"] {
        let bytes = std::fs::read(folder.join(file)).unwrap_or_default();
        let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        // The message on its way held it until Telegram had it; the log is written back with the next checkpoint.
        assert!(!found || file == "zapis.db-wal", "{file} holds the token");
    }
}

#[test]
fn a_link_can_be_taken_back_and_passes_after_two_days() {
    let mut world = with_admins();
    let token = invites(&mut world, OLGA, &["Менеджер"], "Нина");
    world.admin(OLGA).presses("Назад");
    assert_snapshot!(world.admin(OLGA).presses("Нина"), @"
    ~ ✉️ Нина, менеджер
    Ссылку ещё не открыли. Действует до ср 25 ноября, 09:00.
    Кто пригласил: Telegram ID 201
      [🚫 Отозвать ссылку]
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Отозвать"), @"
    ~ ✅ Ссылка больше не действует: Нина

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
    assert_eq!(world.admin(NINA).says(&format!("/start {token}")), "");

    let token = invites(&mut world, OLGA, &["Менеджер"], "Нина");
    let made = world.now();
    world.jump(made + TimeDelta::hours(48));
    assert_eq!(world.admin(NINA).says(&format!("/start {token}")), "", "two days are over");
    world.jump(made - TimeDelta::hours(48));
    assert_eq!(
        world.admin(NINA).says(&format!("/start {token}")),
        "",
        "a clock that jumps back prolongs nothing"
    );
    world.jump(made + TimeDelta::hours(47));
    assert!(world.admin(NINA).says(&format!("/start {token}")).contains("менеджер"));
}

#[test]
fn names_are_short_and_of_one_each() {
    let mut world = with_manager();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Сотрудники");
    olga.presses("Пригласить");
    olga.presses("Менеджер");
    assert_snapshot!(olga.says(&"я".repeat(61)), @"+ Это длиннее 60 символов. Напишите, пожалуйста, короче.");
    assert_snapshot!(olga.says("123"), @"+ Напишите имя буквами.");
    assert_snapshot!(olga.sends_photo(), @"+ Напишите имя буквами.");
    assert_snapshot!(olga.says("нина"), @"+ Так уже зовут другого сотрудника. Добавьте фамилию или букву.");
    assert_snapshot!(olga.presses("Назад"), @"
    ~ Кого приглашаем?

    Менеджер — вся ежедневная работа, кроме цен, настроек и команды.
    Мастер — только свои записи.
    Владелец — всё.
      [Менеджер] [Мастер]
      [👑 Владелец]
      [‹ Назад]
    ");
    olga.presses("Владелец");
    assert!(olga.presses("Отмена").contains("Салон"));
}

#[test]
fn an_owner_names_colleagues_and_a_change_is_signed_by_name() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Сотрудники");
    assert_snapshot!(olga.presses("(вы)"), @"
    ~ Telegram ID 201
    Роль: владелец
    🟢 Доступ открыт
    Telegram ID 201
    Последнее действие: пн 23 ноября, 09:00
    Доступ задан в файле config.toml, ключ admin.ids, и меняется только там.
      [✏️ Имя] [📜 Действия]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Имя"), @"
    ~ Сейчас: Telegram ID 201. Какое имя увидят сотрудники? До 60 символов.
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("Ольга <b>\u{202e}"), @"
    ~ Сейчас: Telegram ID 201. Какое имя увидят сотрудники? До 60 символов.
    + ✅ Имя сохранено.

    Ольга <b>
    Роль: владелец
    🟢 Доступ открыт
    Telegram ID 201
    Последнее действие: пн 23 ноября, 09:00
    Доступ задан в файле config.toml, ключ admin.ids, и меняется только там.
    Последнее изменение: вы сами
      [✏️ Имя] [📜 Действия]
      [‹ Назад]
    ");
    ask_for_colouring(&mut world, ANNA, "15:00");
    let (message, data) = (world.admin(OLEG).last_message(), world.admin(OLEG).data("Подтвердить"));
    world.admin(OLGA).presses("Подтвердить");
    let card = world.admin(OLEG).sees();
    assert!(card.contains("Кто изменил: Ольга <b>, пн 23 ноября, 09:00"), "{card}");
    let late = world.admin(OLEG).forges(message, &data);
    assert!(late.starts_with("! Уже подтверждена (Ольга <b>)"), "{late}");
}

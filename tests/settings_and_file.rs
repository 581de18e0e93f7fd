//! What is set in chat beside what the file says (A13, P4).

use domain::Setting;
use insta::assert_snapshot;

use crate::admin_flow::with_admins;
use crate::settings::opened;
use crate::world::{OLEG, OLGA};

#[test]
fn what_is_set_here_wins_until_it_is_as_in_the_file_again() {
    let mut world = with_admins();
    opened(&mut world, "Запись", "Записей у клиента").presses("5");
    world.admin(OLGA).presses("Подтвердить");
    world.configure(|policy| policy.booking.max_active_per_client = 7);
    let mut olga = opened(&mut world, "Запись", "Записей у клиента");
    assert_snapshot!(olga.sees(), @"
    Записей у клиента
    Сейчас: 5 · задано здесь

    У одного клиента может быть не больше 5 предстоящих записей.

    Выберите или напишите число.
      [1] [2]
      [3] [10]
      [↩️ Как в файле: 7]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Как в файле"), @"
    ~ Записей у клиента
    Сейчас: 5
    Станет: 7

    У одного клиента может быть не больше 7 предстоящих записей.
      [Подтвердить]
      [‹ Назад] [Отмена]
    ");
    assert!(olga.presses("Подтвердить").contains("Записей у клиента: 7 · из файла"));
    assert_eq!(world.engine().writer().overrides().unwrap().get(Setting::MaxActive), None);
}

#[test]
fn the_result_of_the_last_reading_of_the_file_is_seen_and_what_of_it_does_not_hold() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    olga.says("/start");
    olga.presses("Настройки");
    assert!(olga.presses("Файл настроек").contains("Прочитан при запуске: пн 23 ноября, 09:00."));
    opened(&mut world, "Запись", "Держать выбранное").presses("15 минут");
    world.admin(OLGA).presses("Подтвердить");
    let taken =
        vec!["booking.hold: \"10m\" → \"5m\"".to_owned(), "booking.step: \"30m\" → \"20m\"".to_owned()];
    world.enters(vec![engine::Input::Fact(domain::Fact::ConfigTaken { taken, after_restart: Vec::new() })]);
    assert_snapshot!(world.admin(OLEG).sees(), @r#"
    ⚙️ Настройки изменены и уже действуют
    booking.step: "30m" → "20m"

    🔒 Изменено в файле, но не действует: задано в боте
    booking.hold: "10m" → "5m"
    "#);
    let mut olga = world.admin(OLGA);
    olga.says("/start");
    olga.presses("Настройки");
    assert_snapshot!(olga.presses("Файл настроек"), @r#"
    ~ 📄 Файл настроек

    ✅ Прочитан заново: пн 23 ноября, 09:00.

    ⚙️ Настройки изменены и уже действуют
    booking.step: "30m" → "20m"

    🔒 Изменено в файле, но не действует: задано в боте
    booking.hold: "10m" → "5m"

    Задано в боте и важнее файла:
    Держать выбранное время: 15 минут
      [‹ Назад]
    "#);
    let reason = "config.toml:7: unknown key \"<hlod>\"".to_owned();
    world.enters(vec![engine::Input::Fact(domain::Fact::ConfigRefused { reason })]);
    let mut olga = world.admin(OLGA);
    olga.says("/start");
    olga.presses("Настройки");
    assert_snapshot!(olga.presses("Файл настроек"), @r#"
    ~ 📄 Файл настроек

    ⚠️ Не принят: пн 23 ноября, 09:00. Действуют прежние настройки.
    config.toml:7: unknown key "<hlod>"

    Задано в боте и важнее файла:
    Держать выбранное время: 15 минут
      [‹ Назад]
    "#);
}

#[test]
fn commands_beside_the_service_go_by_what_is_set_in_chat() {
    let mut world = with_admins();
    opened(&mut world, "Запись", "Шаг времени").presses("1 час");
    world.admin(OLGA).presses("Подтвердить");
    world.stop();
    let config = world.folder().join("config.toml");
    std::fs::write(&config, "[booking]\nmin_notice = \"0m\"\nhorizon = \"366d\"").unwrap();
    let said = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_zapis"));
        let output = command.args(arguments).arg("--config").arg(&config).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let checked = said(&["check"]);
    let told = "booking.step: \"1h\" is set in the admin bot and holds instead of the file";
    assert!(checked.trim_end().ends_with(told), "{checked}");
    let slots = said(&[
        "slots",
        "--service",
        "Стрижка",
        "--specialist",
        "Вера",
        "--from",
        "2026-12-01",
        "--to",
        "2026-12-01",
    ]);
    assert!(slots.contains("09:00 10:00 11:00"), "{slots}");
}

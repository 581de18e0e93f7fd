//! What owners hear of what failed for good (A12).

use chrono::TimeDelta;
use engine::{Input, Order};
use insta::assert_snapshot;

use crate::admin_flow::with_admins;
use crate::notices::notices;
use crate::world::{OLEG, OLGA, World};

#[test]
fn owners_hear_of_what_failed_at_once_and_then_at_most_once_in_an_hour() {
    let mut world = with_admins();
    let fails = |world: &mut World| world.gives(Input::Order(Order::new(|_| Err("it is broken".into()))));
    fails(&mut world);
    assert_snapshot!(world.admin(OLGA).sees(), @"
    ⚠️ Не всё получилось: 1 сбой
    · Служебная задача не выполнена: 1

    Всё остальное работает. Если повторится, покажите это тому, кто обслуживает сервер.
      [Меню]
    ");
    let first = world.admin(OLGA).last_message();
    for _ in 0..3 {
        fails(&mut world);
    }
    world.pass(TimeDelta::minutes(59));
    assert_eq!(world.admin(OLGA).last_message(), first);
    world.pass(TimeDelta::minutes(2));
    assert_snapshot!(world.admin(OLGA).sees(), @"
    ⚠️ Не всё получилось: 3 сбоя
    · Служебная задача не выполнена: 3

    Всё остальное работает. Если повторится, покажите это тому, кто обслуживает сервер.
      [Меню]
    ");
    notices(&mut world, OLGA).presses("Сбои");
    world.pass(TimeDelta::hours(2));
    let before = world.admin(OLGA).sees();
    fails(&mut world);
    assert_eq!(world.admin(OLGA).sees(), before, "she does not want to know");
    assert!(world.admin(OLEG).sees().contains("сбой"));
}

#[test]
fn an_alert_says_in_plain_words_what_failed_and_what_to_do() {
    let mut world = with_admins();
    let fails = |world: &mut World| {
        let now = world.now();
        let (tx, jobs) = (world.engine().writer(), ["job", "expired"]);
        for kind in jobs.into_iter().chain(["outgoing", "outgoing", "message", "press"]) {
            tx.bury("client", kind, "no success", now).unwrap();
        }
        for kind in ["outgoing", "press"] {
            tx.bury("admin", kind, "no success", now).unwrap();
        }
        world.gives(Input::Order(Order::new(|_| Err("it is broken".into()))));
    };
    fails(&mut world);
    assert_snapshot!(world.admin(OLGA).sees(), @"
    ⚠️ Не всё получилось: 9 сбоев
    · Действие администратора не выполнено: 1
    · Действие клиента не выполнено: 2
    · Сообщение администратору не доставлено: 1
    · Сообщение клиенту не доставлено: 2
    · Служебная задача не выполнена: 1
    · Задача по расписанию не выполнена: 2

    Всё остальное работает. Если повторится, покажите это тому, кто обслуживает сервер.
      [Меню]
    ");
    assert!(world.admin(OLGA).presses("Меню").contains("Услуги и мастера"));
    let mut olga = world.admin(OLGA);
    for words in ["Настройки", "Язык", "English"] {
        olga.presses(words);
    }
    world.pass(TimeDelta::hours(2));
    fails(&mut world);
    assert_snapshot!(world.admin(OLGA).sees(), @"
    ⚠️ Not everything worked: 9 failures
    · An action of an admin could not be done: 1
    · An action of a client could not be done: 2
    · A message to an admin could not be delivered: 1
    · A message to a client could not be delivered: 2
    · An internal task failed: 1
    · A scheduled task failed: 2

    Everything else works. If it happens again, show this to whoever looks after the server.
      [Menu]
    ");
}

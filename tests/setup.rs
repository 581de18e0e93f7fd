//! The first run (A2): from nothing to a business that can be booked.

use chrono::TimeDelta;
use domain::Policy;
use insta::assert_snapshot;

use crate::admin_flow::enter_first;
use crate::world::{ANNA, CLARA, OLEG, OLGA, PIN, World};

/// Nothing can be booked yet, and Olga has chosen her PIN.
fn empty() -> World {
    let mut world = World::bare(Policy::default());
    enter_first(&mut world, OLGA);
    world
}

/// All questions are answered by the shortest way.
fn set_up(world: &mut World) -> String {
    let mut olga = world.admin(OLGA);
    olga.presses("Начать настройку");
    olga.says("Барбершоп «Усы»");
    olga.presses("Москва");
    olga.presses("Пн–пт");
    olga.presses("10:00–20:00");
    olga.says("Стрижка");
    olga.presses("45");
    olga.says("1500");
    olga.says("Иван")
}

#[test]
fn five_questions_lead_from_nothing_to_a_first_booking() {
    let mut world = empty();
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.sees(), @"
    ✅ PIN сохранён.

    👋 Настроим запись за три минуты
    Пять коротких вопросов — и к вам можно записаться. Прервётесь — продолжим с того же места. Всё можно поменять потом.
      [▶️ Начать настройку]
      [Позже]
    ");
    assert_snapshot!(olga.presses("Начать настройку"), @"
    ~ 1 из 5. Как называется ваше дело?
    Так его увидят клиенты. Напишите название, например: Салон «Ромашка».
      [Оставить: Салон «Ромашка»]
      [‹ Назад] [Позже]
    ");
    assert_snapshot!(olga.says("Барбершоп «Усы»"), @"
    ~ 1 из 5. Как называется ваше дело?
    Так его увидят клиенты. Напишите название, например: Салон «Ромашка».
    + 2 из 5. Который у вас час?
    По этому времени будут показаны все записи.
      [08:00 · Калининград] [09:00 · Москва]
      [10:00 · Самара] [11:00 · Екатеринбург]
      [12:00 · Омск] [13:00 · Красноярск]
      [14:00 · Иркутск] [15:00 · Якутск]
      [16:00 · Владивосток] [17:00 · Магадан]
      [18:00 · Камчатка] [07:00 · Берлин]
      [Другой город]
      [‹ Назад] [Позже]
    ");
    assert_snapshot!(olga.presses("Москва"), @"
    ~ 3 из 5. В какие дни вы работаете?
    Отпуска, праздники и особые дни добавите потом в «Расписании».
      [Пн–пт] [Пн–сб]
      [Каждый день] [Вт–вс]
      [‹ Назад] [Позже]
    ");
    assert_snapshot!(olga.presses("Пн–пт"), @"
    ~ 3 из 5. С какого часа и до какого?
    Выберите или напишите, например: 10-14, 15-20 — с перерывом.
      [09:00–18:00] [10:00–19:00]
      [10:00–20:00] [09:00–21:00]
      [10:00–22:00] [08:00–20:00]
      [‹ Назад] [Позже]
    ");
    assert_snapshot!(olga.presses("10:00–20:00"), @"
    ~ 4 из 5. Первая услуга
    На что к вам записываются чаще всего? Напишите название, например: Стрижка.
      [‹ Назад] [Позже]
    ");
    assert_snapshot!(olga.says("Стрижка <b>"), @"
    ~ 4 из 5. Первая услуга
    На что к вам записываются чаще всего? Напишите название, например: Стрижка.
    + 4 из 5. Сколько длится «Стрижка <b>»?
    Выберите или напишите, например: 1 ч 15 мин.
      [30 мин] [45 мин] [1 ч]
      [1 ч 30 мин] [2 ч] [3 ч]
      [‹ Назад] [Позже]
    ");
    assert_snapshot!(olga.presses("45"), @"
    ~ 4 из 5. Сколько стоит «Стрижка <b>»?
    Напишите цену числом, например: 1500.
      [Бесплатно]
      [‹ Назад] [Позже]
    ");
    assert_snapshot!(olga.says("1 500 ₽"), @"
    ~ 4 из 5. Сколько стоит «Стрижка <b>»?
    Напишите цену числом, например: 1500.
    + 5 из 5. Кто принимает клиентов?
    Напишите имя, как его увидят клиенты. Остальных мастеров добавите потом.
      [‹ Назад] [Позже]
    ");
    assert_snapshot!(olga.says("Иван"), @"
    ~ 5 из 5. Кто принимает клиентов?
    Напишите имя, как его увидят клиенты. Остальных мастеров добавите потом.
    + 🎉 Готово: к вам можно записаться

    Барбершоп «Усы»
    🕘 пн–пт · 10:00–20:00
    сб–вс · выходной
    💈 Стрижка <b>
    👤 Иван

    Ссылка для клиентов: https://t.me/client
    Поставьте её на сайт, в соцсети или на визитку. Откройте и сами: так запись видит клиент.
      [Сделать пробную запись]
      [Ответить заново]
      [Меню]
    ");
    assert_snapshot!(olga.presses("пробную запись"), @"
    ~ ✅ Пробная запись сделана — её карточка ниже. Такие карточки будут приходить вам. Посмотрите и отмените её.

    🎉 Готово: к вам можно записаться

    Барбершоп «Усы»
    🕘 пн–пт · 10:00–20:00
    сб–вс · выходной
    💈 Стрижка <b>
    👤 Иван

    Ссылка для клиентов: https://t.me/client
    Поставьте её на сайт, в соцсети или на визитку. Откройте и сами: так запись видит клиент.
      [Ответить заново]
      [Меню]
    + ✅ Подтверждена
    Запись № 1
    Стрижка <b> · Иван
    🕒 вт 24 ноября, 10:00
    45 мин · 1 500 ₽
    👤 Пробный клиент
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    assert_snapshot!(olga.says("/start"), @"
    ~ ✅ Пробная запись сделана — её карточка ниже. Такие карточки будут приходить вам. Посмотрите и отмените её.

    🎉 Готово: к вам можно записаться

    Барбершоп «Усы»
    🕘 пн–пт · 10:00–20:00
    сб–вс · выходной
    💈 Стрижка <b>
    👤 Иван

    Ссылка для клиентов: https://t.me/client
    Поставьте её на сайт, в соцсети или на визитку. Откройте и сами: так запись видит клиент.
    + Барбершоп «Усы»
    Какие записи показать?
      [Сегодня] [Завтра]
      [📅 Неделя] [Другая дата]
      [Ждут подтверждения (0)]
      [➕ Записать клиента]
      [🔍 Найти запись] [👥 Клиенты]
      [🕘 Расписание] [🔑 Сотрудники]
      [💈 Услуги и мастера]
      [❓ Почему нет времени]
      [⚙️ Настройки]
      [🔒 Закрыть доступ]
    ");
    let mut anna = world.client(ANNA);
    assert!(anna.says("/start").contains("Барбершоп «Усы»"));
    assert!(anna.presses("Записаться").contains("Стрижка <b>"));
}

#[test]
fn it_takes_fewer_than_twenty_five_presses_and_words() {
    let mut world = World::bare(Policy::default());
    enter_first(&mut world, OLGA);
    // The link and the PIN twice, nine answers, the booking to try it, and its end.
    set_up(&mut world);
    world.admin(OLGA).presses("пробную запись");
    world.admin(OLGA).presses("Отменить запись");
    world.admin(OLGA).presses("Да, отменить");
    let log = world.telegram();
    let chat = log.chat("admin", OLGA).unwrap();
    let said = chat.messages.iter().filter(|message| !message.from_bot).count();
    // PINs are deleted: two more.
    assert!(said + 2 + 9 <= 25, "{said} messages");
    drop(log);
    let booked = world.engine().writer().bookings_within(a_week(&world), None, 0, 10).unwrap();
    assert!(booked.is_empty(), "the booking to try it is called off");
}

fn a_week(world: &World) -> domain::Span {
    domain::Span::new(world.now(), world.now() + TimeDelta::days(7)).unwrap()
}

#[test]
fn who_leaves_goes_on_where_they_were() {
    let mut world = empty();
    let mut olga = world.admin(OLGA);
    olga.presses("Начать настройку");
    olga.says("Барбершоп «Усы»");
    olga.presses("Москва");
    assert_snapshot!(olga.presses("Позже"), @"
    ~ Барбершоп «Усы»
    Какие записи показать?
      [▶️ Продолжить настройку]
      [Сегодня] [Завтра]
      [📅 Неделя] [Другая дата]
      [Ждут подтверждения (0)]
      [➕ Записать клиента]
      [🔍 Найти запись] [👥 Клиенты]
      [🕘 Расписание] [🔑 Сотрудники]
      [💈 Услуги и мастера]
      [❓ Почему нет времени]
      [⚙️ Настройки]
      [🔒 Закрыть доступ]
    ");
    world.restart();
    world.pass(TimeDelta::hours(20));
    world.admin(OLGA).says("/start");
    world.admin(OLGA).says(PIN);
    assert!(world.admin(OLGA).presses("Продолжить настройку").contains("В какие дни"));
    let mut olga = world.admin(OLGA);
    olga.presses("Каждый день");
    assert!(olga.presses("Назад").contains("В какие дни"));
    olga.presses("Каждый день");
    olga.says("10-14, 15-20");
    olga.says("Массаж");
    olga.says("полтора часа");
    olga.presses("Бесплатно");
    assert_snapshot!(olga.says("Ира"), @"
    ~ 5 из 5. Кто принимает клиентов?
    Напишите имя, как его увидят клиенты. Остальных мастеров добавите потом.
    + 🎉 Готово: к вам можно записаться

    Барбершоп «Усы»
    🕘 пн–вс · 10:00–14:00, 15:00–20:00
    💈 Массаж
    👤 Ира

    Ссылка для клиентов: https://t.me/client
    Поставьте её на сайт, в соцсети или на визитку. Откройте и сами: так запись видит клиент.
      [Сделать пробную запись]
      [Ответить заново]
      [Меню]
    ");
    assert!(!olga.says("/start").contains("настройку"));
}

#[test]
fn what_is_no_answer_is_told_with_the_mend_and_the_question_stays() {
    let mut world = empty();
    let mut olga = world.admin(OLGA);
    olga.presses("Начать настройку");
    assert_snapshot!(olga.says(&"я".repeat(4000)), @"+ Название — от 1 до 100 символов, в одну строку.");
    assert_snapshot!(olga.sends_photo(), @"
    ~ 1 из 5. Как называется ваше дело?
    Так его увидят клиенты. Напишите название, например: Салон «Ромашка».
    + Не понимаю это сообщение. Нажмите, пожалуйста, кнопку.

    1 из 5. Как называется ваше дело?
    Так его увидят клиенты. Напишите название, например: Салон «Ромашка».
      [Оставить: Салон «Ромашка»]
      [‹ Назад] [Позже]
    ");
    olga.presses("Оставить");
    assert_snapshot!(olga.says("Марс/Олимп"), @"+ Такого пояса нет. Он пишется латиницей, например: Asia/Tashkent.");
    olga.presses("Другой город");
    olga.says("Asia/Tashkent");
    assert_snapshot!(olga.says("10-19"), @"+ Сначала выберите дни кнопкой, а часы спрошу сразу после.");
    olga.presses("Вт–вс");
    assert_snapshot!(olga.says("когда как"), @"+ Не понимаю эти часы. Напишите, например: 10-19 или 10-14, 15-20.");
    olga.says("9-18");
    assert_snapshot!(olga.says("  "), @"+ Название — от 1 до 60 символов, в одну строку.");
    olga.says("Уборка");
    assert_snapshot!(olga.says("долго"), @"+ Не понимаю. Напишите время от 1 минуты до суток, например: 1 ч 15 мин.");
    olga.presses("2\u{a0}ч");
    assert_snapshot!(olga.says("дорого"), @"+ Не понимаю цену. Напишите число, например: 1500.");
    assert_snapshot!(olga.says("-5"), @"+ Не понимаю цену. Напишите число, например: 1500.");
}

#[test]
fn a_doubled_press_books_one_visit_to_try_it_and_a_second_owner_finds_it_done() {
    let mut world = empty();
    set_up(&mut world);
    world.admin(OLGA).presses_twice("пробную запись");
    let booked = world.engine().writer().bookings_within(a_week(&world), None, 0, 10).unwrap();
    assert_eq!(booked.len(), 1);
    enter_first(&mut world, OLEG);
    assert!(!world.admin(OLEG).sees().contains("настройку"));
    let mut oleg = world.admin(OLEG);
    let message = oleg.last_message();
    assert!(oleg.forges(message, "e.setup").contains("Готово"));
    assert_eq!(oleg.forges(message, "e.setup-test"), "", "it is there already");
    let booked = world.engine().writer().bookings_within(a_week(&world), None, 0, 10).unwrap();
    assert_eq!(booked.len(), 1);
}

#[test]
fn it_speaks_english_too() {
    let mut world = World::bare(Policy::default());
    world.configure(|policy| policy.admin.ids.push(CLARA.into()));
    enter_first(&mut world, CLARA);
    let mut clara = world.admin(CLARA);
    assert_snapshot!(clara.presses("Begin the set-up"), @"
    ~ 1 of 5. What is your business called?
    Clients will see it. Type the name, for example: Daisy Salon.
      [Keep: Салон «Ромашка»]
      [‹ Back] [Later]
    ");
    clara.says("Daisy");
    clara.presses("Berlin");
    clara.presses("Mon–Fri");
    clara.presses("09:00–18:00");
    clara.says("Haircut");
    clara.presses("1\u{a0}h");
    clara.says("25");
    assert_snapshot!(clara.says("Ben"), @"
    ~ 5 of 5. Who sees the clients?
    Type the name as clients will see it. You can add others later.
    + 🎉 Done: people can book

    Daisy
    🕘 Mo–Fr · 09:00–18:00
    Sa–Su · day off
    💈 Haircut
    👤 Ben

    The link for clients: https://t.me/client
    Put it on your site, your social pages or your card. Open it yourself: this is how a client sees it.
      [Make a test booking]
      [Answer again]
      [Menu]
    ");
}

#[test]
fn once_somebody_has_booked_the_answers_are_changed_where_it_is_seen_whom_that_touches() {
    let mut world = empty();
    set_up(&mut world);
    let message = world.admin(OLGA).last_message();
    world.admin(OLGA).presses("пробную запись");
    let hours = world.engine().writer().business_schedule().unwrap().hours;
    assert!(world.admin(OLGA).forges(message, "e.setup-again").contains("К вам уже записались"));
    assert_eq!(world.engine().writer().business_schedule().unwrap().hours, hours);
    world.admin(OLGA).presses("Отменить запись");
    world.admin(OLGA).presses("Да, отменить");
    assert!(world.admin(OLGA).forges(message, "e.setup-again").contains("Как называется"));
}

#[test]
fn who_would_rather_look_around_first_finds_the_questions_in_the_menu() {
    let mut world = empty();
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Позже"), @"
    ~ Салон «Ромашка»
    Какие записи показать?
      [▶️ Продолжить настройку]
      [Сегодня] [Завтра]
      [📅 Неделя] [Другая дата]
      [Ждут подтверждения (0)]
      [➕ Записать клиента]
      [🔍 Найти запись] [👥 Клиенты]
      [🕘 Расписание] [🔑 Сотрудники]
      [💈 Услуги и мастера]
      [❓ Почему нет времени]
      [⚙️ Настройки]
      [🔒 Закрыть доступ]
    ");
    assert!(olga.presses("Продолжить настройку").contains("Как называется"));
}

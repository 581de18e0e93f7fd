# Слова бота для администраторов.

admin-command-start = Главное меню

admin-command-menu = Главное меню

admin-command-today = Записи на сегодня

admin-command-tomorrow = Записи на завтра

admin-command-waiting = Ждут подтверждения

admin-command-lock = Закрыть доступ

admin-choose-pin = <b>Придумайте PIN</b>
    От 6 до 12 цифр. Он понадобится при каждом входе. Сообщение с ним я сразу удалю.

admin-repeat-pin = Введите этот PIN ещё раз.

admin-enter-pin = 🔒 Введите PIN.

admin-pin-not-digits = PIN — это от 6 до 12 цифр, без букв и пробелов.

admin-pin-too-simple = Такой PIN угадают с первого раза. Придумайте другой: чтобы цифры не шли подряд, как 123456, и не повторялись, как 111111.

admin-pin-differs = PIN не совпали. Придумайте его заново.

admin-pin-set = ✅ PIN сохранён.

admin-pin-wait = Секунду, проверяю PIN.

admin-pin-first = Сначала введите PIN

admin-pin-failed = Не удалось проверить PIN. Попробуйте ещё раз.

admin-pin-wrong = { $left ->
    [one] PIN не подошёл. Осталась { $left } попытка.
    [few] PIN не подошёл. Осталось { $left } попытки.
   *[many] PIN не подошёл. Осталось { $left } попыток.
}

admin-pin-wrong-last = PIN не подошёл. Введите его ещё раз.

admin-pin-wrong-locked = PIN не подошёл. Попробовать снова можно через { $wait }.

admin-pin-locked = 🔒 Слишком много попыток. Попробовать снова можно через { $wait }.

admin-locked = 🔒 Доступ закрыт. Чтобы продолжить, понадобится PIN.

admin-menu = <b>{ $business }</b>
    Какие записи показать?

admin-unknown = Не понимаю это сообщение. Нажмите, пожалуйста, кнопку.

admin-button-today = Сегодня

admin-button-tomorrow = Завтра

admin-button-date = Другая дата

admin-button-waiting = Ждут подтверждения ({ $count })

admin-button-lock = 🔒 Закрыть доступ

admin-ask-date = На какой день показать записи?

admin-status-pending = ⏳ <b>Ждёт подтверждения</b>

admin-status-confirmed = ✅ <b>Подтверждена</b>

admin-status-declined = ❌ <b>Отклонена</b>

admin-status-cancelled = ❌ <b>Отменена</b>

admin-status-expired = ⌛ <b>Не подтвердили вовремя</b>

admin-status-done = ✔️ <b>Визит состоялся</b>

admin-status-no-show = ❌ <b>Клиент не пришёл</b>

admin-card-decide-by = Подтвердите до { $until }

admin-card = Запись № { $number }
    { $service } · { $specialist }
    🕒 { $time }
    { $duration } · { $price }

admin-card-client = 👤 { $name }

admin-card-phone = 📞 { $phone } — из Telegram

admin-card-phone-unverified = 📞 { $phone } — введён вручную

admin-card-phone-locked = 📞 номер виден после ввода PIN

admin-card-comment = 💬 { $comment }

admin-card-reason = ✏️ Причина: { $reason }

admin-card-below = Запись № { $number } — в сообщении ниже.

admin-card-changed = { $who ->
    [client] Изменил клиент: { $at }
    [you] Изменили вы: { $at }
    [named] Кто изменил: { $name }, { $at }
    [admin] Изменил другой администратор: { $at }
   *[system] Изменилась автоматически: { $at }
}

admin-button-decline = Отклонить

admin-button-cancel = Отменить запись

admin-ask-decline = Точно отклонить запись? Клиент получит сообщение.

admin-button-decline-sure = Да, отклонить

admin-ask-cancel = Точно отменить запись? Клиент получит сообщение.

admin-button-cancel-sure = Да, отменить

admin-toast-confirmed = Запись подтверждена

admin-toast-declined = Запись отклонена

admin-toast-cancelled = Запись отменена

admin-already = Уже { $what ->
    [confirmed] подтверждена
    [declined] отклонена
    [cancelled] отменена
    [expired] снята: её не подтвердили вовремя
    [moved] перенесена
   *[other] изменена
}{ $who ->
    [client] {" клиентом"}
    [you] {" вами"}
    [named] {" ("}{ $name })
    [admin] {" другим администратором"}
   *[system] {""}
}

admin-refused-begun = Визит уже начался

admin-refused = Так изменить эту запись уже нельзя

admin-news-booked = 🔔 <b>Новая запись</b>

admin-news-cancelled = 🔔 <b>Клиент отменил запись</b>

admin-news-moved = 🔔 <b>Клиент перенёс запись</b>
    Было: { $from }

admin-news-cancelled-by-staff = 🔔 <b>Запись к вам отменена коллегой</b>

admin-news-moved-by-staff = 🔔 <b>Запись к вам перенесена коллегой</b>
    Было: { $from }

admin-news-pin-locked = ⚠️ Слишком много неверных PIN: вход администратора с Telegram ID { $admin } на время закрыт.

admin-news-pin-locked-own = ⚠️ В этом чате слишком много раз ввели неверный PIN. Если это были не вы, проверьте, у кого есть доступ к вашему Telegram.

admin-news-pin-set = 🔑 PIN администратора с Telegram ID { $admin } сменили прямо на сервере.

admin-news-pin-set-own = 🔑 Ваш PIN сменили прямо на сервере. Если это были не вы, проверьте, у кого есть доступ к серверу.

admin-news-owner = 🔑 Новый владелец вошёл по одноразовой ссылке: Telegram ID { $admin }. Если вы её не выдавали, проверьте, у кого есть доступ к серверу.

admin-news-config-taken =
    ⚙️ <b>Настройки изменены и уже действуют</b>
    { $changes }

admin-news-config-restart =
    ⏳ <b>Изменится после перезапуска</b>
    { $changes }

admin-news-config-refused =
    ⚠️ <b>Файл настроек не принят, действуют прежние</b>
    { $reason }

admin-news-config-mended = ✅ Файл настроек снова в порядке. Действуют прежние настройки.

admin-stale = Эта кнопка уже не действует

admin-apology = Не получилось. Попробуйте, пожалуйста, ещё раз.

admin-room-new = ➕ Записать клиента

admin-room-find = 🔍 Найти запись

admin-room-clients = 👥 Клиенты

admin-room-cat = 💈 Услуги и мастера

admin-room-hours = 🕘 Расписание

admin-room-why = ❓ Почему нет времени

admin-room-team = 🔑 Сотрудники

admin-room-settings = ⚙️ Настройки

admin-beyond-role = Вашей роли это недоступно. Попросите владельца.

admin-step-over = Я подождал и закрыл этот шаг. Ничего не изменилось.

admin-step-erased = Данные клиента удалены, поэтому этот шаг закрыт. Ничего не изменилось.

admin-button-with-reason = ✏️ Указать причину

admin-ask-reason-decline = Почему отклоняем запись № { $number }? Напишите — клиент прочитает это.

admin-ask-reason-cancel = Почему отменяем запись № { $number }? Напишите — клиент прочитает это.

admin-reason-words = Напишите причину словами.

admin-reason-too-long = Это длиннее 500 символов. Напишите, пожалуйста, короче.

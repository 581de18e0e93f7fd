# Настройки в боте для администраторов, новости, утренняя сводка.

# Клиенту: своё приветствие владельца.
menu-own = <b>{ $business }</b>
    { $greeting }

settings-menu = ⚙️ <b>Настройки</b>
    Всё, что вы зададите здесь, действует сразу и важнее файла настроек.

settings-menu-own = ⚙️ <b>Ваши настройки</b>

settings-group-business = 🏠 О бизнесе

settings-group-booking = 📅 Запись

settings-group-reminders = ⏰ Напоминания и отзывы

settings-group-texts = 💬 Тексты

settings-group-access = 🔐 Вход

settings-button-news = 🔔 Мои уведомления

settings-button-language = 🌐 Язык

settings-button-pin = 🔑 Сменить PIN

settings-button-file = 📄 Файл настроек

settings-line = ▫️ { $name }: <b>{ $value }</b> · { $origin ->
    [here] задано здесь
    [aside] из файла (заданное здесь с ним не сочетается)
    [file] из файла
   *[default] по умолчанию
}

settings-card = <b>{ $name }</b>
    Сейчас: { $value } · { $origin ->
    [here] задано здесь
    [aside] из файла (заданное здесь с ним не сочетается)
    [file] из файла
   *[default] по умолчанию
}

settings-ask-text = Напишите, как должно быть: до { $most ->
    [one] { $most } символа
    [few] { $most } символов
   *[many] { $most } символов
}.

settings-ask-zone = Выберите город или напишите название пояса, например Europe/Berlin.

settings-ask-choice = Выберите нужное.

settings-ask-length = Выберите или напишите своё, например «45 минут», «3 часа», «2 дня».

settings-ask-lengths = Выберите или напишите своё через запятую, например «24 часа, 2 часа».

settings-ask-quiet = Выберите или напишите своё, например «22:00-09:00».

settings-ask-count = Выберите или напишите число.

settings-button-without = Убрать

settings-button-file-value = ↩️ Как в файле: { $value }

settings-preview = <b>{ $name }</b>
    Сейчас: { $was }
    Станет: { $is }

settings-saved = ✅ Сохранено

settings-in-words = Напишите это словами, пожалуйста.

settings-overtaken = ⚠️ Пока вы выбирали, { $who ->
    [you] вы уже изменили это
   *[other] это изменил другой владелец ({ $who })
}. Было: { $was }. Теперь: { $is }. Ничего не перезаписано — решите ещё раз.

settings-currency-fixed = Валюту можно сменить, только пока нет ни одной услуги: цены уже указаны в нынешней.

settings-nothing-bookable = Так записаться будет нельзя: «Запись вперёд» должна быть больше, чем «Запись минимум за».

settings-idle-too-long = Это дольше самой длинной сессии из файла настроек. Выберите поменьше.

settings-wrong-text = Нужно от { $least } до { $most ->
    [one] { $most } символа
    [few] { $most } символов
   *[many] { $most } символов
}.

settings-wrong-zone = Такого пояса я не знаю. Напишите, например, { $likely } или выберите город.

settings-wrong-choice = Нажмите, пожалуйста, кнопку.

settings-wrong-length = Не понимаю. Напишите число и единицу, например «45 минут», «3 часа», «2 дня».

settings-wrong-lengths = Не понимаю. Напишите через запятую, например «24 часа, 2 часа».

settings-wrong-bounds = Так нельзя. Самое меньшее — { $least }, самое большее — { $most }.

settings-wrong-minutes = Нужны целые минуты, без секунд.

settings-wrong-many = Это слишком много. Не больше { $most }, пожалуйста.

settings-wrong-twice = Одно значение указано дважды. Напишите, пожалуйста, без повтора.

settings-wrong-quiet = Не понимаю. Напишите два разных времени, например «22:00-09:00».

settings-wrong-count = Нужно число от { $least } до { $most }.

settings-wrong-time = Не понимаю. Напишите время, например «08:30».

settings-none = нет

settings-yes = да

settings-no = нет

settings-and = { $first } и за { $last }

settings-comma = { $first }, за { $next }

settings-zone = { $city ->
    [Kaliningrad] Калининград
    [Moscow] Москва
    [Samara] Самара
    [Yekaterinburg] Екатеринбург
    [Omsk] Омск
    [Novosibirsk] Новосибирск
    [Krasnoyarsk] Красноярск
    [Irkutsk] Иркутск
    [Yakutsk] Якутск
    [Vladivostok] Владивосток
    [Magadan] Магадан
    [Kamchatka] Камчатка
   *[other] { $zone }
}

settings-name-business-name = Название

settings-name-business-timezone = Часовой пояс

settings-name-business-locale = Основной язык

settings-name-business-currency = Валюта

settings-name-business-address = Адрес

settings-name-business-phone = Телефон

settings-name-texts-greeting = Приветствие

settings-name-texts-booked = После записи

settings-name-texts-reminder = В напоминании

settings-name-booking-step = Шаг времени

settings-name-booking-min-notice = Запись минимум за

settings-name-booking-horizon = Запись вперёд

settings-name-booking-hold = Держать выбранное время

settings-name-booking-pending-timeout = Время на подтверждение

settings-name-booking-cancel-notice = Отмена минимум за

settings-name-booking-max-active-per-client = Записей у клиента

settings-name-reminders-offsets = Напоминания

settings-name-reminders-quiet = Тихие часы

settings-name-review-ask = Просить отзыв

settings-name-review-after = Когда просить отзыв

settings-name-waitlist-offer = Держать для листа ожидания

settings-name-admin-session-idle = Спрашивать PIN после паузы

settings-effect-business-name = Так бизнес называется во всех сообщениях клиентам: { $value }

settings-effect-business-timezone = Время везде — по этому поясу. Там сейчас { $time }. Сделанные записи не сдвинутся: изменится только то, как показано их время.

settings-effect-business-locale = Если язык собеседника неизвестен, бот пишет на этом: { $value }.

settings-effect-business-currency = Цены — в этой валюте: { $value }.

settings-effect-business-address = { $kind ->
    [none] Клиенты не увидят адреса.
   *[some] Клиенты увидят адрес в контактах и на карточке записи.
}

settings-effect-business-phone = { $kind ->
    [none] Клиенты не увидят телефона.
   *[some] Клиенты увидят телефон в контактах и на карточке записи.
}

settings-effect-texts-greeting = { $kind ->
    [none] Клиенты увидят обычное приветствие.
   *[some] Этот текст клиенты увидят в начале, вместо обычного приветствия.
}

settings-effect-texts-booked = { $kind ->
    [none] На карточке записи не будет вашего текста.
   *[some] Этот текст клиенты увидят внизу карточки подтверждённой записи.
}

settings-effect-texts-reminder = { $kind ->
    [none] В напоминании не будет вашего текста.
   *[some] Этот текст клиенты увидят внизу напоминания.
}

settings-effect-booking-step = Клиентам предлагаем время с шагом в { $value }, считая от начала работы.

settings-effect-booking-min-notice = { $kind ->
    [none] Записаться можно до самого начала визита.
   *[some] Записаться можно не позже чем за { $value } до визита.
}

settings-effect-booking-horizon = Календарь для записи открыт на { $value } вперёд.

settings-effect-booking-hold = { $kind ->
    [none] Выбранное время не держится: его может занять другой.
   *[some] Пока клиент вводит данные, выбранное время держится за ним { $value }.
}

settings-effect-booking-pending-timeout = Если за { $value } запись никто не подтвердит, время освободится, а клиент узнает об этом.

settings-effect-booking-cancel-notice = { $kind ->
    [none] Клиенты увидят: перенести или отменить можно до самого начала визита.
   *[some] Клиенты увидят: перенести или отменить можно не позже чем за { $value } до визита.
}

settings-effect-booking-max-active-per-client = У одного клиента может быть не больше { $count ->
    [one] { $count } предстоящей записи.
    [few] { $count } предстоящих записей.
   *[many] { $count } предстоящих записей.
}

settings-effect-reminders-offsets = { $kind ->
    [none] Клиентам о визите не напоминаем.
   *[some] Клиенты получат напоминание за { $value } до визита, в том числе о визитах, которые уже записаны.
}

settings-effect-reminders-quiet = { $kind ->
    [none] Напоминания и вопросы приходят клиентам в любое время суток.
   *[some] С { $from } до { $to } клиентам не пишем: напоминания и вопросы подождут.
}

settings-effect-review-ask = { $kind ->
    [none] О визите клиентов не спрашиваем.
   *[some] После визита клиента спросят, как всё прошло.
}

settings-effect-review-after = { $kind ->
    [none] Вопрос о визите придёт сразу после его конца.
   *[some] Вопрос о визите придёт через { $value } после его конца.
}

settings-effect-waitlist-offer = Освободившееся время держится за тем, кому его предложили, { $value }; потом предложим следующему.

settings-effect-admin-session-idle = PIN спросят снова, если { $value } ничего не делать.

settings-news-changed = ⚙️ <b>Другой владелец ({ $who }) изменил настройку: { $setting }</b>
    Было: { $was }
    Стало: { $is }

settings-news-overridden =
    🔒 <b>Изменено в файле, но не действует: задано в боте</b>
    { $changes }

settings-file = 📄 <b>Файл настроек</b>

settings-file-started = ✅ Прочитан при запуске: { $at }.

settings-file-mended = ✅ Исправлен: { $at }. Действуют прежние настройки.

settings-file-refused = ⚠️ Не принят: { $at }. Действуют прежние настройки.
    { $reason }

settings-file-taken = ✅ Прочитан заново: { $at }.

settings-file-here = <b>Задано в боте и важнее файла:</b>
    { $list }

settings-file-aside = <b>Задано в боте, но не сочетается с файлом и потому не действует:</b>
    { $list }

settings-news = 🔔 <b>Мои уведомления</b>
    Нажмите, чтобы включить или выключить. Карточки записей, которые уже у вас на экране, меняются в любом случае{ $owner ->
    [yes] , а о неверных PIN, новых владельцах и о том, что грозит потерей данных, вы узнаете всегда
   *[no] {""}
}.

settings-news-kind = { $on ->
    [yes] ✅
   *[no] ⬜
} { $news ->
    [booked] Новые записи
    [cancelled] Отмены
    [moved] Переносы
    [reviewed] Низкие оценки
    [digest] Утренняя сводка
   *[alerts] Сбои, сервер, файл настроек
}

settings-button-quiet = 🌙 Тихие часы: { $quiet }

settings-button-digest = ☀️ Сводка в { $at }

settings-button-other-time = ✏️ Другое время

settings-button-quiet-off = Без тихих часов

settings-quiet = 🌙 <b>Тихие часы</b>
    Сейчас: { $quiet }
    Новости придут, когда тихие часы закончатся. Сразу — только то, что не может ждать, например записи, которые потом подтверждать будет поздно.

settings-digest = ☀️ <b>Утренняя сводка</b>
    Сейчас: в { $at }
    Записи на день, что ждёт подтверждения и где есть свободное время.

settings-type-quiet = Напишите, с какого и до какого часа вам не писать, например «22:00-09:00».

settings-type-digest = Напишите, во сколько присылать сводку, например «08:30».

settings-language = 🌐 На каком языке говорить с вами?

settings-language-set = Готово

settings-pin-old = 🔑 <b>Смена PIN</b>
    Сначала нынешний PIN.

settings-pin-new = 🔑 <b>Новый PIN</b>
    От 6 до 12 цифр. Сообщение с ним я сразу удалю.

settings-pin-failed = Не удалось сменить PIN. Попробуйте ещё раз.

settings-pin-overtaken = ⚠️ Ваш PIN тем временем сменили на сервере. Здесь он не изменён.

settings-pin-changed = ✅ PIN сменён. Доступ закрыт: войдите с новым.

news-series-cancelled = ❌ <b>Клиент отменил повторяющуюся запись</b>
    { $service } · { $specialist }, начиная с записи № { $number }
    { $dates }

digest = ☀️ <b>Доброе утро! Сегодня { $weekday }, { $date }</b>

digest-bookings = { $count ->
    [one] { $count } запись
    [few] { $count } записи
   *[many] { $count } записей
}: с { $from } до { $to }

digest-nothing = Записей пока нет.

digest-waiting = { $count ->
    [one] ⏳ Ждёт подтверждения { $count } запись
    [few] ⏳ Ждут подтверждения { $count } записи
   *[many] ⏳ Ждут подтверждения { $count } записей
}

digest-free = Свободно:
    { $free }

digest-button-day = Записи на сегодня

digest-button-waiting = Ждут подтверждения

dead-letters = { $count ->
    [one] ⚠️ <b>Не всё получилось: { $count } сбой</b>
    [few] ⚠️ <b>Не всё получилось: { $count } сбоя</b>
   *[many] ⚠️ <b>Не всё получилось: { $count } сбоев</b>
}

dead-letters-line = · { $what ->
    [message-to-client] Сообщение клиенту не доставлено
    [message-to-admin] Сообщение администратору не доставлено
    [action-of-client] Действие клиента не выполнено
    [action-of-admin] Действие администратора не выполнено
    [task] Задача по расписанию не выполнена
   *[other] Служебная задача не выполнена
}: { $count }

dead-letters-advice = Всё остальное работает. Если повторится, покажите это тому, кто обслуживает сервер.

# Клиенты и поиск: слова бота для администраторов, и что слышит от этого клиент.

clients-ask = <b>Клиенты</b>
    Напишите имя, телефон или номер клиента — найду. Недавние — на кнопках.

clients-ask-merge = <b>С кем объединить клиента № { $number }?</b>
    Напишите имя, телефон или номер второй записи об этом человеке.

clients-found = Вот кого я нашёл. Можно написать точнее.

clients-what = Напишите имя, телефон или номер клиента.

clients-nobody = Никого не нашёл. Напишите часть имени или последние цифры телефона.

clients-gone = Такого клиента больше нет

clients-card = 👤 <b>{ $name }</b>
    Клиент № { $number }

clients-card-nameless = 👤 <b>Клиент № { $number }</b>
    Имя пока неизвестно

clients-card-no-phone = 📞 телефон пока неизвестен

clients-card-banned = 🚫 <b>Запись закрыта: { $since }</b>

clients-card-why = Причина: { $reason }

clients-card-nothing-yet = Записей ещё не было

clients-card-done = { $count ->
    [0] Состоявшихся визитов пока нет
    [one] Состоялся { $count } визит
    [few] Состоялось { $count } визита
   *[many] Состоялось { $count } визитов
}

clients-card-upcoming = Впереди: { $count }

clients-card-unmarked = Прошли, но не отмечены: { $count }

clients-card-cancelled = Отменено: { $count }

clients-card-no-shows = ❗ Не пришёл: { $count }

clients-card-paid = Сумма визитов: { $sum }

clients-card-last = Последний визит: { $day }

clients-card-since = Впервые у нас: { $day }

clients-card-source = Откуда: { $source }

clients-card-reached = Telegram: сообщения доходят

clients-card-unreached = Telegram: бот заблокирован, сообщения не доходят

clients-card-by-phone = Telegram: нет, только по телефону

clients-card-language = Язык: { $language ->
    [ru] русский
    [en] английский
   *[other] другой
}

clients-card-consent = Согласие на обработку данных: есть

clients-card-no-consent = Согласие на обработку данных: ещё нет

clients-card-note = 📝 { $note }

clients-card-below = Клиент № { $number } — в сообщении ниже.

clients-merged-into = Клиента № { $gone } объединили с клиентом № { $kept }.

clients-button-open = Открыть карточку

clients-button-bookings = Записи ({ $count })

clients-button-note = 📝 Заметка

clients-button-name = Имя

clients-button-phone = Телефон

clients-button-ban = 🚫 Закрыть запись

clients-button-unban = Снова открыть запись

clients-button-merge = Объединить с другим

clients-button-find = 👥 Найти клиента

clients-bookings = <b>Записи клиента № { $number }</b>
    Сначала предстоящие. Нажмите на запись, чтобы открыть её.

clients-no-bookings = У клиента № { $number } записей нет.

clients-ask-name = Как зовут клиента № { $number }? Напишите имя целиком.

clients-ask-phone = Какой телефон у клиента № { $number }? Напишите номер или перешлите контакт.

clients-ask-note = Что запомнить о клиенте № { $number }? До 500 символов. Видят только сотрудники, но если клиент попросит свои данные, он получит и заметку.

clients-ask-ban = Почему закрываем запись клиенту № { $number }? Напишите — увидят только сотрудники. Если клиент попросит свои данные, он получит и причину.

clients-now = Сейчас: { $now }

clients-button-no-note = Удалить заметку

clients-button-no-reason = Закрыть без причины

clients-words-only = Напишите, пожалуйста, словами.

clients-note-too-long = Это длиннее 500 символов. Напишите, пожалуйста, короче.

clients-name-odd = Это не похоже на имя. Нужны буквы, без ссылок и @.

clients-name-length = В имени должно быть от 2 до 100 символов.

clients-phone-wrong = Это не похоже на номер телефона. Например: +7 912 345-67-89.

clients-changed = ⚠️ { $what ->
    [name] Имя
    [phone] Телефон
    [note] Заметку
   *[ban] Доступ к записи
} уже изменили: { $who ->
    [you] вы
    [client] сам клиент
   *[admin] { $by }
}.
    Было: { $was }
    Стало: { $now }
    Ваше я не сохранил.

clients-another-admin = другой администратор

clients-nothing = нет

clients-may-book = запись открыта

clients-may-not-book = запись закрыта

clients-banned-already = Запись уже закрыта

clients-unbanned-already = Запись уже открыта

clients-unbanned = Клиент снова может записываться

clients-banned-booked = 🚫 Клиент № { $number } больше не сможет записаться.

    { $count ->
    [one] Но впереди у него <b>{ $count } запись</b>. Оставить её или отменить?
    [few] Но впереди у него <b>{ $count } записи</b>. Оставить их или отменить?
   *[many] Но впереди у него <b>{ $count } записей</b>. Оставить их или отменить?
} Об отмене клиент получит сообщение.

clients-booked-changed = ⚠️ Записи клиента изменились. Посмотрите ещё раз.

clients-button-off = { $count ->
    [one] Отменить запись
    [few] Отменить все
   *[many] Отменить все
}

clients-button-keep = Оставить как есть

clients-called-off = { $count ->
    [one] Отменена { $count } запись
    [few] Отменены { $count } записи
   *[many] Отменено { $count } записей
}

clients-merge = <b>Клиенты № { $kept } и № { $gone } — один человек?</b>

clients-merge-side = № { $number }: <b>{ $name }</b>
    📞 { $phone }
    { $telegram ->
    [yes] Telegram есть
   *[no] Telegram нет
} · записей: { $bookings }, впереди: { $upcoming }{ $note ->
    [yes] {" · есть заметка"}
   *[no] {""}
}

clients-merge-stays = Останется № { $kept }: <b>{ $name }</b>
    📞 { $phone }

clients-merge-banned = 🚫 Запись останется закрытой.

clients-merge-warning = Записи, отзывы, лист ожидания и заметки № { $gone } перейдут к № { $kept }, а № { $gone } исчезнет. Разделить их потом нельзя.

clients-button-take-name = Имя: { $name }

clients-button-take-phone = Телефон: { $phone }

clients-button-merge-sure = ✅ Объединить

clients-merged = Объединено

clients-merge-changed = ⚠️ Пока вы смотрели, данные изменились. Проверьте ещё раз.

clients-merge-same = Это тот же самый клиент. Найдите вторую запись о нём.

clients-merge-two-chats = У обоих есть Telegram: это два разных аккаунта. Каждый видит свои записи и данные сам, поэтому объединить их нельзя.

find-ask = <b>Поиск записи</b>
    Напишите номер записи, имя или телефон клиента.

find-what = Напишите номер записи, имя или телефон клиента.

find-nothing = Ничего не нашёл. Напишите номер записи, часть имени или последние цифры телефона.

find-like-pin = Я удалил это сообщение: оно похоже на PIN, а доступ уже открыт. Искать по таким цифрам можно кнопкой «Найти запись».

find-found = { $count ->
    [0] Записей нет, но есть такие клиенты.
    [one] Нашёл { $count } запись.
    [few] Нашёл { $count } записи. Сначала предстоящие.
   *[many] Нашёл { $count } записей. Сначала предстоящие.
}

find-too-many = Таких клиентов очень много, показываю не всех. Напишите имя полнее или телефон.

banned = К сожалению, записаться здесь сейчас нельзя. Свяжитесь, пожалуйста, с нами — контакты ниже.

joined = { $count ->
    [one] 📒 Нашли вашу запись, сделанную без Telegram. Она теперь в «Моих записях»:
    [few] 📒 Нашли ваши записи, сделанные без Telegram. Они теперь в «Моих записях»:
   *[many] 📒 Нашли ваши записи, сделанные без Telegram. Они теперь в «Моих записях»:
}

joined-line = { $service }, { $specialist }, { $time }

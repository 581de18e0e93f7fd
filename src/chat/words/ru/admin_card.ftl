# Слова карточки записи: решения, история, правки.

card-button-done = ✔️ Состоялся

card-button-no-show = 🚫 Не пришёл

card-button-reopen = ↩️ Снять отметку

card-button-edit = ✏️ Изменить…

card-button-history = 📜 История

card-button-back = ‹ Назад к записи

admin-toast-done = Отмечено: визит состоялся

admin-toast-no-show = Отмечено: клиент не пришёл

card-toast-reopened = Отметка снята

card-refused-not-begun = Визит ещё не начался

card-refused-long-ago = Прошло больше суток: отметку уже не исправить

card-reason-busy = Это время уже занято

card-reason-ill = Специалист болеет

card-reason-unreached = Не смогли до вас дозвониться

card-reason-asked = По вашей просьбе

card-reason-closed = В этот день мы не работаем

card-given = 🔔 <b>Эту запись передали вам</b>

card-taken-away = Запись № { $number } теперь у другого мастера.

card-meanwhile = ⚠️ <b>Пока вы смотрели, запись изменилась</b>

card-was = Было: { $was }

card-now = Стало: { $now }

card-status = { $status ->
    [pending] ждёт подтверждения
    [confirmed] подтверждена
    [declined] отклонена
    [cancelled] отменена
    [expired] не подтвердили вовремя
    [done] визит состоялся
   *[no-show] клиент не пришёл
}

card-changed-what = { $what ->
    [comment] Изменён комментарий
    [name] Изменено имя клиента
    [phone] Изменён телефон клиента
    [price] Изменена цена
    [visit] Изменены услуга или мастер
    [moved] Запись перенесена
   *[edited] Запись изменена
}

card-history = <b>История записи № { $number }</b>

card-history-by = <b>{ $at }</b> · { $who ->
    [client] клиент
    [you] вы
    [named] { $name }
    [admin] другой администратор
   *[system] автоматически
}

card-history-made = Создана: { $what }

card-history-change = { $was } → { $now }

edit-what = Что изменить?

edit-title = <b>Запись № { $number } · { $time }</b>

edit-now = Сейчас: { $now }

edit-press = Нажмите, пожалуйста, кнопку.

edit-words = Напишите, пожалуйста, словами.

edit-saved = Сохранено

edit-same = Так и есть

edit-button-name = Имя

edit-button-phone = Телефон

edit-button-service = Услуги

edit-button-specialist = Мастер

edit-button-price = Цена

edit-button-comment = Комментарий

edit-ask-name = Как зовут клиента?

edit-name-of-all = Имя изменится в карточке клиента — во всех его записях ({ $count }).

edit-name-length = Имя — от 2 до 100 символов.

edit-name-no-name = Это не похоже на имя.

edit-ask-phone = Какой у клиента телефон? Напишите номер или пришлите контакт.

edit-phone-of-all = Номер изменится в карточке клиента — во всех его записях ({ $count }).

edit-no-phone = Это не похоже на номер телефона. Пример: +7 912 345-67-89.

edit-ask-price = Сколько стоит этот визит? Напишите сумму.

edit-no-price = Это не похоже на цену. Пример: 1500.

edit-button-listed = По прайсу: { $price }

edit-button-agreed = Оставить { $price }

edit-button-free = Бесплатно

edit-ask-comment = Напишите новый комментарий. Клиент видит его в своей записи.

edit-button-no-comment = Убрать комментарий

edit-ask-service = Какую услугу оказываем? Время начала не изменится.

edit-ask-services = Отметьте услуги и нажмите «Готово». Время начала не изменится.

edit-button-several = ☑️ Несколько услуг

edit-button-ready = Готово ({ $count })

edit-too-many = Не больше восьми услуг за один визит

edit-none-chosen = Отметьте хотя бы одну услугу

edit-nobody = Вместе эти услуги никто не оказывает

edit-nobody-else = Эти услуги сейчас никто не оказывает.

edit-another-specialist = { $specialist } этого не делает. Выберите, кто примет клиента.

edit-ask-specialist = Кто примет клиента? Время начала не изменится.

edit-specialist-now = ✓ { $specialist }

edit-specialist-free = { $specialist } · свободно

edit-specialist-outside = { $specialist } · ⚠️ не по правилам

edit-specialist-busy = { $specialist } · занято

edit-visit-was = Было: { $service } · { $specialist }
    { $duration }, до { $until } · { $price }

edit-visit-will = Станет: <b>{ $service } · { $specialist }</b>
    <b>{ $duration }, до { $until } · { $price }</b>

edit-will = Станет: <b>{ $will }</b>

edit-client-is-told = Клиент получит сообщение.

edit-client-is-not-told = Клиенту написать некуда — предупредите его сами.

edit-which-price = <b>Какую цену поставить?</b>

edit-button-save = Сохранить

edit-button-save-anyway = Всё равно сохранить

edit-not-performed = ❌ Так записать нельзя: мастер этого не делает или услугу больше не оказывают.

edit-conflict-toast = Запись изменили раньше вас

edit-conflict-yours = <b>Ваше изменение ещё не сохранено:</b>

edit-conflict-late = Теперь изменить это уже нельзя.

edit-button-again = Всё равно сохранить моё

edit-wanted-name = Имя: { $words }

edit-wanted-phone = Телефон: { $words }

edit-wanted-comment = Комментарий: { $words }

edit-wanted-no-comment = Убрать комментарий

edit-wanted-price = Цена: { $words }

edit-wanted-visit = { $words }

edit-wanted-decline = Отклонить. Причина: { $words }

edit-wanted-cancel = Отменить. Причина: { $words }

edit-not-possible = ❌ <b>В это время так не получится</b>

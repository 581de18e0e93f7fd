# Собственные данные клиента: файл со всем, что о нём хранится, и удаление.

command-mydata = Файл с моими данными

command-forget = Удалить мои данные

button-own-data = Мои данные

own-data = <b>Ваши данные</b>
    Пришлю файлом всё, что о вас хранится, — или удалю всё навсегда.

button-own-data-file = 📄 Прислать файл

button-forget = Удалить мои данные

own-data-page = Всё, что о вас хранится. Файл откроется в любом браузере.

own-data-json = То же самое для программ.

forget = <b>Удалить все ваши данные?</b>
    Имя, телефон, комментарии и тексты отзывов исчезнут навсегда.

forget-bookings = { $count ->
    [1] Ваша предстоящая запись будет отменена.
    [one] { $count } предстоящая запись будет отменена.
    [few] { $count } предстоящие записи будут отменены.
   *[many] { $count } предстоящих записей будут отменены.
}

forget-stays = Останутся только сведения без вашего имени: какая услуга, когда и по какой цене.

forget-changed = Ваши записи изменились. Проверьте, пожалуйста, ещё раз

forget-kept = Хорошо, всё осталось как было

button-forget-sure = Да, удалить всё

hint-forget = Пожалуйста, ответьте кнопкой выше: удалить данные или оставить.

forgotten = <b>Готово, ваши данные удалены</b>

forgotten-bookings = { $count ->
    [1] Предстоящая запись отменена.
    [one] { $count } предстоящая запись отменена.
    [few] { $count } предстоящие записи отменены.
   *[many] { $count } предстоящих записей отменены.
}

forgotten-card = Здесь были ваши данные. Они удалены.

forgotten-chat = Сообщения в этом чате остались у вас — их можно удалить в самом Telegram. Будем рады, если вернётесь.

# У администраторов на месте имени.
admin-card-erased = 👤 Данные клиента удалены

# Страница с данными. Ключи — те же, что в файле для программ.

own-title = Всё, что { $business } хранит о вас

own-written = Составлено { $at }. Время — { $zone }.

own-yes = да

own-no = нет

own-name = Имя

own-phone = Телефон

own-phone-from-telegram = Номер передан из Telegram

own-telegram-id = Номер чата в Telegram

own-language = Язык

own-language-ru = русский

own-language-en = английский

own-came-from = Откуда вы пришли

own-first-seen-at = Впервые здесь

own-consent = Принятая версия согласия

own-consent-at = Согласие дано

own-last-seen-at = Последнее обращение

own-consents = Согласия

own-agreed-version = Редакция

own-agreed-at = Согласие дано

own-messages-arrive = Сообщения доходят

own-staff-note = Заметка сотрудников

own-may-not-book-since = Запись закрыта с

own-may-not-book-why = Почему запись закрыта

own-bookings = Записи

own-number = Номер записи

own-services = Услуги

own-specialist = Специалист

own-specialist-was-chosen = Специалиста выбрали вы

own-resources = Место

own-starts-at = Начало визита

own-ends-at = Конец визита

own-status = Статус

own-status-pending = ждёт подтверждения

own-status-confirmed = подтверждена

own-status-declined = не подтверждена

own-status-cancelled = отменена

own-status-expired = не подтверждена вовремя

own-status-done = визит состоялся

own-status-no-show = визит не состоялся

own-price = Цена

own-comment = Комментарий

own-reason = Причина отмены

own-made-at = Запись сделана

own-confirm-by = Ждала подтверждения до

own-reminded-minutes-before = Последнее напоминание, за сколько минут

own-said-coming-at = Вы ответили «Приду»

own-calendar-file = Файл для календаря отправлен

own-review-asked-at = Спросили о визите

own-review-stars = Оценка

own-review-at = Оценка поставлена

own-review-words = Отзыв

own-waitlist = Лист ожидания

own-first-day = С какого дня

own-last-day = По какой день

own-part-of-day = Время дня

own-part-of-day-any = любое

own-part-of-day-morning = утро

own-part-of-day-day = день

own-part-of-day-evening = вечер

own-earlier-than-booking = Раньше, чем запись №

own-waiting-since = Ждёте с

own-ended = Чем закончилось

own-ended-left = вы передумали ждать

own-ended-booked = вы записались

own-ended-over = ждать больше нечего

own-ended-unreachable = сообщения не доходили

own-offers = Что предлагали

own-offered-at = Предложено

own-held-until = Держали до

own-offer-state-open = ждёт ответа

own-offer-state-accepted = вы согласились

own-offer-state-declined = вы отказались

own-offer-state-expired = осталось без ответа

own-offer-state-withdrawn = отозвано

own-history = Что происходило с записью

own-by-client = вы

own-by-admin = администратор

own-by-system = автоматически

own-change-status = статус

own-change-moved = перенос

own-change-edited = комментарий

own-change-visit = услуга или специалист

own-change-price = цена

own-change-comment = комментарий

own-change-name = имя

own-change-phone = телефон

# Журнал: что сделали и в чём отказано. Слово для каждого действия; $number — номер того, с чем оно сделано.

team-log = <b>Журнал</b>

team-log-refused = <b>Отказы</b>
    Нажатия, которые не сработали. Одно-два — обычно старая кнопка, много подряд — повод спросить.

team-log-of = <b>Действия: { $name }</b>

team-log-empty = Пока пусто.

team-log-line = <i>{ $at }</i> · { $who }

team-log-line-own = <i>{ $at }</i>

team-log-deed = «{ $deed }» { $number }

# Кто, если никто из сотрудников: сама программа.
team-log-itself = Zapis, по правилам хранения

deed-retention = Срок хранения вышел, удалены данные клиентов: { $number }

deed-restored-sent = Отложенное при восстановлении: отправлено

deed-restored-dropped = Отложенное при восстановлении: не отправлено

deed-press-beyond-role = Роль этого не позволяет

deed-press-unknown = Такой кнопки нет

deed-press-foreign = Чужое или уже удалённое

deed-press-outdated = Устаревшая кнопка

deed-booking-pending = Запись № { $number } снова ждёт подтверждения

deed-booking-confirmed = Запись № { $number } подтверждена

deed-booking-declined = Запись № { $number } отклонена

deed-booking-cancelled = Запись № { $number } отменена

deed-booking-expired = Запись № { $number } снята

deed-booking-done = Запись № { $number }: визит состоялся

deed-booking-no-show = Запись № { $number }: клиент не пришёл

deed-booking-moved = Запись № { $number } перенесена

deed-booking-edited = Запись № { $number } изменена

deed-pin-locked = Вход закрыт: слишком много неверных PIN

deed-pin-set = PIN сменили на сервере

deed-pin-changed = Новый PIN

deed-team-claimed = Права владельца по ссылке с сервера

deed-team-joined = Вход по приглашению

deed-team-invited = Приглашение № { $number }

deed-team-invitation-off = Приглашение № { $number } отозвано

deed-team-named = Имя сотрудника: { $name }

deed-team-role-changed = Роль сотрудника: { $name }

deed-team-removed = Больше не в команде: { $name }

deed-team-locked = Доступ закрыт: { $name }

deed-team-locked-all = Доступ закрыт всем остальным

deed-settings-changed = Настройка изменена: { $name }

deed-settings-own = Свои уведомления изменены

team-log-you = Вы

team-log-everybody = для всех

deed-new-booked = Запись № { $number } создана

deed-booking-reopened = Запись № { $number }: отметка снята

deed-booking-comment = Запись № { $number }: комментарий

deed-booking-price = Запись № { $number }: цена

deed-booking-visit = Запись № { $number }: услуга или мастер

deed-asked-agreed = Запись № { $number }: согласие клиента

deed-client-name = Клиент № { $number }: имя

deed-client-phone = Клиент № { $number }: телефон

deed-client-note = Клиент № { $number }: заметка

deed-client-ban = Клиент № { $number }: запись закрыта

deed-client-unban = Клиент № { $number }: запись снова открыта

deed-client-called-off = Клиент № { $number }: записи отменены

deed-client-merged = Клиент № { $number } объединён с другим

deed-client-merged-away = Клиент № { $number } присоединён к другому

deed-hours-week = Часы работы: { $name }

deed-hours-dates = Особые дни: { $name }

deed-hours-block = Время закрыто: { $name }

deed-hours-unblock = Время открыто: { $name }

deed-backup-copied = Копия базы отправлена в чат

deed-late = Задержка: { $name }

deed-cat-service-new = Новая услуга: { $name }

deed-cat-specialist-new = Новый мастер: { $name }

deed-setup-tried = Пробная запись № { $number }

deed-press-gone = Этого в каталоге уже нет

deed-cat-category-added = Новая категория: { $name }

deed-cat-category-changed = Категория переименована: { $name }

deed-cat-category-moved = Категория на другом месте: { $name }

deed-cat-category-deleted = Категория удалена: { $name }

deed-cat-service-added = Новая услуга: { $name }

deed-cat-service-changed = Услуга изменена: { $name }

deed-cat-service-price = Цена изменена: { $name }

deed-cat-service-moved = Услуга на другом месте: { $name }

deed-cat-service-on = Услуга включена: { $name }

deed-cat-service-off = Услуга выключена: { $name }

deed-cat-specialist-added = Новый мастер: { $name }

deed-cat-specialist-changed = Карточка мастера изменена: { $name }

deed-cat-specialist-price = Цена мастера изменена: { $name }

deed-cat-specialist-moved = Порядок мастеров изменён: { $name }

deed-cat-specialist-photo = Фото мастера: { $name }

deed-cat-specialist-on = Снова открыта запись к мастеру: { $name }

deed-cat-specialist-off = Закрыта запись к мастеру: { $name }

# Расписание: часы недели, особые дни, отпуска, закрытое время.

hours-whose = <b>Расписание</b>
    Чьё посмотреть или изменить?

hours-everybody = 🏠 Общее расписание

hours-everybody-name = Общее расписание

hours-off = выходной

hours-night = { $span } (за полночь)

hours-week-business = <b>Общее расписание</b>
    Действует для всех, у кого нет своих часов.

    { $table }

hours-week = <b>Расписание: { $name }</b>

    { $table }

hours-week-as-business = <b>Расписание: { $name }</b>
    Часы — по общему расписанию.

    { $table }

hours-dates-head = <b>Особые дни</b>
    { $dates }

hours-blocks-head = <b>Закрыто для записи</b>
    { $blocks }

hours-button-edit = ✏️ Изменить часы недели

hours-button-own = 🏠 Вернуть общее расписание

hours-button-new = 📅 Другие часы на дату

hours-button-away = 🏖 Отпуск или выходные

hours-button-block = 🚫 Закрыть часть дня

hours-button-ill = 🤒 Сегодня не выйдет: болеет

hours-button-dates = Все особые дни ({ $count })

hours-button-blocks = Всё закрытое время ({ $count })

hours-button-asked = ⏳ Кто ещё не ответил

hours-button-asked-count = ⏳ Ждём ответа ({ $count })

hours-ask-days = <b>{ $name }: часы недели</b>
    Отметьте дни, которые меняются.

    { $table }

hours-ask-hours = <b>{ $name }: часы недели</b>
    Выберите часы для отмеченных дней или напишите: 10-14, 15-20. Выходной — «вых».

    { $table }

hours-button-work = Будни

hours-button-rest = Выходные

hours-button-all = Все дни

hours-button-same = Как { $day }

hours-button-off = Выходной

hours-days-first = Сначала отметьте дни

hours-words = Напишите, пожалуйста, словами.

hours-same-already = Эти часы уже стоят в расписании

hours-unclear = Не понимаю эти часы. Напишите, например: 10-14, 15-20 — или «вых».

hours-overlap = Эти часы накладываются друг на друга. Напишите, пожалуйста, иначе.

hours-overlap-night = Ночные часы заходят на следующий день и накладываются на его начало. Выберите другие.

hours-ask-date = <b>{ $name }: другие часы на дату</b>
    На какой день? Можно написать: 31 декабря или 30.12-08.01.

hours-ask-from = <b>{ $name }: отпуск или выходные</b>
    С какого дня? Можно сразу написать: 01.12-14.12.

hours-ask-to = <b>{ $name }: отпуск или выходные</b>
    Первый день — { $from }. По какой день включительно?

hours-ask-block-date = <b>{ $name }: закрыть часть дня</b>
    На какой день?

hours-ask-special = <b>{ $name }: { $dates }</b>
    { $was }Какие часы будут? Выберите или напишите: 10-14, 15-20.

hours-by-schedule = По расписанию: { $was }.

hours-ask-block = <b>{ $name }: { $dates }</b>
    { $was }Какое время закрыть для записи? Напишите, например: 13-14.

hours-button-one-day = Только этот день

hours-unclear-date = С этой датой не получится. Выберите день в календаре или напишите, например: 24.12. Прошедшие дни изменить нельзя, последний день — не раньше первого, вперёд можно на год.

hours-one-span = Нужен один промежуток, например: 13-14.

hours-span-past = Это время уже прошло. Выберите другое.

hours-change-week = <b>{ $name }: часы недели</b>

    <b>Было</b>
    { $was }

    <b>Станет</b>
    { $will }

hours-change-as-business = <b>{ $name }: часы — по общему расписанию</b>

    <b>Было</b>
    { $was }

    <b>Станет</b>
    { $will }

hours-change-date = <b>{ $name }: { $dates }</b>
    Было: { $was }
    Станет: { $will }

hours-change-dates = <b>{ $name }: { $dates }</b>
    Станет: { $will }

hours-change-block = 🚫 <b>{ $name }: закрыть для записи</b>
    { $span }

hours-change-unblock = <b>{ $name }: снова открыть для записи</b>
    { $span }

hours-note = 📝 { $note }

hours-note-how = Заметку для своих можно дописать сообщением.

hours-note-ill = болеет

hours-note-too-long = Это длиннее 100 символов. Напишите, пожалуйста, короче.

hours-changed = ⚠️ <b>{ $name }: расписание тем временем изменилось</b>
    { $who ->
        [you] Это сделали вы, { $at }.
        [admin] Кто это сделал: { $admin }, { $at }.
       *[nobody] Похоже, его загрузили из файла.
    } Сейчас так:
    { $now }

    Ваше изменение не применено.

hours-dates = <b>{ $name }: особые дни</b>
    Нажмите, чтобы вернуть обычные часы.

hours-dates-none = <b>{ $name }: особые дни</b>
    Особых дней впереди нет.

hours-blocks = <b>{ $name }: закрытое время</b>
    Нажмите, чтобы снова открыть его для записи.

hours-blocks-none = <b>{ $name }: закрытое время</b>
    Впереди ничего не закрыто.

hours-unblocked-already = Это время уже снова открыто

hours-asked = <b>Ждём ответа клиентов</b>
    📞 — сообщения не доходят, лучше позвонить. Нажмите на запись, чтобы открыть её.

hours-asked-none = Все клиенты ответили: ждать некого.

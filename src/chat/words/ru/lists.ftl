# Списки записей и день картинкой.

list-day = <b>Записи: { $date }</b>

list-press = Нажмите на запись, чтобы открыть её.

list-press-day = Нажмите на день, чтобы увидеть записи.

list-count = { $count ->
    [one] { $count } запись
    [few] { $count } записи
   *[many] { $count } записей
}

list-count-none = Записей нет

list-count-pending = { $count ->
    [one] { $count } ждёт подтверждения
    [few] { $count } ждут подтверждения
   *[many] { $count } ждут подтверждения
}

list-count-free = свободно { $free }

list-empty = Записей нет.

list-empty-free = Записей пока нет, свободно { $free }.

list-empty-off = В этот день никто не работает.

list-empty-off-one = Это выходной.

list-empty-past = Записей не было.

list-none-such = Таких записей нет.

list-waiting = <b>Ждут подтверждения: { $count }</b>
    Нажмите на запись, чтобы открыть её.

list-waiting-none = Ни одна запись не ждёт подтверждения.

list-page-back = ‹ Предыдущие

list-page-on = Следующие ›

list-week = 📅 Неделя

list-week-of = <b>Неделя: { $dates }</b>

list-week-before = ‹ с { $date }

list-week-after = с { $date } ›

list-week-none = нет записей

list-week-off = выходной

list-picture = 🖼 Картинкой

list-everybody = 👤 Все мастера

list-ask-who = Чьи записи показать?

list-ask-standing = Какие записи показать?

list-standing-kept = Все записи

list-standing-pending = ⏳ Ждут

list-standing-confirmed = ✅ Подтверждены

list-standing-done = ✔️ Состоялись

list-standing-no-show = 🚫 Не пришли

list-standing-off = ❌ Отменены

picture-begun = Рисую, секунду

picture-wait = Картинка уже рисуется, секунду

picture-failed = Не получилось нарисовать картинку. Попробуйте, пожалуйста, ещё раз.

picture-nobody = Рисовать пока нечего: в каталоге нет ни одного мастера.

picture-caption = 🖼 <b>{ $title }</b>
    По состоянию на { $time }

picture-week = { $name }: { $dates }

picture-day-off = выходной

picture-group = { $service } · { $taken } из { $seats }

picture-confirmed = подтверждена

picture-pending = ждёт подтверждения

picture-done = состоялась

picture-no-show = не пришли

picture-rest = перерыв

picture-blocked = закрыто для записи

picture-free = свободно

picture-hour = ч

picture-minute = мин

# Слова, общие для обоих ботов.

button-back = ‹ Назад

button-cancel = Отмена

button-menu = Меню

button-confirm = Подтвердить

button-no = Нет, оставить

month-name = { $month ->
    [1] Январь
    [2] Февраль
    [3] Март
    [4] Апрель
    [5] Май
    [6] Июнь
    [7] Июль
    [8] Август
    [9] Сентябрь
    [10] Октябрь
    [11] Ноябрь
   *[12] Декабрь
}

month-day = { $day } { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}

weekday-short = { $weekday ->
    [1] пн
    [2] вт
    [3] ср
    [4] чт
    [5] пт
    [6] сб
   *[7] вс
}

weekday-tiny = { $weekday ->
    [1] пн
    [2] вт
    [3] ср
    [4] чт
    [5] пт
    [6] сб
   *[7] вс
}

date-plain = { $weekday } { $date }

date-year = { $weekday } { $date } { $year }

date-today = сегодня, { $weekday } { $date }

date-tomorrow = завтра, { $weekday } { $date }

date-time = { $date }, { $time }

time-today = сегодня, { $time }

time-tomorrow = завтра, { $time }

# Второй из двух одинаковых часов, когда часы переводят назад.
time-repeated = { $time } (второй раз, после перевода часов)

duration-hours = { $hours } ч

duration-minutes = { $minutes } мин

duration-both = { $hours } ч { $minutes } мин

money-free = бесплатно

count-minutes = { $count ->
    [one] { $count } минуту
    [few] { $count } минуты
   *[many] { $count } минут
}

count-hours = { $count ->
    [one] { $count } час
    [few] { $count } часа
   *[many] { $count } часов
}

count-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}

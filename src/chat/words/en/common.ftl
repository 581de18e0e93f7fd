# Words that both bots use.

button-back = ‹ Back

button-cancel = Cancel

button-menu = Menu

button-confirm = Confirm

button-no = No, keep it

month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}

month-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}

weekday-short = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}

weekday-tiny = { $weekday ->
    [1] Mo
    [2] Tu
    [3] We
    [4] Th
    [5] Fr
    [6] Sa
   *[7] Su
}

date-plain = { $weekday } { $date }

date-year = { $weekday } { $date } { $year }

date-today = today, { $weekday } { $date }

date-tomorrow = tomorrow, { $weekday } { $date }

date-time = { $date }, { $time }

time-today = today, { $time }

time-tomorrow = tomorrow, { $time }

# The second of two equal hours, when clocks go back.
time-repeated = { $time } (the second one, after the clocks go back)

duration-hours = { $hours } h

duration-minutes = { $minutes } min

duration-both = { $hours } h { $minutes } min

money-free = free

count-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}

count-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}

count-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}

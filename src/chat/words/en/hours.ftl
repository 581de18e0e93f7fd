# The schedule: hours of the week, dates that differ, vacations, blocked time.

hours-whose = <b>Schedule</b>
    Whose would you like to see or change?

hours-everybody = 🏠 The whole business

hours-everybody-name = The whole business

hours-off = day off

hours-night = { $span } (past midnight)

hours-week-business = <b>Schedule: the whole business</b>
    For everybody without hours of their own.

    { $table }

hours-week = <b>Schedule: { $name }</b>

    { $table }

hours-week-as-business = <b>Schedule: { $name }</b>
    The hours are those of the business.

    { $table }

hours-dates-head = <b>Dates that differ</b>
    { $dates }

hours-blocks-head = <b>Closed for bookings</b>
    { $blocks }

hours-button-edit = ✏️ Change the week

hours-button-own = 🏠 Use the hours of the business

hours-button-new = 📅 Other hours on a date

hours-button-away = 🏖 Vacation or days off

hours-button-block = 🚫 Close part of a day

hours-button-ill = 🤒 Off today: ill

hours-button-dates = All dates that differ ({ $count })

hours-button-blocks = All closed time ({ $count })

hours-button-asked = ⏳ Who has not answered yet

hours-button-asked-count = ⏳ Waiting for answers ({ $count })

hours-ask-days = <b>{ $name }: the week</b>
    Tick the days that change.

    { $table }

hours-ask-hours = <b>{ $name }: the week</b>
    Choose the hours of the ticked days, or write them: 10-14, 15-20. For a day off write "off".

    { $table }

hours-button-work = Mon–Fri

hours-button-rest = Weekend

hours-button-all = All days

hours-button-same = Same as { $day }

hours-button-off = Day off

hours-days-first = Tick the days first

hours-words = Please write it in words.

hours-same-already = These are the hours already

hours-unclear = I do not understand these hours. Write for example: 10-14, 15-20 — or "off".

hours-overlap = These hours overlap. Please write them differently.

hours-overlap-night = The night runs into the hours of the next day. Please choose other hours.

hours-ask-date = <b>{ $name }: other hours on a date</b>
    Which day? You can write: 31 December, or 30.12-08.01.

hours-ask-from = <b>{ $name }: vacation or days off</b>
    From which day? You can write both at once: 01.12-14.12.

hours-ask-to = <b>{ $name }: vacation or days off</b>
    The first day is { $from }. Which is the last?

hours-ask-block-date = <b>{ $name }: close part of a day</b>
    Which day?

hours-ask-special = <b>{ $name }: { $dates }</b>
    { $was }What shall the hours be? Choose, or write: 10-14, 15-20.

hours-by-schedule = By the schedule: { $was }.

hours-ask-block = <b>{ $name }: { $dates }</b>
    { $was }Which time shall be closed for bookings? Write for example: 13-14.

hours-button-one-day = This day only

hours-unclear-date = This date does not work. Choose a day in the calendar, or write for example 24.12. Days that have passed stay as they were, the last day is not before the first, and a year ahead is the limit.

hours-one-span = One stretch of time is needed, for example: 13-14.

hours-span-past = This time has passed. Please choose another.

hours-change-week = <b>{ $name }: the week</b>

    <b>Before</b>
    { $was }

    <b>After</b>
    { $will }

hours-change-as-business = <b>{ $name }: the hours of the business</b>

    <b>Before</b>
    { $was }

    <b>After</b>
    { $will }

hours-change-date = <b>{ $name }: { $dates }</b>
    Before: { $was }
    After: { $will }

hours-change-dates = <b>{ $name }: { $dates }</b>
    After: { $will }

hours-change-block = 🚫 <b>{ $name }: close for bookings</b>
    { $span }

hours-change-unblock = <b>{ $name }: open for bookings again</b>
    { $span }

hours-note = 📝 { $note }

hours-note-how = A note for your team can be added by a message.

hours-note-ill = ill

hours-note-too-long = That is longer than 100 characters. Please write less.

hours-changed = ⚠️ <b>{ $name }: the schedule has changed meanwhile</b>
    { $who ->
        [you] You did it, { $at }.
        [admin] It was { $admin }, { $at }.
       *[nobody] It seems to come from a file.
    } It is now:
    { $now }

    Your change was not applied.

hours-dates = <b>{ $name }: dates that differ</b>
    Press one to bring the usual hours back.

hours-dates-none = <b>{ $name }: dates that differ</b>
    There are none ahead.

hours-blocks = <b>{ $name }: closed time</b>
    Press one to open it for bookings again.

hours-blocks-none = <b>{ $name }: closed time</b>
    Nothing is closed ahead.

hours-unblocked-already = This time is open again already

hours-asked = <b>Waiting for clients' answers</b>
    📞 — messages do not arrive, better call. Press a booking to open it.

hours-asked-none = All clients have answered.

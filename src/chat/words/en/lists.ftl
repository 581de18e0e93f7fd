# Lists of bookings, and a day as a picture.

list-day = <b>Bookings: { $date }</b>

list-press = Press a booking to open it.

list-press-day = Press a day to see its bookings.

list-count = { $count ->
    [one] { $count } booking
   *[other] { $count } bookings
}

list-count-none = No bookings

list-count-pending = { $count ->
    [one] { $count } waits for confirmation
   *[other] { $count } wait for confirmation
}

list-count-free = { $free } free

list-empty = No bookings.

list-empty-free = No bookings yet, { $free } free.

list-empty-off = Nobody works on this day.

list-empty-off-one = This is a day off.

list-empty-past = There were no bookings.

list-none-such = There are no such bookings.

list-waiting = <b>Waiting for confirmation: { $count }</b>
    Press a booking to open it.

list-waiting-none = No booking waits for confirmation.

list-page-back = ‹ Previous

list-page-on = Next ›

list-week = 📅 Week

list-week-of = <b>Week: { $dates }</b>

list-week-before = ‹ from { $date }

list-week-after = from { $date } ›

list-week-none = no bookings

list-week-off = day off

list-picture = 🖼 As a picture

list-everybody = 👤 Everybody

list-ask-who = Whose bookings?

list-ask-standing = Which bookings?

list-standing-kept = All bookings

list-standing-pending = ⏳ Waiting

list-standing-confirmed = ✅ Confirmed

list-standing-done = ✔️ Done

list-standing-no-show = 🚫 No-shows

list-standing-off = ❌ Called off

picture-begun = Drawing, just a second

picture-wait = The picture is being drawn already

picture-failed = The picture could not be drawn. Please try again.

picture-nobody = There is nothing to draw yet: the catalogue has no specialist.

picture-caption = 🖼 <b>{ $title }</b>
    As of { $time }

picture-week = { $name }: { $dates }

picture-day-off = day off

picture-group = { $service } · { $taken } of { $seats }

picture-confirmed = confirmed

picture-pending = waiting

picture-done = done

picture-no-show = no-show

picture-rest = break

picture-blocked = blocked

picture-free = free

picture-hour = h

picture-minute = min

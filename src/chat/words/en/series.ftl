# Words about a booking that comes back every week.

button-repeat = 🔁 Repeat every week

series-weeks = <b>{ $service }</b>, { $specialist }
    🕒 { $time }
    For how many more weeks shall we repeat this booking?

button-weeks = { $count ->
    [one] { $count } more week
   *[other] { $count } more weeks
}

series-all-free = <b>This time is free on all dates:</b>

series-some-taken = <b>This time is not available on some dates:</b>

series-nothing-free = <b>None of these dates can be booked:</b>

series-taken = ✖️ { $day }: { $why }

series-taken-other = ✖️ { $day }: { $why }, { $other } is free

series-busy = taken

series-full = no seat left

series-closed = we are closed

series-far = not open for booking yet

series-soon = too late

button-series-others = Take the other times

button-series-skip = Skip these dates

series-none = None of the dates can be booked now.

series-review = <b>Book these dates?</b>

    <b>{ $service }</b>, { $specialist }
    { $dates }

    { $count ->
        [one] { $count } visit, { $price }
       *[other] { $count } visits, { $price }
    }

series-lost = Sorry, { $time } has just been taken, so nothing is booked yet. Please look again:

series-booked = ✅ <b>You are booked on these dates:</b>
    { $dates }

    Each booking can be opened, moved or cancelled by itself.

series-pending = ⏳ <b>These bookings await confirmation</b>
    { $dates }

    We will write to you here about each.

series-too-far = Booking is not open that far ahead yet

button-cancel-series = Cancel this and all later ones

hint-series = Please choose with a button above, or press “Back”.

admin-news-repeated = 🔁 <b>The client repeats booking No. { $number }</b>
    { $service } · { $specialist }
    { $dates }

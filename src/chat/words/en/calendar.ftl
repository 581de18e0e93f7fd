# Words of the calendar file.

button-calendar = 📅 Add to calendar

calendar-file = Open the file and the visit is in your calendar.

calendar-file-moved = The time of the visit has changed. Open the file and your calendar shows the new one.

calendar-file-off = The visit is off. Open the file and your calendar drops it.

calendar-file-confirmed = The visit is confirmed. Open the file and your calendar shows it.

calendar-summary = { $service } — { $business }

calendar-what = { $service }, { $specialist }

calendar-number = Booking No. { $number }

calendar-pending = The booking still waits for a confirmation.

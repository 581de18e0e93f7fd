# Words of the calendar file.

button-calendar = 📅 Add to calendar

calendar-file = Open the file to add the visit to your calendar.

calendar-file-moved = The time of the visit has changed. Open the file to update your calendar.

calendar-file-changed = The visit has changed. Open the file and your calendar shows it.

calendar-file-off = The visit will not take place. Open the file to remove it from your calendar.

calendar-file-confirmed = The visit is confirmed. Open the file to update your calendar.

calendar-summary = { $service } — { $business }

calendar-what = { $service }, { $specialist }

calendar-number = Booking No. { $number }

calendar-pending = The booking is still awaiting confirmation.

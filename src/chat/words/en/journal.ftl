# The journal: what was done and what was refused. A word for each deed; $number is that of what it was done to.

team-log = <b>Journal</b>

team-log-refused = <b>Refusals</b>
    Presses that did nothing. One or two are usually an old button, many in a row are a reason to ask.

team-log-of = <b>Actions: { $name }</b>

team-log-empty = Nothing yet.

team-log-line = <i>{ $at }</i> · { $who }

team-log-line-own = <i>{ $at }</i>

team-log-deed = “{ $deed }” { $number }

# Who, if it was nobody of the staff: the program itself.
team-log-itself = Zapis, by its rules

deed-retention = Kept long enough, clients whose data were erased: { $number }

deed-restored-sent = What was unsent after the restore: sent

deed-restored-dropped = What was unsent after the restore: not sent

deed-press-beyond-role = Not allowed for the role

deed-press-unknown = There is no such button

deed-press-foreign = Somebody else's, or gone

deed-press-outdated = An old button

deed-booking-pending = Booking No. { $number } waits for confirmation again

deed-booking-confirmed = Booking No. { $number } confirmed

deed-booking-declined = Booking No. { $number } declined

deed-booking-cancelled = Booking No. { $number } cancelled

deed-booking-expired = Booking No. { $number } given up

deed-booking-done = Booking No. { $number }: the visit took place

deed-booking-no-show = Booking No. { $number }: the client did not come

deed-booking-moved = Booking No. { $number } moved

deed-booking-edited = Booking No. { $number } changed

deed-pin-locked = Locked out: too many wrong PINs

deed-pin-set = The PIN was set on the server

deed-pin-changed = A new PIN

deed-team-claimed = Became owner by a link from the server

deed-team-joined = Came by an invitation

deed-team-invited = Invitation No. { $number }

deed-team-invitation-off = Invitation No. { $number } taken back

deed-team-named = Name of a colleague: { $name }

deed-team-role-changed = Role of a colleague: { $name }

deed-team-removed = No longer in the team: { $name }

deed-team-locked = Locked: { $name }

deed-team-locked-all = Everybody else locked

deed-settings-changed = Setting changed: { $name }

deed-settings-own = Own notices changed

team-log-you = You

team-log-everybody = everybody

deed-new-booked = Booking No. { $number } made

deed-booking-reopened = Booking No. { $number } brought back

deed-booking-comment = Booking No. { $number }: comment

deed-booking-price = Booking No. { $number }: price

deed-booking-visit = Booking No. { $number }: service or specialist

deed-asked-agreed = Booking No. { $number }: the client agrees

deed-client-name = Client No. { $number }: name

deed-client-phone = Client No. { $number }: phone

deed-client-note = Client No. { $number }: note

deed-client-ban = Client No. { $number } banned

deed-client-unban = Client No. { $number } no longer banned

deed-client-called-off = Client No. { $number }: bookings called off

deed-client-merged = Client No. { $number } joined with another

deed-client-merged-away = Client No. { $number } is part of another now

deed-hours-week = Weekly hours: { $name }

deed-hours-dates = Special days: { $name }

deed-hours-block = Time blocked: { $name }

deed-hours-unblock = Time opened: { $name }

deed-backup-copied = A copy of the database, sent to the chat

deed-late = Running late: { $name }

deed-cat-service-new = A new service: { $name }

deed-cat-specialist-new = A new specialist: { $name }

deed-setup-tried = Trial booking No. { $number }

deed-press-gone = That is no longer in the catalogue

deed-cat-category-added = New category: { $name }

deed-cat-category-changed = Category renamed: { $name }

deed-cat-category-moved = Category at another place: { $name }

deed-cat-category-deleted = Category deleted: { $name }

deed-cat-service-added = New service: { $name }

deed-cat-service-changed = Service changed: { $name }

deed-cat-service-price = Price changed: { $name }

deed-cat-service-moved = Service at another place: { $name }

deed-cat-service-on = Service switched on: { $name }

deed-cat-service-off = Service switched off: { $name }

deed-cat-specialist-added = New specialist: { $name }

deed-cat-specialist-changed = Specialist changed: { $name }

deed-cat-specialist-price = Specialist's price changed: { $name }

deed-cat-specialist-moved = Order of specialists changed: { $name }

deed-cat-specialist-photo = Specialist's photo: { $name }

deed-cat-specialist-on = Specialist switched on: { $name }

deed-cat-specialist-off = Specialist switched off: { $name }

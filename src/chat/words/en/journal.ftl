# The journal: what was done and what was refused. A word for each deed; $number is that of what it was done to.

team-log = <b>Journal</b>

team-log-refused = <b>Refusals</b>
    Presses that did nothing. One or two are usually an old button, many in a row are a reason to ask.

team-log-of = <b>Actions: { $name }</b>

team-log-empty = Nothing yet.

team-log-line = <i>{ $at }</i> · { $who }

team-log-line-own = <i>{ $at }</i>

team-log-deed = “{ $deed }” { $number }

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

deed-hours-week = Weekly hours: { $name }

deed-hours-dates = Special days: { $name }

deed-hours-block = Time blocked: { $name }

deed-hours-unblock = Time opened: { $name }

deed-late = Running late: { $name }

deed-cat-service-new = A new service: { $name }

deed-cat-specialist-new = A new specialist: { $name }

deed-setup-tried = Trial booking No. { $number }

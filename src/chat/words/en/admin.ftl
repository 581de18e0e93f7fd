# The words of the admin bot.

admin-command-start = Main menu

admin-command-menu = Main menu

admin-command-today = Bookings today

admin-command-tomorrow = Bookings tomorrow

admin-command-waiting = Waiting for confirmation

admin-command-lock = Lock

admin-choose-pin = <b>Choose a PIN</b>
    6 to 12 digits. You will need it every time you sign in. I will delete your message right away.

admin-repeat-pin = Please type the same PIN once more.

admin-enter-pin = 🔒 Please type your PIN.

admin-pin-not-digits = A PIN is 6 to 12 digits, without letters or spaces.

admin-pin-too-simple = That PIN is too easy to guess. Please choose another: no run such as 123456 and no repeated digit such as 111111.

admin-pin-differs = The two PINs differ. Please choose one again.

admin-pin-set = ✅ The PIN is saved.

admin-pin-wait = One moment, checking the PIN.

admin-pin-first = Please type your PIN first

admin-pin-failed = The PIN could not be checked. Please try again.

admin-pin-wrong = { $left ->
    [one] That PIN is wrong. { $left } attempt is left.
   *[other] That PIN is wrong. { $left } attempts are left.
}

admin-pin-wrong-last = That PIN is wrong. Please type it again.

admin-pin-wrong-locked = That PIN is wrong. You can try again in { $wait }.

admin-pin-locked = 🔒 Too many attempts. You can try again in { $wait }.

admin-locked = 🔒 Locked. You will need your PIN to go on.

admin-menu = <b>{ $business }</b>
    Which bookings would you like to see?

admin-unknown = I do not understand that message. Please press a button.

admin-button-today = Today

admin-button-tomorrow = Tomorrow

admin-button-date = Another date

admin-button-waiting = Waiting for confirmation ({ $count })

admin-button-lock = 🔒 Lock

admin-ask-date = Which day would you like to see?

admin-status-pending = ⏳ <b>Awaiting confirmation</b>

admin-status-confirmed = ✅ <b>Confirmed</b>

admin-status-declined = ❌ <b>Declined</b>

admin-status-cancelled = ❌ <b>Cancelled</b>

admin-status-expired = ⌛ <b>Not confirmed in time</b>

admin-status-done = ✔️ <b>The visit took place</b>

admin-status-no-show = ❌ <b>No-show</b>

admin-card-decide-by = Confirm by { $until }

admin-card = Booking No. { $number }
    { $service } · { $specialist }
    🕒 { $time }
    { $duration } · { $price }

admin-card-client = 👤 { $name }

admin-card-phone = 📞 { $phone } — from Telegram

admin-card-phone-unverified = 📞 { $phone } — typed in

admin-card-phone-locked = 📞 shown after the PIN

admin-card-comment = 💬 { $comment }

admin-card-reason = ✏️ Reason: { $reason }

admin-card-below = Booking No. { $number } is in a message below.

admin-card-changed = { $who ->
    [client] Changed by the client: { $at }
    [you] Changed by you: { $at }
    [named] Changed by { $name }: { $at }
    [admin] Changed by another admin: { $at }
   *[system] Changed automatically: { $at }
}

admin-button-decline = Decline

admin-button-cancel = Cancel the booking

admin-ask-decline = Decline the booking? The client will be told.

admin-button-decline-sure = Yes, decline it

admin-ask-cancel = Cancel the booking? The client will be told.

admin-button-cancel-sure = Yes, cancel it

admin-toast-confirmed = The booking is confirmed

admin-toast-declined = The booking is declined

admin-toast-cancelled = The booking is cancelled

admin-already = Already { $what ->
    [confirmed] confirmed
    [declined] declined
    [cancelled] cancelled
    [expired] expired: it was not confirmed in time
    [moved] moved
   *[other] changed
}{ $who ->
    [client] {" by the client"}
    [you] {" by you"}
    [named] {" by "}{ $name }
    [admin] {" by another admin"}
   *[system] {""}
}

admin-refused-begun = The visit has already begun

admin-refused = This booking can no longer be changed that way

admin-news-booked = 🔔 <b>New booking</b>

admin-news-cancelled = 🔔 <b>The client cancelled a booking</b>

admin-news-moved = 🔔 <b>The client moved a booking</b>
    It was: { $from }

admin-news-cancelled-by-staff = 🔔 <b>A colleague cancelled a booking with you</b>

admin-news-moved-by-staff = 🔔 <b>A colleague moved a booking with you</b>
    It was: { $from }

admin-news-pin-locked = ⚠️ Too many wrong PINs: sign-in of the admin with Telegram ID { $admin } is locked for a while.

admin-news-pin-locked-own = ⚠️ A wrong PIN was typed too many times in this chat. If it was not you, please check who has access to your Telegram.

admin-news-pin-set = 🔑 The PIN of the admin with Telegram ID { $admin } was changed on the server itself.

admin-news-pin-set-own = 🔑 Your PIN was changed on the server itself. If it was not you, please check who has access to the server.

admin-news-owner = 🔑 A new owner came in with a one-time link: Telegram ID { $admin }. If you did not give it out, please check who has access to the server.

admin-news-config-taken =
    ⚙️ <b>The settings were changed and are in force</b>
    { $changes }

admin-news-config-restart =
    ⏳ <b>Changes after a restart</b>
    { $changes }

admin-news-config-refused =
    ⚠️ <b>The settings file was not accepted; the former settings stay</b>
    { $reason }

admin-news-config-mended = ✅ The settings file is in order again. The settings stay as they were.

admin-stale = This button no longer works

admin-apology = That did not work. Please try again.

admin-room-new = ➕ Book a client

admin-room-find = 🔍 Find a booking

admin-room-clients = 👥 Clients

admin-room-cat = 💈 Services and staff

admin-room-hours = 🕘 Schedule

admin-room-why = ❓ Why no time

admin-room-team = 🔑 Team

admin-room-settings = ⚙️ Settings

admin-beyond-role = Your role does not allow this. Please ask the owner.

admin-step-over = I waited and have closed this step. Nothing was changed.

admin-step-erased = A client's data were erased, so this step is closed. Nothing was changed.

admin-button-with-reason = ✏️ Give a reason

admin-ask-reason-decline = Why is booking No. { $number } declined? Write it down: the client will read it.

admin-ask-reason-cancel = Why is booking No. { $number } cancelled? Write it down: the client will read it.

admin-reason-words = Please write the reason in words.

admin-reason-too-long = This is longer than 500 characters. Please make it shorter.

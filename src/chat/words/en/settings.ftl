# Settings in the admin bot, news, the morning digest.

# For a client: the owner's own greeting.
menu-own = <b>{ $business }</b>
    { $greeting }

settings-menu = ⚙️ <b>Settings</b>
    What you set here holds at once and wins over the settings file.

settings-menu-own = ⚙️ <b>Your settings</b>

settings-group-business = 🏠 The business

settings-group-booking = 📅 Booking

settings-group-reminders = ⏰ Reminders and reviews

settings-group-texts = 💬 Texts

settings-group-access = 🔐 Access

settings-button-news = 🔔 My notices

settings-button-language = 🌐 Language

settings-button-pin = 🔑 Change PIN

settings-button-file = 📄 Settings file

settings-line = ▫️ { $name }: <b>{ $value }</b> · { $origin ->
    [here] set here
    [aside] from the file (what is set here does not go with it)
    [file] from the file
   *[default] default
}

settings-card = <b>{ $name }</b>
    Now: { $value } · { $origin ->
    [here] set here
    [aside] from the file (what is set here does not go with it)
    [file] from the file
   *[default] default
}

settings-ask-text = Write it as it should be, at most { $most ->
    [one] { $most } character
   *[other] { $most } characters
}.

settings-ask-zone = Choose a city or write the name of a zone, such as Europe/Berlin.

settings-ask-choice = Choose one.

settings-ask-length = Choose, or write your own, such as "45 minutes", "3 hours", "2 days".

settings-ask-lengths = Choose, or write your own with commas, such as "24 hours, 2 hours".

settings-ask-quiet = Choose, or write your own, such as "22:00-09:00".

settings-ask-count = Choose or write a number.

settings-button-without = Remove

settings-button-file-value = ↩️ As in the file: { $value }

settings-preview = <b>{ $name }</b>
    Now: { $was }
    Will be: { $is }

settings-saved = ✅ Saved

settings-in-words = Please write it in words.

settings-overtaken = ⚠️ While you were choosing, { $who ->
    [you] you have changed this already
   *[other] another owner ({ $who }) changed this
}. It was: { $was }. Now it is: { $is }. Nothing was overwritten; please decide again.

settings-currency-fixed = The currency can be changed only while there is no service: they have prices already.

settings-nothing-bookable = Nothing could be booked then: the horizon must be longer than the minimum notice.

settings-idle-too-long = This is longer than the longest session of the settings file. Please choose less.

settings-wrong-text = Please write { $least } to { $most ->
    [one] { $most } character
   *[other] { $most } characters
}.

settings-wrong-zone = I do not know this zone. Write, for example, { $likely }, or choose a city.

settings-wrong-choice = Please press a button.

settings-wrong-length = I do not understand. Write a number and a unit, such as "45 minutes", "3 hours", "2 days".

settings-wrong-lengths = I do not understand. Write them with commas, such as "24 hours, 2 hours".

settings-wrong-bounds = This cannot be. The least is { $least }, the most { $most }.

settings-wrong-minutes = Whole minutes, please, without seconds.

settings-wrong-many = These are too many. At most { $most }, please.

settings-wrong-twice = One of them stands there twice.

settings-wrong-quiet = I do not understand. Write two different times, such as "22:00-09:00".

settings-wrong-count = Please write a number from { $least } to { $most }.

settings-wrong-time = I do not understand. Write a time, such as "08:30".

settings-none = none

settings-yes = yes

settings-no = no

settings-and = { $first } and { $last }

settings-comma = { $first }, { $next }

settings-zone = { $city ->
    [Kaliningrad] Kaliningrad
    [Moscow] Moscow
    [Samara] Samara
    [Yekaterinburg] Yekaterinburg
    [Omsk] Omsk
    [Novosibirsk] Novosibirsk
    [Krasnoyarsk] Krasnoyarsk
    [Irkutsk] Irkutsk
    [Yakutsk] Yakutsk
    [Vladivostok] Vladivostok
    [Magadan] Magadan
    [Kamchatka] Kamchatka
   *[other] { $zone }
}

settings-name-business-name = Name

settings-name-business-timezone = Time zone

settings-name-business-locale = Main language

settings-name-business-currency = Currency

settings-name-business-address = Address

settings-name-business-phone = Phone

settings-name-texts-greeting = Greeting

settings-name-texts-booked = After booking

settings-name-texts-reminder = In a reminder

settings-name-booking-step = Time step

settings-name-booking-min-notice = Minimum notice

settings-name-booking-horizon = Horizon

settings-name-booking-hold = Keep a chosen time

settings-name-booking-pending-timeout = Time to confirm

settings-name-booking-cancel-notice = Notice to cancel

settings-name-booking-max-active-per-client = Bookings per client

settings-name-reminders-offsets = Reminders

settings-name-reminders-quiet = Quiet hours

settings-name-review-ask = Ask for reviews

settings-name-review-after = When to ask for a review

settings-name-waitlist-offer = Keep for the waitlist

settings-name-admin-session-idle = Ask the PIN after a pause

settings-effect-business-name = The business is called so in all messages to clients: { $value }

settings-effect-business-timezone = All times are shown on the clocks of this zone. It is { $time } there now. Bookings already made do not move, they are only shown on these clocks.

settings-effect-business-locale = If a person's language is unknown, the bot writes in this one: { $value }.

settings-effect-business-currency = Prices are in this currency: { $value }.

settings-effect-business-address = { $kind ->
    [none] Clients see no address.
   *[some] Clients see the address in the contacts and on the card of a booking.
}

settings-effect-business-phone = { $kind ->
    [none] Clients see no phone.
   *[some] Clients see the phone in the contacts and on the card of a booking.
}

settings-effect-texts-greeting = { $kind ->
    [none] Clients see the usual greeting.
   *[some] Clients see this text at the beginning, in place of the usual greeting.
}

settings-effect-texts-booked = { $kind ->
    [none] The card of a booking has no text of yours.
   *[some] Clients see this text at the foot of the card of a confirmed booking.
}

settings-effect-texts-reminder = { $kind ->
    [none] A reminder has no text of yours.
   *[some] Clients see this text at the foot of a reminder.
}

settings-effect-booking-step = Clients are offered times in steps of { $value }, counted from the opening.

settings-effect-booking-min-notice = { $kind ->
    [none] A visit can be booked until it begins.
   *[some] A visit can be booked at least { $value } before it.
}

settings-effect-booking-horizon = The calendar is open for { $value } ahead.

settings-effect-booking-hold = { $kind ->
    [none] A chosen time is not kept: somebody else may take it.
   *[some] While a client types, the chosen time is kept for them for { $value }.
}

settings-effect-booking-pending-timeout = If nobody confirms a booking within { $value }, its time is free again and the client is told.

settings-effect-booking-cancel-notice = { $kind ->
    [none] Clients see: a visit can be moved or cancelled until it begins.
   *[some] Clients see: a visit can be moved or cancelled at least { $value } before it.
}

settings-effect-booking-max-active-per-client = One client can have at most { $count ->
    [one] { $count } upcoming booking.
   *[other] { $count } upcoming bookings.
}

settings-effect-reminders-offsets = { $kind ->
    [none] Clients are not reminded of visits.
   *[some] Clients are reminded { $value } before a visit, also of visits booked already.
}

settings-effect-reminders-quiet = { $kind ->
    [none] Reminders and questions reach clients at any hour.
   *[some] From { $from } to { $to } clients are not written to: reminders and questions wait.
}

settings-effect-review-ask = { $kind ->
    [none] Clients are not asked about a visit.
   *[some] After a visit the client is asked how it was.
}

settings-effect-review-after = { $kind ->
    [none] The question about a visit comes as soon as it ends.
   *[some] The question about a visit comes { $value } after its end.
}

settings-effect-waitlist-offer = A freed time is kept for { $value } for the one to whom it is offered; then the next is asked.

settings-effect-admin-session-idle = The PIN is asked again after { $value } without a press.

settings-news-changed = ⚙️ <b>Another owner ({ $who }) changed a setting: { $setting }</b>
    It was: { $was }
    It is: { $is }

settings-news-overridden =
    🔒 <b>Changed in the file but not in force: set in the bot</b>
    { $changes }

settings-file = 📄 <b>The settings file</b>

settings-file-started = ✅ Read at the start: { $at }.

settings-file-mended = ✅ Mended: { $at }. The settings in force are the former ones.

settings-file-refused = ⚠️ Not accepted: { $at }. The former settings stay.
    { $reason }

settings-file-taken = ✅ Read anew: { $at }.

settings-file-here = <b>Set in the bot, and wins over the file:</b>
    { $list }

settings-file-aside = <b>Set in the bot, but does not go with the file and so does not hold:</b>
    { $list }

settings-news = 🔔 <b>My notices</b>
    Press to turn them on or off. Cards of bookings that you have on the screen change in any case{ $owner ->
    [yes] , and of wrong PINs, new owners and what may lose data you always hear
   *[no] {""}
}.

settings-news-kind = { $on ->
    [yes] ✅
   *[no] ⬜
} { $news ->
    [booked] New bookings
    [cancelled] Cancellations
    [moved] Moves
    [reviewed] Low ratings
    [digest] Morning digest
   *[alerts] Failures, server, settings file
}

settings-button-quiet = 🌙 Quiet hours: { $quiet }

settings-button-digest = ☀️ Digest at { $at }

settings-button-other-time = ✏️ Another time

settings-button-quiet-off = No quiet hours

settings-quiet = 🌙 <b>Quiet hours</b>
    Now: { $quiet }
    News comes when the quiet hours end. Only what cannot wait comes at once, such as bookings that would then be too late to confirm.

settings-digest = ☀️ <b>Morning digest</b>
    Now: at { $at }
    The bookings of the day, what waits for confirmation, and where there is room.

settings-type-quiet = Write from when until when nobody should write to you, such as "22:00-09:00".

settings-type-digest = Write when the digest should come, such as "08:30".

settings-language = 🌐 Which language do you prefer?

settings-language-set = Done

settings-pin-old = 🔑 <b>Another PIN</b>
    The present one first.

settings-pin-new = 🔑 <b>The new PIN</b>
    6 to 12 digits. I delete the message with it at once.

settings-pin-failed = The PIN could not be changed. Please try again.

settings-pin-overtaken = ⚠️ Your PIN was set on the server meanwhile. It was not changed here.

settings-pin-changed = ✅ The PIN is changed. Please sign in with the new one.

news-series-cancelled = ❌ <b>A client cancelled a weekly booking</b>
    { $service } · { $specialist }, from booking No. { $number } on
    { $dates }

digest = ☀️ <b>Good morning! Today is { $weekday }, { $date }</b>

digest-bookings = { $count ->
    [one] { $count } booking
   *[other] { $count } bookings
}: from { $from } to { $to }

digest-nothing = No bookings so far.

digest-waiting = { $count ->
    [one] ⏳ { $count } booking waits for confirmation
   *[other] ⏳ { $count } bookings wait for confirmation
}

digest-free = Free:
    { $free }

digest-button-day = Bookings of today

digest-button-waiting = Waiting for confirmation

dead-letters = { $count ->
    [one] ⚠️ <b>Not everything worked: { $count } failure</b>
   *[other] ⚠️ <b>Not everything worked: { $count } failures</b>
}

dead-letters-line = · { $what ->
    [message-to-client] A message to a client could not be delivered
    [message-to-admin] A message to an admin could not be delivered
    [action-of-client] An action of a client could not be done
    [action-of-admin] An action of an admin could not be done
    [task] A scheduled task failed
   *[other] An internal task failed
}: { $count }

dead-letters-advice = Everything else works. If it happens again, show this to whoever looks after the server.

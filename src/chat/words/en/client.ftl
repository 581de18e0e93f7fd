# The words of the client bot.

command-start = Main menu

command-bookings = My bookings

command-prices = Prices

command-contacts = Contacts

command-language = Language

menu = <b>{ $business }</b>
    Hello! Booking takes a minute — choose what you need.

menu-again = <b>{ $business }</b>
    What else can we do for you?

button-book = 📅 Book

button-bookings = 🗒 My bookings

button-prices = Prices

button-contacts = Contacts

button-language = Language · Язык

languages = Which language do you prefer?

language-switched = Language: English

prices = <b>Services and prices</b>

price-line = <b>{ $service }</b>
    { $price } · { $duration }

contacts = <b>{ $business }</b>

contacts-address = 📍 { $address }

contacts-phone = 📞 { $phone }

contacts-none = Our address and phone are not listed yet.

no-services = Booking is not open yet. Please check back later.

choose-service = <b>What would you like to book?</b>

choose-specialist = <b>{ $service }</b>
    Who would you like to see?

button-anybody = Anyone available

choose-day = <b>{ $service }</b>
    Which day? A dot means nothing is free.

no-days = <b>{ $service }</b>
    There are no free times at the moment. Please try another service or check back later.

choose-time = <b>{ $service }</b>
    { $date }
    What time suits you?

part-morning = — Morning —

part-day = — Afternoon —

part-evening = — Evening —

taken-toast = That time was just taken

taken = Sorry, <b>{ $time }</b> was just taken. Please choose another day.

taken-nearest = Sorry, <b>{ $time }</b> cannot be booked any more. The nearest free times are:

too-late-toast = That time can no longer be booked

service-gone = This service is not available at the moment. Here is what we have:

too-many-bookings = { $count ->
    [one] You already have { $count } upcoming booking, and that is the limit for now. Cancel it if you want another time.
   *[other] You already have { $count } upcoming bookings, and that is the limit for now. Cancel one of them if you want another time.
}

too-many-today = You have already booked many times in the last day. Please give us a call, or come back tomorrow.

chosen = <b>{ $service }</b>, { $specialist }
    🕒 { $time }

held-until = We are holding this time for you until { $until }.

hold-ended = We are no longer holding this time. Confirm, and if it is still free, it is yours.

ask-name = What is your name? Please type it.

ask-name-known = What name is the booking under? Tap it or type another.

name-too-short = That is too short for a name. Please type at least two letters.

name-too-long = That is too long for a name. Please keep it within a hundred characters.

name-no-letters = There is no name in that. Please type it in letters.

name-link = That looks like a link. Please type just a name.

ask-phone = Please leave your phone number: press the button below or type it here.

ask-phone-known = Which number can we reach you on?

button-share-phone = 📱 Share my number

button-other-phone = Another number

phone-wrong = That number cannot be read. Please type it in full, for example +44 20 7946 0958.

keyboard-away = All right.

review = <b>Is everything correct?</b>

review-price = { $duration }, { $price }

review-contact = 👤 { $name }, { $phone }

review-by-admin = We will confirm the booking on our side and write to you here right away.

comment-line = 💬 { $comment }

button-comment = Add a comment

button-edit-comment = Change the comment

button-no-comment = No comment

ask-comment = Type a comment for the booking, up to 500 characters.

comment-too-long = The comment is too long. Please keep it within 500 characters.

bookings = <b>Your bookings</b>
    Tap one to open it.

no-bookings = There are no upcoming bookings.

card = <b>{ $service }</b>, { $specialist }
    🕒 { $time }
    { $duration } · { $price }
    Booking No. { $number }

card-cancel-until = You can cancel or move it until { $until }.

status-pending = ⏳ <b>Awaiting confirmation</b>

status-confirmed = ✅ <b>You are booked</b>

status-declined = ❌ <b>Not confirmed</b>

status-cancelled = ❌ <b>Cancelled</b>

status-expired = ⌛ <b>Not confirmed in time</b>

status-done = ✔️ <b>The visit took place</b>

status-over = ✔️ <b>The visit is over</b>

status-no-show = <b>The visit did not take place</b>

button-cancel-booking = Cancel the booking

card-below = Booking No. { $number } is in a message below.

ask-cancel = <b>Cancel this booking?</b>
    You can also tell us why.

button-cancel-sure = Yes, cancel it

cancelled-booking-toast = Your booking has been cancelled

cancel-too-late = A booking can be cancelled or moved no later than { $notice } before the visit. Please call us.

cancel-call-us = Phone: { $phone }.

cancel-begun = The visit has already begun

card-changed = The booking has changed — this is how it stands

news-confirmed = ✅ Booking No. { $number } is confirmed: { $service }, { $specialist }, { $time }. See you there!

news-declined = Sorry, booking No. { $number } ({ $service }, { $time }) was not confirmed. Please choose another time.

news-edited = We have changed your booking No. { $number } ({ $time }).
    Before: { $was }
    Now: { $now }

news-edited-way = If this does not suit you, move or cancel the booking with a button below.

news-cancelled = Sorry, we had to cancel booking No. { $number } ({ $service }, { $time }). Please choose another time.

news-expired = Booking No. { $number } ({ $service }, { $time }) was not confirmed in time, so the time is free again. Please try once more.

cancelled-toast = OK, nothing was booked

stale = This button no longer works

expired = We have not heard from you for a while, so let us stop here. Start again whenever you like.

expired-hold = We have not heard from you for a while, so let us stop here; the time you chose is free again. Start again whenever you like.

private-only = I book in private chats only — please write to me there.

apology = Sorry, something went wrong on our side. Please try once more, or begin again: /start

hint-service = Please choose a service with a button above.

hint-specialist = Please choose a specialist with a button above.

hint-day = Please choose a day in the calendar above.

hint-time = Please choose a time with a button above.

hint-name = Please type your name as an ordinary message.

hint-phone = Please press “Share my number” or type the number.

hint-review = Please check the booking above and press “Confirm”.

hint-comment = Please type the comment as an ordinary message, or press “Back”.

choose-category = <b>What are you interested in?</b>

category-rest = Other

choose-services = <b>What shall the visit include?</b>
    Tick everything you need and press “Next”.

ticked = Chosen: <b>{ $services }</b>
    { $duration } · { $price }

button-several = Several services at once

button-next = Next ›

tick-one = Please tick at least one service

too-many-services = A visit can include up to ten services

not-together = These services do not fit into one visit: nobody performs all of them. Please book them separately.

button-soonest = ⚡ Soonest: { $time }

why-past = { $date }: this day can no longer be booked.

why-too-far = { $date }: booking is not open that far ahead yet; the last day is { $latest }.

why-too-soon = { $date }: it is too late for this day; bookings close { $notice } before the visit.

why-full = { $date }: all times are taken.

why-off = { $date }: { $specialist } does not work on this day.

why-closed = { $date }: we are closed on this day.

why-nearest = The nearest free time: { $time }.

not-offered = <b>{ $time }</b> cannot be booked. Please choose another day.

not-offered-nearest = <b>{ $time }</b> cannot be booked. Here is the nearest free time:

zone = 🌍 Times are { $city } time ({ $utc })

consent = <b>Before we book you in</b>
    To book you in and remind you of your visit, { $business } will keep your name, phone number and bookings. We do not pass them on, and we delete them if you ask us to. Do you agree?

consent-url = More about it: { $url }

button-agree = I agree

review-changed = The price or the duration has changed while you were booking. Please look it over once more.

button-other-time = Another time

move-headline = <b>Moving your booking</b>
    Your current time: { $time }. It stays yours for now.

move-from = <b>Move the booking?</b>
    From: { $time }

move-to = To:

move-by-admin = We will confirm the new time on our side and write to you here right away.

move-not-offered = This booking cannot be moved right now. Please call us.

moved-toast = Your booking has been moved

kept-toast = All right, the booking stays as it was

button-move = Move

button-again = Book again

button-as-last-time = 🔁 Same as last time: { $service }, { $specialist }

button-past = Past bookings

past-bookings = <b>Past bookings</b>
    Press one to open it or to book it again.

no-past-bookings = No past bookings yet.

ask-reason = Tell us in a few words why you are cancelling, and I will cancel the booking right away.

reason-ill = I am ill

reason-plans = Plans changed

button-other-reason = Another reason

reason-line = Reason: { $reason }

news-moved = 🔁 <b>We have moved your booking</b>
    It was: { $from }
    If the new time does not suit you, choose another or cancel with a button below.

news-booked = 📅 <b>We have booked you in</b>
    If the time does not suit you, choose another or cancel with a button below.

hint-edited = I do not notice edited messages. Please write it once more as a new message.

hint-which-day = Which day? Choose it in the calendar, or write it together with the time: tomorrow at 15:00.

hint-consent = To go on, please press “I agree”.

hint-reason = Please write the reason as a message, or press “Back”.

hint-language = Please choose a language with a button above.

moved-enough = You have already moved bookings many times in the last day. Please give us a call.

# The words of an admin who books for a client, moves a booking, or asks why a time is not offered.

pick-book = <b>New booking</b>

pick-book-for = <b>New booking:</b> { $name }

pick-move = <b>Moving booking No. { $number }</b>
    Now: { $time }

pick-why = <b>Why no time</b>

pick-why-for = <b>Why no time</b>
    Client: { $name }

pick-what = { $service }

pick-what-with = { $service } · { $specialist }

pick-no-services = There are no services yet: add some first.

pick-service = Which service? Press it or type a part of its name.

pick-nobody = Nobody performs this service at the moment.

pick-not-together = Not in one visit: nobody does all of these.

pick-hint-service = No such service was found. Press a button or type more of its name.

pick-specialist = With whom?

pick-button-anybody = Whoever is free

pick-hint-specialist = Nobody of that name was found. Press a button or type more of it.

pick-day = Which day? Numbers are days with free time.
    You can also type: tomorrow at 15.

pick-day-why = Which day do you mean? Press it or type it with the time: tomorrow at 15.

pick-no-day = There is no free time. Type a day and a time and I will check it: tomorrow at 15.

pick-button-now = 🚶 Right now

pick-button-specialist = 👤 Another specialist

pick-button-other = 🕒 Another time…

pick-hours = { $specialist }: { $hours }

pick-hours-none = { $specialist }: not working

pick-time = What time? You can also type any other: 16:30.

pick-time-why = Which time do you mean? A cross marks what clients are not offered. You can also type: 16:30.

pick-no-time = There is no free time. Type a time and I will check it: 16:30.

pick-other = Type a day and a time, for example: tomorrow at 15, or 25.11 16:30.

pick-other-on = { $date }. Type a time, for example 16:30, or another day with its time: tomorrow at 15.

pick-hint-day = Which day? Type it together with the time: tomorrow at 15.

pick-hint-time = I do not see when that is. Type a day and a time, for example: tomorrow at 15, or 25.11 16:30.

pick-hint-far = That is more than a year away. Please choose a closer day.

pick-hint-words = Please type words or press a button.

pick-when = 🕒 { $time }

pick-list-price = The list says { $price }.

pick-warning = ⚠️ <b>Clients are not offered this time:</b>

pick-taken = <b>{ $time }</b> cannot be booked:

pick-by = <b>{ $specialist }</b>

pick-nearest = The nearest free times:

pick-who = Who is the client? Type a part of the name, a phone or a number, or send a contact.

pick-who-none = Nobody was found: “{ $query }”.

pick-who-found = Which of them?

pick-who-many = These are the first. Which of them? If none, type more of the name.

pick-button-new = ➕ New client

pick-button-new-named = ➕ New: { $name }

pick-client-gone = This client's data was erased. Please choose another.

pick-name = What is the client's name?

pick-hint-name = A name has 2 to 100 characters, letters among them, and is no link.

pick-phone = { $name }: what phone? Type it or send a contact.

pick-phone-taken = Another client has this number already. Who is to be booked?

pick-button-no-phone = Without a phone

pick-changed = ⚠️ Something changed while you were looking. Please check once more.

new-news = 🔔 <b>New booking</b>
    Made by another admin.

new-button-all-the-same = Book all the same

new-button-price = 💰 Price

new-button-comment = 💬 Comment

new-banned = 🚫 This client may not book. You can book for them yourself.

new-is-told = The client will get a message.

new-is-not-told = The client will not get a message: they have no chat with the bot.

new-ask-price = What shall it cost? The list says { $price }. Type an amount.

new-button-list-price = As listed: { $price }

new-hint-price = I do not understand the amount. Type it as a number, for example 1500.

new-ask-comment = What is good to know about this visit? Up to 500 characters; the client will see it too.

move-look = <b>Move booking No. { $number }?</b>
    It was: { $time } · { $specialist }
    It will be:

move-confirms = The booking is waiting for confirmation. Moving it confirms it.

move-button-all-the-same = Move all the same

move-button-agreed-price = As agreed: { $price }

move-same = The booking is at this time already

why-client = <b>The client</b>

why-offered = ✅ This time is offered: a client can book it.

why-not-offered = ❌ <b>This time is not offered:</b>

why-never = ❌ <b>This is not offered at any time:</b>

why-is-free = <b>{ $specialist }</b> — free

why-keys = It can be changed in config.toml: { $keys }

why-button-client = 👤 Check for a client

why-button-booking = Open booking No. { $number }

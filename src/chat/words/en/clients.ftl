# Clients and search: words of the bot for admins, and what the client hears of it.

clients-ask = <b>Clients</b>
    Write a client's name, phone or number. Recent ones are on the buttons.

clients-ask-merge = <b>Who should client No. { $number } be merged with?</b>
    Write the name, phone or number of this person's second record.

clients-found = This is who I found. You can write more of the name.

clients-what = Please write a client's name, phone or number.

clients-nobody = Nobody found. Write a part of the name or the last digits of the phone.

clients-gone = There is no such client any more

clients-card = 👤 <b>{ $name }</b>
    Client No. { $number }

clients-card-nameless = 👤 <b>Client No. { $number }</b>
    The name is not known yet

clients-card-no-phone = 📞 no phone yet

clients-card-banned = 🚫 <b>May not book since { $since }</b>

clients-card-why = Reason: { $reason }

clients-card-nothing-yet = No bookings yet

clients-card-done = { $count ->
    [0] No visits yet
    [one] { $count } visit took place
   *[other] { $count } visits took place
}

clients-card-upcoming = To come: { $count }

clients-card-unmarked = Over, but not marked: { $count }

clients-card-cancelled = Cancelled: { $count }

clients-card-no-shows = ❗ Did not come: { $count }

clients-card-paid = Sum of visits: { $sum }

clients-card-last = Last visit: { $day }

clients-card-since = First seen: { $day }

clients-card-source = Came from: { $source }

clients-card-reached = Telegram: messages arrive

clients-card-unreached = Telegram: has blocked the bot, messages do not arrive

clients-card-by-phone = Telegram: none, by phone only

clients-card-language = Language: { $language ->
    [ru] Russian
    [en] English
   *[other] another
}

clients-card-consent = Privacy notice: accepted

clients-card-no-consent = Privacy notice: not accepted yet

clients-card-note = 📝 { $note }

clients-card-below = Client No. { $number } is in the message below.

clients-merged-into = Client No. { $gone } was merged with client No. { $kept }.

clients-button-open = Open the card

clients-button-bookings = Bookings ({ $count })

clients-button-note = 📝 Note

clients-button-name = Name

clients-button-phone = Phone

clients-button-ban = 🚫 Stop bookings

clients-button-unban = Allow bookings again

clients-button-merge = Merge with another

clients-button-find = 👥 Find a client

clients-bookings = <b>Bookings of client No. { $number }</b>
    Those to come are first. Press one to open it.

clients-no-bookings = Client No. { $number } has no bookings.

clients-ask-name = What is the name of client No. { $number }? Please write all of it.

clients-ask-phone = What is the phone of client No. { $number }? Write the number or forward the contact.

clients-ask-note = What is to be remembered of client No. { $number }? Up to 500 characters. Only the staff sees it, but a client who asks for their data gets the note, too.

clients-ask-ban = Why may client No. { $number } not book any more? Only the staff sees it. A client who asks for their data gets the reason, too.

clients-now = Now: { $now }

clients-button-no-note = Delete the note

clients-button-no-reason = No reason

clients-words-only = Please write it in words.

clients-note-too-long = That is longer than 500 characters. Please shorten it.

clients-name-odd = That does not look like a name. It needs letters, no links and no @.

clients-name-length = A name has 2 to 100 characters.

clients-phone-wrong = That does not look like a phone number. For example: +7 912 345-67-89.

clients-changed = ⚠️ { $what ->
    [name] The name
    [phone] The phone
    [note] The note
   *[ban] Booking
} was already changed { $who ->
    [you] by you
    [client] by the client
   *[admin] by { $by }
}.
    Was: { $was }
    Now: { $now }
    Yours is not saved.

clients-another-admin = another admin

clients-nothing = none

clients-may-book = may book

clients-may-not-book = may not book

clients-banned-already = Bookings are already stopped

clients-unbanned-already = Bookings are already allowed

clients-unbanned = The client may book again

clients-banned-booked = 🚫 Client No. { $number } may not book any more.

    { $count ->
    [one] But <b>{ $count } booking</b> is still to come. Keep it or cancel it?
   *[other] But <b>{ $count } bookings</b> are still to come. Keep them or cancel them?
} The client is told of a cancellation.

clients-booked-changed = ⚠️ The client's bookings have changed. Please look again.

clients-button-off = { $count ->
    [one] Cancel it
   *[other] Cancel all
}

clients-button-keep = Keep as it is

clients-called-off = { $count ->
    [one] { $count } booking cancelled
   *[other] { $count } bookings cancelled
}

clients-merge = <b>Are clients No. { $kept } and No. { $gone } one person?</b>

clients-merge-side = No. { $number }: <b>{ $name }</b>
    📞 { $phone }
    { $telegram ->
    [yes] has Telegram
   *[no] no Telegram
} · bookings: { $bookings }, to come: { $upcoming }{ $note ->
    [yes] {" · has a note"}
   *[no] {""}
}

clients-merge-stays = No. { $kept } stays: <b>{ $name }</b>
    📞 { $phone }

clients-merge-banned = 🚫 They still may not book.

clients-merge-warning = Bookings, reviews, waitlist and notes of No. { $gone } go to No. { $kept }, and No. { $gone } disappears. They cannot be parted again.

clients-button-take-name = Name: { $name }

clients-button-take-phone = Phone: { $phone }

clients-button-merge-sure = ✅ Merge

clients-merged = Merged

clients-merge-changed = ⚠️ Something changed while you looked. Please check again.

clients-merge-same = That is the same client. Find the second record of this person.

clients-merge-two-chats = Both have Telegram: these are two accounts. Each sees their own bookings and data, so they cannot be merged.

find-ask = <b>Find a booking</b>
    Write the number of a booking, or a client's name or phone.

find-what = Please write the number of a booking, or a client's name or phone.

find-nothing = Nothing found. Write the number of a booking, a part of the name or the last digits of the phone.

find-like-pin = I deleted this message: it looks like a PIN, and you are in already. To look for such digits press “Find a booking”.

find-found = { $count ->
    [0] No bookings, but there are such clients.
    [one] { $count } booking found.
   *[other] { $count } bookings found. Those to come are first.
}

find-too-many = There are very many such clients, not all are shown. Write more of the name, or the phone.

banned = Unfortunately you cannot book here at the moment. Please contact us, see below.

joined = { $count ->
    [one] 📒 We found your booking that was made without Telegram. It is now among “My bookings”:
   *[other] 📒 We found your bookings that were made without Telegram. They are now among “My bookings”:
}

joined-line = { $service }, { $specialist }, { $time }

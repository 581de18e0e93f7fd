# Words of a booking's card: decisions, history, edits.

card-button-done = ✔️ Took place

card-button-no-show = 🚫 No-show

card-button-reopen = ↩️ Undo mark

card-button-edit = ✏️ Edit…

card-button-history = 📜 History

card-button-back = ‹ Back to the booking

admin-toast-done = Noted: the visit took place

admin-toast-no-show = Noted: the client did not come

card-toast-reopened = The mark is taken back

card-refused-not-begun = The visit has not begun yet

card-refused-long-ago = More than a day ago: the mark cannot be changed any more

card-reason-busy = This time is already taken

card-reason-ill = The specialist is ill

card-reason-unreached = We could not reach you by phone

card-reason-asked = At your request

card-reason-closed = We are closed that day

card-given = 🔔 <b>This booking is yours now</b>

card-taken-away = Booking No. { $number } is with another specialist now.

card-meanwhile = ⚠️ <b>The booking was changed meanwhile</b>

card-was = Before: { $was }

card-now = Now: { $now }

card-status = { $status ->
    [pending] awaiting confirmation
    [confirmed] confirmed
    [declined] declined
    [cancelled] cancelled
    [expired] not confirmed in time
    [done] took place
   *[no-show] the client did not come
}

card-changed-what = { $what ->
    [comment] The comment was changed
    [name] The client's name was changed
    [phone] The client's phone was changed
    [price] The price was changed
    [visit] The service or the specialist was changed
    [moved] The booking was moved
   *[edited] The booking was changed
}

card-history = <b>History of booking No. { $number }</b>

card-history-by = <b>{ $at }</b> · { $who ->
    [client] the client
    [you] you
    [named] { $name }
    [admin] another admin
   *[system] automatically
}

card-history-made = Made: { $what }

card-history-change = { $was } → { $now }

edit-what = What would you like to change?

edit-title = <b>Booking No. { $number } · { $time }</b>

edit-now = At present: { $now }

edit-press = Press a button, please.

edit-words = Write it in words, please.

edit-saved = Saved

edit-same = It is so already

edit-button-name = Name

edit-button-phone = Phone

edit-button-service = Services

edit-button-specialist = Specialist

edit-button-price = Price

edit-button-comment = Comment

edit-ask-name = What is the client called?

edit-name-of-all = The name changes in the client's record: on all their bookings ({ $count }).

edit-name-length = A name has 2 to 100 characters.

edit-name-no-name = This does not look like a name.

edit-ask-phone = What is the client's phone? Write the number or share a contact.

edit-phone-of-all = The number changes in the client's record: on all their bookings ({ $count }).

edit-no-phone = This does not look like a phone number. Example: +44 7911 123456.

edit-ask-price = What does this visit cost? Write the amount.

edit-no-price = This does not look like a price. Example: 1500.

edit-button-listed = As listed: { $price }

edit-button-agreed = Keep { $price }

edit-button-free = Free

edit-ask-comment = Write the new comment. The client sees it on their booking.

edit-button-no-comment = Remove the comment

edit-ask-service = Which service is it? The start stays.

edit-ask-services = Tick the services and press "Ready". The start stays.

edit-button-several = ☑️ Several services

edit-button-ready = Ready ({ $count })

edit-too-many = No more than eight services in one visit

edit-none-chosen = Tick at least one service

edit-nobody = Nobody performs these services together

edit-nobody-else = Nobody performs these services now.

edit-another-specialist = { $specialist } does not perform this. Choose who does.

edit-ask-specialist = Who will it be? The start stays.

edit-specialist-now = ✓ { $specialist }

edit-specialist-free = { $specialist } · free

edit-specialist-outside = { $specialist } · ⚠️ off the rules

edit-specialist-busy = { $specialist } · busy

edit-visit-was = Before: { $service } · { $specialist }
    { $duration }, until { $until } · { $price }

edit-visit-will = After: <b>{ $service } · { $specialist }</b>
    <b>{ $duration }, until { $until } · { $price }</b>

edit-will = After: <b>{ $will }</b>

edit-client-is-told = The client gets a message.

edit-client-is-not-told = The client cannot be reached by message: please tell them yourself.

edit-which-price = <b>Which price shall it be?</b>

edit-button-save = Save

edit-button-save-anyway = Save all the same

edit-not-performed = ❌ This cannot be booked: the specialist does not perform it, or it is no longer offered.

edit-conflict-toast = Somebody changed the booking before you

edit-conflict-yours = <b>Your change is not saved yet:</b>

edit-conflict-late = This cannot be changed any more.

edit-button-again = Save mine all the same

edit-wanted-name = Name: { $words }

edit-wanted-phone = Phone: { $words }

edit-wanted-comment = Comment: { $words }

edit-wanted-no-comment = Remove the comment

edit-wanted-price = Price: { $words }

edit-wanted-visit = { $words }

edit-wanted-decline = Decline. Reason: { $words }

edit-wanted-cancel = Cancel. Reason: { $words }

edit-not-possible = ❌ <b>This is not possible at that time</b>

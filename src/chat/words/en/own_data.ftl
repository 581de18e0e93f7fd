# A client's own data: a file with all that is stored, and its erasure.

command-mydata = A file with my data

command-forget = Erase my data

button-own-data = My data

own-data = <b>Your data</b>
    I can send you a file with everything stored about you — or erase all of it for good.

button-own-data-file = 📄 Send me the file

button-forget = Erase my data

own-data-page = Everything stored about you. The file opens in any browser.

own-data-json = The same for programs.

forget = <b>Erase all your data?</b>
    Your name, phone number, comments and what you wrote in reviews will be gone for good.

forget-bookings = { $count ->
    [one] Your upcoming booking will be cancelled.
   *[other] Your { $count } upcoming bookings will be cancelled.
}

forget-stays = Only records without your name stay: which service, when and at what price.

forget-changed = Your bookings have changed. Please check once more

forget-kept = All right, everything stays as it was

button-forget-sure = Yes, erase everything

hint-forget = Please answer with a button above: erase your data or keep it.

forgotten = <b>Done, your data is erased</b>

forgotten-bookings = { $count ->
    [one] Your upcoming booking is cancelled.
   *[other] Your { $count } upcoming bookings are cancelled.
}

forgotten-card = Your data was here. It has been erased.

forgotten-chat = The messages in this chat stay with you; you can delete them in Telegram itself. You are welcome back any time.

# In place of the name, for admins.
admin-card-erased = 👤 The client's data were erased

# The page with the data. Keys are the ones of the file for programs.

own-title = Everything { $business } stores about you

own-written = Written on { $at }. Times are in { $zone }.

own-yes = yes

own-no = no

own-name = Name

own-phone = Phone

own-phone-from-telegram = The number came from Telegram

own-telegram-id = Number of the chat in Telegram

own-language = Language

own-language-ru = Russian

own-language-en = English

own-came-from = Where you came from

own-first-seen-at = First seen

own-consent = Version of the consent

own-consent-at = Consent given

own-last-seen-at = Last heard of

own-consents = Consents

own-agreed-version = Version

own-agreed-at = Agreed

own-messages-arrive = Messages arrive

own-staff-note = Note of the staff

own-may-not-book-since = Booking closed since

own-may-not-book-why = Why booking is closed

own-bookings = Bookings

own-number = Booking number

own-services = Services

own-specialist = Specialist

own-specialist-was-chosen = You chose the specialist

own-resources = Place

own-starts-at = Visit begins

own-ends-at = Visit ends

own-status = Status

own-status-pending = awaiting confirmation

own-status-confirmed = confirmed

own-status-declined = not confirmed

own-status-cancelled = cancelled

own-status-expired = not confirmed in time

own-status-done = the visit took place

own-status-no-show = the visit did not take place

own-price = Price

own-comment = Comment

own-reason = Reason for cancelling

own-made-at = Booked

own-confirm-by = Was to be confirmed by

own-reminded-minutes-before = Last reminder, minutes before

own-said-coming-at = You answered “I'll come”

own-calendar-file = Calendar file sent

own-review-asked-at = Asked about the visit

own-review-stars = Stars

own-review-at = Stars given

own-review-words = Review

own-waitlist = Waitlist

own-first-day = From

own-last-day = To

own-part-of-day = Part of the day

own-part-of-day-any = any

own-part-of-day-morning = morning

own-part-of-day-day = afternoon

own-part-of-day-evening = evening

own-earlier-than-booking = Earlier than booking No.

own-waiting-since = Waiting since

own-ended = How it ended

own-ended-left = you no longer wanted to wait

own-ended-booked = you booked

own-ended-over = nothing left to wait for

own-ended-unreachable = messages did not arrive

own-offers = What was offered

own-offered-at = Offered

own-held-until = Held until

own-offer-state-open = waits for an answer

own-offer-state-accepted = you took it

own-offer-state-declined = you declined

own-offer-state-expired = left without an answer

own-offer-state-withdrawn = withdrawn

own-history = What happened to the booking

own-by-client = you

own-by-admin = an admin

own-by-system = automatic

own-change-status = status

own-change-moved = moved

own-change-edited = comment

own-change-visit = service or specialist

own-change-price = price

own-change-comment = comment

own-change-name = name

own-change-phone = phone

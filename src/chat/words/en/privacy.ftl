# How we treat personal data: in the chat, and on the page that `zapis privacy` prints. No markup; lines with "• " are a list.

command-privacy = What is stored and why

button-privacy = What is stored and why

consent-more = What is stored and why: /privacy

privacy-title = { $business }: your data

privacy-version = Version { $version }

privacy-elsewhere = How we treat your data: { $url }

    Get all that is stored about you: /mydata
    Erase it: /forget

privacy-who = Who is responsible

privacy-who-text = { $who }

privacy-contact = Questions about data: { $contact }

privacy-phone = Phone: { $phone }

privacy-address = Address: { $address }

privacy-what = What is stored

privacy-what-text = • the name and the phone that you told us
    • your number at Telegram and your language
    • bookings: service, time, with whom, price, whether the visit took place
    • your comments, reasons for cancelling and reviews
    • what you wait for on the waitlist
    • a note of the staff about you, if there is one, and by which link you came
    • when you were first and last in touch
    • to which version of this text you agreed, and when

privacy-why = Why

privacy-why-text = To book you in, to remind you of the visit, to tell you of changes and to offer you a time that became free, and to keep a record of visits. The bot stores your name and phone only after you agreed; who booked by phone or on the spot told them to the staff.

privacy-where = Where

privacy-where-text = On a server run by { $business }. Only those of the staff who work with bookings see your data. What you and the bot write goes through Telegram and stays there by its rules.

privacy-how-long = For how long

privacy-kept-for = { $days ->
    [one] If there is no visit and no message of yours for { $days } day, all about you is erased by itself.
   *[other] If there is no visit and no message of yours for { $days } days, all about you is erased by itself.
}

privacy-kept = Until you ask us to erase it.

privacy-stays = After an erasure there remains what does not name you: which service, when and at what price.

privacy-copies = { $days ->
    [one] In backups, what was erased may remain for another { $days } day; if a backup is put back, it is erased again.
   *[other] In backups, what was erased may remain for another { $days } days; if a backup is put back, it is erased again.
}

privacy-rights = What you can do

privacy-rights-text = • get all that is stored about you: /mydata
    • erase all of it and so withdraw your consent: /forget
    • correct your name or phone: tell us another with the next booking, or write to us
    • ask us about your data, or turn to the supervisory authority of your country

    If this text changes in substance, we will ask for your consent anew.

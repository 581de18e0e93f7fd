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
    • your Telegram id and your language
    • bookings: service, time, with whom, price, whether the visit took place
    • your comments, reasons for cancelling and reviews
    • what you wait for on the waitlist
    • a note of the staff about you, if there is one, and by which link you came
    • when you were first and last in touch
    • to which version of this text you agreed, and when

privacy-why = Why

privacy-why-text = To book you in, to remind you of the visit, to tell you of changes and to offer you a time that became free, and to keep a record of visits. The bot stores your name and phone only after you agreed; who booked by phone or on the spot told them to the staff.

privacy-where = Where

privacy-where-text = On a server, owned or rented, that { $business } answers for. The bot shows your data only to those of the staff who work with bookings. What you and the bot write goes through Telegram and stays there by its rules.

privacy-how-long = For how long

privacy-kept-for = { $days ->
    [one] If there is no visit and no message of yours for { $days } day, the bot erases all about you by itself.
   *[other] If there is no visit and no message of yours for { $days } days, the bot erases all about you by itself.
}

privacy-kept = Until you ask us to erase it.

privacy-stays = After an erasure there remains what does not name you: which service, with whom, when and at what price.

privacy-copies = { $days ->
    [one] In backups on the server, what was erased may remain for about another { $days } day; if the data are restored from one, the bot erases it again.
   *[other] In backups on the server, what was erased may remain for about another { $days } days; if the data are restored from one, the bot erases it again.
}

privacy-rights = What you can do

privacy-rights-text = • get all that is stored about you: /mydata
    • erase all of it and so withdraw your consent: /forget
    • correct your name or phone: tell us another with the next booking, or write to us
    • ask us about your data, or turn to the supervisory authority of your country

    If this text changes in substance, we will ask for your consent anew.

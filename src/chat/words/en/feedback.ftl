# The question after a visit.

feedback-ask = <b>How was it?</b>
    { $service }, { $specialist }
    🕒 { $time }

    Please rate your visit.

feedback-button = { $stars } { $count ->
    [5] Excellent
    [4] Good
    [3] Fair
    [2] Poor
   *[1] Very poor
}

feedback-thanks = <b>Thank you for rating us!</b>
    { $service }, { $specialist }
    🕒 { $time }
    { $stars }

feedback-thanks-low = <b>Thank you for being honest.</b>
    { $service }, { $specialist }
    🕒 { $time }
    { $stars }

    We are sorry that not everything was good. The manager knows about it already.

feedback-button-words = Add a few words

feedback-button-again = Change the rating

feedback-ask-words = Write a few words about the visit, up to 1000 characters.

feedback-too-long = That is too long. Please keep to 1000 characters.

hint-feedback = Please write a few words as an ordinary message, or press “Back”.

feedback-finish-first = Please finish what you have begun, then add a few words

feedback-too-late = This visit can no longer be rated

feedback-over = This visit can no longer be rated. Thank you for coming!

admin-news-reviewed = ⚠️ <b>A low rating: { $stars }</b>
    Booking No. { $number }
    { $service } · { $specialist }
    🕒 { $time }

admin-news-reviewed-changed = <b>The rating was changed: { $stars }</b>
    Booking No. { $number }
    { $service } · { $specialist }
    🕒 { $time }

admin-button-open-booking = Open the booking

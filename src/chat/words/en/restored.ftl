# After a restore from a backup: what an owner is to check and to decide.

restored = ♻️ <b>The data were restored from a copy</b>
    The copy is from { $copied }. Whatever came later is not in it:

    · new bookings, moves and cancellations: look through your chats with clients and enter them again;
    · staff access: whoever you removed later is back in the team, and invitation links no longer work.

restored-waiting = { $count ->
    [one] ⏳ { $count } booking waits for confirmation.
   *[other] ⏳ { $count } bookings wait for confirmation.
} They may have been decided already: please check. There are at least two hours left to answer, then the client is refused.

restored-withheld = ✉️ Not sent: { $messages ->
    [0] {""}
    [one] { $messages } message
   *[other] { $messages } messages
}{ $messages ->
    [0] {""}
   *[some] { $jobs ->
        [0] {""}
       *[some] {" and "}
    }
}{ $jobs ->
    [0] {""}
    [one] { $jobs } reminder
   *[other] { $jobs } reminders
}. Some of it may have gone out before the failure; people would then get it twice. Send it?

restored-button-send = Send all

restored-button-drop = Don't send

restored-button-list = Show what was not sent

restored-list = <b>Not sent</b>

restored-list-empty = Nothing is left unsent.

restored-line-message = · { $who }: { $words }

restored-line-job = · { $who }: { $kind ->
    [remind] reminder of booking { $booking }
    [review] question about visit { $booking }
    [asked] question about moving booking { $booking }
    [news] news of the quiet hours
   *[other] report of failures
}

restored-sent = { $count ->
    [0] There is nothing left to send.
    [one] ✅ Sending { $count } message.
   *[other] ✅ Sending { $count } messages.
}

restored-past = Out of date and not sent: { $count }.

restored-dropped = All right, nothing is sent. New messages and reminders will go out as usual.

restored-news = ♻️ What was not sent after the restore: { $decision ->
    [sent] it is being sent
   *[dropped] it will not be sent
}. Decided by { $who }.

restored-decided = Already decided: { $decision ->
    [sent] send
   *[dropped] don't send
} ({ $who }, { $at }).

restored-you = you

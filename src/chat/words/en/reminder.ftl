# The reminder of a visit.

reminder = 🔔 <b>A reminder: we look forward to seeing you { $day ->
    [today] today
    [tomorrow] tomorrow
   *[other] on { $date }
} at { $time }{ $soon ->
    [yes] , in { $left }
   *[no] {""}
}.</b>

reminder-button-come = 👍 I'll come

reminder-noted = Noted, see you!

reminder-noted-already = Already noted, see you!

reminder-thanks = 👍 <b>Thank you for letting us know. See you!</b>

admin-card-coming = 👍 The client says they will come

# A specialist is late.

late-button = 🏃 Running late

late-who = <b>Who is running late?</b>

late-nobody = There are no more visits today: nothing to shift.

late-nothing = { $name }: no more visits today, nothing to shift.

late-ask = <b>{ $name }: how many minutes late?</b>
    Visits ahead: { $times }. Choose, or write for example: 25, “half an hour”.

late-ask-under-way = <b>{ $name }: how many minutes late?</b>
    A visit is going on; ahead: { $times }. Choose, or write for example: 25, “half an hour”.

late-preview = { $count ->
    [one] <b>{ $name }: { $delay } late</b>
    { $count } visit is shifted. The client is asked whether it suits them.
   *[other] <b>{ $name }: { $delay } late</b>
    { $count } visits are shifted. Each client is asked whether it suits them.
}

late-absorbed = <b>{ $name }: { $delay } late</b>
    The gap between the visits absorbs it: nobody has to be shifted.

late-warning-behind = ⚠️ The visit at { $was } moves to { $will }: closed or occupied time is in the way before.

late-warning-hours = ⚠️ The visit at { $was } will end at { $ends }, outside the hours.

late-warning-day = ⚠️ The visit at { $was } will begin on { $will }, when the working day is over.

late-button-apply = ✅ Shift and ask the clients

late-changed = ⚠️ The day has changed while you were looking. Please check again.

late-done = ✅ <b>{ $name }: the day is shifted by { $delay }.</b>

late-unclear = Write how late: 1 to { $most } minutes, for example “25” or “half an hour”.

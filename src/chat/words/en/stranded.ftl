# What a change would do to bookings, before it applies.

stranded-effect = 📊 Open slots from { $from } to { $to }: { $before } now, { $after } after the change.

stranded-none = ✅ No booking is affected.

stranded-some = { $count ->
    [one] ⚠️ <b>{ $count } booking does not fit the new schedule.</b>
   *[other] ⚠️ <b>{ $count } bookings do not fit the new schedule.</b>
}

stranded-keep = ✋ Stay as they are: { $count }

stranded-ask = 💬 Another time is offered: { $count }

stranded-colleague = 👥 Given to a colleague, if one is free: { $count }

stranded-cancel = ❌ Cancelled, and the client told: { $count }

stranded-how = Press a booking to decide about it alone. 📞 — the client has to be called.

stranded-button-ask = 💬 Offer all another time

stranded-button-colleague = 👥 Give all to free colleagues

stranded-button-keep = ✋ Keep all

stranded-button-cancel = ❌ Cancel all

stranded-button-apply = ✅ Apply

stranded-list-changed = ⚠️ The bookings have changed while you were looking. Please check again.

stranded-changed = ⚠️ Another administrator has changed this meanwhile. Your change was not applied.

stranded-service-off = <b>Not offered any more: { $name }</b>

stranded-specialist-off = <b>Not booked any more: { $name }</b>

stranded-done = ✅ <b>Done, the change is in force.</b>

stranded-report-asked = { $count ->
    [one] 💬 { $count } client is asked.
   *[other] 💬 { $count } clients are asked.
}

stranded-report-quiet = 🌙 In the quiet hours only those are asked whose visit is near, the others when they are over.

stranded-report-given = { $count ->
    [one] 👥 { $count } booking was taken by a colleague.
   *[other] 👥 { $count } bookings were taken by colleagues.
}

stranded-report-cancelled = { $count ->
    [one] ❌ { $count } booking is cancelled.
   *[other] ❌ { $count } bookings are cancelled.
}

stranded-report-kept = { $count ->
    [one] ✋ { $count } booking stays as it is.
   *[other] ✋ { $count } bookings stay as they are.
}

stranded-report-call = { $count ->
    [one] 📞 No message reaches { $count } client — please call:
   *[other] 📞 No message reaches { $count } clients — please call:
}

# On the card of a booking that an admin has.

asked-card-open = ⏳ Waiting for the client's answer (asked { $at })

asked-card-another = ⏳ Another time was offered, waiting for the answer (asked { $at })

asked-card-call = 📞 No message reaches the client — please call

asked-card-fits = 👌 It suits the client ({ $at })

asked-card-agreed = 🤝 Settled in person ({ $at })

asked-button-agreed = 🤝 Settled in person

asked-noted = Noted

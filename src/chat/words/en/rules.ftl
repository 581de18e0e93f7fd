# The rules by which a time is not offered, in words for admins.

rule-past = This time has passed: it is { $now } now.

rule-too-soon = Too soon: clients book at least { $notice } ahead. The earliest for them: { $earliest }.

rule-too-far = Too far: bookings are open for { $horizon } ahead, until { $latest }.

rule-day-off = { $specialist } does not work: { $date } is a day off{ $note }.

rule-closed = { $specialist } does not work at this time: { $date }, { $hours }{ $note }.

rule-closed-all-day = { $specialist } does not work: { $date }{ $note }.

rule-ends-too-late = The visit would end at { $ends }, and { $specialist } works until { $closes }.

rule-off-step = Off the grid: times are offered every { $step }, counted from { $opening }.

rule-not-performed = { $specialist } does not perform this service.

rule-taken = Taken by booking No. { $number }: { $range }.

rule-taken-unseen = Taken by another booking: { $range }.

rule-held-until = Somebody is booking { $range } right now: the time is held for them until { $until }.

rule-held = Somebody is booking { $range } right now: the time is held for them.

rule-blocked = The time is blocked: { $range }{ $note }.

rule-session = Taken by a group session: { $range }.

rule-buffers = With the time before and after it, the visit would take { $range }.

rule-full = All seats of the group are taken: { $seats }.

rule-no-resource = Missing: { $resource }.

rule-resource-twice = The visit needs the same thing twice: { $resource }.

rule-skipped = There is no such time: the clocks change that night.

rule-service-off = The service “{ $service }” is switched off.

rule-specialist-off = { $specialist } takes no bookings at the moment.

rule-does-not-perform = { $specialist } does not perform “{ $service }”.

rule-no-visit = These services cannot be done in one visit.

rule-nobody = Nobody performs this service.

rule-banned = The client may not book{ $reason }.

rule-too-many = The client's bookings to come: { $count }. At most { $most } are allowed.

rule-too-many-today = The client has made { $most } bookings within a day. No more for now.

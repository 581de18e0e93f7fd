# The catalogue in chat: categories, services, specialists.

cat-overview = <b>Services and staff</b>
    { $services ->
        [one] { $services } service
       *[other] { $services } services
    } · { $specialists ->
        [one] { $specialists } specialist
       *[other] { $specialists } specialists
    } · { $categories ->
        [one] { $categories } category
       *[other] { $categories } categories
    }

cat-gone = That is no longer in the catalogue. Here is what there is now.

cat-saved = ✅ Saved.

cat-same = It is so already, nothing to change.

cat-title = <b>{ $name }</b>

cat-line = { $what }: { $value }

cat-item = • { $name }

cat-switched-off = ⏸ { $name }

cat-none = none

cat-yes = yes

cat-no = no

cat-on = on

cat-off = off

cat-nobody = nobody yet

cat-default = { $value }, the default

cat-button-services = Services

cat-button-staff = Staff

cat-button-categories = Categories

cat-button-rename = Name

cat-button-rename-person = Name

cat-button-up = ▲ Up

cat-button-down = ▼ Down

cat-button-delete = 🗑 Delete

cat-button-apply = ✅ Apply

cat-button-done = ✅ Done

cat-button-on = ▶️ Switch on

cat-button-off = ⏸ Switch off

# Categories

cat-categories = <b>Categories</b>
    They divide the price list. Press one to change it.

cat-categories-none = <b>Categories</b>
    There are none yet, which is fine: clients see all services in one list.

cat-button-category-new = ➕ New category

cat-ask-category = What is the new category called? For example: “Hair”.

cat-category = Category <b>{ $name }</b>

cat-category-empty = No service is in it.

cat-category-added = ✅ The category is there. To put a service into it, open the service's card.

cat-category-deleted = ✅ The category “{ $name }” is deleted.

# Names

cat-ask-name = Now: <b>{ $name }</b>
    Write what it should be.

cat-field-name = Name

cat-name-wrong = Please write a name in words, at most { $most } characters.

cat-name-taken = There is “{ $name }” already. Please write another name.

# Services

cat-services = <b>Services</b>
    Press a service to change it.

cat-services-none = <b>Services</b>
    There are none yet; add the first one.

cat-button-service-new = ➕ New service

cat-service-off = ⏸ Switched off: it takes no new bookings.

cat-field-category = Category

cat-field-duration = Duration

cat-field-price = Price

cat-field-before = Break before

cat-field-after = Break after

cat-field-seats = Seats

cat-field-confirmation = Confirmation

cat-field-notice = Latest booking

cat-field-horizon = Bookable ahead

cat-field-step = Time step

cat-field-active = State

cat-field-who = Staff

cat-confirmed-at-once = at once

cat-confirmed-by-admin = by an admin

cat-notice = { $count } before the start

cat-notice-none = up to the very start

cat-horizon = up to { $count }

cat-resources = Needs one of: { $names }. Resources are changed in the catalogue file.

cat-ask-value = <b>{ $title }</b>
    { $what }: now { $now }

cat-how-duration = Choose or write, for example: 45, 1:30, “2 hours”.

cat-how-price = Choose or write, for example: 1500 or 12.50.

cat-how-buffer = The specialist is occupied then, but clients do not see it. Choose or write, for example: 10 min.

cat-how-seats = How many clients come to one session. Choose or write a number.

cat-how-notice = How long before the start one can still book. Choose or write, for example: 3 hours.

cat-how-horizon = How far ahead one can book. Choose or write, for example: 45 days.

cat-how-step = How often a start is offered. Choose or write, for example: 20 min.

cat-how-confirmation = Who confirms a booking: it is confirmed at once, or waits for an admin. Press a button.

cat-how-category = Choose a part of the price list. New parts are added under “Categories”.

cat-how-active = Press a button.

cat-how-who = Mark the staff by the buttons and press “Done”.

cat-button-no-category = No category

cat-not-understood = I could not understand that. { $how }

cat-out-of-bounds = That cannot be: from { $least } to { $most }.

# A new service

cat-ask-service = <b>New service</b> · step 1 of 4
    What is it called? Clients will see this name.

cat-new-duration = <b>{ $name }</b> · step 2 of 4
    How long does it last? Choose or write, for example: 45, 1:30, “2 hours”.

cat-new-price = <b>{ $name }</b> · step 3 of 4
    What does it cost? Write, for example: 1500 or 12.50.

cat-new-who = <b>{ $name }</b> · step 4 of 4
    Who performs it? Take away the marks that are wrong and press “Done”.

cat-service-added = ✅ The service is there and can be booked.

cat-service-added-idle = ✅ The service is there. Nobody performs it yet, so it cannot be booked: mark the staff.

# What will change

cat-preview = <b>{ $title }</b>
    { $what }: { $was } → <b>{ $new }</b>

cat-effect-kept = { $count ->
    [one] { $count } upcoming booking stays as it is.
   *[other] { $count } upcoming bookings stay as they are.
}

cat-effect-starts = Open slots in 7 days: { $was } now, { $new } after the change.

cat-effect-until = One will be able to book until { $new }; now it is until { $was }.

cat-effect-on = It can be booked again.

cat-effect-left = ⚠️ Upcoming bookings that this concerns: { $count }.

cat-effect-more = and { $count } more

cat-effect-own = Stays their own: { $names }.

cat-effect-seats = { $count ->
    [one] { $count } client can book the same time.
   *[other] { $count } clients can book the same time.
}

cat-conflict = ⚠️ Not saved: { $who ->
    [you] you have changed this already
    [admin] another admin was quicker
   *[system] this was changed meanwhile
}.
    { $what } — was: { $was }, now: <b>{ $now }</b>, you wanted: { $mine }.

cat-changed-meanwhile = ⚠️ Not saved: { $who ->
    [you] you have changed something else here meanwhile
    [admin] another admin has changed something else here meanwhile
   *[system] something else was changed here meanwhile
}. This is how it is now; if your change is still wanted, please make it again.

# Staff

cat-staff = <b>Staff</b>
    Press somebody to change their services, name or photo.

cat-staff-none = <b>Staff</b>
    There is nobody yet; add the first one.

cat-button-person-new = ➕ New specialist

cat-ask-specialist = What is the specialist called? Clients will see this name.

cat-specialist-added = ✅ The specialist is there, with the hours of the business. Take away the marks of services they do not perform.

cat-person-off = ⏸ Switched off: no new bookings with this specialist.

cat-photo-yes = 📷 There is a photo

cat-photo-no = 📷 No photo yet

cat-hours-own = 🕒 Hours of their own, changed under “Schedule”

cat-hours-business = 🕒 The hours of the business, changed under “Schedule”

cat-performs = Performs:

cat-performs-nothing = Performs no service yet, so cannot be booked.

cat-button-skills = Their services

cat-skills = <b>{ $name }</b>
    Mark what they perform. Press a marked service for a time or price of their own.

cat-skills-none = <b>{ $name }</b>
    There are no services yet; add them first.

cat-who = <b>{ $name }</b>
    Mark who performs it. Press a marked specialist for a time or price of their own.

cat-who-none = <b>{ $name }</b>
    There is no staff yet; add them first.

cat-part-performs = Performs it

cat-button-skill-off = Does not perform it

cat-skill-off = <b>{ $name }</b> no longer performs “{ $service }”.

cat-skill-off-own = ⚠️ Their own terms for it (duration, price) will be cleared.

cat-skill-off-priced = ⚠️ They have their own price here, and only the owner changes prices. Ask the owner to take this service off.

cat-button-all-skills = All their services

cat-button-of-service = Card of the service

# The photo of a specialist

cat-button-photo = 📷 Photo

cat-ask-photo = Please send a photo: <b>{ $name }</b>
    As a photo, not as a file. Clients will see it.

cat-button-photo-show = Show the photo

cat-button-photo-drop = Remove it

cat-photo-wanted = Please send a picture as a photo, not as a file and not in words.

cat-photo-coming = Fetching the photo…

cat-photo-wait = The photo is still on its way, one moment.

cat-photo-saved = ✅ The photo is saved, clients will see it.

cat-photo-dropped = ✅ The photo is removed.

cat-photo-none = That is neither JPEG nor PNG. Please send another picture.

cat-photo-large = The photo is larger than 5 MB. Please send a smaller one.

cat-photo-lost = The photo could not be fetched. Please send it once more.

cat-photo-changed = ⚠️ Not saved: the photo was changed while yours was on its way. If yours is better, please send it again.

# The first run.

admin-setup-welcome = 👋 <b>Let us set up your bookings in three minutes</b>
    Five short questions, and people can book. If you leave, we go on where you stopped. Everything can be changed later.

admin-button-setup-begin = ▶️ Begin the set-up

admin-button-setup-resume = ▶️ Go on with the set-up

admin-button-setup-later = Later

admin-button-setup-keep = Keep: { $value }

admin-setup-name = <b>1 of 5. What is your business called?</b>
    Clients will see it. Type the name, for example: Daisy Salon.

admin-setup-name-bad = A name has 1 to 100 characters on one line.

admin-setup-zone = <b>2 of 5. What time is it where you are?</b>
    All bookings will be shown in this time.

admin-setup-zone-other = Another town

admin-setup-zone-type = Type the name of your time zone, for example: Europe/Belgrade or Asia/Tashkent.

admin-setup-zone-bad = There is no such zone. An example: Asia/Tashkent.

admin-town-kaliningrad = Kaliningrad

admin-town-moscow = Moscow

admin-town-samara = Samara

admin-town-yekaterinburg = Yekaterinburg

admin-town-omsk = Omsk

admin-town-krasnoyarsk = Krasnoyarsk

admin-town-irkutsk = Irkutsk

admin-town-yakutsk = Yakutsk

admin-town-vladivostok = Vladivostok

admin-town-magadan = Magadan

admin-town-kamchatka = Kamchatka

admin-town-berlin = Berlin

admin-setup-days = <b>3 of 5. On which days do you work?</b>
    Vacations, holidays and special days can be added later under “Schedule”.

admin-setup-days-first = First choose the days by a button; the hours come right after.

admin-days-five = Mon–Fri

admin-days-six = Mon–Sat

admin-days-all = Every day

admin-days-not-monday = Tue–Sun

admin-setup-hours = <b>3 of 5. From when until when?</b>
    Choose or type, for example: 10-14, 15-20 with a break.

admin-setup-hours-bad = I do not understand these hours. Type, for example: 10-19, or 10-14, 15-20.

admin-setup-service = <b>4 of 5. The first service</b>
    What do people book most? Type its name, for example: Haircut.

admin-setup-title-bad = A name has 1 to 60 characters on one line.

admin-setup-duration = <b>4 of 5. How long does “{ $service }” take?</b>
    Choose or type, for example: 1 h 15 min.

admin-setup-duration-bad = I do not understand. Type a time from 1 minute to a day, for example: 1 h 15 min.

admin-setup-price = <b>4 of 5. What does “{ $service }” cost?</b>
    Type the price as a number, for example: 1500.

admin-setup-price-bad = I do not understand the price. Type a number, for example: 1500.

admin-setup-free = Free of charge

admin-setup-specialist = <b>5 of 5. Who sees the clients?</b>
    Type the name as clients will see it. You can add others later.

admin-setup-done = 🎉 <b>Done: people can book</b>

    <b>{ $business }</b>
    🕘 { $hours }
    💈 { $service }
    👤 { $specialist }

admin-setup-link = The link for clients: { $link }
    Put it on your site, your social pages or your card. Open it yourself: this is how a client sees it.

admin-setup-no-link = The link to the clients' bot will stand here as soon as Telegram answers.

admin-button-setup-test = Make a test booking

admin-button-setup-again = Answer again

admin-setup-test-done = ✅ The test booking is made; its card is below. Cards like this will come to you. Look at it and cancel it.

admin-setup-test-none = There is no free time. Look at the hours under “Schedule”.

admin-setup-test-name = Test client

admin-setup-in-use = People have booked already. From now on the answers are changed under “Settings”, “Schedule”, “Services and staff”, where you see whom it concerns.

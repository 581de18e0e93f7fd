# The words of the waitlist.

button-waitlist = Waitlist

button-join-waitlist = Join the waitlist

button-stop-waiting = Stop waiting

waitlist-what = <b>{ $service }</b>, { $specialist }

waitlist-anybody = anyone available

waitlist-ask-days = Which days would suit you?

button-any-day = Any day

button-this-week = This week

button-next-week = Next week

button-one-day = Pick a day

waitlist-ask-date = Which day would suit you?

waitlist-ask-part = What time of day suits you?

waitlist-part-any = Any time

waitlist-part-morning = Morning, before 12:00

waitlist-part-day = Afternoon, 12:00 to 17:00

waitlist-part-evening = Evening, from 17:00

waitlist-day = { $day }

waitlist-days = { $first } — { $last }

waitlist-earlier = Earlier than { $time }

waitlist-earlier-short = earlier than { $time }

waitlist-free-now = There is free time on these days too — have a look at the calendar.

waitlist-how = When a time opens, we will write to you and hold it for { $offer }.

waitlist-joined = ✅ <b>You are on the waitlist</b>
    We will write as soon as a time opens.

waitlist-enough = { $count ->
    [one] You already have { $count } place on the waitlist, and that is the limit for now. Remove it if you want to wait for another time.
   *[other] You already have { $count } places on the waitlist, and that is the limit for now. Remove one of them if you want to wait for another time.
}

waitlist = <b>Waitlist</b>
    Tap one to see it or to stop waiting.

waitlist-empty = You are not on the waitlist at the moment.

waitlist-gone-toast = That is no longer on the waitlist

waitlist-left-toast = All right, we have taken you off the list

offer = 🔔 <b>A time has opened: { $time }</b>

offer-earlier = 🔔 <b>You can come earlier: { $time }</b>
    instead of { $than }

button-offer-take = Book it

button-offer-move = Move my booking

button-offer-decline = No, thanks

offer-expired = We are no longer holding { $time } for you. You are still on the waitlist: we will write if another time opens.

offer-declined = All right, we will offer { $time } to others. You are still on the waitlist: we will write if another time opens.

offer-withdrawn = The offer of { $time } no longer stands.

offer-accepted = You have already chosen { $time }.

offer-left = All right, we have taken you off the list. You can join the waitlist again at any time.

offer-late-toast = We are no longer holding this time

offer-withdrawn-toast = Sorry, this time can no longer be booked

offer-price-toast = The price has changed — please have a look and press once more

button-earlier = Tell me about earlier times

button-earlier-off = Stop offering earlier times

card-earlier = 🔔 We will tell you if something earlier opens.

earlier-on-toast = All right, we will tell you if something earlier opens

earlier-on-free-toast = All right, we will tell you. Already free: { $time }

earlier-off-toast = All right, we will not tell you any more

hint-waitlist = Please choose with a button above.

# Слова листа ожидания.

button-waitlist = Лист ожидания

button-join-waitlist = Встать в лист ожидания

button-stop-waiting = Больше не ждать

waitlist-what = <b>{ $service }</b>, { $specialist }

waitlist-anybody = не важно, к кому

waitlist-ask-days = Какие дни вам подойдут?

button-any-day = Любой день

button-this-week = На этой неделе

button-next-week = На следующей неделе

button-one-day = Выбрать день

waitlist-ask-date = Какой день вам подойдёт?

waitlist-ask-part = В какое время вам удобно?

waitlist-part-any = Любое время

waitlist-part-morning = Утро, до 12:00

waitlist-part-day = День, с 12:00 до 17:00

waitlist-part-evening = Вечер, с 17:00

waitlist-day = { $day }

waitlist-days = { $first } — { $last }

waitlist-earlier = Раньше, чем { $time }

waitlist-earlier-short = раньше, чем { $time }

waitlist-free-now = На эти дни есть и свободное время — загляните в календарь.

waitlist-how = Когда время освободится, напишем вам и подержим его { $offer }.

waitlist-joined = ✅ <b>Вы в листе ожидания</b>
    Напишем, как только время освободится.

waitlist-enough = { $count ->
    [one] У вас уже есть { $count } место в листе ожидания — больше пока нельзя. Уберите его, если хотите ждать другое время.
    [few] У вас уже есть { $count } места в листе ожидания — больше пока нельзя. Уберите одно из них, если хотите ждать другое время.
   *[many] У вас уже есть { $count } мест в листе ожидания — больше пока нельзя. Уберите одно из них, если хотите ждать другое время.
}

waitlist = <b>Лист ожидания</b>
    Нажмите, чтобы посмотреть или больше не ждать.

waitlist-empty = Сейчас вас нет в листе ожидания.

waitlist-gone-toast = Этого в листе ожидания уже нет

waitlist-left-toast = Хорошо, больше не ждём

offer = 🔔 <b>Освободилось время: { $time }</b>

offer-earlier = 🔔 <b>Можно раньше: { $time }</b>
    вместо { $than }

button-offer-take = Записаться

button-offer-move = Перенести запись

button-offer-decline = Не подойдёт

offer-expired = Время { $time } мы уже не держим. Вы остаётесь в листе ожидания: напишем, если освободится другое.

offer-declined = Хорошо, предложим { $time } другим. Вы остаётесь в листе ожидания: напишем, если освободится другое.

offer-withdrawn = Предложение на { $time } больше не действует.

offer-accepted = Время { $time } вы уже выбрали.

offer-left = Хорошо, больше не ждём. Встать в лист ожидания снова можно в любой момент.

offer-late-toast = Это время мы уже не держим

offer-withdrawn-toast = К сожалению, записаться на это время уже нельзя

offer-price-toast = Цена изменилась — посмотрите, пожалуйста, и нажмите ещё раз

button-earlier = Сообщить о времени пораньше

button-earlier-off = Не сообщать о времени пораньше

card-earlier = 🔔 Сообщим, если освободится время раньше.

earlier-on-toast = Хорошо, сообщим, если освободится время раньше

earlier-on-free-toast = Хорошо, сообщим. А уже сейчас свободно: { $time }

earlier-off-toast = Хорошо, больше не сообщаем

hint-waitlist = Выберите, пожалуйста, кнопкой выше.

# Слова о записи, которая повторяется каждую неделю.

button-repeat = 🔁 Повторять каждую неделю

series-weeks = <b>{ $service }</b>, { $specialist }
    🕒 { $time }
    На сколько недель вперёд повторить эту запись?

button-weeks = { $count ->
    [one] Ещё { $count } неделя
    [few] Ещё { $count } недели
   *[many] Ещё { $count } недель
}

series-all-free = <b>Это время свободно на все даты:</b>

series-some-taken = <b>Не на все даты можно записаться в это время:</b>

series-nothing-free = <b>Ни на одну из этих дат записать не получится:</b>

series-taken = ✖️ { $day } — { $why }

series-taken-other = ✖️ { $day } — { $why }, можно в { $other }

series-busy = занято

series-full = мест нет

series-closed = не работаем

series-far = запись ещё не открыта

series-soon = уже не успеть

button-series-others = Взять другое время

button-series-skip = Пропустить эти даты

series-none = Сейчас ни на одну из дат записать не получится.

series-review = <b>Записать вас на эти даты?</b>

    <b>{ $service }</b>, { $specialist }
    { $dates }

    { $count ->
        [one] { $count } визит, { $price }
        [few] { $count } визита, { $price }
       *[many] { $count } визитов, { $price }
    }

series-lost = К сожалению, { $time } только что заняли, поэтому пока мы вас не записали. Посмотрите, пожалуйста, ещё раз:

series-booked = ✅ <b>Вы записаны на эти даты:</b>
    { $dates }

    Каждую запись можно открыть, перенести или отменить отдельно.

series-pending = ⏳ <b>Записи ждут подтверждения</b>
    { $dates }

    Мы напишем вам сюда о каждой.

series-too-far = Так далеко запись ещё не открыта

button-cancel-series = Отменить и все следующие

hint-series = Выберите, пожалуйста, кнопкой выше или нажмите «Назад».

admin-news-repeated = 🔁 <b>Клиент повторил запись № { $number }</b>
    { $service } · { $specialist }
    { $dates }

# Напоминание о визите.

reminder = 🔔 <b>Напоминаем: ждём вас { $day ->
    [today] сегодня
    [tomorrow] завтра
   *[other] { $date }
} в { $time }{ $soon ->
    [yes] , через { $left }
   *[no] {""}
}.</b>

reminder-button-come = 👍 Приду

reminder-noted = Отметили, ждём вас!

reminder-noted-already = Уже отметили, ждём вас!

reminder-thanks = 👍 <b>Спасибо, что ответили. Ждём вас!</b>

admin-card-coming = 👍 Клиент ответил, что придёт

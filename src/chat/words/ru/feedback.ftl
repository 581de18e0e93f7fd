# Вопрос после визита.

feedback-ask = <b>Как всё прошло?</b>
    { $service }, { $specialist }
    🕒 { $time }

    Поставьте, пожалуйста, оценку.

feedback-button = { $stars } { $count ->
    [5] Отлично
    [4] Хорошо
    [3] Нормально
    [2] Плохо
   *[1] Очень плохо
}

feedback-thanks = <b>Спасибо за оценку!</b>
    { $service }, { $specialist }
    🕒 { $time }
    { $stars }

feedback-thanks-low = <b>Спасибо за честность.</b>
    { $service }, { $specialist }
    🕒 { $time }
    { $stars }

    Нам жаль, что не всё было хорошо. Мы уже передали это руководителю.

feedback-button-words = Добавить пару слов

feedback-button-again = Изменить оценку

feedback-ask-words = Напишите пару слов о визите, до 1000 знаков.

feedback-too-long = Слишком длинно. Уложитесь, пожалуйста, в 1000 знаков.

hint-feedback = Напишите, пожалуйста, пару слов обычным сообщением или нажмите «Назад».

feedback-finish-first = Закончите, пожалуйста, начатое, а потом добавьте пару слов

feedback-too-late = Оценить этот визит уже нельзя

feedback-over = Оценить этот визит уже нельзя. Спасибо, что были у нас!

admin-news-reviewed = ⚠️ <b>Низкая оценка: { $stars }</b>
    Запись № { $number }
    { $service } · { $specialist }
    🕒 { $time }

admin-news-reviewed-changed = <b>Оценка исправлена: { $stars }</b>
    Запись № { $number }
    { $service } · { $specialist }
    🕒 { $time }

admin-button-open-booking = Открыть запись

# Клиента спрашивают: то, на что он записан, изменилось не по его воле.

asked-another = 🙏 <b>{ $former } не сможет вас принять</b>
    Извините! Выберите, пожалуйста, другое время. Пока вы не ответили, запись за вами.

asked-later = ⏱ <b>{ $former } задерживается</b>
    Ваша запись в { $was } начнётся в { $is }. Подходит?

asked-later-date = ⏱ <b>{ $former } задерживается</b>
    Ваша запись в { $was } начнётся { $is }. Подходит?

asked-colleague = 🙏 <b>{ $former } не сможет вас принять</b>
    В то же время вас может принять { $specialist }. Подходит?

asked-status = ⏳ <b>Ждём вашего ответа</b>

asked-button-fits = 👌 Подходит

asked-button-other = Другое время

asked-button-another = Выбрать другое время

asked-thanks = Спасибо! Ждём вас

asked-settled = На этот вопрос уже есть ответ

own-questions = О чём вас спрашивали

own-asked-at = Спросили

own-question = Вопрос

own-question-another = о другом времени

own-question-later = о более позднем начале

own-question-colleague = о другом специалисте

own-former-start = Прежнее начало

own-former-specialist = Прежний специалист

own-answer = Ответ

own-answer-fits = подходит

own-answer-other = выбрано другое время

own-answer-cancelled = запись отменена

own-answer-agreed = договорились лично

own-answer-void = вопрос снят

own-answered-at = Когда ответили

# Слова о самом заведении.

button-about = О нас

about = <b>{ $business }</b>
    О чём рассказать?

button-specialists = Специалисты

button-questions = Вопросы и ответы

button-map = 📍 На карте

specialists = <b>Наши специалисты</b>
    Нажмите, чтобы узнать больше.

specialist = <b>{ $specialist }</b>

specialist-nothing = Запись сейчас не ведётся.

button-book-with = 📅 Записаться: { $specialist }

book-with = <b>{ $specialist }</b>
    На что вас записать?

questions = <b>Вопросы и ответы</b>
    Выберите вопрос.

answer = <b>{ $question }</b>

    { $answer }

# Первая настройка.

admin-setup-welcome = 👋 <b>Настроим запись за три минуты</b>
    Пять коротких вопросов — и к вам можно записаться. Прервётесь — продолжим с того же места. Всё можно поменять потом.

admin-button-setup-begin = ▶️ Начать настройку

admin-button-setup-resume = ▶️ Продолжить настройку

admin-button-setup-later = Позже

admin-button-setup-keep = Оставить: { $value }

admin-setup-name = <b>1 из 5. Как называется ваше дело?</b>
    Так его увидят клиенты. Напишите название, например: Салон «Ромашка».

admin-setup-name-bad = Название — от 1 до 100 символов, в одну строку.

admin-setup-zone = <b>2 из 5. Который у вас час?</b>
    По этому времени будут показаны все записи.

admin-setup-zone-other = Другой город

admin-setup-zone-type = Напишите название часового пояса, например: Europe/Belgrade или Asia/Tashkent.

admin-setup-zone-bad = Такого пояса нет. Он пишется латиницей, например: Asia/Tashkent.

admin-town-kaliningrad = Калининград

admin-town-moscow = Москва

admin-town-samara = Самара

admin-town-yekaterinburg = Екатеринбург

admin-town-omsk = Омск

admin-town-krasnoyarsk = Красноярск

admin-town-irkutsk = Иркутск

admin-town-yakutsk = Якутск

admin-town-vladivostok = Владивосток

admin-town-magadan = Магадан

admin-town-kamchatka = Камчатка

admin-town-berlin = Берлин

admin-setup-days = <b>3 из 5. В какие дни вы работаете?</b>
    Отпуска, праздники и особые дни добавите потом в «Расписании».

admin-setup-days-first = Сначала выберите дни кнопкой, а часы спрошу сразу после.

admin-days-five = Пн–пт

admin-days-six = Пн–сб

admin-days-all = Каждый день

admin-days-not-monday = Вт–вс

admin-setup-hours = <b>3 из 5. С какого часа и до какого?</b>
    Выберите или напишите, например: 10-14, 15-20 — с перерывом.

admin-setup-hours-bad = Не понимаю эти часы. Напишите, например: 10-19 или 10-14, 15-20.

admin-setup-service = <b>4 из 5. Первая услуга</b>
    На что к вам записываются чаще всего? Напишите название, например: Стрижка.

admin-setup-title-bad = Название — от 1 до 60 символов, в одну строку.

admin-setup-duration = <b>4 из 5. Сколько длится «{ $service }»?</b>
    Выберите или напишите, например: 1 ч 15 мин.

admin-setup-duration-bad = Не понимаю. Напишите время от 1 минуты до суток, например: 1 ч 15 мин.

admin-setup-price = <b>4 из 5. Сколько стоит «{ $service }»?</b>
    Напишите цену числом, например: 1500.

admin-setup-price-bad = Не понимаю цену. Напишите число, например: 1500.

admin-setup-free = Бесплатно

admin-setup-specialist = <b>5 из 5. Кто принимает клиентов?</b>
    Напишите имя, как его увидят клиенты. Остальных мастеров добавите потом.

admin-setup-done = 🎉 <b>Готово: к вам можно записаться</b>

    <b>{ $business }</b>
    🕘 { $hours }
    💈 { $service }
    👤 { $specialist }

admin-setup-link = Ссылка для клиентов: { $link }
    Поставьте её на сайт, в соцсети или на визитку. Откройте и сами: так запись видит клиент.

admin-setup-no-link = Ссылка на бота для клиентов появится здесь, как только Telegram ответит.

admin-button-setup-test = Сделать пробную запись

admin-button-setup-again = Ответить заново

admin-setup-test-done = ✅ Пробная запись сделана — её карточка ниже. Такие карточки будут приходить вам. Посмотрите и отмените её.

admin-setup-test-none = Свободного времени нет. Проверьте часы работы в «Расписании».

admin-setup-test-name = Пробный клиент

admin-setup-in-use = К вам уже записались. Теперь ответы меняют в «Настройках», «Расписании», «Услугах и мастерах»: там видно, кого это коснётся.

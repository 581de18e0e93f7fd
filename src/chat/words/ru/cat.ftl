# Каталог в чате: категории, услуги, мастера.

cat-overview = <b>Услуги и мастера</b>
    { $services ->
        [one] { $services } услуга
        [few] { $services } услуги
       *[many] { $services } услуг
    } · { $specialists ->
        [one] { $specialists } мастер
        [few] { $specialists } мастера
       *[many] { $specialists } мастеров
    } · { $categories ->
        [one] { $categories } категория
        [few] { $categories } категории
       *[many] { $categories } категорий
    }

cat-gone = Этого в каталоге уже нет. Вот что есть сейчас.

cat-saved = ✅ Сохранено.

cat-same = Так и есть, менять нечего.

cat-title = <b>{ $name }</b>

cat-line = { $what }: { $value }

cat-item = • { $name }

cat-switched-off = ⏸ { $name }

cat-none = нет

cat-yes = да

cat-no = нет

cat-on = включено

cat-off = выключено

cat-nobody = пока никто

cat-default = { $value } — как у всех

cat-button-services = Услуги

cat-button-staff = Мастера

cat-button-categories = Категории

cat-button-rename = Название

cat-button-rename-person = Имя

cat-button-up = ▲ Выше

cat-button-down = ▼ Ниже

cat-button-delete = 🗑 Удалить

cat-button-apply = ✅ Применить

cat-button-done = ✅ Готово

cat-button-on = ▶️ Включить

cat-button-off = ⏸ Выключить

# Категории

cat-categories = <b>Категории</b>
    Так прайс делится на разделы. Нажмите на категорию, чтобы изменить её.

cat-categories-none = <b>Категории</b>
    Пока их нет, и это не мешает: клиенты видят все услуги одним списком.

cat-button-category-new = ➕ Новая категория

cat-ask-category = Как назвать новую категорию? Например: «Волосы».

cat-category = Категория <b>{ $name }</b>

cat-category-empty = Услуг в ней нет.

cat-category-added = ✅ Категория добавлена. Чтобы перенести в неё услугу, откройте карточку услуги.

cat-category-deleted = ✅ Категория «{ $name }» удалена.

# Имена и названия

cat-ask-name = Сейчас: <b>{ $name }</b>
    Напишите, как должно быть.

cat-field-name = Название

cat-name-wrong = Напишите название словами, до { $most } символов.

cat-name-taken = «{ $name }» уже есть. Напишите, пожалуйста, по-другому.

# Услуги

cat-services = <b>Услуги</b>
    Нажмите на услугу, чтобы изменить её.

cat-services-none = <b>Услуги</b>
    Пока нет ни одной — добавьте первую.

cat-button-service-new = ➕ Новая услуга

cat-service-off = ⏸ Выключена: новых записей на неё нет.

cat-field-category = Категория

cat-field-duration = Длительность

cat-field-price = Цена

cat-field-before = Перерыв до

cat-field-after = Перерыв после

cat-field-seats = Мест

cat-field-confirmation = Подтверждение

cat-field-notice = Крайний срок

cat-field-horizon = Запись вперёд

cat-field-step = Шаг времени

cat-field-active = Состояние

cat-field-who = Мастера

cat-confirmed-at-once = сразу

cat-confirmed-by-admin = администратором

cat-notice = за { $count } до начала

cat-notice-none = до самого начала

cat-horizon = на { $count }

cat-resources = Нужно что-то одно: { $names }. Ресурсы меняются в файле каталога.

cat-ask-value = <b>{ $title }</b>
    { $what }: сейчас { $now }

cat-how-duration = Выберите или напишите, например: 45, 1:30, «полтора часа».

cat-how-price = Выберите или напишите, например: 1500 или 12,50.

cat-how-buffer = Это время занято у мастера, но клиент его не видит. Выберите или напишите, например: 10 мин.

cat-how-seats = Сколько клиентов приходит на одно занятие. Выберите или напишите число.

cat-how-notice = За сколько до начала ещё можно записаться. Выберите или напишите, например: 3 часа.

cat-how-horizon = На сколько вперёд открыта запись. Выберите или напишите, например: 45 дней.

cat-how-step = Через сколько предлагать время начала. Выберите или напишите, например: 20 мин.

cat-how-confirmation = Подтверждать запись сразу или ждать администратора? Нажмите на кнопку.

cat-how-category = Выберите раздел прайса. Новые разделы добавляются в «Категориях».

cat-how-active = Нажмите на кнопку.

cat-how-who = Отметьте мастеров кнопками и нажмите «Готово».

cat-button-no-category = Без категории

cat-not-understood = Не получилось понять. { $how }

cat-out-of-bounds = Так нельзя: можно от { $least } до { $most }.

# Новая услуга

cat-ask-service = <b>Новая услуга</b> · шаг 1 из 4
    Как она называется? Так её увидят клиенты.

cat-new-duration = <b>{ $name }</b> · шаг 2 из 4
    Сколько длится? Выберите или напишите, например: 45, 1:30, «полтора часа».

cat-new-price = <b>{ $name }</b> · шаг 3 из 4
    Сколько стоит? Напишите, например: 1500 или 12,50.

cat-new-who = <b>{ $name }</b> · шаг 4 из 4
    Кто её выполняет? Снимите лишние отметки и нажмите «Готово».

cat-service-added = ✅ Услуга добавлена, на неё уже можно записаться.

cat-service-added-idle = ✅ Услуга добавлена. Пока её никто не выполняет, записаться нельзя: отметьте мастеров.

# Что изменится

cat-preview = <b>{ $title }</b>
    { $what }: { $was } → <b>{ $new }</b>

cat-effect-kept = { $count ->
    [one] { $count } предстоящая запись останется как есть.
    [few] { $count } предстоящие записи останутся как есть.
   *[many] { $count } предстоящих записей останутся как есть.
}

cat-effect-starts = Свободных окон на 7 дней: сейчас { $was }, станет { $new }.

cat-effect-until = Записаться можно будет до { $new }, сейчас — до { $was }.

cat-effect-on = Снова можно будет записаться.

cat-effect-left = ⚠️ Это коснётся предстоящих записей: { $count }.

cat-effect-more = и ещё { $count }

cat-effect-own = Свои значения останутся: { $names }.

cat-effect-seats = { $count ->
    [one] На одно время сможет записаться { $count } клиент.
    [few] На одно время смогут записаться { $count } клиента.
   *[many] На одно время смогут записаться { $count } клиентов.
}

cat-conflict = ⚠️ Не сохранено: { $who ->
    [you] вы уже изменили это сами
    [admin] другой администратор успел раньше
   *[system] это успели изменить
}.
    { $what } — было: { $was }, сейчас: <b>{ $now }</b>, вы хотели: { $mine }.

cat-changed-meanwhile = ⚠️ Не сохранено: { $who ->
    [you] вы успели изменить здесь другое
    [admin] другой администратор успел изменить здесь другое
   *[system] здесь успели изменить другое
}. Вот как сейчас; если ваше изменение ещё нужно, повторите его.

# Мастера

cat-staff = <b>Мастера</b>
    Нажмите на мастера, чтобы изменить услуги, имя или фото.

cat-staff-none = <b>Мастера</b>
    Пока никого нет — добавьте первого.

cat-button-person-new = ➕ Новый мастер

cat-ask-specialist = Как зовут мастера? Так имя увидят клиенты.

cat-specialist-added = ✅ Мастер добавлен, часы — по общему расписанию. Снимите отметки с лишних услуг.

cat-person-off = ⏸ Выключено: новых записей к этому мастеру нет.

cat-photo-yes = 📷 Фото есть

cat-photo-no = 📷 Фото пока нет

cat-hours-own = 🕒 Часы свои — меняются в разделе «Расписание»

cat-hours-business = 🕒 Часы общие — меняются в разделе «Расписание»

cat-performs = Выполняет:

cat-performs-nothing = Пока не выполняет ни одной услуги: записаться нельзя.

cat-button-skills = Услуги мастера

cat-skills = <b>{ $name }</b>
    Отметьте услуги этого мастера. Нажмите на отмеченную услугу, чтобы задать своё время или цену.

cat-skills-none = <b>{ $name }</b>
    Услуг пока нет — сначала добавьте их.

cat-who = <b>{ $name }</b>
    Отметьте, кто выполняет. Нажмите на отмеченного мастера, чтобы задать своё время или цену.

cat-who-none = <b>{ $name }</b>
    Мастеров пока нет — сначала добавьте их.

cat-part-performs = Выполняет

cat-button-skill-off = Не выполняет

cat-skill-off = <b>{ $name }</b> больше не выполняет «{ $service }».

cat-skill-off-own = ⚠️ Свои условия мастера для этой услуги (длительность, цена) сотрутся.

cat-skill-off-priced = ⚠️ У мастера здесь своя цена, а цены меняет только владелец. Попросите его снять эту услугу.

cat-button-all-skills = Все услуги мастера

cat-button-of-service = Карточка услуги

# Фото мастера

cat-button-photo = 📷 Фото

cat-ask-photo = Пришлите фото: <b>{ $name }</b>
    Именно как фото, не файлом. Его увидят клиенты.

cat-button-photo-show = Показать фото

cat-button-photo-drop = Убрать фото

cat-photo-wanted = Пришлите, пожалуйста, картинку как фото, а не файлом и не словами.

cat-photo-coming = Загружаю фото…

cat-photo-wait = Фото ещё загружается, секунду.

cat-photo-saved = ✅ Фото сохранено, клиенты его увидят.

cat-photo-dropped = ✅ Фото убрано.

cat-photo-none = Это не JPEG и не PNG. Пришлите, пожалуйста, другую картинку.

cat-photo-large = Фото больше 5 МБ. Пришлите, пожалуйста, поменьше.

cat-photo-lost = Не получилось загрузить фото. Пришлите его, пожалуйста, ещё раз.

cat-photo-changed = ⚠️ Не сохранено: пока фото загружалось, его поменяли. Если ваше лучше, пришлите его ещё раз.

# Кто здесь работает: роли, приглашения, доступ.

team-place = { $role ->
    [owner] владелец
    [manager] менеджер
    [specialist] мастер
   *[courier] курьер
}

team-place-who = { team-place } ({ $who })

team-list = <b>Сотрудники</b>
    🟢 сейчас в боте · 🔒 закрыто PIN · ⏳ ещё нет PIN
    Нажмите на имя, чтобы изменить роль или закрыть доступ.

team-label = { $role ->
    [owner] 👑
   *[other] 👤
} { $name }{ $you ->
    [yes] {" (вы)"}
   *[no] {""}
} · { team-place } { $state ->
    [open] 🟢
    [locked] 🔒
   *[new] ⏳
}

team-label-awaited = 👑 Telegram ID { $id } ⏳

team-label-invited = ✉️ { $name } · { team-place }

team-button-invite = ➕ Пригласить

team-button-log = 📜 Журнал

team-button-refused = ⛔ Отказы

team-button-lock-all = 🔒 Закрыть доступ всем, кроме меня

team-button-name = ✏️ Имя

team-button-deeds = 📜 Действия

team-button-role = 🔁 Изменить роль

team-button-lock = 🔒 Закрыть доступ сейчас

team-button-off = 🚫 Убрать из команды

team-button-off-sure = Да, убрать

team-button-link-off = 🚫 Отозвать ссылку

team-button-newer = ‹ Новее

team-button-older = Раньше ›

team-role-owner = 👑 Владелец

team-role-manager = Менеджер

team-role-specialist = Мастер

team-gone = Этого здесь уже нет

team-configured = Это меняется только в config.toml, ключ admin.ids

team-card = <b>{ $name }</b>
    Роль: { $place }
    { $access ->
        [open] 🟢 Доступ открыт
        [locked] 🔒 Закрыто, нужен PIN
       *[new] ⏳ PIN ещё не выбран
    }
    Telegram ID { $id }

team-card-awaited = <b>Telegram ID { $id }</b>
    Роль: владелец
    ⏳ Входа в бот ещё не было
    Доступ задан в файле config.toml, ключ admin.ids, и меняется только там.

team-card-seen = Последнее действие: { $at }

team-card-config = Доступ задан в файле config.toml, ключ admin.ids, и меняется только там.

team-card-claim = Доступ получен по ссылке с сервера.

team-card-invitation = Доступ получен по приглашению.

team-card-by = Последнее изменение: { $who }

team-toast-locked = Доступ закрыт, понадобится PIN

team-toast-locked-all = Доступ закрыт у всех, кроме вас

team-toast-role = Роль изменена

team-ask-off = Убрать из команды: <b>{ $name }</b>?
    Доступ закроется сразу. Имена и телефоны клиентов исчезнут из карточек в том чате. Пригласить снова можно в любой момент.

team-ask-off-self = Убрать из команды себя, <b>{ $name }</b>?
    Доступ закроется сразу, и вернуть его сможет только другой владелец.

team-removed = ✅ Больше не в команде: { $name }

team-last-owner = ⚠️ Это единственный владелец с PIN. Сначала пригласите ещё одного и дождитесь, пока он войдёт.

team-changed = ⚠️ Сотрудника только что изменили: { $who }. Сейчас это { $place }. Ваше действие не выполнено.

team-by-you = вы сами

team-unnamed = ✏️ У вас пока нет имени для коллег: нажмите на себя и задайте его.

team-by-nobody = файл настроек

team-former-removed = 🔒 Доступ к этому боту закрыт.

team-former-left = 🔒 Вы вышли из команды. Доступ к этому боту закрыт.

team-former-role = Ваша роль изменилась, этот экран больше не действует.

team-role-yours = 🔑 Теперь ваша роль: { $place }.

team-ask-role = <b>{ $name }</b>: сейчас { $place }. Какой будет роль?

    <b>Менеджер</b> — вся ежедневная работа, кроме цен, настроек и команды.
    <b>Мастер</b> — только свои записи.
    <b>Владелец</b> — всё.

team-ask-invite = Кого приглашаем?

    <b>Менеджер</b> — вся ежедневная работа, кроме цен, настроек и команды.
    <b>Мастер</b> — только свои записи.
    <b>Владелец</b> — всё.

team-ask-who = Кто это из мастеров? Будут видны только записи к этому мастеру.

team-ask-who-none = Мастеров пока нет. Добавьте их в «Услуги и мастера», а потом пригласите.

team-ask-name-invited = Роль: { $place }. Как зовут коллегу? Это имя увидят остальные сотрудники, до 60 символов.

team-ask-name = Сейчас: <b>{ $name }</b>. Какое имя увидят сотрудники? До 60 символов.

team-name-words = Напишите имя буквами.

team-name-long = Это длиннее 60 символов. Напишите, пожалуйста, короче.

team-name-taken = Так уже зовут другого сотрудника. Добавьте фамилию или букву.

team-name-saved = ✅ Имя сохранено.

team-invited-enough = ⚠️ Двадцать ссылок ещё никто не открыл. Отзовите лишние.

team-invitation-message = Приглашение для работы: <b>{ $business }</b>
    Откройте ссылку и нажмите «Старт»:
    { $link }
    Ссылка одноразовая и действует 48 часов.

team-invitation-command = Приглашение для работы: <b>{ $business }</b>
    Напишите боту администраторов:
    <code>{ $command }</code>
    Приглашение одноразовое и действует 48 часов.

team-invited = ✉️ Приглашение готово: <b>{ $name }</b>, { $place }.
    Перешлите сообщение выше. Войдёт тот, кто первым откроет ссылку, поэтому не показывайте её другим.

team-invitation = ✉️ <b>{ $name }</b>, { $place }
    Ссылку ещё не открыли. Действует до { $until }.
    Кто пригласил: { $who }

team-invitation-off = ✅ Ссылка больше не действует: { $name }

team-welcome = 👋 <b>{ $business }</b>
    Добро пожаловать! Ваша роль: { $place }.

team-news-joined = 🔑 Новый сотрудник: <b>{ $name }</b>, { $place }. Кто пригласил: { $who }.

team-news-role = 🔑 <b>{ $name }</b>: теперь { $place }. Кто изменил: { $who }.

team-news-left = 🔑 Больше не в команде: <b>{ $name }</b>. Кто убрал: { $who }.

# Что изменение сделает с записями, пока оно ещё не применено.

stranded-effect = 📊 Свободных окон с { $from } по { $to }: сейчас { $before }, станет { $after }.

stranded-none = ✅ Ни одной записи это не заденет.

stranded-some = { $count ->
    [one] ⚠️ <b>{ $count } запись не помещается в новое расписание.</b>
    [few] ⚠️ <b>{ $count } записи не помещаются в новое расписание.</b>
   *[many] ⚠️ <b>{ $count } записей не помещаются в новое расписание.</b>
}

stranded-keep = ✋ Оставим как есть: { $count }

stranded-ask = 💬 Предложим другое время: { $count }

stranded-colleague = 👥 Отдадим коллеге, если кто-то свободен: { $count }

stranded-cancel = ❌ Отменим и предупредим клиента: { $count }

stranded-how = Нажмите на запись, чтобы решить о ней отдельно. 📞 — клиенту нужно позвонить.

stranded-button-ask = 💬 Всем предложить другое время

stranded-button-colleague = 👥 Отдать свободным коллегам

stranded-button-keep = ✋ Все оставить

stranded-button-cancel = ❌ Все отменить

stranded-button-apply = ✅ Применить

stranded-list-changed = ⚠️ Пока вы смотрели, записи изменились. Проверьте, пожалуйста, ещё раз.

stranded-changed = ⚠️ Это тем временем изменил другой администратор. Ваше изменение не применено.

stranded-service-off = <b>Больше не предлагать: { $name }</b>

stranded-specialist-off = <b>Больше не записывать к мастеру: { $name }</b>

stranded-done = ✅ <b>Готово, изменение действует.</b>

stranded-report-asked = { $count ->
    [one] 💬 { $count } клиенту отправлен вопрос.
    [few] 💬 { $count } клиентам отправлен вопрос.
   *[many] 💬 { $count } клиентам отправлен вопрос.
}

stranded-report-quiet = 🌙 Ночью пишем только тем, чей визит скоро, остальным — когда закончатся тихие часы.

stranded-report-given = { $count ->
    [one] 👥 { $count } запись взял коллега.
    [few] 👥 { $count } записи взяли коллеги.
   *[many] 👥 { $count } записей взяли коллеги.
}

stranded-report-cancelled = { $count ->
    [one] ❌ { $count } запись отменена.
    [few] ❌ { $count } записи отменены.
   *[many] ❌ { $count } записей отменено.
}

stranded-report-kept = { $count ->
    [one] ✋ { $count } запись осталась как есть.
    [few] ✋ { $count } записи остались как есть.
   *[many] ✋ { $count } записей осталось как есть.
}

stranded-report-call = { $count ->
    [one] 📞 { $count } клиенту сообщения не доходят — позвоните:
    [few] 📞 { $count } клиентам сообщения не доходят — позвоните:
   *[many] 📞 { $count } клиентам сообщения не доходят — позвоните:
}

# На карточке записи у администратора.

asked-card-open = ⏳ Ждём ответа клиента (спросили { $at })

asked-card-another = ⏳ Предложили другое время, ждём ответа (спросили { $at })

asked-card-call = 📞 Сообщения клиенту не доходят — позвоните ему

asked-card-fits = 👌 Клиенту подходит ({ $at })

asked-card-agreed = 🤝 Договорились лично ({ $at })

asked-button-agreed = 🤝 Договорились лично

asked-noted = Отмечено

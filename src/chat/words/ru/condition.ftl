# Состояние службы, для владельцев.

condition-button = 🩺 Состояние

condition-button-again = 🔄 Обновить

condition-wait = 🩺 <b>Состояние</b>
    Смотрю…

condition-failed = 🩺 <b>Состояние</b>
    Не получилось узнать. Попробуйте ещё раз.

condition = 🩺 <b>Состояние</b>
    { $state ->
        [well] ✅ Всё работает
        [warned] ✅ Работает, но есть на что обратить внимание
       *[ill] ⚠️ Не всё работает
    }
    Запущен: { $since }, работает { $for }
    Версия { $version }

condition-telegram = { $well ->
    [yes] ✅
   *[no] ⚠️
} { $which ->
    [both] Telegram
    [client] Telegram, бот для клиентов
   *[admin] Telegram, этот бот
}: { $well ->
    [yes] на связи
   *[no] нет связи
}

condition-reason = <i>{ $reason }</i>

condition-queue = { $count ->
    [0] ✅ Все сообщения отправлены
    [one] 📤 В очереди { $count } сообщение, ждёт { $age }
    [few] 📤 В очереди { $count } сообщения, дольше всех — { $age }
   *[many] 📤 В очереди { $count } сообщений, дольше всех — { $age }
}

condition-jobs = { $count ->
    [one] ⚠️ { $count } задача опаздывает на { $late }
    [few] ⚠️ { $count } задачи опаздывают, дольше всех — на { $late }
   *[many] ⚠️ { $count } задач опаздывают, дольше всех — на { $late }
}

condition-database = База: { $size }, журнал { $wal }

condition-damaged = ⚠️ База повреждена: её нужно восстановить из копии

condition-disk = { $scarce ->
    [yes] ⚠️ На диске осталось мало места:
   *[no] На диске свободно:
} { $free }

condition-backup = { $old ->
    [yes] ⚠️ Последняя копия старая:
   *[no] ✅ Последняя копия:
} { $at }

condition-no-backup = ⚠️ Резервной копии ещё нет

condition-no-failure = ✅ Сбоев не было

condition-failure = Последний сбой: { $at }
    { $what ->
        [message-to-client] Сообщение клиенту не доставлено
        [message-to-admin] Сообщение администратору не доставлено
        [action-of-client] Действие клиента не выполнено
        [action-of-admin] Действие администратора не выполнено
        [task] Задача по расписанию не выполнена
       *[other] Служебная задача не выполнена
    }

condition-restart = 🔁 <b>Ждёт перезапуска:</b>
    { $changes }

condition-moment = меньше минуты

condition-size = { $whole }{ $tenth ->
    [0] {""}
   *[other] ,{ $tenth }
} { $unit ->
    [kb] КБ
    [mb] МБ
   *[gb] ГБ
}

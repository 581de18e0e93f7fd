# How the service does, for owners.

condition-button = 🩺 Status

condition-button-again = 🔄 Refresh

condition-wait = 🩺 <b>Status</b>
    Having a look…

condition-failed = 🩺 <b>Status</b>
    It could not be found out. Please try again.

condition = 🩺 <b>Status</b>
    { $state ->
        [well] ✅ Everything works
        [warned] ✅ It works, but something wants your attention
       *[ill] ⚠️ Not everything works
    }
    Started: { $since }, running for { $for }
    Version { $version }

condition-telegram = { $well ->
    [yes] ✅
   *[no] ⚠️
} { $which ->
    [both] Telegram
    [client] Telegram, clients’ bot
   *[admin] Telegram, this bot
}: { $well ->
    [yes] connected
   *[no] no connection
}

condition-reason = <i>{ $reason }</i>

condition-queue = { $count ->
    [0] ✅ All messages are sent
    [one] 📤 { $count } message is queued, waiting for { $age }
   *[other] 📤 { $count } messages are queued, the oldest for { $age }
}

condition-jobs = { $count ->
    [one] ⚠️ { $count } task is late by { $late }
   *[other] ⚠️ { $count } tasks are late, by { $late } at most
}

condition-database = Database: { $size }, log { $wal }

condition-damaged = ⚠️ The database is damaged and wants to be restored from a backup

condition-disk = { $scarce ->
    [yes] ⚠️ Little space is left on the disk:
   *[no] Free on the disk:
} { $free }

condition-backup = { $old ->
    [yes] ⚠️ The last backup is old:
   *[no] ✅ Last backup:
} { $at }

condition-no-backup = ⚠️ There is no backup yet

condition-no-failure = ✅ Nothing has failed

condition-failure = Last failure: { $at }
    { $what ->
        [message-to-client] A message to a client could not be delivered
        [message-to-admin] A message to an admin could not be delivered
        [action-of-client] An action of a client could not be done
        [action-of-admin] An action of an admin could not be done
        [task] A scheduled task failed
       *[other] An internal task failed
    }

condition-restart = 🔁 <b>Waits for a restart:</b>
    { $changes }

condition-moment = less than a minute

condition-size = { $whole }{ $tenth ->
    [0] {""}
   *[other] .{ $tenth }
} { $unit ->
    [kb] KB
    [mb] MB
   *[gb] GB
}

alarm-stuck =
    🛑 <b>The bot cannot write anything down</b>
    { $value ->
        [1] The server's disk is full. Remove files that are not needed, or make the disk larger.
        [2] The server's disk can only be read. Restart the server; if that does not help, write to your host.
        [3] The database is damaged. Stop the service and restore the last copy.
       *[0] The server's disk makes errors. Show this to whoever looks after the server.
    }

    Clients get no answers meanwhile, but what they write waits at Telegram for up to a day. Once this is mended the bot goes on by itself.

alarm-stuck-over = ✅ The bot writes everything down and answers again. What waited is not lost.

alarm-disk =
    ⚠️ <b>The server is running out of space</b>
    { $gigabytes ->
        [0] { $value } MB are left.
       *[other] { $gigabytes } GB are left, less than a tenth of the disk.
    } When the space is gone, the bot can take no bookings.

    Remove files that are not needed, or make the disk larger.

alarm-disk-over = ✅ There is enough space on the server again.

alarm-backup-disk =
    ⚠️ <b>The space for copies is running out</b>
    { $gigabytes ->
        [0] { $value } MB are left on the disk with the copies of the database.
       *[other] { $gigabytes } GB are left on the disk with the copies of the database, less than a tenth.
    } A new copy may not fit.

    Move old copies away, or make the disk larger.

alarm-backup-disk-over = ✅ There is enough space for copies of the database again.

alarm-damage =
    🛑 <b>The database is damaged</b>
    Some bookings may not open, and it will get worse with time.

    Stop the service and restore the last copy. Do not delete the damaged file.

alarm-damage-over = ✅ The database was checked: there is no damage.

alarm-backup =
    ⚠️ <b>There has been no copy of the database for a while</b>
    The last one is { $value } h old, and there should be a new one every day.

    Make one on the server; if it fails, the second command says why:
    <code>sudo systemctl start zapis-backup</code>
    <code>systemctl status zapis-backup</code>

alarm-backup-over = ✅ There is a fresh copy of the database.

alarm-no-backup =
    💡 <b>There is no copy of the database yet</b>
    If the server breaks, bookings and clients are lost. To make a copy, on the server:
    <code>sudo systemctl start zapis-backup</code>

    To have one made every night:
    <code>sudo systemctl enable --now zapis-backup.timer</code>

alarm-no-backup-over = ✅ The first copy of the database is there.

alarm-outbox =
    ⚠️ <b>Messages do not leave</b>
    Telegram answers, but the oldest message has waited for { $value } min.

    A restart usually helps, and nothing is lost:
    <code>sudo systemctl restart zapis</code>

alarm-outbox-over = ✅ Messages leave again.

alarm-client-bot =
    ⚠️ <b>The bot for clients does not work</b>
    { $value ->
        [1] Telegram no longer knows its token: perhaps @BotFather gave out a new one. Put the new token on the server and restart the service.
        [2] Another program uses its token. Stop that one, or have @BotFather make a new token.
       *[0] Telegram answers this bot but not the one for clients. Show this to whoever looks after the server.
    }

    Clients get no answers meanwhile.

alarm-client-bot-over = ✅ The bot for clients works again.

alarm-failures =
    ⚠️ <b>Failures again and again: { $value } in an hour</b>
    This looks like a mistake in the program. See whether there is a new version, and show the log to whoever looks after the server:
    <code>journalctl -u zapis</code>

alarm-failures-over = ✅ There were no failures in the last hour.

alarm-clock =
    ⚠️ <b>The server's clock jumped { $way ->
        [back] back
       *[ahead] ahead
    } by { $hours ->
        [0] { $minutes } min
       *[other] { $hours } h { $minutes } min
    }</b>
    Bookings and reminders go by it. If the server did not sleep and nobody set the clock, see whether it keeps time:
    <code>timedatectl</code>

alarm-clock-over = ✅ The server's clock has been steady for over an hour.

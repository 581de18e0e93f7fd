# A copy of the database in the owner's chat.

backup-button = 💾 Copy the database now

backup-begun = One moment…

backup-wait = A copy is being made already

backup-caption = 💾 <b>Copy of the database</b> · { $taken } · { $size }
    All that a new server needs is inside. The copy is encrypted: only your secret key opens it.

backup-too-large = 💾 <b>Copy of the database</b> · { $taken } · { $size }
    Telegram takes files of up to 50 MB, so the copy stayed on the server: <code>{ $name }</code>. Fetch it from there.

backup-no-key = 🔑 Only encrypted copies go through Telegram, and there is no key yet.
    1. On the server, run <code>zapis backup --new-key</code>.
    2. Keep the secret key with you: without it no copy can be opened.
    3. Write the public key into config.toml, under [backup], as recipient.
    4. Press the button again.

backup-failed = ⚠️ The database could not be copied; former copies are whole.
    <code>{ $reason }</code>

backup-stuck = ⚠️ The database could not be copied: the service was interrupted twice. Former copies are whole, and the log of the service has the reason.

backup-kilobytes = { $count } KB

backup-megabytes = { $count } MB

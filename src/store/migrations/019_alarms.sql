-- What owners were told of and what is not over yet, so that a restart neither repeats it nor forgets the all-clear.

CREATE TABLE alarm (
    cause     TEXT PRIMARY KEY,
    value     INTEGER NOT NULL,
    raised_at INTEGER NOT NULL
) STRICT;

-- Who was told: the all-clear is for them alone.
CREATE TABLE alarm_told (
    cause TEXT NOT NULL REFERENCES alarm ON DELETE CASCADE,
    admin INTEGER NOT NULL,
    PRIMARY KEY (cause, admin)
) STRICT, WITHOUT ROWID;

-- How much failed of late is asked every minute.
CREATE INDEX dead_letter_at ON dead_letter (at);

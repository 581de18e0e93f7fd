-- What owners set in chat (A13): it lies over what the file says. Without a value it is as in the file again, and the row tells who put it back.
CREATE TABLE policy_override (
    code       TEXT NOT NULL PRIMARY KEY,
    value      TEXT,
    version    INTEGER NOT NULL DEFAULT 1,
    changed_by INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which news an admin gets, and when (A12). Who has no row gets all of them, at once.
CREATE TABLE admin_news (
    admin       INTEGER PRIMARY KEY REFERENCES admin ON DELETE CASCADE,
    -- The kinds that are not wanted, parted by blanks.
    off         TEXT NOT NULL DEFAULT '',
    quiet       TEXT,
    -- Minutes of wall clock after midnight.
    digest_at   INTEGER NOT NULL DEFAULT 480 CHECK (digest_at BETWEEN 0 AND 1439),
    -- The date of the last digest, so that none comes twice.
    digested_on TEXT,
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;

-- News that wait for the end of an admin's quiet hours: what happened, not how things stand; that is looked up when they are told.
CREATE TABLE held_news (
    admin      INTEGER NOT NULL REFERENCES admin ON DELETE CASCADE,
    booking_id INTEGER NOT NULL REFERENCES booking,
    what       TEXT NOT NULL CHECK (what IN ('booked', 'cancelled', 'moved', 'reviewed', 'repeated', 'series_cancelled')),
    -- Former or further starts that the news names, parted by blanks.
    starts     TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (admin, booking_id, what)
) STRICT, WITHOUT ROWID;

CREATE INDEX held_news_of_booking ON held_news (booking_id);

-- Who of the staff sees what, and what they did.

-- Whom somebody with the role 'specialist' is: their bookings are the only ones they see.
ALTER TABLE admin ADD COLUMN specialist_id INTEGER REFERENCES specialist;

-- What admins did, and what they were refused; append-only and without personal values. The object is named by its number.
CREATE TABLE journal (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    admin   INTEGER NOT NULL,
    deed    TEXT NOT NULL,
    subject INTEGER
) STRICT;

CREATE INDEX journal_by_admin ON journal (admin, id);
-- Who did something to an object last.
CREATE INDEX journal_by_subject ON journal (subject, id) WHERE subject IS NOT NULL;

CREATE TRIGGER journal_is_final BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

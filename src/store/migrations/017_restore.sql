-- What a database that was restored from a backup does not do without being asked: say what the service that was lost may have said already.

-- The last restore: no row, or one.
CREATE TABLE restore (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    -- When the copy was made, and when it took the place of another.
    copied_at   INTEGER NOT NULL,
    restored_at INTEGER NOT NULL,
    -- Whether the owners have heard of it.
    told        INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
    -- What an owner decided about what was withheld.
    decision    TEXT CHECK (decision IN ('sent', 'dropped')),
    decided_by  INTEGER,
    decided_at  INTEGER,
    CHECK ((decision IS NULL) = (decided_at IS NULL))
) STRICT;

-- A row of the outbox with what is attached to it.
CREATE TABLE withheld_message (
    id         INTEGER PRIMARY KEY,
    bot        TEXT NOT NULL,
    chat       INTEGER NOT NULL,
    card_id    INTEGER REFERENCES card ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('show', 'say')),
    below      INTEGER NOT NULL CHECK (below IN (0, 1)),
    screen     TEXT NOT NULL,
    buttons    INTEGER NOT NULL CHECK (buttons IN (0, 1)),
    former     TEXT,
    priority   INTEGER NOT NULL,
    expires_at INTEGER,
    created_at INTEGER NOT NULL,
    what       TEXT,
    content    BLOB,
    photo_id   INTEGER REFERENCES photo ON DELETE CASCADE
) STRICT;

CREATE INDEX withheld_message_by_chat ON withheld_message (bot, chat);
CREATE INDEX withheld_message_by_card ON withheld_message (card_id) WHERE card_id IS NOT NULL;
CREATE INDEX withheld_message_by_photo ON withheld_message (photo_id) WHERE photo_id IS NOT NULL;

-- A job that tells somebody something and was due while the lost service may still have run.
CREATE TABLE withheld_job (
    bot     TEXT NOT NULL,
    key     TEXT NOT NULL,
    chat    INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    subject INTEGER NOT NULL,
    due_at  INTEGER NOT NULL,
    within  INTEGER,
    PRIMARY KEY (bot, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX withheld_job_by_chat ON withheld_job (bot, chat);

-- What a card shows by now takes the place of what it was going to show.
CREATE TRIGGER withheld_is_overtaken AFTER INSERT ON outbox
WHEN NEW.card_id IS NOT NULL AND EXISTS (SELECT 1 FROM restore WHERE decision IS NULL)
BEGIN
    DELETE FROM withheld_message WHERE card_id = NEW.card_id;
END;

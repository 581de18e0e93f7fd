-- What fails is tried again, and not for ever.

-- Marks the file as ours: "Zapi".
PRAGMA application_id = 1516335209;

-- How often a job has failed.
ALTER TABLE job ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
-- Whether the message of a card shows buttons, and whether a screen has some: only then are they to be taken away.
ALTER TABLE card ADD COLUMN buttons INTEGER NOT NULL DEFAULT 1 CHECK (buttons IN (0, 1));
ALTER TABLE outbox ADD COLUMN buttons INTEGER NOT NULL DEFAULT 1 CHECK (buttons IN (0, 1));

-- When a row last failed, and how often that was so although calls to other chats of its bot had gone through meanwhile: then it is the
-- row and not Telegram.
ALTER TABLE outbox ADD COLUMN failed_at INTEGER;
ALTER TABLE outbox ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;

-- One row of each lane is its head: what is on its way, else what was tried before (its pause is the pause of the chat), else the most
-- urgent. Nobody writes here but the triggers below. So who looks for what may leave reads one row per lane, however many wait behind it.
ALTER TABLE outbox ADD COLUMN head INTEGER NOT NULL DEFAULT 0 CHECK (head IN (0, 1));

DROP INDEX outbox_lane;
DROP INDEX outbox_waiting;
CREATE INDEX outbox_lane ON outbox (bot, chat, sending DESC, attempts > 0 DESC, priority, id);
CREATE UNIQUE INDEX outbox_head ON outbox (bot, chat) WHERE head = 1;
CREATE INDEX outbox_sendable ON outbox (priority, id) WHERE head = 1 AND sending = 0;
CREATE INDEX outbox_said ON outbox (bot, chat, screen) WHERE kind = 'say';

UPDATE outbox SET head = 1
WHERE id = (SELECT id FROM outbox AS other WHERE other.bot = outbox.bot AND other.chat = outbox.chat
            ORDER BY sending DESC, attempts > 0 DESC, priority, id LIMIT 1);

CREATE TRIGGER outbox_grows AFTER INSERT ON outbox
BEGIN
    UPDATE outbox SET head = 0 WHERE bot = NEW.bot AND chat = NEW.chat AND head = 1;
    UPDATE outbox SET head = 1
    WHERE id = (SELECT id FROM outbox WHERE bot = NEW.bot AND chat = NEW.chat
                ORDER BY sending DESC, attempts > 0 DESC, priority, id LIMIT 1);
END;

CREATE TRIGGER outbox_changes AFTER UPDATE OF sending, attempts, priority ON outbox
BEGIN
    UPDATE outbox SET head = 0 WHERE bot = NEW.bot AND chat = NEW.chat AND head = 1;
    UPDATE outbox SET head = 1
    WHERE id = (SELECT id FROM outbox WHERE bot = NEW.bot AND chat = NEW.chat
                ORDER BY sending DESC, attempts > 0 DESC, priority, id LIMIT 1);
END;

CREATE TRIGGER outbox_shrinks AFTER DELETE ON outbox WHEN OLD.head = 1
BEGIN
    UPDATE outbox SET head = 1
    WHERE id = (SELECT id FROM outbox WHERE bot = OLD.bot AND chat = OLD.chat
                ORDER BY sending DESC, attempts > 0 DESC, priority, id LIMIT 1);
END;

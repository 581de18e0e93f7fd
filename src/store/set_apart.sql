-- A copy that was restored goes on where the lost service may have gone on already. Done once, in one transaction, with the row of `restore`
-- already there.

-- Conversations are over: their screens are old, and people are elsewhere. No button of the lost time may fit a screen that is still to come.
DELETE FROM outbox WHERE card_id IN (SELECT id FROM card WHERE key = 'dialogue');
UPDATE dialogue SET state = NULL, revision = revision + 1000;
DELETE FROM hold WHERE offer_id IS NULL;
DELETE FROM job WHERE (bot, kind) IN (VALUES ('client', 'hold'), ('admin', 'picture'), ('admin', 'backup'));
-- A file that was to be sent lay in the spool of the lost machine.
DELETE FROM outbox WHERE id IN (SELECT outbox_id FROM attachment WHERE json_valid(what) AND json_type(what, '$.file') IS NOT NULL);
DELETE FROM withheld_message WHERE json_valid(what) AND json_type(what, '$.file') IS NOT NULL;

-- What waited to be sent may have been sent. What deletes a message or takes its buttons away does no harm a second time.
INSERT INTO withheld_message (bot, chat, card_id, kind, below, screen, buttons, former, priority, expires_at, created_at, what, content, photo_id)
SELECT bot, chat, card_id, kind, below, screen, buttons, former, priority, expires_at, created_at, what, content, photo_id
FROM outbox LEFT JOIN attachment ON outbox_id = outbox.id
WHERE kind IN ('show', 'say') ORDER BY outbox.id;
DELETE FROM outbox WHERE kind IN ('show', 'say');

-- So may what was due since. Whatever kind of job is not named here changes what is booked or kept, and goes on.
INSERT INTO withheld_job (bot, key, chat, kind, subject, due_at, within)
SELECT bot, key, chat, kind, subject, due_at, within FROM job
WHERE due_at <= (SELECT restored_at FROM restore)
    AND (bot, kind) IN (VALUES ('client', 'remind'), ('client', 'review'), ('client', 'asked'), ('admin', 'news'), ('admin', 'alert'))
ON CONFLICT DO UPDATE SET due_at = excluded.due_at;
DELETE FROM job WHERE (bot, key) IN (SELECT bot, key FROM withheld_job) AND due_at <= (SELECT restored_at FROM restore);
-- The next digest is planned at the start.
DELETE FROM job WHERE bot = 'admin' AND kind = 'digest' AND due_at <= (SELECT restored_at FROM restore);

-- What waits for an admin may have been confirmed meanwhile: they have two hours to look, before the client is told that nobody did.
UPDATE booking SET decide_by = min(starts_at, (SELECT restored_at + 7200000 FROM restore))
WHERE status = 'pending' AND decide_by < (SELECT restored_at + 7200000 FROM restore);
UPDATE job SET due_at = (SELECT decide_by FROM booking WHERE id = subject)
WHERE bot = 'client' AND kind = 'pending'
    AND EXISTS (SELECT 1 FROM booking WHERE id = subject AND status = 'pending' AND decide_by IS NOT NULL);

-- A link that was used or taken back since would open the door again.
DELETE FROM claim;
DELETE FROM invitation;

-- Numbers that were given since stand on cards, in calendars and in buttons. None of them is given again, to somebody else: beyond a hundred
-- it is as if ten times as much had happened since as in the same time before.
INSERT INTO sqlite_sequence (name, seq) SELECT 'booking', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'booking');
INSERT INTO sqlite_sequence (name, seq) SELECT 'client', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'client');
UPDATE sqlite_sequence SET seq = seq + 100 + 10 *
    (SELECT count(*) FROM booking, restore WHERE booking.created_at > copied_at - (restored_at - copied_at))
WHERE name NOT IN ('outbox', 'journal', 'dead_letter');

DROP TABLE IF EXISTS backup_manifest;

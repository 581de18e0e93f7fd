-- What fails is tried again, and not for ever.

-- How often a job has failed.
ALTER TABLE job ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;

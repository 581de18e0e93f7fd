-- Visits that come back every week (C13): all dates of a series bear the number of its first booking, the first one too.
ALTER TABLE booking ADD COLUMN series_id INTEGER REFERENCES booking;

CREATE INDEX booking_series ON booking (series_id, starts_at) WHERE series_id IS NOT NULL;

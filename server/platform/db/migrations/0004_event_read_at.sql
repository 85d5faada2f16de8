-- When the event of a session was last read back from the calendar, which is the truth about it.
alter table sessions add column event_read_at timestamptz;

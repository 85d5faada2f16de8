-- Until when a session waits for an invitation that its organiser sends from their own Outlook: such an event is found and
-- followed, never made. Null for every other session, and once the event was seen.
alter table sessions add column expected_until timestamptz;

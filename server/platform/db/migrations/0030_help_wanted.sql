-- Fieldwork that the client would like help with stands on the agenda as such, and they may take it away: a line that was taken away
-- stays as one, so that it is not drafted again.
alter table agenda_items add column removed_at timestamptz;
alter table agenda_items drop constraint agenda_items_source_check;
alter table agenda_items add constraint agenda_items_source_check check (source in ('typed', 'reflection', 'fieldwork', 'help'));

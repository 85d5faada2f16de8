-- When the client had heard that it is theirs to tell the sponsor, and by when: until then the days for it do not run.
alter table sharing add column tell_heard_at timestamptz;

-- During a session whoever is there may be asked, once, what became of it.

-- When those present were asked; once for each time that the session has.
alter table attendance add column carded_at timestamptz;

-- 'panel': beside the meeting in Teams, which speaks for its owner. 'page': a coach's own page, which may be open without being in the call.
alter table attendance_panels add column surface text not null default 'panel' check (surface in ('panel', 'page'));

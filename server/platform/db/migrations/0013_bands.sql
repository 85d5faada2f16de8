-- The latest question about a session is read with the session itself.
create index session_requests_of_session on session_requests (tenant_id, session_id, asked_at desc);
-- What happened to one session, for its screen.
create index history_of_session on history (tenant_id, session_id, id) where session_id is not null;

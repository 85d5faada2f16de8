-- outside a transaction
-- What became of what was said of a session is looked up by the beginning of its key, whatever its state: with the notices of a year that was
-- every notice of the tenant.
drop index if exists notices_under_key;
create index concurrently notices_under_key on notices (tenant_id, key text_pattern_ops);
drop index concurrently if exists notices_by_key;

-- Microsoft Entra's signing keys as they were last read, for processes that start while Entra does not answer. Sealed (AES-256-GCM), so that
-- whoever can write here still cannot sign anybody in. One row.
create table signing_keys (
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  -- Which of the configured keys sealed it.
  key_id text not null,
  sealed bytea not null,
  read_at timestamptz not null,
  primary key (tenant_id)
);
select fieldwork_protect('signing_keys');
revoke all on signing_keys from fieldwork_app;

-- The role that every request works as. It owns nothing and cannot log in, so row-level security always applies to it.
-- Roles belong to the whole server: another database of the same server may have made it, or may be making it right now.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fieldwork_app') THEN
    CREATE ROLE fieldwork_app NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END
$$;

DO $$
BEGIN
  -- A superuser may become any role; an ordinary owner has to be a member.
  IF NOT pg_has_role(current_user, 'fieldwork_app', 'MEMBER') THEN
    GRANT fieldwork_app TO CURRENT_USER;
  END IF;
END
$$;

GRANT USAGE ON SCHEMA public TO fieldwork_app;

-- The tenant of this transaction. Null (and so: no rows) when nobody set one; after a transaction that did, the setting is ''.
CREATE FUNCTION fieldwork_tenant() RETURNS uuid
LANGUAGE sql STABLE
AS $$ SELECT NULLIF(current_setting('app.tenant_id', true), '')::uuid $$;

-- Called once for every table of tenants' rows, right after CREATE TABLE:  SELECT fieldwork_protect('sessions');
CREATE FUNCTION fieldwork_protect(target regclass, tenant_column name DEFAULT 'tenant_id') RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  -- The sub-select is evaluated once per statement, not once per row.
  EXECUTE format(
    'CREATE POLICY tenant_rows ON %s TO fieldwork_app USING (%I = (SELECT fieldwork_tenant())) WITH CHECK (%I = (SELECT fieldwork_tenant()))',
    target, tenant_column, tenant_column);
  -- On a managed server the owner is no superuser, and FORCE would hide every row from the sweeps over all tenants.
  EXECUTE format('CREATE POLICY owner_rows ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', target);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO fieldwork_app', target);
END
$$;
REVOKE ALL ON FUNCTION fieldwork_protect(regclass, name) FROM PUBLIC;

-- id is the Entra tenant id.
CREATE TABLE tenants (
  id uuid PRIMARY KEY,
  display_name text NOT NULL,
  created_at timestamptz NOT NULL
);
SELECT fieldwork_protect('tenants', 'id');

-- Everybody who takes part: members of the tenant (object_id is theirs in Entra) and coaches outside it (object_id null).
-- A coach of two tenants is two rows, because neither tenant may learn of the other.
CREATE TABLE people (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenants,
  object_id uuid,
  email text NOT NULL CHECK (email = lower(email)),
  display_name text NOT NULL,
  -- IANA; null while nobody has told us.
  zone text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (tenant_id, object_id),
  -- For references of the form (tenant_id, person_id): checks of foreign keys do not see row-level security.
  UNIQUE (tenant_id, id)
);
-- Colleagues are told apart by object id alone, since addresses change hands; somebody outside has nothing but the address.
CREATE UNIQUE INDEX people_outside ON people (tenant_id, email) WHERE object_id IS NULL;
CREATE INDEX people_by_email ON people (tenant_id, email);
SELECT fieldwork_protect('people');

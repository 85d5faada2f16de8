-- outside a transaction
-- The person first: with the tenant first it looked as good for finding one task as the primary key, and then every task of the tenant was read.
drop index if exists todo_tasks_of_client;
create index concurrently todo_tasks_of_client on todo_tasks (person_id, tenant_id);
drop index concurrently if exists todo_tasks_of_person;

-- A change in a client's calendar asks for a look by then, also while one is under way that may have read the calendar before it.
alter table review_times add column look_by timestamptz;
-- The client did something to a block itself: its event is read, because free/busy does not tell where what is shown as free went.
alter table review_times add column look_closely boolean not null default false;

-- Clients of one tenant in the order in which they are due: taken a hundred at a time, however many wait.
create index review_times_due_of_tenant on review_times (tenant_id, due_at, person_id) where due_at is not null;

-- Something changed in the calendar, and no block that is shown as free was read since: free/busy does not tell whether it is still there.
alter table review_times add column told boolean not null default false;

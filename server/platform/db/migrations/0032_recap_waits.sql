-- 'waiting': the chat certainly does not hold it, because Microsoft 365 would not take it; it is posted when somebody signed in looks again.
alter table session_recaps drop constraint session_recaps_chat_state_check;
alter table session_recaps add constraint session_recaps_chat_state_check check (chat_state in ('posting', 'posted', 'lost', 'waiting'));

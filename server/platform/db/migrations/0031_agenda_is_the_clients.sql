-- An agenda is the client's alone until they say otherwise (product.md, section B): nobody's silence opens it to the coach.
alter table agendas alter column sharing set default 'kept';
-- Whether it was chosen or came by itself is not known: those that are still open are asked about anew.
update agendas set sharing = 'kept' where sharing = 'auto' and closed_at is null;

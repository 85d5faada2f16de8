-- Whose public holidays a client's reviews keep off: 'none', or a region such as DE-BE; null for those of the country that their zone is in.
alter table review_times add column holidays text;

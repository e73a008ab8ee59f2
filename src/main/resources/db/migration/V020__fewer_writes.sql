-- A delivery is written three times, and each time into every index: what one index finds, two need not.
drop index delivery_status_waiting;
drop index delivery_case_by_participation;
drop index delivery_by_participation;
create index delivery_by_participation on delivery (participation_id, event_number) where participation_id is not null;
drop index delivery_case_by_time;
drop index delivery_by_age;
create index delivery_by_time on delivery (made_at);
-- Numbers are unique by how they are made; in this index PostgreSQL would look for what waits among all that was ever sent.
alter table delivery drop constraint delivery_number_key;

-- Of those that wait, one is found by its number or by its order key. Every number is above 0: it keeps PostgreSQL from
-- looking for a key in the index of numbers, which it takes for as good while it has no statistics.
drop index delivery_next;
create index delivery_next on delivery (partner, number) where number > 0 and state = 'PENDING' and kind <> 'STATUS';

-- A claim touches no index when there is room beside the row; so do what a case was told and when it was handed over.
alter table delivery set (fillfactor = 70);
alter table participation set (fillfactor = 50);

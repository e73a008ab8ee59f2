alter table waiting_line add column event_id text;
create index waiting_line_by_event on waiting_line (event_id) where event_id is not null;
create index waiting_line_by_age on waiting_line (waits_since);
comment on column waiting_line.event_id is
    'The provider''s id of the event that waits, so that the same id about another case is refused.';

-- A referral that turns out to open a case anew stands in two participations, told by the same line.
drop index event_of_a_line_once;
create unique index event_of_a_line_once on event (submission_id, line, key, participation_id);

comment on column submission.identity is
    'By what the same content is known again; null for a row that repeats another, and for one of which a line was refused '
    'after it had waited too long: sent again, it is taken anew.';

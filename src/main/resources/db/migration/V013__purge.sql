create table purge_under_way (
    held       text primary key,
    started_at timestamptz not null,
    removed    bigint      not null
);
comment on table purge_under_way is
    'A purge that has begun: counts what went, in the transactions in which it went. The row goes when purge_run has the proof.';

alter table delivered_name add column reserved_at timestamptz not null default now();
alter table delivered_name alter column reserved_at drop default;
create index delivered_name_by_age on delivered_name (reserved_at);

-- Who repeats what is no longer held repeats nothing that can be named.
alter table submission drop constraint submission_duplicate_of_fkey;
alter table submission add constraint submission_duplicate_of_fkey
    foreign key (duplicate_of) references submission on delete set null;
create index submission_by_repeated on submission (duplicate_of) where duplicate_of is not null;

-- What the purge looks for, oldest first, without walking past what stays.
create index submission_with_copy on submission (received_at) where archive_key is not null;
create index submission_line_refused on submission_line (submission_id)
    where outcome = 'REJECTED' and (case_number is not null or participation_id is not null);
create index delivery_by_age on delivery (made_at) where state <> 'PENDING';
create index event_that_may_end on event (participation_id)
    where kind in ('COMPLETED', 'DROPPED_OUT', 'WITHDRAWN', 'REGISTERED_IN_ERROR', 'ASSESSED');
create index audit_by_age on vault.audit (at);

-- What is destroyed is found by whose it is.
create index if not exists entry_by_participation on vault.entry (participation_id);
create index if not exists person_by_id on vault.person (person_id);

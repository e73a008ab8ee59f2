-- What the books must add up to, noted apart from the rows that are counted.
alter table submission add column lines bigint;
comment on column submission.lines is
    'How many lines were counted before the first was worked through; null when the content was not read to its end.';
update submission s set lines = l.lines
    from (select submission_id, count(*) as lines from submission_line group by submission_id) l
    where l.submission_id = s.id and s.state <> 'STORED';

alter table submission add column copy_size bigint;
comment on column submission.copy_size is
    'Bytes of the archive copy since lines were taken out of it; null: it is as it came.';
update submission s set copy_size = c.bytes
    from (select submission_id, sum(octet_length(sealed) - 28) as bytes from archive_chunk group by submission_id) c
    where c.submission_id = s.id and c.bytes <> s.size;

alter table participation add column events int not null default 0;
comment on column participation.events is 'How many events have been appended; one when it is erased.';
update participation p set events = e.events
    from (select participation_id, count(*) as events from event group by participation_id) e
    where e.participation_id = p.id;

create table reconciliation_run (
    number      bigint generated always as identity primary key,
    planned_at  timestamp   not null unique,
    started_at  timestamptz not null,
    finished_at timestamptz not null,
    submissions bigint      not null,
    lines       bigint      not null,
    events      bigint      not null,
    deliveries  bigint      not null,
    differing   bigint      not null
);
comment on table reconciliation_run is
    'Each nightly reconciliation: how much it counted, and how many items do not add up (0, or there is something to '
    'look into).';

create table reconciliation_finding (
    run   bigint not null references reconciliation_run on delete cascade,
    rule  text   not null,
    items bigint not null,
    ids   text[] not null,
    primary key (run, rule)
);
comment on table reconciliation_finding is
    'What did not add up, by rule (docs/operations.md says what each means): how many items, and the ids of the first '
    'hundred.';

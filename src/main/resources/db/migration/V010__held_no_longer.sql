-- A destroyed key keeps its row, so that nothing personal is ever sealed for the participation again.
alter table vault.participation_key alter column wrapped drop not null;
alter table vault.participation_key add column destroyed_at timestamptz;
alter table vault.participation_key add constraint key_or_destroyed check ((wrapped is null) = (destroyed_at is not null));
comment on table vault.participation_key is
    'A key per participation, wrapped by the key file''s key. Destroying it (destroyed_at) erases the person from the '
    'vault for good: no new key is made for the participation.';

create table purge_run (
    held         text        not null,
    planned_at   timestamp   not null,
    started_at   timestamptz not null,
    finished_at  timestamptz not null,
    removed      bigint      not null,
    left_overdue bigint      not null,
    primary key (held, planned_at)
);
comment on table purge_run is
    'The proof of each purge: of a class of what is held, how many items went, and how many overdue ones a count of its '
    'own found afterwards (0, or there is something to look into).';

create table archive_blanking (
    submission_id uuid not null,
    line          bigint,
    unique nulls not distinct (submission_id, line)
);
comment on table archive_blanking is
    'Lines that must go from archive copies; without a line the whole copy. A row goes when the copy has been written '
    'anew without its line.';

create table submission (
    id           uuid primary key,
    number       bigint generated always as identity unique,
    partner      text        not null,
    channel      text        not null check (channel in ('SFTP', 'JMS', 'REST', 'SOAP', 'DROPBOX')),
    kind         text        not null,
    name         text,
    identity     bytea,
    size         bigint      not null,
    senders_id   text,
    stamp        text,
    state        text        not null check (state in ('STORED', 'PROCESSED', 'PARTLY', 'REFUSED', 'DUPLICATE')),
    duplicate_of uuid references submission,
    archive_key  bytea,
    checkpoint   bigint      not null default 0,
    faults       jsonb       not null default '[]',
    received_at  timestamptz not null,
    processed_at timestamptz,
    unique (partner, identity)
);
comment on table submission is
    'The ledger: one row for anything that came in. identity (SHA-256 of the content, with the sender''s id for a file '
    'without lines, or the transaction or event id) is null once a row is known to repeat another. checkpoint is the '
    'last line whose effect is committed.';
create index submission_to_process on submission (number) where state = 'STORED';
create index submission_by_senders_id on submission (partner, senders_id);
create index submission_by_arrival on submission (received_at);
create index submission_by_partner on submission (partner, number);

create table submission_line (
    submission_id    uuid   not null references submission,
    line             bigint not null,
    message          text   not null,
    element          text   not null,
    case_number      text,
    outcome          text   not null check (outcome in ('ACCEPTED', 'WARNING', 'KNOWN', 'REJECTED', 'WAITING')),
    faults           jsonb  not null default '[]',
    participation_id uuid,
    decided_at       timestamptz,
    primary key (submission_id, line)
);
comment on table submission_line is
    'What became of each line, in the order of the file. faults hold codes and the sender''s field names, never a value. '
    'decided_at is when a line that had to wait was taken up or refused; null for one that never waited.';

create table waiting_line (
    submission_id uuid        not null,
    line          bigint      not null,
    municipality  text        not null,
    case_number   text        not null,
    event_key     text,
    record        bytea       not null,
    waits_since   timestamptz not null,
    primary key (submission_id, line),
    foreign key (submission_id, line) references submission_line
);
comment on table waiting_line is
    'Lines whose case (or, with event_key, whose corrected event) is not here yet. record is the canonical record, '
    'sealed with the submission''s archive key; the row goes when the line is taken up.';
create index waiting_line_by_case on waiting_line (municipality, case_number);

create table archive_chunk (
    stored_on     date   not null,
    submission_id uuid   not null,
    chunk         int    not null,
    sealed        bytea  not null,
    primary key (stored_on, submission_id, chunk)
) partition by range (stored_on);
comment on table archive_chunk is
    'Every submission as it came, in chunks of 1 MiB sealed with the submission''s own key; a partition per day.';
create table archive_chunk_other partition of archive_chunk default;

create schema vault;
comment on schema vault is 'The personal half. Opened by submission, delivery and console only.';

create table vault.participation_key (
    participation_id uuid primary key,
    wrapped          bytea       not null,
    made_at          timestamptz not null
);
comment on table vault.participation_key is
    'A key per participation, wrapped by the key file''s key. Destroying the row erases the person from the vault.';

create table vault.entry (
    event_number     bigint primary key,
    participation_id uuid  not null references vault.participation_key on delete cascade,
    sealed           bytea not null
);
comment on table vault.entry is 'The personal half of an event, sealed with its participation''s key.';

create table vault.person (
    digest    bytea primary key,
    person_id uuid not null
);
comment on table vault.person is
    'Who has which person number: a keyed hash of the number (with its issuer for a replacement number) to our person id. '
    'Several rows for one person who changed number.';

create table vault.audit (
    at               timestamptz not null,
    who              text        not null,
    purpose          text        not null,
    participation_id uuid        not null
);
comment on table vault.audit is 'Who opened whose personal half, and for what; rendering to a party entitled is one purpose.';

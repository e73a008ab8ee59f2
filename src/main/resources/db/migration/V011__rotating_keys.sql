-- Which look-up key made a hash; null: before that was noted, that is the oldest key of the key file.
alter table vault.person add column lookup_key bigint;
comment on column vault.person.lookup_key is 'Id of the look-up key that made the digest; null: the oldest one.';
alter table event add column lookup_key bigint;
comment on column event.lookup_key is 'Id of the look-up key that made content; null: the oldest one.';

create table vault.key_node (
    node            text primary key,
    wrapping        bigint[]    not null,
    wrapping_writer bigint      not null,
    lookup          bigint[]    not null,
    lookup_writer   bigint      not null,
    seen_at         timestamptz not null
);
comment on table vault.key_node is
    'Which keys of its key file each running node has loaded, and which of them it writes with; ids only. A node says so '
    'every ten seconds, by the database''s clock.';

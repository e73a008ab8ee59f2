create table release (
    id         uuid primary key,
    number     bigint generated always as identity unique,
    programme  text        not null,
    as_of      date        not null,
    known      bigint      not null,
    made_at    timestamptz not null
);
comment on table release is
    'An outcome release: as_of limits the dates of events, known their running number, so that it can be worked out again.';

create table release_file (
    release_id uuid  not null references release,
    name       text  not null,
    content    bytea not null,
    primary key (release_id, name)
);
comment on table release_file is 'The finished, anonymous bundle, kept so that it can be sent again to the byte.';

-- Outcome work runs under this role: it can read facts and write releases, and has no right on the vault.
do $$
begin
    if not exists (select from pg_roles where rolname = 'rampe_outcome') then
        create role rampe_outcome nologin;
    end if;
end $$;
grant rampe_outcome to current_user;
grant select on participation, event to rampe_outcome;
grant select, insert on release, release_file to rampe_outcome;

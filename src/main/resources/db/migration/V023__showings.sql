alter table release
    add column previous_id uuid references release,
    add column unsafe      text;
comment on column release.unsafe is
    'Figures for which the release before is repeated, because they would have told too much or were wrong; never their values.';

create table release_showing (
    release_id uuid   not null references release,
    scope      text   not null,
    rows       text   not null,
    as_of      date   not null,
    known      bigint not null,
    persons    jsonb  not null,
    points     jsonb  not null,
    hidden     text[] not null,
    parts      jsonb  not null,
    primary key (release_id, scope, rows)
);
comment on table release_showing is
    'Rows that a release moved, with what it hides of them: what is known outside, and what the next one is compared with. Releases after it repeat them.';

grant select, insert on release_showing to rampe_outcome;

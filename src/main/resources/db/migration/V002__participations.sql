create table participation (
    id            uuid primary key,
    number        bigint generated always as identity unique,
    municipality  text        not null,
    case_number   text        not null,
    programme     text        not null,
    occurrence    int         not null default 1,
    person_id     uuid        not null,
    provider      text        not null,
    handed_over_at timestamptz,
    told          jsonb,
    created_at    timestamptz not null,
    unique (municipality, case_number, programme, occurrence)
);
comment on table participation is
    'A case in a programme. Everything else about it is folded from its events. occurrence counts re-referrals after '
    'an ending; told is the status the jobcentre was last owed, so that only a change is news.';
create index participation_by_person on participation (person_id);

create table event (
    number           bigint generated always as identity primary key,
    participation_id uuid        not null references participation,
    key              text        not null,
    kind             text        not null,
    occurred_on      date        not null,
    stamp            text,
    supersedes       text,
    facts            jsonb       not null,
    content          bytea       not null,
    submission_id    uuid        not null,
    line             bigint      not null,
    recorded_at      timestamptz not null
);
comment on table event is
    'What happened, as told; appended, never changed. key says which telling replaces which (see '
    'docs/participant-model.md), content is a keyed hash over both halves of the event, so that the same telling is known again.';
create index event_by_participation on event (participation_id, number);
create index event_by_key on event (key);
create unique index event_of_a_line_once on event (submission_id, line, key);

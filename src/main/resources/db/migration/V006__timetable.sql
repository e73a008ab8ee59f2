create table timetable_run (
    schedule   text      not null,
    planned_at timestamp not null,
    ran_at     timestamptz not null,
    primary key (schedule, planned_at)
);
comment on table timetable_run is
    'Which planned time (Danish wall clock) of which schedule has been run: once on both clock-change nights, once on two nodes.';

create table lease (
    name       text primary key,
    owner      uuid        not null,
    held_until timestamptz not null
);
comment on table lease is 'One node at a time polls a partner; judged by the database''s clock.';

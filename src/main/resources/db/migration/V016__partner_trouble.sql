create table partner_trouble (
    partner text        not null,
    place   text        not null,
    trouble text        not null,
    since   timestamptz not null,
    primary key (partner, place)
);
comment on table partner_trouble is
    'Why files cannot be fetched from a partner''s server, or put there, since when; a row goes when they can again.';

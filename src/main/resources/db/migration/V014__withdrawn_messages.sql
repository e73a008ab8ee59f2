create table broker_withdrawal (
    participation_id uuid primary key,
    partner          text not null,
    but_for          uuid,
    due_at           timestamptz not null
);
comment on table broker_withdrawal is
    'Participations whose messages, if any still wait at the broker to be fetched by the partner, must go, but for the '
    'delivery that says why. due_at, by the database''s clock, is when none can be on its way any more; a row goes when '
    'they are gone.';

create table broker_withdrawal (
    participation_id uuid primary key,
    partner          text not null,
    but_for          uuid
);
comment on table broker_withdrawal is
    'Participations whose messages, if any still wait at the broker to be fetched by the partner, must go, but for the '
    'delivery that says why. A row goes when they are gone.';

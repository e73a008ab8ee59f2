create table delivery (
    id               uuid primary key,
    number           bigint generated always as identity unique,
    partner          text        not null,
    kind             text        not null
        check (kind in ('CASE', 'STATUS', 'STATUS_FILE', 'TECHNICAL_RECEIPT', 'RECEIPT', 'REJECTION', 'RELEASE')),
    order_key        text        not null,
    participation_id uuid references participation,
    event_number     bigint,
    submission_id    uuid,
    lines            bigint[],
    release_id       uuid,
    consignment      uuid references delivery,
    names            jsonb       not null default '[]',
    made_at          timestamptz not null,
    state            text        not null
        check (state in ('PENDING', 'SENT', 'ACCEPTED', 'REJECTED', 'SUPERSEDED', 'FAILED')),
    due_at           timestamptz not null,
    attempts         int         not null default 0,
    lease_until      timestamptz,
    fence            bigint      not null default 0,
    sent_at          timestamptz,
    answer           text
);
comment on table delivery is
    'The outbox: one row for anything that goes out. Content is rendered when it is sent, from what the row names; names '
    'and made_at are fixed when the row is made, so that rendering again gives the same bytes. consignment is the '
    'status file that carries a case''s status; lines are those a supplementary receipt speaks of. Deliveries with one order_key go out one after the other.';
-- Statuses wait for their file by the thousand; who claims other deliveries need not walk past them.
create index delivery_waiting on delivery (partner, order_key, number) where state = 'PENDING' and kind <> 'STATUS';
create index delivery_status_waiting on delivery (participation_id) where state = 'PENDING' and kind = 'STATUS';
create index delivery_status_to_gather on delivery (partner, number)
    where state = 'PENDING' and kind = 'STATUS' and consignment is null;
create index delivery_status_file on delivery (partner, made_at) where kind = 'STATUS_FILE';
create index delivery_by_submission on delivery (submission_id) where submission_id is not null;
create index delivery_open on delivery (partner)
    where consignment is null and state in ('PENDING', 'FAILED', 'REJECTED');
create index delivery_by_consignment on delivery (consignment) where consignment is not null;

create table delivered_name (
    partner text not null,
    name    text not null,
    owner   uuid not null,
    primary key (partner, name)
);
comment on table delivered_name is 'Every file name ever used at a partner and what it belongs to; a taken name gets .2, .3.';

create table erasure (
    id                 uuid primary key,
    number             bigint generated always as identity unique,
    municipality       text        not null,
    case_number        text,
    reason             text        not null check (reason in ('NO_LONGER_NEEDED', 'CONSENT_WITHDRAWN', 'OBJECTION',
                                                              'UNLAWFUL', 'LEGAL_OBLIGATION', 'REGISTERED_IN_ERROR')),
    reference          text,
    requested_by       text        not null,
    requested_at       timestamptz not null,
    state              text        not null check (state in ('REQUESTED', 'CLEARING', 'DONE')),
    carried_out_at     timestamptz,
    done_at            timestamptz,
    case_key           bytea,
    case_number_sealed bytea,
    copies_to_clear    uuid[]      not null default '{}',
    participations     int         not null default 0,
    events             int         not null default 0,
    lines              int         not null default 0,
    copies             int         not null default 0,
    deliveries         int         not null default 0,
    constraint number_until_carried_out check ((case_number is null) = (carried_out_at is not null))
);
comment on table erasure is
    'Every request that a case be erased, and what became of it. The case number stands in clear until it is carried '
    'out; then it is kept sealed, with a key of its own, only where a provider must be told which case it was. '
    'copies_to_clear are the submissions whose archive copies must be written anew first. Counts are of what went: '
    'deliveries are those that were cancelled.';
create unique index erasure_requested_once on erasure (municipality, case_number) where state = 'REQUESTED';
create index erasure_open on erasure (number) where state <> 'DONE';

create table erased_participation (
    erasure_id         uuid   not null,
    programme          text   not null,
    municipality       text   not null,
    first_event_number bigint not null,
    events             int    not null,
    erased_number      bigint not null
);
comment on table erased_participation is
    'The counted trace of an erased participation, nobody''s any more: a release that knew of first_event_number, and not '
    'yet of erased_number (the event that says so), can no longer be worked out in full.';
grant select on erased_participation to rampe_outcome;

create table erased_case (
    digest     bytea primary key,
    lookup_key bigint not null,
    erased_on  date   not null
);
comment on table erased_case is
    'Keyed hash of municipality and number of an erased case, so that nobody brings it back by accident. A referral of a '
    'later date opens it anew; then the row goes.';

alter table participation alter column case_number drop not null;
alter table participation add column erased_at timestamptz;
alter table participation add column erasure_id uuid;
alter table participation add constraint number_until_erased check ((case_number is null) = (erased_at is not null));
comment on column participation.erased_at is
    'When the case was erased: what is left is a row without case number and person, and one event ERASED.';

alter table submission_line add column blanked_at timestamptz;
comment on column submission_line.blanked_at is
    'When the line stopped saying whose case it was about; what became of it stays, so that receipts still add up.';

alter table delivery drop constraint delivery_state_check;
alter table delivery add constraint delivery_state_check
    check (state in ('PENDING', 'SENT', 'ACCEPTED', 'REJECTED', 'SUPERSEDED', 'CANCELLED', 'FAILED'));

-- Who was given a case is asked when it is erased.
create index audit_by_participation on vault.audit (participation_id);

-- Every line of a participation is looked for, and of nothing else.
drop index submission_line_without_number;
create index submission_line_by_participation on submission_line (participation_id) where participation_id is not null;

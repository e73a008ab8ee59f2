-- A partner's service that is asked for the events it has numbered: what it answers is a submission like any other.
alter table submission drop constraint submission_channel_check;
alter table submission add constraint submission_channel_check
    check (channel in ('SFTP', 'JMS', 'REST', 'SOAP', 'DROPBOX', 'SERVICE'));

create table service_position (
    partner   text        primary key,
    number    bigint      not null,
    stored_at timestamptz not null
);
comment on table service_position is
    'The highest number of an event that a partner''s service has handed out and the hub has stored: it is asked for what comes after.';

create table service_gap (
    partner    text        not null,
    number     bigint      not null,
    noticed_at timestamptz not null,
    asked_at   timestamptz,
    closed_at  timestamptz,
    closed_by  text,
    reason     text,
    primary key (partner, number),
    check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (reason is null))
);
comment on table service_gap is
    'Numbers that a partner''s service has jumped over: asked for until they come, and then gone, or until an operator closes them.';
